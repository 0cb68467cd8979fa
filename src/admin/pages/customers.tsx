// Customers: found by e-mail or order; each with what has happened and what it rang, what waits, and how to export or erase it.
import { useEffect, useState } from "preact/hooks";
import {
  type Automation,
  type Customer,
  type CustomerDetail,
  type Delivery,
  type Event,
  type Receipt,
  read,
  workspace,
} from "../api";
import type { Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { amount, eventName, fullTime, t } from "../text";
import { Button, Card, Empty, Mark, Notice, Page, Pending, TextField, Time, Trouble } from "../ui";
import { DeliveryMark, EventMark } from "./marks";
import { Remains } from "./remains";
import { TicketsOf } from "./tickets";
import { WaitingRow } from "./waiting";

const eventsAtOnce = 25;
const lookAgainMs = 700;

export const customerPage = (shop: Shop, id: string) => `/w/${shop.ws}/customers/${id}`;

/** What is kept of people may be taken out, or forgotten, by owners alone. */
const ownsData = ({ role }: Shop) => role === "owner";

export function Customers({ shop }: { shop: Shop }) {
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<Awaited<ReturnType<typeof search>>>();
  const doing = useDoing();
  const look = () =>
    doing.run(async () => {
      if (typed.trim() !== "") setFound(await search(shop, typed.trim()));
    });
  return (
    <Page title={t.customers.title} intro={t.customers.intro}>
      <search>
        <form
          class="filters find"
          onSubmit={(event) => {
            event.preventDefault();
            void look();
          }}
        >
          <TextField
            label={t.customers.find}
            help={t.customers.findHelp}
            placeholder={t.customers.example}
            value={typed}
            onInput={setTyped}
          />
          <Button type="submit" kind="main" busy={doing.busy}>
            {t.customers.button}
          </Button>
        </form>
      </search>
      <Trouble problem={doing.problem} />
      {found ? (
        found.items.length === 0 && (
          <Card>
            <Empty>{found.looked ? notFoundBy(found.looked) : t.customers.notFound}</Empty>
          </Card>
        )
      ) : (
        <Card>
          <Empty>{t.customers.empty}</Empty>
        </Card>
      )}
      <ul class="items">
        {found?.items.map((customer) => (
          <Found key={customer.id} shop={shop} customer={customer} />
        ))}
      </ul>
      {ownsData(shop) && <Receipts shop={shop} />}
    </Page>
  );
}

async function search(shop: Shop, text: string) {
  const json = text.includes("@") ? { email: text } : { order: text };
  return read(workspace.customers.search.$post({ param: { ws: shop.ws }, json }));
}

function notFoundBy({ isAll, since }: { isAll: boolean; since: number | null }): string {
  return isAll || since === null ? t.customers.noOrder : t.customers.noOrderSince(fullTime(since));
}

function Found({ shop, customer }: { shop: Shop; customer: Customer }) {
  return (
    <li>
      <a class="item" href={customerPage(shop, customer.id)}>
        <span>
          <strong>{customer.name ?? customer.email}</strong>
          {customer.name && <span class="soft"> {customer.email}</span>}
          <span class="reason">{t.customers.events(customer.events)}</span>
        </span>
        {customer.lastSeenAt !== null && (
          <span class="soft">
            {t.customers.lastSeen} <Time at={customer.lastSeenAt} />
          </span>
        )}
      </a>
    </li>
  );
}

// ── One customer ──

export function CustomerPage({ shop, id }: { shop: Shop; id: string }) {
  const [receipt, setReceipt] = useState<Receipt>();
  const loaded = useLoad(() => load(shop, id), id, receipt ? undefined : 10_000);
  if (receipt)
    return (
      <Page title={t.customers.erased}>
        <Card title={t.customers.receipt}>
          <ReceiptText receipt={receipt} />
        </Card>
      </Page>
    );
  const { value } = loaded;
  if (!value)
    return (
      <Page title={t.customers.title}>
        <Pending loaded={loaded} />
      </Page>
    );
  const { customer, automations, ...first } = value;
  const others = [...customer.emails, ...customer.names.slice(1)].filter((one) => one !== customer.name);
  return (
    <Page
      title={customer.name ?? customer.email}
      intro={[...new Set([customer.email, ...others, customer.phone])].filter(Boolean).join(" · ")}
      actions={
        ownsData(shop) && (
          <a class="button plain" href={`/api/workspaces/${shop.ws}/customers/${id}/export`} download>
            {t.customers.export}
          </a>
        )
      }
    >
      <Trouble problem={loaded.problem} />
      <Known customer={customer} />
      <Card title={t.customers.waits}>
        {customer.waiting.length === 0 ? (
          <p class="soft">{t.customers.nothingWaits}</p>
        ) : (
          <ul class="list">
            {customer.waiting.map((one) => (
              <WaitingRow key={one.id} shop={shop} waiting={one} onChange={loaded.reload} />
            ))}
          </ul>
        )}
        {customer.waitingCount > customer.waiting.length && (
          <a href={`/w/${shop.ws}/waiting?customer=${id}`}>{t.customers.allWaiting(customer.waitingCount)}</a>
        )}
      </Card>
      <TicketsOf shop={shop} customerId={id} />
      <History shop={shop} id={id} first={first} automations={automations} />
      {ownsData(shop) && <Erase shop={shop} customer={customer} onDone={setReceipt} />}
    </Page>
  );
}

type Told = { events: Event[]; deliveries: Delivery[]; next?: string | undefined };

async function load(shop: Shop, id: string) {
  const param = { ws: shop.ws };
  const [customer, told, automations] = await Promise.all([
    read(workspace.customers[":id"].$get({ param: { ...param, id } })),
    history(shop, id),
    read(workspace.automations.$get({ param })),
  ]);
  return { customer, ...told, automations: automations.items };
}

/** A page of what has happened, with what it rang. */
async function history(shop: Shop, customerId: string, cursor?: string): Promise<Told> {
  const call = { param: { ws: shop.ws } };
  const query = { customerId, limit: String(eventsAtOnce), ...(cursor ? { cursor } : {}) };
  const page = await read(workspace.events.$get({ ...call, query }));
  const times = page.items.map((event) => event.receivedAt);
  if (times.length === 0) return { events: [], deliveries: [] };
  const between = { from: String(Math.min(...times)), to: String(Math.max(...times) + 1) };
  const rang = await read(
    workspace.deliveries.$get({ ...call, query: { customerId, limit: "200", ...between } }),
  );
  return { events: page.items, deliveries: rang.items, next: page.next };
}

function Known({ customer }: { customer: CustomerDetail }) {
  const { consent, access } = customer;
  return (
    <Card title={t.customers.known}>
      <dl class="facts">
        <dt>{t.customers.happened}</dt>
        <dd>{t.customers.rang(customer.events, customer.deliveries)}</dd>
        {customer.firstSeenAt !== null && (
          <>
            <dt>{t.customers.since}</dt>
            <dd>
              <Time at={customer.firstSeenAt} />
            </dd>
          </>
        )}
        <dt>{t.customers.consent}</dt>
        <dd>
          {consent ? (consent.marketing ? t.customers.agreed : t.customers.disagreed) : t.customers.silent}
        </dd>
        {access.length > 0 && (
          <>
            <dt>{t.customers.access}</dt>
            <dd>
              <ul class="list">
                {access.map((one) => (
                  <li key={`${one.kind} ${one.thing}`} class="row">
                    <span>
                      {one.kind === "period" ? t.customers.period : (one.name ?? one.thing)}
                      {one.endsAt !== null && ` · ${t.customers.until(fullTime(one.endsAt))}`}
                    </span>
                    <Mark tone={one.state === "open" ? "good" : "calm"}>
                      {one.state === "open" && one.endsAt === null
                        ? t.customers.rests
                        : t.customers.accessStates[one.state]}
                    </Mark>
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
    </Card>
  );
}

type HistoryProps = { shop: Shop; id: string; first: Told; automations: Automation[] };

/** One line of time, the newest first. */
function History({ shop, id, first, automations }: HistoryProps) {
  const [older, setOlder] = useState<Told>();
  useEffect(() => setOlder(undefined), [id]);
  const more = useDoing();
  const next = older ? older.next : first.next;
  const showMore = () =>
    more.run(async () => {
      const page = await history(shop, id, next);
      setOlder({
        events: [...(older?.events ?? []), ...page.events],
        deliveries: [...(older?.deliveries ?? []), ...page.deliveries],
        next: page.next,
      });
    });
  // What came in while the page was looked at pushes others over to what was loaded before.
  const events = distinct([...first.events, ...(older?.events ?? [])]);
  const deliveries = distinct([...first.deliveries, ...(older?.deliveries ?? [])]);
  return (
    <Card title={t.customers.history}>
      <ul class="timeline">
        {events.map((event) => (
          <li key={event.id}>
            <div class="row between">
              <div>
                <a href={`/w/${shop.ws}/events/${event.id}`}>{eventName(event.type)}</a>
                <span class="soft"> · {said(event)}</span>
              </div>
              <EventMark state={event.state} />
            </div>
            {deliveries
              .filter(({ eventId }) => eventId === event.id)
              .map((delivery) => (
                <p key={delivery.id} class="row between soft">
                  <span>
                    {automations.find((one) => one.id === delivery.automationId)?.name ??
                      (delivery.connectionId === event.source.id
                        ? t.deliveries.completion
                        : t.deliveries.deleted)}
                    {" · "}
                    <Time at={delivery.endedAt ?? delivery.nextAt ?? delivery.dueAt} />
                  </span>
                  <DeliveryMark state={delivery.state} />
                </p>
              ))}
          </li>
        ))}
      </ul>
      <Trouble problem={more.problem} />
      {next && (
        <Button busy={more.busy} onClick={() => void showMore()}>
          {t.common.more}
        </Button>
      )}
    </Card>
  );
}

function distinct<T extends { id: string }>(all: T[]): T[] {
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

/** When, which order, which products. */
function said({ occurredAt, order, products = [] }: Event): string {
  const names = products.map((product) => product.name ?? product.id);
  const total = order?.total && amount(order.total);
  return [fullTime(occurredAt), order && (order.number ?? order.id), total, ...names]
    .filter(Boolean)
    .join(" · ");
}

// ── Erasing ──

type EraseProps = { shop: Shop; customer: CustomerDetail; onDone(receipt: Receipt): void };

function Erase({ shop, customer, onDone }: EraseProps) {
  const [isAsking, setAsking] = useState(false);
  const [confirm, setConfirm] = useState("");
  const doing = useDoing();
  const erase = () =>
    doing.run(async () => {
      const call = { param: { ws: shop.ws, id: customer.id }, json: { confirm } };
      const once = () => read(workspace.customers[":id"].erase.$post(call));
      let receipt = await once();
      while (receipt.endedAt === null) {
        await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
        receipt = await once();
      }
      onDone(receipt);
    });
  return (
    <Card title={t.customers.erase}>
      {isAsking ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void erase();
          }}
        >
          <p>
            {t.customers.eraseAsk(customer.name ?? customer.email, customer.events, customer.waitingCount)}
          </p>
          <TextField
            label={t.customers.confirm}
            placeholder={customer.email}
            value={confirm}
            error={doing.problem?.at("confirm")}
            onInput={setConfirm}
            required
          />
          {doing.problem?.errors.length === 0 && <Trouble problem={doing.problem} />}
          <div class="row">
            <Button type="submit" kind="danger" busy={doing.busy}>
              {t.customers.eraseNow}
            </Button>
            <Button onClick={() => setAsking(false)}>{t.common.cancel}</Button>
          </div>
        </form>
      ) : (
        <div class="row between">
          <p class="soft">{t.customers.eraseHelp}</p>
          <Button kind="danger" onClick={() => setAsking(true)}>
            {t.customers.eraseOpen}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Receipts({ shop }: { shop: Shop }) {
  const [receipts, setReceipts] = useState<Receipt[]>();
  const doing = useDoing();
  const show = () =>
    doing.run(async () => {
      const { items } = await read(
        workspace.erasures.$get({ param: { ws: shop.ws }, query: { limit: "200" } }),
      );
      setReceipts(items);
    });
  return (
    <Card title={t.customers.receipts}>
      <p class="soft">{t.customers.receiptsHelp}</p>
      <Trouble problem={doing.problem} />
      {!receipts && (
        <Button busy={doing.busy} onClick={() => void show()}>
          {t.customers.showReceipts}
        </Button>
      )}
      {receipts?.length === 0 && <Empty>{t.customers.noReceipts}</Empty>}
      {receipts?.map((receipt) => (
        <details key={receipt.id}>
          <summary>{t.customers.receiptOf(receipt.id, fullTime(receipt.endedAt ?? receipt.beganAt))}</summary>
          <ReceiptText receipt={receipt} />
        </details>
      ))}
    </Card>
  );
}

function ReceiptText({ receipt }: { receipt: Receipt }) {
  const { erased, of, endedAt } = receipt;
  return (
    <>
      <Notice tone={endedAt === null ? "warn" : "good"}>
        {endedAt === null ? t.customers.goesOn : t.customers.erasedAt(fullTime(endedAt))}{" "}
        {t.customers.erasedWhat(erased)}
      </Notice>
      <p class="soft">
        {"customerId" in of ? t.customers.knownAs(of.customerId) : t.customers.wholeSource(of.sourceId)}{" "}
        {receipt.askedBy === "shop" && t.customers.askedByShop}
      </p>
      <Remains remains={receipt.remains} />
      <p>{receipt.newEvents}</p>
    </>
  );
}
