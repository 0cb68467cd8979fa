// The lists of events and of deliveries: newest first, and growing while they are looked at.
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { type Delivery, type Event, read, workspace } from "../api";
import type { Shop } from "../app";
import { type LiveList, type LiveSource, useLiveList } from "../live-list";
import { eventName, fullTime, t } from "../text";
import { Button, Card, Empty, Pending, Time, Trouble } from "../ui";
import { type Asked, everythingOf, hrefOf, isNarrowed, timesOf } from "./event-filters";
import { DeliveryMark, EventMark } from "./marks";
import { AutomationName, type Things, ToolName, Who } from "./things";

const words = t.lists;
/** What has just come in and is not complete is being fetched; later it may stay so. */
const soonMs = 120_000;
/** Scrolled no further than this, the reader sees the top of the page. */
const topPx = 60;

type ListProps = { shop: Shop; asked: Asked; things: Things | undefined };

/** As the API is asked, apart from the place in the list. */
export function choiceOf(asked: Asked) {
  const { type, state, delivery, source, automation, customer, order } = asked;
  return {
    ...(type ? { type } : {}),
    ...(state ? { state: state as Event["state"] } : {}), // the choices are the states
    ...(delivery ? { deliveryState: delivery as Delivery["state"] } : {}),
    ...(source ? { sourceId: source } : {}),
    ...(automation ? { automationId: automation } : {}),
    ...(customer ? { customerId: customer } : {}),
    ...(order ? { order } : {}),
    ...timesOf(asked),
  };
}

export function EventList({ shop, asked, who }: Omit<ListProps, "things"> & { who: string | undefined }) {
  const place = useRef<HTMLDivElement>(null);
  const param = { ws: shop.ws };
  const live = useLiveList<Event>(`${shop.ws} ${JSON.stringify(asked)}`, {
    page: (at) => read(workspace.events.search.$post({ param, json: { ...choiceOf(asked), ...at } })),
    idOf: ({ id }) => id,
    eventOf: ({ id }) => id,
    isOnItsWay: ({ state, receivedAt }) => state === "incomplete" && receivedAt > Date.now() - soonMs,
    mayMove: () => mayMove(place.current, asked),
  });
  const customer = live.list?.items.find((one) => one.customer?.id === asked.customer)?.customer;
  return (
    <div ref={place}>
      <Only shop={shop} asked={asked} who={customer?.email ?? who} />
      <Live live={live} asked={asked} empty={t.events.empty}>
        {(events) => <EventTable shop={shop} events={events} />}
      </Live>
    </div>
  );
}

export function DeliveryList({ shop, asked, things }: ListProps) {
  const place = useRef<HTMLDivElement>(null);
  const live = useLiveList<Delivery>(`${shop.ws} ${JSON.stringify(asked)}`, {
    ...deliveriesOf(shop, asked),
    mayMove: () => mayMove(place.current, asked),
  });
  return (
    <div ref={place}>
      <Only shop={shop} asked={asked} who={undefined} />
      <Live live={live} asked={asked} empty={words.emptyDeliveries}>
        {(deliveries) => <DeliveryTable shop={shop} deliveries={deliveries} things={things} />}
      </Live>
    </div>
  );
}

function deliveriesOf(shop: Shop, asked: Asked): Omit<LiveSource<Delivery>, "mayMove"> {
  const { type, state, automation, connection, customer } = asked;
  const { from, to } = timesOf(asked);
  const query = {
    ...(type ? { type } : {}),
    ...(state ? { state: state as Delivery["state"] } : {}), // the choices are the states
    ...(automation ? { automationId: automation } : {}),
    ...(connection ? { connectionId: connection } : {}),
    ...(customer ? { customerId: customer } : {}),
    ...(from === undefined ? {} : { from: String(from) }),
    ...(to === undefined ? {} : { to: String(to) }),
  };
  return {
    page: (at) => read(workspace.deliveries.$get({ param: { ws: shop.ws }, query: { ...query, ...at } })),
    idOf: ({ id }) => id,
    eventOf: ({ eventId }) => eventId,
    isOnItsWay: (one) => one.state === "ready" || one.state === "running",
  };
}

