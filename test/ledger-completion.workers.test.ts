// A notice that leaves something out: stored at once, fetched by a delivery of its own, and then an event like any other.
import { describe, expect, it } from "vitest";
import { eventNumber } from "../src/core/ids";
import { automation, Bench, connection, hours, told } from "./ledger-world";

const notice = () =>
  told(
    { type: "lead.created" },
    { key: "lead:1", data: '{"leadgen_id":"1"}', incomplete: "The lead's answers are being fetched." },
  );
const lead = { type: "lead.created", occurredAt: 0, customer: { email: "ada@example.com" } };
const completed = {
  fact: lead,
  data: '{"email":"ada@example.com"}',
  customerId: "cus_ada",
  customerRefs: [],
};

async function open() {
  const tie = connection("web");
  const bench = await Bench.open([tie], [automation(tie.id, { trigger: { event: "lead.created" } })]);
  const [accepted] = await bench.accept(notice());
  const id = accepted?.eventId ?? "";
  const event = async () => (await bench.ledger.event(id)) ?? expect.fail(`There is no event ${id}.`);
  /** Claims what is told and settles it. */
  const carryOut = async (settlement: object) => {
    const claim = await bench.claim(await bench.takeTold());
    for (const delivery of claim.deliveries)
      await bench.ledger.work(
        "clm_done",
        [],
        [{ ...bench.settled(delivery.id, claim.claimId, { is: "done" }), ...settlement }],
      );
    return claim;
  };
  return { bench, id, event, carryOut };
}

describe("a notice that leaves something out", () => {
  it("is stored at once, says what it waits for, and rings nothing yet", async () => {
    const { bench, event } = await open();
    expect(await event()).toMatchObject({
      state: "incomplete",
      reason: "The lead's answers are being fetched.",
      deliveries: [{ state: "ready", connectionId: "src_bench" }],
    });
    const claim = await bench.claim(await bench.takeTold());
    expect(claim.deliveries).toMatchObject([{ action: "complete", connectionId: "src_bench" }]);
    expect(claim.connections.src_bench).toMatchObject({ tool: "bench" });
  });

  it("goes on with what was fetched, and rings what is set up", async () => {
    const { bench, event, carryOut } = await open();
    await carryOut({ completed });
    expect(await event()).toMatchObject({
      state: "matched",
      reason: null,
      customer: { email: "ada@example.com", id: "cus_ada" },
      data: { email: "ada@example.com" },
    });
    const { deliveries } = await event();
    expect(deliveries).toHaveLength(2);
    expect((await bench.claim(await bench.takeTold())).deliveries).toHaveLength(1);
  });

  it("is the same notice when it comes again, before and after", async () => {
    const { bench, id, carryOut } = await open();
    expect(await bench.accept(notice())).toEqual([{ eventId: id, outcome: "duplicate" }]);
    await carryOut({ completed });
    expect(await bench.accept(notice())).toEqual([{ eventId: id, outcome: "duplicate" }]);
    expect(await bench.all()).toHaveLength(2);
  });

  it("is tried again while it cannot be fetched, and says why on the event", async () => {
    const { bench, event, carryOut } = await open();
    await carryOut({ verdict: { is: "retry", reason: "The provider has trouble (503)." } });
    expect(await event()).toMatchObject({
      state: "incomplete",
      reason: "The provider has trouble (503).",
      deliveries: [{ state: "retrying", tries: 1 }],
    });
    bench.clock.now += hours;
    await bench.ring();
    await carryOut({ completed });
    expect((await event()).state).toBe("matched");
  });

  it("is held while the key is wrong, and goes on when the source's settings change", async () => {
    const { bench, event, carryOut } = await open();
    await carryOut({ verdict: { is: "refused", reason: "The token is wrong." } });
    expect((await event()).deliveries).toMatchObject([{ state: "held", reason: "The token is wrong." }]);
    const [source] = bench.config.sources;
    if (!source) throw new Error("There is no source.");
    bench.config = {
      ...bench.config,
      version: bench.config.version + 1,
      sources: [{ ...source, settings: { token: "new" } }],
    };
    await bench.ledger.configure(bench.config);
    await carryOut({ completed });
    expect((await event()).state).toBe("matched");
  });

  it("that cannot be fetched any more says so, and stays", async () => {
    const { event, carryOut } = await open();
    await carryOut({ verdict: { is: "failed", reason: "The lead was deleted." } });
    expect(await event()).toMatchObject({
      state: "incomplete",
      reason: "The lead was deleted.",
      deliveries: [{ state: "failed" }],
    });
    expect(eventNumber((await event()).id)).toBeDefined();
  });

  it("is not replayed before it is complete, since it would ring without what is missing", async () => {
    const { bench, id, event, carryOut } = await open();
    expect(await bench.ledger.replay(id, { which: "all", terms: "current" })).toMatchObject({
      refused: expect.stringContaining("fetched"),
    });
    await carryOut({ completed });
    expect((await event()).state).toBe("matched");
  });

  it("that was given up is fetched again when the notice comes again", async () => {
    const { bench, id, event, carryOut } = await open();
    await carryOut({ verdict: { is: "failed", reason: "The lead was deleted." } });
    expect(await bench.accept(notice())).toEqual([{ eventId: id, outcome: "duplicate" }]);
    await carryOut({ completed });
    expect((await event()).state).toBe("matched");
    expect((await event()).raw).not.toBeNull();
  });

  it("finds its person by what the provider calls them, and is what it turned out to be", async () => {
    const { bench, event, carryOut } = await open();
    await bench.accept(told({ email: "bob@example.com" }, { customerRefs: ["bench:customer:7"] }));
    const fact = {
      type: "purchase.completed",
      occurredAt: 1_700_000_000_000,
      customer: { firstName: "Bob" },
    };
    await carryOut({ completed: { fact, data: "{}", customerRefs: ["bench:customer:7"] } });
    expect(await event()).toMatchObject({
      type: "purchase.completed",
      customer: { email: "bob@example.com", firstName: "Bob" },
    });
  });
});
