// What waits: the coming days at a glance, and below them each delivery as one sentence, with what can be done about it.
import { useEffect, useRef, useState } from "preact/hooks";
import { Problem, read, type Waiting, type WaitingCalendar, workspace } from "../api";
import { mayEdit, type Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { MoveForm, type Moving, momentOf } from "../moving";
import { number } from "../reader";
import { go, useQuery } from "../router";
import { dayName, eventName, shortDay, t, weekdayName } from "../text";
import { Button, Card, confirmed, Empty, Notice, Page, Pending, SelectField, Trouble } from "../ui";

type State = Waiting["state"];
type Day = WaitingCalendar["days"][number];
/** What the page is asked to show; it stands in its address. */
type Asked = { state: State; automation: string; customer: string; day: string };
/** As the API is asked. */
type Filter = {
  state: State;
  automationId?: string;
  customerId?: string;
  from?: number;
  to?: number;
};
type Act = keyof typeof t.waiting.ask;

const idsAtOnce = 200;

export function WaitingPage({ shop }: { shop: Shop }) {
  const query = useQuery();
  const asked: Asked = {
    state: stateIn(query.get("state")),
    automation: query.get("automation") ?? "",
    customer: query.get("customer") ?? "",
    day: query.get("day") ?? "",
  };
  const href = (change: Partial<Asked>) => hrefOf(shop, { ...asked, ...change });
  const key = `${shop.ws} ${query}`;
  const loaded = useLoad(() => load(shop, asked), key, 10_000);
  const [later, setLater] = useState<{ items: Waiting[]; next?: string }>();
  useEffect(() => setLater(undefined), [key]);
  const more = useDoing();
  /** What automations are called, also those of which nothing is left. */
  const names = useRef(new Map<string, string>()).current;
  const { value } = loaded;
  const next = later ? later.next : value?.next;
  const showMore = () =>
    more.run(async () => {
      if (!value || !next) return;
      const page = await read(
        workspace.waiting.$get({ param: { ws: shop.ws }, query: { ...asQuery(value.filter), cursor: next } }),
      );
      const items = [...(later?.items ?? []), ...page.items];
      setLater({ items, ...(page.next ? { next: page.next } : {}) });
    });
  const reload = async () => {
    setLater(undefined);
    await loaded.reload();
  };
  if (!value)
    return (
      <Page title={t.waiting.title} intro={t.waiting.intro}>
        <Pending loaded={loaded} />
      </Page>
    );
  const { calendar, chosen, counts, filter } = value;
  for (const { automationId, name } of counts.byAutomation) names.set(automationId, name);
  const countOf = (id: string) => counts.byAutomation.find((one) => one.automationId === id)?.count ?? 0;
  const total = asked.automation ? countOf(asked.automation) : counts.count;
  // What moved while the page was looked at may come on two pages of the list.
  const items = [...new Map([...value.items, ...(later?.items ?? [])].map((one) => [one.id, one])).values()];
  const isWholeEmpty = total === 0 && href({}) === hrefOf(shop, everything);
  const customer = items.find((one) => one.customer?.id === asked.customer)?.customer;
  return (
    <Page title={t.waiting.title} intro={t.waiting.intro}>
      <Trouble problem={loaded.problem ?? more.problem} />
      <Calendar calendar={calendar} chosen={asked.day} hrefOf={(day) => href({ day, state: "waiting" })} />
      <div class="filters">
        <SelectField
          label={t.waiting.state}
          value={asked.state}
          onChange={(state) => go(href({ state: stateIn(state), day: "" }))}
          choices={Object.entries(t.waiting.states).map(([id, label]) => ({ value: id, label }))}
        />
        <SelectField
          label={t.waiting.automation}
          value={asked.automation}
          onChange={(automation) => go(href({ automation }))}
          choices={[
            { value: "", label: t.waiting.allAutomations },
            ...[...names].map(([id, name]) => ({ value: id, label: t.waiting.choice(name, countOf(id)) })),
          ]}
        />
      </div>
      {(chosen || asked.customer) && (
        <p class="row">
          {chosen && (
            <>
              <strong>{dayName(chosen.day)}</strong>
              <a href={href({ day: "" })}>{t.waiting.showAll}</a>
            </>
          )}
          {asked.customer && (
            <>
              <strong>{t.waiting.onlyCustomer(customer?.name ?? customer?.email ?? asked.customer)}</strong>
              <a href={href({ customer: "" })}>{t.waiting.everybody}</a>
            </>
          )}
        </p>
      )}
      {isWholeEmpty ? (
        <Card>
          <Empty
            action={
              <a class="button plain" href={`/w/${shop.ws}/automations/new`}>
                {t.waiting.addOne}
              </a>
            }
          >
            {t.waiting.empty}
          </Empty>
        </Card>
      ) : (
        <List
          key={key}
          shop={shop}
          items={items}
          total={total}
          filter={filter}
          hrefOf={(id) => href({ customer: id })}
          onChange={reload}
        >
          {next && (
            <Button busy={more.busy} onClick={() => void showMore()}>
              {t.common.more}
            </Button>
          )}
        </List>
      )}
    </Page>
  );
}

const everything: Asked = { state: "waiting", automation: "", customer: "", day: "" };

function stateIn(text: string | null): State {
  return text !== null && Object.hasOwn(t.waiting.states, text) ? (text as State) : "waiting"; // one of the states' keys
}

function hrefOf(shop: Shop, asked: Asked): string {
  const query = new URLSearchParams(
    Object.entries(asked).filter(
      ([name, value]) => value !== "" && !(name === "state" && value === "waiting"),
    ),
  );
  return `/w/${shop.ws}/waiting${query.size > 0 ? `?${query}` : ""}`;
}

async function load(shop: Shop, { state, automation, customer, day }: Asked) {
  const param = { ws: shop.ws };
  const calendar = await read(workspace.waiting.calendar.$get({ param, query: {} }));
  const chosen = calendar.days.find((one) => one.day === day);
  const ofAll: Filter = {
    state,
    ...(customer ? { customerId: customer } : {}),
    ...(chosen ? { from: chosen.from, to: chosen.to } : {}),
  };
  const filter: Filter = { ...ofAll, ...(automation ? { automationId: automation } : {}) };
  const [page, counts] = await Promise.all([
    read(workspace.waiting.$get({ param, query: asQuery(filter) })),
    read(workspace.waiting.count.$get({ param, query: asQuery(ofAll) })),
  ]);
  return { calendar, chosen, filter, counts, items: page.items, next: page.next };
}

function asQuery({ from, to, ...rest }: Filter) {
  return {
    ...rest,
    ...(from === undefined ? {} : { from: String(from) }),
    ...(to === undefined ? {} : { to: String(to) }),
  };
}

type CalendarProps = { calendar: WaitingCalendar; chosen: string; hrefOf(day: string): string };

function Calendar({ calendar, chosen, hrefOf }: CalendarProps) {
  const { days } = calendar;
  const [first] = days;
  const most = Math.max(...days.map((day) => day.count));
  const week = days.slice(0, 7).sort((a, b) => mondayFirst(a.day) - mondayFirst(b.day));
  return (
    <Card title={t.waiting.calendar}>
      <ol class="calendar">
        {week.map(({ day }) => (
          <li key={weekdayName(day)} class="weekday" aria-hidden="true">
            {weekdayName(day)}
          </li>
        ))}
        {Array.from({ length: first ? mondayFirst(first.day) : 0 }, (_, i) => (
          <li key={`blank ${i}`} aria-hidden="true" />
        ))}
        {days.map((day, i) => (
          <li key={day.day}>
            <a
              class={`day busy-${busyness(day.count, most)}`}
              href={hrefOf(day.day === chosen ? "" : day.day)}
              aria-current={day.day === chosen ? "true" : undefined}
            >
              <span class="unseen">{t.waiting.dayLabel(dayName(day.day), day.count, day.accessEnds)}</span>
              <span class="seen" aria-hidden="true">
                <span class="date">
                  {i === 0 || day.day.endsWith("-01") ? shortDay(day.day) : dateOf(day)}
                </span>
                {day.count > 0 && (
                  <span>
                    <strong>{number(day.count)}</strong> <span class="unit">{t.waiting.unit}</span>
                  </span>
                )}
                {day.accessEnds > 0 && <span class="soft">{t.waiting.ends(day.accessEnds)}</span>}
              </span>
            </a>
          </li>
        ))}
      </ol>
    </Card>
  );
}

const mondayFirst = (day: string) => (new Date(day).getUTCDay() + 6) % 7;
const dateOf = ({ day }: Day) => String(Number(day.slice(-2)));
/** How deep a day is tinted, besides its number: 0 to 3. */
const busyness = (count: number, most: number) => (count === 0 ? 0 : Math.ceil((count / most) * 3));

type ListProps = {
  shop: Shop;
  items: Waiting[];
  /** How many match in all. */
  total: number;
  filter: Filter;
  hrefOf(customerId: string): string;
  onChange(): Promise<void>;
  children: preact.ComponentChildren;
};

function List({ shop, items, total, filter, hrefOf, onChange, children }: ListProps) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isAll, setAll] = useState(false);
  const toggle = (id: string) => {
    const others = new Set(selected);
    if (!others.delete(id)) others.add(id);
    setSelected(others);
  };
  const ids = items.flatMap(({ id }) => (selected.has(id) ? [id] : []));
  if (items.length === 0 && total === 0)
    return (
      <Card>
        <Empty>{t.waiting.emptyHere}</Empty>
      </Card>
    );
  return (
    <Card>
      {mayEdit(shop) && (
        <Many
          shop={shop}
          filter={filter}
          ids={isAll ? undefined : ids}
          count={isAll ? total : ids.length}
          onDone={async () => {
            setSelected(new Set());
            setAll(false);
            await onChange();
          }}
        >
          <label>
            <input type="checkbox" checked={isAll} onChange={() => setAll(!isAll)} />{" "}
            {t.waiting.selectAll(total)}
          </label>
        </Many>
      )}
      {[...byDay(items)].map(([day, ofDay]) => (
        <section key={day} class="of-day">
          <h2>{day === "" ? t.waiting.noMoment : dayName(day)}</h2>
          <ul class="list">
            {ofDay.map((one) => (
              <WaitingRow
                key={one.id}
                shop={shop}
                waiting={one}
                choosing={{
                  isSelected: isAll || selected.has(one.id),
                  isFixed: isAll,
                  onToggle: () => toggle(one.id),
                  hrefOf,
                }}
                onChange={onChange}
              />
            ))}
          </ul>
        </section>
      ))}
      {children}
    </Card>
  );
}