/** Nobody is reading further down, looking for something, pointing at a row or working with it. */
function mayMove(list: HTMLElement | null, asked: Asked): boolean {
  return scrollY < topPx && !isNarrowed(asked) && list?.matches(":hover, :focus-within") !== true;
}

/** Whose events, or of which order, where that is no choice of the filters. */
function Only({ shop, asked, who }: Omit<ListProps, "things"> & { who: string | undefined }) {
  if (!isNarrowed(asked)) return null;
  return (
    <p class="row only">
      {asked.customer && <strong>{who === undefined ? words.oneCustomer : words.customer(who)}</strong>}
      {asked.order && <strong>{words.order(asked.order)}</strong>}
      <a href={hrefOf(shop, everythingOf(asked))}>{words.showAll}</a>
    </p>
  );
}

type LiveProps<T> = {
  live: LiveList<T>;
  asked: Asked;
  /** Said where nothing is asked for and there is nothing. */
  empty: string;
  children(items: T[]): ComponentChildren;
};

function Live<T>({ live, asked, empty, children }: LiveProps<T>) {
  const { first, list, more, problem } = live;
  if (!list) return <Pending loaded={first} />;
  const { items, unseen, isFarBehind, arrived, next, searchedTo } = list;
  const unseenWords = unseen.length > 0 && words.unseen(unseen.length, isFarBehind);
  const isShort = next !== undefined && searchedTo !== undefined && isNarrowed(asked);
  return (
    <Card>
      <p class="unseen" role="status">
        {unseenWords || (arrived > 0 && words.arrived(arrived))}
      </p>
      {unseenWords && (
        <p class="news">
          <Button onClick={() => void live.showUnseen()}>↑ {unseenWords}</Button>
        </p>
      )}
      <Trouble problem={first.problem ?? problem ?? more.problem} />
      {items.length > 0 ? (
        children(items)
      ) : (
        <Empty>{isNarrowed(asked) ? nothingWords(asked, isShort ? searchedTo : undefined) : empty}</Empty>
      )}
      {next !== undefined && (
        <div class="row">
          <Button busy={more.busy} onClick={() => void live.showMore()}>
            {isShort ? words.furtherBack : t.common.more}
          </Button>
          {isShort && items.length > 0 && (
            <span class="soft" role="status">
              {words.searchedTo(fullTime(searchedTo))}
            </span>
          )}
        </div>
      )}
    </Card>
  );
}

/** What was looked for and how far, and what to do about it. */
function nothingWords({ customer, order }: Asked, searchedTo: number | undefined): string {
  if (searchedTo !== undefined) return words.nothingYet(fullTime(searchedTo));
  if (order) return words.nothingOfOrder(order);
  return customer ? words.nothingOfCustomer : words.nothing;
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

type DeliveryTableProps = { shop: Shop; deliveries: Delivery[]; things: Things | undefined };

function DeliveryTable({ shop, deliveries, things }: DeliveryTableProps) {
  return (
    <table>
      <thead>
        <tr>
          <th>{words.automation}</th>
          <th>{words.connection}</th>
          <th>{words.due}</th>
          <th>{t.events.state}</th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((one) => (
          <tr key={one.id}>
            <td>
              <AutomationName shop={shop} delivery={one} things={things} />
              <div>
                <a href={`/w/${shop.ws}/events/${one.eventId}`}>{words.event}</a>
              </div>
            </td>
            <td>
              <ToolName shop={shop} id={one.connectionId} things={things} />
            </td>
            <td>
              <Time at={one.dueAt} />
            </td>
            <td>
              <DeliveryMark state={one.state} />
              {one.reason && <span class="reason">{one.reason}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
