// What needs a hand: each trouble one sentence, since when, and right there what mends it.
import { useState } from "preact/hooks";
import { read, type Trouble, workspace } from "../api";
import { mayEdit, type Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { language } from "../reader";
import { t } from "../text";
import { Button, Card, confirmed, Notice, Pending, Trouble as Problem, Time } from "../ui";

const lookEveryMs = 10_000;

type Act = Trouble["acts"][number];

export function NeedsHand({ shop }: { shop: Shop }) {
  const loaded = useLoad(
    () => read(workspace.troubles.$get({ param: { ws: shop.ws }, query: { language } })),
    shop.ws,
    lookEveryMs,
  );
  const [done, setDone] = useState<string>();
  const doing = useDoing();
  const mend = (trouble: Trouble, act: Act) =>
    doing.run(async () => {
      setDone(undefined);
      try {
        setDone(await carryOut(shop, trouble, act));
      } finally {
        await loaded.reload(); // also where there were others by now
      }
    });
  if (!loaded.value) return <Pending loaded={loaded} />;
  const { items } = loaded.value;
  return (
    <>
      <Problem problem={doing.problem ?? loaded.problem} />
      {done && <Notice>{done}</Notice>}
      {items.length === 0 ? (
        <Notice>{t.needsHand.calm}</Notice>
      ) : (
        <Card title={t.needsHand.title} tone="bad">
          <p class="soft" role="status">
            {t.needsHand.count(items.length)}
          </p>
          <ul class="troubles">
            {items.map((trouble) => (
              <li key={trouble.key}>
                <div>
                  {trouble.sentence}
                  <span class="reason">
                    {t.needsHand.began} <Time at={trouble.since} />
                  </span>
                </div>
                <div class="row">
                  {mayEdit(shop) &&
                    trouble.acts.map((act) => (
                      <Button
                        key={act}
                        kind={act === "give-up" ? "danger" : "plain"}
                        busy={doing.busy}
                        onClick={() => isMeant(trouble, act) && void mend(trouble, act)}
                      >
                        {t.needsHand.acts[act](trouble.count)}
                      </Button>
                    ))}
                  <Way shop={shop} trouble={trouble} />
                </div>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

/** To where the rest can be seen, and what no button mends. */
function Way({ shop, trouble }: { shop: Shop; trouble: Trouble }) {
  const { kind, id, name } = trouble.subject;
  if (name === null) return null;
  return (
    <a class="button plain" href={`/w/${shop.ws}/${kind}s/${id}`}>
      {t.needsHand.open[kind]}
    </a>
  );
}

/** Retries and marks can be looked at afterwards; what is given up is given up. */
function isMeant({ count }: Trouble, act: Act): boolean {
  return act === "check" || act === "retry" || confirmed(t.needsHand.ask[act](count));
}

/** @returns what came of it, in words */
async function carryOut(shop: Shop, trouble: Trouble, act: Act): Promise<string> {
  const param = { ws: shop.ws };
  if (act === "check") {
    const one = { param: { ...param, id: trouble.subject.id } };
    const { status } = await read(workspace.connections[":id"].check.$post(one));
    return t.needsHand.checked[status];
  }
  const order = { param, json: { key: trouble.key, expected: trouble.count } };
  const { changed } = await read(workspace.troubles[act].$post(order));
  return t.needsHand.done[act](changed);
}