/** In the order they come in; what has no moment is under "". */
function byDay(items: Waiting[]): Map<string, Waiting[]> {
  const days = new Map<string, Waiting[]>();
  for (const one of items) days.set(one.day ?? "", [...(days.get(one.day ?? "") ?? []), one]);
  return days;
}

type ManyProps = {
  shop: Shop;
  filter: Filter;
  /** The chosen ones; undefined for all that match. */
  ids: string[] | undefined;
  count: number;
  onDone(): Promise<void>;
  children: preact.ComponentChildren;
};

/** What can be done with several at once: asked with their number, then done part by part. */
function Many({ shop, filter, ids, count, onDone, children }: ManyProps) {
  const doing = useDoing();
  const [isMoving, setMoving] = useState(false);
  const [progress, setProgress] = useState<{
    changed: number;
    unchanged: number;
    of: number;
    isOver: boolean;
  }>();
  const act = (name: Act, moving?: Moving) =>
    doing.run(async () => {
      setProgress(undefined);
      const param = { ws: shop.ws };
      const of = ids
        ? ids.length
        : (await read(workspace.waiting.count.$get({ param, query: asQuery(filter) }))).count;
      if (!confirmed(t.waiting.ask[name](of))) return;
      const { state } = filter;
      const parts = ids
        ? chunks(ids).map((some) => ({ filter: { state, ids: some }, expected: some.length }))
        : [];
      let changed = 0;
      let unchanged = 0;
      const show = (isOver: boolean) => setProgress({ changed, unchanged, of, isOver });
      try {
        for (const part of ids ? parts : [{ filter, expected: of }]) {
          const before = { changed, unchanged };
          for await (const done of inParts(shop, name, part, moving)) {
            changed = before.changed + done.changed;
            unchanged = before.unchanged + done.unchanged;
            show(false);
          }
        }
        show(true);
        setMoving(false);
      } finally {
        await onDone();
      }
    });
  return (
    <div class="many">
      <div class="row between">
        <div class="row">
          {children}
          <span class="soft" role="status">
            {t.waiting.selected(count)}
          </span>
        </div>
        <div class="row">
          <Button disabled={count === 0} busy={doing.busy} onClick={() => void act("run-now")}>
            {t.deliveries.runNow}
          </Button>
          {filter.state === "waiting" && (
            <Button
              disabled={count === 0}
              busy={doing.busy}
              isOpen={isMoving}
              onClick={() => setMoving(!isMoving)}
            >
              {t.moving.open}
            </Button>
          )}
          <Button disabled={count === 0} busy={doing.busy} onClick={() => void act("cancel")}>
            {t.deliveries.cancel}
          </Button>
        </div>
      </div>
      {isMoving && count > 0 && <MoveForm busy={doing.busy} onMove={(to) => void act("move", to)} />}
      <Trouble problem={doing.problem} />
      {progress && (
        <Notice>
          {progress.isOver
            ? t.waiting.done(progress.changed, progress.unchanged)
            : t.waiting.progress(progress.changed + progress.unchanged, progress.of)}
        </Notice>
      )}
    </div>
  );
}

