// Scans: what a code shows, who took which credit, and how often posters are looked at. A scan and the event that it
// raises are one transaction; of two phones at once, one is first.

import { daysFrom, type LocalDay } from "../core/calendar";
import type { CampaignCode, ScanCounts, ScanLine, Ticket } from "../core/codes";
import type { Fact } from "../core/event";
import { eventId, eventNumber } from "../core/ids";
import {
  type Counted,
  type CreditOutcome,
  isRepeat,
  judge,
  moveCredit,
  repeatMs,
  type Scan,
  type ScanResult,
  scannedAt,
  scannedFact,
} from "../core/scan";
import type { CodeView, Page, ScanAsk, Scanned, TicketFilter } from "../flows/ports";
import type { Book } from "./book";
import type { Effects, Intake } from "./intake";
import { mostScanned, pageSize } from "./reading";
import { type EventRow, factOf } from "./records";
import type { CodeRow, ScanRow } from "./tickets";

const mostShown = 100;
const mostPlaces = 50;
/** Of phones, so many are remembered for their ten seconds. */
const mostRemembered = 20_000;

/** Where events of campaign codes come from: no shop tells of them. */
const campaignSource = { id: "qr", kind: "qr" };

/** What was counted, to be remembered once it is durable. */
type Remembered = Counted & { phone: string; number: number };
export type Done = { scanned: Scanned; counted?: Remembered };

export class Scanning {
  /** By phone and code, which a phone's mark tells apart. */
  private readonly counted = new Map<string, Remembered & { notedAt: number }>();
  private today: (LocalDay & { timeZone: string }) | undefined;

  constructor(
    private readonly sql: SqlStorage,
    private readonly book: Book,
    private readonly intake: Pick<Intake, "tickets" | "eventWhere" | "hasFact" | "tell">,
  ) {}

  look(codeId: string, now: number): CodeView | undefined {
    const campaign = this.book.codes.get(codeId);
    if (campaign) return this.campaignView(campaign);
    const found = this.find(codeId);
    return found && this.ticketView(found, now);
  }

  /** Must run inside one transaction. */
  scan(codeId: string, ask: ScanAsk, now: number, effects: Effects): Done | undefined {
    const at = ask.at === undefined ? now : scannedAt(ask.at, now);
    const campaign = this.book.codes.get(codeId);
    if (campaign) return this.scanCampaign(campaign, ask, at, now, effects);
    const found = this.find(codeId);
    return found && this.scanTicket(found, ask, at, now, effects);
  }

  /** After the commit: what was rolled back was not counted. */
  remember(counted: Remembered, now: number): void {
    this.counted.delete(counted.phone);
    this.counted.set(counted.phone, { ...counted, notedAt: now });
    for (const [phone, { notedAt }] of this.counted) {
      if (notedAt > now - repeatMs && this.counted.size <= mostRemembered) return;
      this.counted.delete(phone);
    }
  }

  private countedBefore(ask: ScanAsk, at: number): Remembered | undefined {
    const before = ask.change === undefined ? this.counted.get(ask.phone) : undefined;
    return before && isRepeat({ phone: ask.phone, at }, [before]) ? before : undefined;
  }

  // ── Campaign codes ──

  private scanCampaign(
    campaign: CampaignCode,
    ask: ScanAsk,
    at: number,
    now: number,
    effects: Effects,
  ): Done {
    const { id, name } = campaign;
    const scan: Scan = { ...plainScan(ask, at), code: { id, kind: "campaign", name } };
    const view = this.campaignView(campaign);
    const told = scannedFact(scan);
    if (this.countedBefore(ask, at) || this.intake.hasFact(told.key))
      return { scanned: { is: "repeated", view } };
    this.count(scan);
    this.intake.tell(campaignSource, { ...told, ...nobody }, now, effects);
    return { scanned: { is: "counted", view }, counted: { phone: ask.phone, at, number: 0 } };
  }

  private campaignView(campaign: CampaignCode): CodeView {
    return { shop: this.book.name, timeZone: this.book.timeZone, campaign };
  }

  private count({ code, at, device, place }: Scan): void {
    this.sql.exec(
      "INSERT INTO scan_days VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1",
      code.id,
      this.dayOf(at),
      place.country ?? "",
      place.city ?? "",
      device,
    );
  }

  /** Scans are mostly of one day; to ask the calendar for each costs more than to write it down. */
  private dayOf(at: number): string {
    const { timeZone } = this.book;
    const known = this.today;
    if (known?.timeZone === timeZone && at >= known.from && at < known.to) return known.day;
    const [day] = daysFrom(at, 1, timeZone);
    if (!day) throw new Error("A moment lies in no day.");
    this.today = { ...day, timeZone };
    return day.day;
  }

