// One event: its story, what a person can do about it, and what came in.
import { useState } from "preact/hooks";
import { type EventDetail, read, type Ticket, workspace } from "../api";
import { mayEdit, type Shop } from "../app";
import { useLoad } from "../load";
import { amount, eventName, t, when } from "../text";
import { Button, Card, Json, Notice, Page, Pending, Trouble } from "../ui";
import { Story } from "./event-story";
import { EventMark } from "./marks";
import { ReplayOne } from "./replay-one";
import { sourceName, type Things, useThings, Who } from "./things";
import { Tickets } from "./tickets";

const lookEveryMs = 2000;

export function EventPage({ shop, id }: { shop: Shop; id: string }) {
  const things = useThings(shop);
  const loaded = useLoad(() => load(shop, id), id, lookEveryMs);
  const [isReplaying, setReplaying] = useState(false);
  const [made, setMade] = useState<number>();
  const { value } = loaded;
  if (!value) return <Pending loaded={loaded} />;
  const { event, tickets } = value;
  return (
    <Page
      title={eventName(event.type)}
      intro={[event.customer?.name, event.customer?.email].filter(Boolean).join(" · ")}
      actions={
        <>
          <EventMark state={event.state} />
          {mayEdit(shop) && (
            <Button isOpen={isReplaying} onClick={() => setReplaying(!isReplaying)}>
              {t.replay.open}
            </Button>
          )}
        </>
      }
    >
      <Trouble problem={loaded.problem} />
      {made !== undefined && <Notice>{t.replay.done(made)}</Notice>}
      {isReplaying && (
        <ReplayOne
          shop={shop}
          id={id}
          onDone={async (count) => {
            setReplaying(false);
            setMade(count);
            await loaded.reload();
          }}
        />
      )}
      <Card title={t.story.title}>
        <Story shop={shop} event={event} tickets={tickets} things={things} onChange={loaded.reload} />
      </Card>
      <Tickets tickets={tickets} />
      <Facts shop={shop} event={event} things={things} />
    </Page>
  );
}

/** The event, with the tickets that it was given: their scans are a part of its story. */
async function load(shop: Shop, id: string): Promise<{ event: EventDetail; tickets: Ticket[] }> {
  const param = { ws: shop.ws };
  const event = await read(workspace.events[":id"].$get({ param: { ...param, id } }));
  const tickets = await Promise.all(
    event.codes.map((code) => read(workspace.tickets[":id"].$get({ param: { ...param, id: code.id } }))),
  );
  return { event, tickets };
}

type FactsProps = { shop: Shop; event: EventDetail; things: Things | undefined };

function Facts({ shop, event, things }: FactsProps) {
  return (
    <Card title={t.events.facts}>
      <dl class="facts">
        <dt>{t.events.source}</dt>
        <dd>{sourceName(event, things)}</dd>
        {event.customer && (
          <>
            <dt>{t.events.customer}</dt>
            <dd>
              <Who shop={shop} event={event} />
            </dd>
          </>
        )}
        <dt>{t.events.occurred}</dt>
        <dd>{when(event.occurredAt)}</dd>
        <dt>{t.events.received}</dt>
        <dd>{when(event.receivedAt)}</dd>
        {event.order && (
          <>
            <dt>{t.events.order}</dt>
            <dd>
              {event.order.number ?? event.order.id} {event.order.total && `· ${amount(event.order.total)}`}
            </dd>
          </>
        )}
        {event.products && event.products.length > 0 && (
          <>
            <dt>{t.events.products}</dt>
            <dd>{event.products.map((product) => `${product.name ?? ""} (${product.id})`).join(", ")}</dd>
          </>
        )}
        {event.accessEndsAt !== undefined && (
          <>
            <dt>{t.events.accessEnds}</dt>
            <dd>{when(event.accessEndsAt)}</dd>
          </>
        )}
      </dl>
      <details>
        <summary>{t.events.raw}</summary>
        {event.raw === null ? <p class="soft">{t.events.rawPruned}</p> : <Json value={event.raw} />}
      </details>
    </Card>
  );
}