/** One act, call by call, until nothing is left. */
async function* inParts(
  shop: Shop,
  name: Act,
  told: { filter: Filter & { ids?: string[] }; expected: number },
  moving?: Moving,
) {
  const param = { ws: shop.ws };
  const json = { ...told, act: crypto.randomUUID() };
  const { waiting } = workspace;
  const once = () => {
    if (name === "run-now") return read(waiting["run-now"].$post({ param, json }));
    if (name === "cancel") return read(waiting.cancel.$post({ param, json }));
    return read(waiting.move.$post({ param, json: { ...json, ...moving } }));
  };
  for (let left = 1; left > 0; ) {
    const done = await once();
    left = done.left;
    yield done;
  }
}

function chunks(ids: string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / idsAtOnce) }, (_, i) =>
    ids.slice(i * idsAtOnce, (i + 1) * idsAtOnce),
  );
}

type Choosing = {
  isSelected: boolean;
  /** It is chosen with all the others. */
  isFixed: boolean;
  onToggle(): void;
  /** What waits for its customer alone. */
  hrefOf(customerId: string): string;
};
type RowProps = {
  shop: Shop;
  waiting: Waiting;
  /** In a list of many people's, of which several can be chosen. */
  choosing?: Choosing;
  onChange(): Promise<void>;
};