  /** @param from the first day that counts */
  counts(codeId: string, from: string): ScanCounts {
    const by = <Row extends Record<string, SqlStorageValue>>(columns: string, order: string) =>
      this.sql
        .exec<Row & { count: number }>(
          `SELECT ${columns}, SUM(count) AS count FROM scan_days WHERE code = ? AND day >= ?
           GROUP BY ${columns} ORDER BY ${order}`,
          codeId,
          from,
        )
        .toArray();
    const days = by<{ day: string }>("day", "day");
    const places = by<{ country: string; city: string }>("country, city", "count DESC, country, city");
    return {
      total: days.reduce((sum, { count }) => sum + count, 0),
      days,
      places: places.slice(0, mostPlaces).map(({ country, city, count }) => ({
        ...(country === "" ? {} : { country }),
        ...(city === "" ? {} : { city }),
        count,
      })),
      devices: by<{ device: string }>("device", "count DESC, device"),
    };
  }

  // ── Tickets ──

  private find(codeId: string): Found | undefined {
    const code = this.intake.tickets.one(codeId);
    const event = code && this.intake.eventWhere("id = ?", code.event_id);
    return code && event && { code, event };
  }

  private scanTicket(found: Found, ask: ScanAsk, at: number, now: number, effects: Effects): Done {
    const { code, event } = found;
    const { tickets } = this.intake;
    const known = tickets.lineWith(code.id, ask.key);
    const before = known ?? this.countedBefore(ask, at);
    const state = tickets.stateOf(code, event, now);
    if (before) {
      const outcome = known && outcomeAgain(known);
      const result = (known && resultIn(known)) ?? judge(state, at);
      const view = this.ticketView(found, now, before.number);
      return { scanned: { is: "repeated", view, result, ...(outcome ? { outcome } : {}) } };
    }
    const result = judge(state, at);
    const outcome = ask.change && moveCredit(state, tickets.movesOf(code.id), creditAsk(ask, ask.change, at));
    const scan: Scan = {
      ...plainScan(ask, at),
      code: { id: code.id, kind: "ticket" },
      result,
      ...creditsMoved(result, outcome),
    };
    const number = tickets.addLine(code.id, lineOf(scan, outcome));
    if (outcome?.is === "done") tickets.setCredits(code.id, outcome.move.after);
    this.tellOf(scan, found, now, effects);
    const view = this.ticketView(this.find(code.id) ?? found, now, number);
    return {
      scanned: { is: "counted", view, result, ...(outcome ? { outcome } : {}) },
      counted: { phone: ask.phone, at, number },
    };
  }

  private tellOf(scan: Scan, { code, event }: Found, now: number, effects: Effects): void {
    const told = scannedFact(scan, purchaseOf(factOf(event), code.product_id));
    const customer = event.customer_id === null ? {} : { customerId: event.customer_id };
    const source = { id: event.source_id, kind: event.source_kind };
    this.intake.tell(source, { ...told, ...nobody, ...customer }, now, effects);
  }

  /** @param below only scans before the one with this number are told */
  private ticketView(found: Found, now: number, below = Number.MAX_SAFE_INTEGER): CodeView {
    return { shop: this.book.name, timeZone: this.book.timeZone, ticket: this.ticketOf(found, now, below) };
  }

  private ticketOf({ code, event }: Found, now: number, below = Number.MAX_SAFE_INTEGER): Ticket {
    const { tickets } = this.intake;
    const { products = [], customer, order } = factOf(event);
    const name = products.find((one) => one.id === code.product_id)?.name;
    const state = tickets.stateOf(code, event, now);
    const moves = tickets.movesOf(code.id);
    const could = (change: "take" | "give-back") =>
      moveCredit(state, moves, { key: "", change, at: now, by: "" }).is === "done";
    return {
      id: code.id,
      eventId: eventId(event.id),
      product: { id: code.product_id, ...(name === undefined ? {} : { name }) },
      ...(customer || event.customer_id !== null
        ? {
            customer: {
              ...nameOf(customer),
              ...(event.customer_id === null ? {} : { id: event.customer_id }),
            },
          }
        : {}),
      ...(order ? { order: order.number ?? order.id } : {}),
      boughtAt: state.boughtAt,
      ...(state.credits ? { credits: state.credits } : {}),
      result: judge(state, now),
      canTake: could("take"),
      canGiveBack: could("give-back"),
      scans: tickets.scansOf(code.id, below, mostShown).flatMap((row) => scanIn(row) ?? []),
    };
  }

