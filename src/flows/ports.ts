// What the flows ask of the world: the ledger, as they see it. The Durable Object implements it; tests may too.
import type { Check } from "../connectors/kit";
import type { AlertChannelConfig, Notice, NoticeView } from "../core/alert-channel";
import type { Automation } from "../core/automation";
import type { Backfill, BackfillOrder } from "../core/backfill";
import type { CampaignCode, ScanCounts, Ticket } from "../core/codes";
import type { Completed } from "../core/completion";
import type { ConnectionConfig, SourceConfig, WorkspaceConfig } from "../core/config";
import type { Heard, History } from "../core/counts";
import type { CustomerDetail, CustomerItem, Looked } from "../core/customer";
import type { Attempt, DeliveryState, Verdict } from "../core/delivery";
import type { Erasure } from "../core/erasure";
import type { Fact } from "../core/event";
import type { EventChoice } from "../core/event-choice";
import type { JsonObject } from "../core/json";
import type { LookBack, LookedAt } from "../core/look-back";
import type { Replay, ReplayHow, ReplayOrder, ReplayPlan } from "../core/replay";
import type { CreditAsk, CreditOutcome, Scan, ScanResult } from "../core/scan";
import type { Trouble, TroubleAct } from "../core/trouble";
import type {
  AutomationActivity,
  DeliveryView,
  EventView,
  Glance,
  LedgerStats,
  Refusal,
  SeenProduct,
  TestSend,
  EventDetail as ToldDetail,
} from "../core/views";
import type { WaitingCalendar, WaitingCount, WaitingState, WaitingView } from "../core/waiting";

export type {
  AutomationActivity,
  DeliveryView,
  EventView,
  Glance,
  LedgerStats,
  Refusal,
  ScanCounts,
  SeenProduct,
  TestSend,
  Ticket,
  WaitingCalendar,
  WaitingCount,
  WaitingView,
};

/** An event with its story; the addresses of its tickets are made of their ids outside. */
export type EventDetail = Omit<ToldDetail, "codes"> & { codeIds: string[] };

// ── Events in ──

/** A fact on its way into the ledger. Keys and references are complete: they name their source. */
export type ToldFact = {
  key: string;
  keyLastsMs?: number;
  fact: Fact;
  customerId?: string;
  customerRefs: string[];
  sameCustomerAs: string[];
  /** JSON text, without secrets. */
  data: string;
  /** Set when the source is genuine but what it tells is not known: kept, never planned. */
  notUnderstood?: string;
  /** What the notice left out, in a sentence: a completion fetches it. */
  incomplete?: string;
  /** The fact is a wish to be forgotten: this customer, or everybody this source has told of. */
  erase?: "customer" | "source";
};

export type Batch = {
  /** `tokenVersion` is that of the URL it came by: one that was renewed meanwhile no longer counts. Null: by our own API. */
  source: { id: string; kind: string; tokenVersion: number | null };
  facts: ToldFact[];
  /** The request's body as text, without secrets; null where the facts' `data` holds it. */
  raw: string | null;
  /** How often this event has come round through Shopbell. */
  hops: number;
};

export type Accepted = { eventId: string; outcome: "new" | "merged" | "duplicate" };

// ── Deliveries out ──

/** A wake-up: ids that became due in one tick. Never the only copy of anything. */
export type WakeUp = { workspaceId: string; ids: string[] };

/** One claimed delivery, with all a consumer needs to carry it out. */
export type Claimed = {
  id: string;
  /** This run included. */
  tries: number;
  /** Epoch milliseconds; past it, the ledger takes the delivery back. */
  leaseUntil: number;
  connectionId: string;
  action: string;
  input: JsonObject;
  inputVersion: number;
  event: {
    number: number;
    /** A Fact as JSON text. */
    fact: string;
    /** JSON text; null once pruned. */
    data: string | null;
    source: { id: string; kind: string };
    customerId: string | null;
    hops: number;
    /** Ids of its tickets. */
    codes: string[];
  };
};

export type Claim = {
  deliveries: Claimed[];
  connections: Record<string, ConnectionConfig>;
  /** Owed, but every place at their tool is taken. */
  later: string[];
};

export type Settled = {
  id: string;
  claimId: string;
  verdict: Verdict;
  attempt: Attempt;
  /** What a completion fetched for its event. */
  completed?: Completed;
};

// ── Reading ──

export type EventState = EventView["state"];

export type Page<T> = { items: T[]; next?: string };
export type SearchedPage<T> = Page<T> & {
  /** The newest event that was looked at, whether or not it was meant: news comes after it. */
  newest?: string;
  /** With more to come: the arrival of the oldest event that was looked at (epoch milliseconds). */
  searchedTo?: number;
};

/** Where in the list of events to look. */
type Place = {
  /** The id of an event: only what came in later. */
  after?: string;
  cursor?: string;
  limit?: number;
};
export type EventFilter = EventChoice & Place;

export type DeliveryFilter = Omit<EventChoice, "state" | "order" | "deliveryState"> &
  Place & {
    state?: DeliveryState;
    connectionId?: string;
  };