export function WaitingRow({ shop, waiting, choosing, onChange }: RowProps) {
  const doing = useDoing();
  const [isMoving, setMoving] = useState(false);
  const { sentence } = waiting.why;
  const one = workspace.deliveries[":id"];
  const call = { param: { ws: shop.ws, id: waiting.id } };
  const act = (work: () => Promise<unknown>) =>
    doing.run(async () => {
      await work();
      await onChange();
    });
  const move = async (moving: Moving) => {
    if (waiting.nextAt === null) throw new Problem(0, t.waiting.noMoment);
    await read(one.move.$post({ ...call, json: { at: momentOf(moving, waiting.nextAt) } }));
    setMoving(false);
  };
  const who = waiting.customer?.name ?? waiting.customer?.email;
  return (
    <li class="waiting">
      {choosing && mayEdit(shop) && (
        <input
          type="checkbox"
          checked={choosing.isSelected}
          disabled={choosing.isFixed}
          aria-label={t.waiting.select(sentence)}
          onChange={choosing.onToggle}
        />
      )}
      <div>
        <p>{sentence}</p>
        <p class="row note">
          <a href={`/w/${shop.ws}/events/${waiting.eventId}`}>
            {t.waiting.event}: {eventName(waiting.type)}
          </a>
          {choosing && waiting.customer && who && (
            <>
              <a href={`/w/${shop.ws}/customers/${waiting.customer.id}`}>{t.waiting.customer(who)}</a>
              <a href={choosing.hrefOf(waiting.customer.id)}>{t.waiting.allOf(who)}</a>
            </>
          )}
        </p>
      </div>
      {mayEdit(shop) && (
        <div class="row">
          <Button busy={doing.busy} onClick={() => void act(() => read(one["run-now"].$post(call)))}>
            {t.deliveries.runNow}
          </Button>
          {waiting.state === "waiting" && (
            <Button busy={doing.busy} isOpen={isMoving} onClick={() => setMoving(!isMoving)}>
              {t.moving.open}
            </Button>
          )}
          <Button busy={doing.busy} onClick={() => void act(() => read(one.cancel.$post(call)))}>
            {t.deliveries.cancel}
          </Button>
        </div>
      )}
      {isMoving && (
        <MoveForm from={waiting.nextAt} busy={doing.busy} onMove={(to) => void act(() => move(to))} />
      )}
      <Trouble problem={doing.problem} />
    </li>
  );
}
