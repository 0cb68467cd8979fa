// Replaying one event: what would ring is told first, and rings only when a person says so.
import { useState } from "preact/hooks";
import { type ReplayPlan, read, workspace } from "../api";
import type { Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { fullTime, t } from "../text";
import { Button, Card, Pending, Trouble } from "../ui";
import { HowFields, type ReplayHow } from "./replay-how";
import { AutomationName, useThings } from "./things";

const words = t.replay;

type Ring = ReplayPlan["rings"][number];
type Props = { shop: Shop; id: string; onDone(made: number): Promise<void> };

export function ReplayOne({ shop, id, onDone }: Props) {
  const [how, setHow] = useState<ReplayHow>({ which: "missing", terms: "current" });
  const things = useThings(shop);
  const one = workspace.events[":id"].replay;
  const param = { ws: shop.ws, id };
  const loaded = useLoad(() => read(one.$get({ param, query: how })), `${id} ${how.which} ${how.terms}`);
  const doing = useDoing();
  const replay = (expected: number) =>
    doing.run(async () => {
      try {
        const { deliveries } = await read(one.$post({ param, json: { ...how, expected } }));
        await onDone(deliveries.length);
      } catch (error) {
        await loaded.reload(); // what would ring has changed: it is told anew, and asked again
        throw error;
      }
    });
  const plan = loaded.value;
  return (
    <Card title={words.title}>
      <HowFields how={how} onChange={setHow} />
      {!plan && <Pending loaded={loaded} />}
      {plan && (
        <div class="found" role="status">
          {plan.rings.length === 0 && <p>{words.nothing}</p>}
          <ul class="list">
            {plan.rings.map((ring) => (
              <li key={ring.automationId}>
                <strong>{ringWords(shop, ring, toolOf(ring))}</strong> <span>{words.by(ring.name)}</span>
                {ring.at > Date.now() + 1000 && <span> {words.later(fullTime(ring.at))}</span>}
              </li>
            ))}
          </ul>
          {plan.leftAlone.length > 0 && (
            <details>
              <summary>{words.leftAlone(plan.leftAlone.length)}</summary>
              <ul class="list">
                {plan.leftAlone.map((left) => (
                  <li key={left.automationId}>
                    <AutomationName shop={shop} delivery={{ ...left, connectionId: "" }} things={things} />:{" "}
                    {left.reason}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </div>
      )}
      <Trouble problem={doing.problem} />
      {plan && plan.rings.length > 0 && (
        <div>
          <Button kind="main" busy={doing.busy} onClick={() => void replay(plan.rings.length)}>
            {words.button(plan.rings.length)}
          </Button>
        </div>
      )}
    </Card>
  );

  function toolOf({ connectionId }: Ring): string {
    return things?.connections.find((connection) => connection.id === connectionId)?.tool ?? "";
  }
}

/** "Rings Mailchimp: Add to an audience, again" */
function ringWords({ connectors }: Shop, { connection, action, repeats }: Ring, tool: string): string {
  const actions = connectors.find(({ id }) => id === tool)?.tool?.actions ?? [];
  const title = actions.find(({ id }) => id === action)?.title ?? action;
  return repeats === null ? words.rings(connection, title) : words.ringsAgain(connection, title);
}