  /** Newest purchase first; a page ends with an event, so that the cursor need only name one. */
  page({ productId, customerId, cursor, limit }: TicketFilter, now: number): Page<Ticket> {
    const before = cursor === undefined ? undefined : eventNumber(cursor);
    const rows = this.sql.exec<CodeRow & Pick<EventRow, "customer_id">>(
      `SELECT c.*, e.customer_id FROM ${customerId === undefined ? "codes c JOIN events e" : "events e JOIN codes c"}
       ON e.id = c.event_id WHERE c.event_id < ?1 ${customerId === undefined ? "" : "AND e.customer_id = ?2"}
       ORDER BY c.event_id DESC, c.product_id`,
      ...[before ?? Number.MAX_SAFE_INTEGER],
      ...(customerId === undefined ? [] : [customerId]),
    );
    const items: Ticket[] = [];
    let scanned = 0;
    let last = 0;
    for (const { customer_id: _, ...code } of rows) {
      if ((items.length >= pageSize(limit) || scanned >= mostScanned) && code.event_id !== last)
        return { items, next: eventId(last) };
      scanned++;
      last = code.event_id;
      if (productId !== undefined && code.product_id !== productId) continue;
      const event = this.intake.eventWhere("id = ?", code.event_id);
      if (event) items.push(this.ticketOf({ code, event }, now));
    }
    return { items };
  }
}

/** A ticket and the event of its purchase. */
type Found = { code: CodeRow; event: EventRow };

const nobody = { customerRefs: [], sameCustomerAs: [] };

function plainScan({ key, who, by, device, place, at: told }: ScanAsk, at: number): Omit<Scan, "code"> {
  return {
    key,
    at,
    who,
    ...(by === undefined ? {} : { by }),
    device,
    place,
    ...(told === undefined ? {} : { provisional: true }),
  };
}

function creditAsk({ key, by = "", place }: ScanAsk, change: "take" | "give-back", at: number) {
  return { key, change, at, by, place };
}

/** Only a press changes anything: whoever just looks finds as many as before. */
function creditsMoved({ credits }: ScanResult, outcome: CreditOutcome | undefined): Pick<Scan, "credits"> {
  if (!credits) return {};
  const after = outcome?.is === "done" ? outcome.move.after : credits.left;
  return { credits: { before: credits.left, after } };
}

/** What the scan's event says of the purchase; dates stay with the purchase, since a scan sets none. */
function purchaseOf({ customer, products = [], order, subscription }: Fact, productId: string) {
  const bought = products.filter((one) => one.id === productId);
  const { id, plan } = subscription ?? {};
  return {
    ...(customer ? { customer } : {}),
    products: bought.map(({ accessEndsAt: _, ...product }) => product),
    ...(order ? { order } : {}),
    ...(id === undefined ? {} : { subscription: { id, ...(plan === undefined ? {} : { plan }) } }),
  };
}

function lineOf(
  { key, at, who, by, place, device, result, credits, provisional }: Scan,
  outcome: CreditOutcome | undefined,
): Omit<ScanRow, "code" | "number"> {
  return {
    key,
    at,
    who,
    by: by ?? null,
    country: place.country ?? null,
    city: place.city ?? null,
    device,
    result: result ? JSON.stringify(result) : null,
    change: outcome?.is === "done" ? outcome.move.change : null,
    before: credits?.before ?? null,
    after: credits?.after ?? null,
    outcome: outcome ? JSON.stringify(outcome) : null,
    provisional: provisional ? 1 : 0,
  };
}

/** A press means what it meant the first time, whatever has become of the ticket since. */
function outcomeAgain({ outcome }: ScanRow): CreditOutcome | undefined {
  if (outcome === null) return undefined;
  const first = JSON.parse(outcome) as CreditOutcome; // written by lineOf
  return first.is === "done" ? { is: "repeated", move: first.move } : first;
}

function resultIn({ result }: ScanRow): ScanResult | undefined {
  return result === null ? undefined : (JSON.parse(result) as ScanResult); // written by lineOf
}

function scanIn(row: ScanRow): ScanLine | undefined {
  const { at, who, by, country, city, device, before, after, provisional } = row;
  const result = resultIn(row);
  if (who === null || device === null) return undefined;
  return {
    at,
    who,
    ...(by === null ? {} : { by }),
    place: { ...(country === null ? {} : { country }), ...(city === null ? {} : { city }) },
    device: device as ScanLine["device"], // written by lineOf
    ...(result ? { result } : {}),
    ...(before === null || after === null ? {} : { credits: { before, after } }),
    ...(provisional === 1 ? { provisional: true } : {}),
  };
}

function nameOf(customer: Fact["customer"]): { name?: string; email?: string } {
  const { name, firstName, lastName, email } = customer ?? {};
  const whole = name ?? [firstName, lastName].filter(Boolean).join(" ");
  return { ...(whole === "" ? {} : { name: whole }), ...(email === undefined ? {} : { email }) };
}