/** Which of what waits is meant. */
export type WaitingFilter = {
  /** What waits for its moment, unless told otherwise. */
  state?: WaitingState;
  automationId?: string;
  connectionId?: string;
  customerId?: string;
  /** Of the event. */
  type?: string;
  /** Epoch milliseconds of the moment (of what is held: when it fell due); `to` is exclusive. */
  from?: number;
  to?: number;
  /** Ids of deliveries, a few hundred at most. */
  ids?: string[];
};

/** One thing to do with many deliveries that wait. */
export type WaitingAct = {
  /** Names the act: told again, it goes on where it stopped and does nothing twice. */
  act: string;
  filter: WaitingFilter;
  /** How many the person was shown. When it begins and there are not so many, nothing is done. */
  expected: number;
  do: WaitingDeed;
};
export type WaitingDeed =
  | { is: "run-now" }
  | { is: "cancel"; reason: string }
  /** To a moment (epoch milliseconds). */
  | { is: "move"; at: number }
  /** By a span; earlier when it is below zero. */
  | { is: "move-by"; byMs: number };

/** What an act has done by now, in all its calls together. With something left, the caller tells it again. */
export type WaitingActed = { changed: number; unchanged: number; left: number };

// ── Troubles ──

/** One thing to do with all deliveries of a trouble. */
export type TroubleOrder = {
  /** Names the act: told again, it does nothing twice. */
  act: string;
  /** Of the trouble. */
  key: string;
  /** How many the person was shown. When there are not so many by now, nothing is done. */
  expected: number;
  do: Exclude<TroubleAct, "check">;
  /** Who asks, as the deliveries' reasons may say. */
  by: string;
};
/** `unchanged`: their state, or their event's, did not allow it. */
export type TroubleActed = { changed: number; unchanged: number };

/** A message on its way to a channel. */
export type OwedNotice = Notice & {
  /** This one included. */
  tries: number;
  channel: AlertChannelConfig;
  /** The connection that sends it, of those that send mail. */
  by?: ConnectionConfig;
  /** The workspace's name. */
  shop: string;
};

export type HealthState = "ok" | "refused" | "trouble" | "unchecked";
export type Health = { state: HealthState; problem: string | null; since: number; checkedAt: number };

/** An act that the state of things does not allow, in words. */
export type Refused = { refused: string };
/** With the number there is, where another one was expected. */
export type Miscounted = Refused & { count?: number };
export type Acted = DeliveryView | Refused | undefined;

/** What it takes to see what would have been sent for an event. */
export type Rehearsal = Pick<Claimed, "id" | "event">;

export type LookedBack = Omit<LookBack, "items"> & {
  items: (LookedAt & { rehearsal?: Rehearsal })[];
  /** What the automation's action runs by; undefined when it is gone. */
  connection?: ConnectionConfig;
};

export type LookedAtOne = {
  /** The newest events it listens to. */
  others: LookedAt[];
  chosen?: LookedAt & { rehearsal?: Rehearsal };
};

// ── Codes ──

/** What a code stands for, and the shop as whoever scans it reads it. */
export type CodeView = { shop: string; timeZone: string } & ({ ticket: Ticket } | { campaign: CampaignCode });

/** A scan on its way into the ledger. The key is the Worker's, so that a call that is repeated counts once. */
export type ScanAsk = Pick<Scan, "key" | "who" | "by" | "device" | "place"> & {
  /** See `phoneMark`. */
  phone: string;
  /** When it happened, where that is told later (epoch milliseconds). */
  at?: number;
  change?: CreditAsk["change"];
};

export type Scanned = {
  /** Of a ticket as it was before: its scans are those before this one. */
  is: "counted" | "repeated";
  view: CodeView;
  /** Of a ticket: what this scan found, at its own time and before a press changed anything. */
  result?: ScanResult;
  /** What became of a press. */
  outcome?: CreditOutcome;
};

export type TicketFilter = {
  productId?: string;
  customerId?: string;
  cursor?: string;
  limit?: number;
};

/** What a visit of the watchdog finds. */
export type Tended = {
  version: number;
  stats: LedgerStats;
  /** Connections whose credentials should be tried. */
  toCheck: ConnectionConfig[];
  /** Sources whose subscription should be renewed, if they have one. */
  toSubscribe: SourceConfig[];
};

