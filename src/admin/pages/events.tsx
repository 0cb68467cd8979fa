// What came in, and for each event the whole story: what it rang, what it did not and why, and every attempt.
import { useEffect, useState } from "preact/hooks";
import { type Connection, type Delivery, type Event, type EventDetail, read, workspace } from "../api";
import type { Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { MoveForm, type Moving, momentOf } from "../moving";
import { amount, eventName, fullTime, t, when } from "../text";
import { Button, Card, Empty, Json, Loading, Notice, Page, Pending, SelectField, Time, Trouble } from "../ui";
import { AttemptStory } from "./attempt-story";
import { DeliveryMark, EventMark } from "./marks";
import { Tickets } from "./tickets";

const eventStates = ["matched", "unmatched", "incomplete", "not-understood"] as const;

export function Events({ shop }: { shop: Shop }) {
  const [type, setType] = useState("");
  const [state, setState] = useState("");
  const [older, setOlder] = useState<{ items: Event[]; next?: string }>();
  const query = {
    ...(type ? { type } : {}),
    ...(state ? { state: state as Event["state"] } : {}), // the choices below are the states
  };
  const loaded = useLoad(
    () => read(workspace.events.$get({ param: { ws: shop.ws }, query })),
    `${shop.ws} ${type} ${state}`,
    3000,
  );
  useEffect(() => setOlder(undefined), [type, state]);
  const more = useDoing();
  const next = older ? older.next : loaded.value?.next;
  const showMore = () =>
    more.run(async () => {
      if (!next) return;
      const page = await read(
        workspace.events.$get({ param: { ws: shop.ws }, query: { ...query, cursor: next } }),
      );
      setOlder({
        items: [...(older?.items ?? []), ...page.items],
        ...(page.next ? { next: page.next } : {}),
      });
    });
  const events = [...(loaded.value?.items ?? []), ...(older?.items ?? [])];
  return (
    <Page title={t.events.title} intro={t.events.intro}>
      <div class="filters">
        <SelectField
          label={t.events.type}
          value={type}
          onChange={setType}
          choices={[
            { value: "", label: t.events.allTypes },
            ...Object.entries(t.eventNames).map(([value, label]) => ({ value, label })),
          ]}
        />
        <SelectField
          label={t.events.state}
          value={state}
          onChange={setState}
          choices={[
            { value: "", label: t.events.allStates },
            ...eventStates.map((value) => ({ value, label: t.events.states[value] })),
          ]}
        />
      </div>
      <Trouble problem={loaded.problem ?? more.problem} />
      {loaded.value ? (
        <Card>
          <EventTable shop={shop} events={events} />
          {next && (
            <Button busy={more.busy} onClick={() => void showMore()}>
              {t.common.more}
            </Button>
          )}
        </Card>
      ) : (
        !loaded.problem && <Loading />
      )}
    </Page>
  );
}

export function EventTable({ shop, events }: { shop: Shop; events: Event[] }) {
  if (events.length === 0) return <Empty>{t.events.empty}</Empty>;
  return (
    <table>
      <thead>
        <tr>
          <th>{t.events.type}</th>
          <th>{t.events.customer}</th>
          <th>{t.events.when}</th>
          <th>{t.events.state}</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id}>
            <td>
              <a href={`/w/${shop.ws}/events/${event.id}`}>{eventName(event.type)}</a>
            </td>
            <td>
              <Who shop={shop} event={event} />
            </td>
            <td>
              <Time at={event.receivedAt} />
            </td>
            <td>
              <EventMark state={event.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Whom an event is about, with a way to all that is known of them. */
function Who({ shop, event: { customer } }: { shop: Shop; event: Pick<Event, "customer"> }) {
  const who = customer?.email ?? customer?.name;
  if (who === undefined || customer?.id === undefined) return <span>{who ?? "–"}</span>;
  return <a href={`/w/${shop.ws}/customers/${customer.id}`}>{who}</a>;
}

export function EventPage({ shop, id }: { shop: Shop; id: string }) {
  const param = { ws: shop.ws };
  const loaded = useLoad(
    async () => {
      const [event, automations, connections, sources] = await Promise.all([
        read(workspace.events[":id"].$get({ param: { ...param, id } })),
        read(workspace.automations.$get({ param })),
        read(workspace.connections.$get({ param })),
        read(workspace.sources.$get({ param })),
      ]);
      return {
        event,
        automations: automations.items,
        connections: connections.items,
        sources: sources.items,
      };
    },
    id,
    2000,
  );
  const [replayed, setReplayed] = useState<number>();
  const doing = useDoing();
  const { value } = loaded;
  if (!value) return <Pending loaded={loaded} />;
  const { event } = value;
  const nameOf = (automationId: string, connectionId = "") =>
    connectionId.startsWith("src_")
      ? t.deliveries.completion
      : (value.automations.find((one) => one.id === automationId)?.name ?? t.deliveries.deleted);
  const replay = () =>
    doing.run(async () => {
      const { deliveries } = await read(
        workspace.events[":id"].replay.$post({ param: { ...param, id }, json: { again: false } }),
      );
      setReplayed(deliveries.length);
      await loaded.reload();
    });
  return (
    <Page
      title={eventName(event.type)}
      intro={[event.customer?.name, event.customer?.email].filter(Boolean).join(" · ")}
      actions={
        <>
          <EventMark state={event.state} />
          <Button busy={doing.busy} onClick={() => void replay()}>
            {t.events.replay}
          </Button>
        </>
      }
    >
      <Trouble problem={loaded.problem ?? doing.problem} />
      {replayed !== undefined && (
        <Notice tone={replayed ? "good" : "warn"}>{t.events.replayed(replayed)}</Notice>
      )}
      {event.reason && <Notice tone="warn">{event.reason}</Notice>}
      <Card title={t.events.whatRang}>
        {event.deliveries.length === 0 ? (
          <Empty>{t.events.rangNothing}</Empty>
        ) : (
          <ul class="timeline">
            {event.deliveries.map((delivery) => (
              <DeliveryStory
                key={delivery.id}
                shop={shop}
                delivery={delivery}
                automation={nameOf(delivery.automationId, delivery.connectionId)}
                connection={value.connections.find((one) => one.id === delivery.connectionId)}
                isOnly={event.deliveries.length === 1}
                onChange={loaded.reload}
              />
            ))}
          </ul>
        )}
        {event.unmatched.length > 0 && (
          <details>
            <summary>{t.events.whyNot}</summary>
            <ul class="list">
              {event.unmatched.map((one) => (
                <li key={one.automationId}>
                  <strong>{nameOf(one.automationId)}</strong>: {one.reason}
                </li>
              ))}
            </ul>
          </details>
        )}
      </Card>
      <Tickets shop={shop} codes={event.codes} />
      <Facts
        shop={shop}
        event={event}
        source={value.sources.find((one) => one.id === event.source.id)?.name ?? event.source.kind}
      />
    </Page>
  );
}

function Facts({ shop, event, source }: { shop: Shop; event: EventDetail; source: string }) {
  return (
    <Card title={t.events.facts}>
      <dl class="facts">
        <dt>{t.events.source}</dt>
        <dd>{source}</dd>
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

type StoryProps = {
  shop: Shop;
  delivery: Delivery;
  automation: string;
  connection: Connection | undefined;
  /** The only one on the page: there is room to show what it did at once. */
  isOnly: boolean;
  onChange(): Promise<void>;
};

const acts = {
  retry: (state: Delivery["state"]) =>
    ["failed", "skipped", "cancelled", "uncertain", "retrying"].includes(state),
  "run-now": (state: Delivery["state"]) => ["waiting", "held"].includes(state),
  cancel: (state: Delivery["state"]) => ["waiting", "ready", "retrying", "held"].includes(state),
  "mark-done": (state: Delivery["state"]) => state === "uncertain",
} as const;
const actWords = {
  retry: t.deliveries.retry,
  "run-now": t.deliveries.runNow,
  cancel: t.deliveries.cancel,
  "mark-done": t.deliveries.markDone,
};

function DeliveryStory({ shop, delivery, automation, connection, isOnly, onChange }: StoryProps) {
  const doing = useDoing();
  const [isMoving, setMoving] = useState(false);
  const move = (moving: Moving) =>
    doing.run(async () => {
      const at = momentOf(moving, delivery.nextAt ?? delivery.dueAt);
      await read(
        workspace.deliveries[":id"].move.$post({ param: { ws: shop.ws, id: delivery.id }, json: { at } }),
      );
      setMoving(false);
      await onChange();
    });
  const act = (name: keyof typeof acts) =>
    doing.run(async () => {
      const call = { param: { ws: shop.ws, id: delivery.id } };
      const one = workspace.deliveries[":id"];
      if (name === "retry") await read(one.retry.$post(call));
      else if (name === "run-now") await read(one["run-now"].$post(call));
      else if (name === "cancel") await read(one.cancel.$post(call));
      else await read(one["mark-done"].$post(call));
      await onChange();
    });
  const possible = (Object.keys(acts) as (keyof typeof acts)[]).filter((name) => acts[name](delivery.state)); // the keys of acts
  return (
    <li>
      <div class="row between">
        <div>
          <strong>{automation}</strong>
          <div class="soft">
            {connection ? (
              <a href={`/w/${shop.ws}/connections/${connection.id}`}>{connection.name}</a>
            ) : (
              t.deliveries.deleted
            )}
            {" · "}
            {t.deliveries.due} <Time at={delivery.dueAt} />
            {delivery.replayOf && ` · ${t.deliveries.replayOf}`}
          </div>
        </div>
        <div class="row">
          <DeliveryMark state={delivery.state} />
          {possible.map((name) => (
            <Button key={name} busy={doing.busy} onClick={() => void act(name)}>
              {actWords[name]}
            </Button>
          ))}
          {delivery.state === "waiting" && (
            <Button busy={doing.busy} isOpen={isMoving} onClick={() => setMoving(!isMoving)}>
              {t.moving.open}
            </Button>
          )}
        </div>
      </div>
      {isMoving && delivery.state === "waiting" && (
        <MoveForm from={delivery.nextAt} busy={doing.busy} onMove={(to) => void move(to)} />
      )}
      {delivery.reason && <p class="reason">{delivery.reason}</p>}
      {delivery.because && <p class="soft">{delivery.because}</p>}
      {delivery.moved.map(({ at, from, to, because }) => (
        <p key={at} class="soft">
          {t.deliveries.moved(fullTime(from), fullTime(to), because)}
        </p>
      ))}
      {delivery.state === "retrying" && delivery.nextAt !== null && (
        <p class="soft">
          {t.deliveries.next} <Time at={delivery.nextAt} />
        </p>
      )}
      <Trouble problem={doing.problem} />
      {delivery.attempts.length > 0 && (
        <details open={isOnly && delivery.attempts.length === 1}>
          <summary>{t.deliveries.attempts(delivery.attempts.length)}</summary>
          <ol class="attempts">
            {delivery.attempts.map((attempt) => (
              <li key={attempt.at}>
                <AttemptStory attempt={attempt} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}
