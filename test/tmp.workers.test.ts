import { it } from "vitest";
import { automation, Bench, connection, told } from "./ledger-world";
it("x", async () => {
    const tie = connection("web");
    const bench = await Bench.open([tie], [1,2,3].map(() => automation(tie.id)));
    await bench.accept(told({ type: "lead.created" }));
    for (let i = 0; i < 25; i++) await bench.accept(...Array.from({ length: 100 }, () => told()));
    console.log(await bench.sql("SELECT COUNT(*) n, COUNT(DISTINCT event_id) e, MIN(event_id) a, MAX(event_id) b FROM deliveries"));
    console.log(await bench.sql("SELECT state, next_at > 0 as x, COUNT(*) n FROM deliveries group by state, next_at>?", bench.clock.now), bench.clock.now);
    console.log(await bench.ledger.stats());
});