/** The ledger of one workspace, from outside. Every call is safe to repeat. */
export type LedgerPort = {
  configure(config: WorkspaceConfig): Promise<number>;
  version(): Promise<number>;
  /** @returns with `version` 0, the ledger has never been configured and cannot know */
  source(sourceId: string): Promise<{ version: number; source?: SourceConfig }>;

  /** @returns undefined when the source no longer exists, is switched off, or has another URL by now */
  accept(batch: Batch): Promise<Accepted[] | undefined>;
  refuse(
    sourceId: string,
    refusal: Pick<Refusal, "status" | "reason" | "cause" | "method" | "body">,
  ): Promise<void>;
  /** @param expected how many deliveries that makes, as the person was told; otherwise nothing is done */
  replay(
    eventId: string,
    how: ReplayHow,
    expected?: number,
  ): Promise<{ deliveries: DeliveryView[] } | Miscounted | undefined>;
  replayPlan(eventId: string, how: ReplayHow): Promise<ReplayPlan | Refused | undefined>;
  countReplay(order: ReplayOrder): Promise<Replay | Refused>;
  /** @param expected how many deliveries were counted */
  startReplay(id: string, expected: number): Promise<Replay | Miscounted | undefined>;
  steerReplay(id: string, to: "pause" | "resume" | "stop"): Promise<Replay | Refused | undefined>;
  /** The latest twenty, newest first. */
  replays(): Promise<Replay[]>;

  work(claimId: string, ids: string[], settlements: Settled[]): Promise<Claim>;
  cancel(id: string, reason: string): Promise<Acted>;
  runNow(id: string): Promise<Acted>;
  move(id: string, at: number): Promise<Acted>;
  retry(id: string): Promise<Acted>;
  markDone(id: string): Promise<Acted>;
  waitingOf(automationId: string): Promise<number>;
  changeWaiting(automationId: string, how: "cancel" | "update"): Promise<number>;

  waiting(filter: WaitingFilter & { cursor?: string; limit?: number }): Promise<Page<WaitingView>>;
  waitingCount(filter: WaitingFilter): Promise<WaitingCount>;
  waitingCalendar(days: number): Promise<WaitingCalendar>;
  actOnWaiting(act: WaitingAct): Promise<WaitingActed | Miscounted>;
  /** @param from epoch milliseconds: events that arrived since then */
  lookBack(automation: Automation, from: number): Promise<LookedBack>;
  /** @param eventId the newest that would ring unless given */
  lookAt(automation: Automation, eventId?: string): Promise<LookedAtOne>;
  activity(): Promise<{ items: AutomationActivity[]; isCut: boolean }>;
  /** Notes a test that is about to be sent. It is no delivery, and counts as nobody's “once”. */
  beginTest(test: Omit<TestSend, "attempt">): Promise<void>;
  endTest(id: string, attempt: Attempt): Promise<void>;
  /** The latest first, a hundred at most: all, or those made of a customer's events. */
  tests(customerId?: string): Promise<TestSend[]>;
  startBackfill(automationId: string, order: BackfillOrder): Promise<Backfill | Refused>;
  backfill(automationId: string): Promise<Backfill | undefined>;
  stopBackfill(automationId: string): Promise<Backfill | undefined>;
  products(): Promise<SeenProduct[]>;
  product(id: string): Promise<{ seen?: SeenProduct; running: number }>;
  reviseAccess(productId: string): Promise<void>;

  /** @returns undefined when nothing is kept of such a customer */
  customer(id: string): Promise<CustomerDetail | undefined>;
  customerItem(id: string): Promise<CustomerItem | undefined>;
  /** By the id or the number of an order, among the latest events. */
  customersOfOrder(order: string): Promise<{ items: CustomerItem[]; looked: Looked }>;
  customerEvents(id: string, cursor?: string): Promise<Page<EventDetail>>;
  erase(customerId: string, email: string): Promise<{ erasure: Erasure; isNew: boolean } | undefined>;
  /** @param cursor the `next` of the page before */
  erasures(page: { cursor?: number; limit?: number }): Promise<Page<Erasure>>;

  /** @returns undefined when there is no such code; looking counts nothing */
  code(codeId: string): Promise<CodeView | undefined>;
  scan(codeId: string, ask: ScanAsk): Promise<Scanned | undefined>;
  tickets(filter: TicketFilter): Promise<Page<Ticket>>;
  /** @param from the first day that counts, as YYYY-MM-DD */
  scanCounts(codeId: string, from: string): Promise<ScanCounts>;

  connectionHealth(): Promise<Record<string, Health>>;
  noteCheck(connectionId: string, check: Check): Promise<Health | undefined>;

  events(filter: EventFilter): Promise<SearchedPage<EventView>>;
  event(id: string): Promise<EventDetail | undefined>;
  deliveries(filter: DeliveryFilter): Promise<SearchedPage<DeliveryView>>;
  delivery(id: string): Promise<DeliveryView | undefined>;
  refusals(sourceId: string): Promise<Refusal[]>;
  stats(): Promise<LedgerStats>;
  /** How much happened when. @param days 1 by hour, more by day */
  history(days: number): Promise<History>;
  /** Of each source that has told of something, or was refused. */
  heard(): Promise<Record<string, Heard>>;
  glance(): Promise<Glance>;
  /** Deletes all it holds, for good. */
  close(): Promise<void>;
  tend(): Promise<Tended>;

  troubles(): Promise<Trouble[]>;
  actOnTrouble(order: TroubleOrder): Promise<TroubleActed | Miscounted>;
  /** Finds out what is to be told to whom, and gives it out. Asked again within two minutes, it gives out other ones. */
  takeNotices(): Promise<OwedNotice[]>;
  /** @param tries which of its tries this was */
  settleNotice(id: string, tries: number, verdict: Verdict, attempt: Attempt): Promise<void>;
  /** What each channel was told, by its id, the latest first. */
  notices(): Promise<Record<string, NoticeView[]>>;
};

export type Ledgers = (workspaceId: string) => LedgerPort;
