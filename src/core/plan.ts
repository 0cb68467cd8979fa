// What an event causes: a pure function from the event, the automations and what the ledger knows, to what is owed.
import { type Automation, cancelledBy } from "./automation";
import { asArrivedAtOnce, isEmptyCart } from "./cart";
import { checkConditions } from "./conditions";
import type { ShopEvent } from "./event";
import { type Expectation, expectationId, expectedBefore } from "./expectation";
import { mostHops } from "./hops";
import { valuesAt } from "./json";
import { dueAt, dueBefore } from "./timing";

/** What the plan must know of the action an automation names; undefined when its connection or action is gone. */
export type ActionFacts = {
  needs: string[];
  laneOf(event: ShopEvent, input: unknown): string | undefined;
  /** Whether it passes the shop's own words on without a template that asks for them. */
  passesOnData?(input: unknown): boolean;
};

/** A date that this event set, and that still counts. */
export type Anchor = Pick<Expectation, "kind" | "thing"> & { endsAt: number };

/** What the ledger knows, asked only when it matters. */
export type Known = {
  now: number;
  /** The workspace's, for times of day. */
  timeZone: string;
  anchors: Anchor[];
  /** What this automation owes before the same date moved to it, from the date of an earlier event. */
  hasMoved(automationId: string, anchor: Anchor): boolean;
  action(automation: Automation): ActionFacts | undefined;
  /** A delivery of this automation for this event exists already. */
  hasDelivery(automationId: string): boolean;
  /** This automation has already run for this customer (or customer and product). */
  onceTaken(automationId: string, key: string): boolean;
  /** The customer has an event of one of these types that happened at or after this one. */
  laterEvent(types: string[]): string | undefined;
  /** Why nobody is to be reminded of the abandoned cart that this event tells of, as the end of a sentence. */
  whyCartIsOver(): string | undefined;
  /** The ledger found the cart abandoned itself, so that its moment is right, however late it was told of. */
  isRaisedCart: boolean;
};

export type Planned = {
  automation: Automation;
  dueAt: number;
  lane: string | null;
  /** The customer by whom a later event finds this delivery to cancel or move it; null when nothing does. */
  cancelKey: string | null;
  /** The expectation whose date it comes before. */
  hangsOn: string | null;
  /** Marks to set so that the automation does not run for the same customer again. */
  onceKeys: string[];
  /** Set when it is cancelled before it begins. */
  cancelled?: string;
  /** Set when its moment is past before it begins. */
  skipped?: string;
};

/** Why an automation that listens to this type of event did nothing. */
export type Unmatched = { automationId: string; reason: string };

export function plan(
  event: ShopEvent,
  automations: Automation[],
  known: Known,
  hops = 0,
): { deliveries: Planned[]; unmatched: Unmatched[] } {
  const deliveries: Planned[] = [];
  const unmatched: Unmatched[] = [];
  for (const automation of automations) {
    const anchor = anchorFor(automation, known.anchors);
    const isMeant = automation.timing.when === "before" ? anchor : automation.trigger.event === event.type;
    if (!isMeant || known.hasDelivery(automation.id)) continue;
    if (anchor && known.hasMoved(automation.id, anchor)) continue;
    const planned = hops >= mostHops ? tooManyHops : planOne(event, automation, known, anchor);
    if (typeof planned === "string") unmatched.push({ automationId: automation.id, reason: planned });
    else deliveries.push(planned);
  }
  return { deliveries, unmatched };
}

const tooManyHops = "This event came round through Shopbell three times, so the loop was stopped here.";

/** The date a “before” of this automation counts from; an automation for some products looks at theirs alone. */
export function anchorFor<A extends Pick<Anchor, "kind" | "thing">>(
  { trigger, timing }: Pick<Automation, "trigger" | "timing">,
  anchors: A[],
): A | undefined {
  if (timing.when !== "before") return undefined;
  const kind = expectedBefore(trigger.event);
  const isMeant = ({ thing }: A) =>
    !trigger.productIds?.length ||
    !thing.startsWith("product:") ||
    trigger.productIds.includes(thing.slice("product:".length));
  return anchors.find((anchor) => anchor.kind === kind && isMeant(anchor));
}

function planOne(
  event: ShopEvent,
  automation: Automation,
  known: Known,
  anchor: Anchor | undefined,
): Planned | string {
  const { trigger } = automation;
  if (!automation.enabled) return "The automation was paused.";
  if (trigger.sourceId !== undefined && trigger.sourceId !== event.source.id)
    return "It listens to another source.";
  const products = (event.products ?? []).map((product) => product.id);
  // What resumes a subscription may not name its product: then the date does.
  const isProductMeant = anchor?.thing.startsWith("product:") ?? false;
  if (
    trigger.productIds?.length &&
    !isProductMeant &&
    !trigger.productIds.some((id) => products.includes(id))
  )
    return products.length
      ? `None of its products was in this event (${products.join(", ")}).`
      : "The event names no product.";
  if (trigger.conditions) {
    const checked = checkConditions(trigger.conditions, event);
    if (!checked.met) return `A condition was not met: ${checked.reason}.`;
  }
  if (trigger.marketingConsent && event.consent?.marketing !== true)
    return event.consent
      ? "The customer did not agree to marketing."
      : "The shop did not say whether the customer agreed to marketing.";
  if (event.type === "cart.abandoned" && isEmptyCart(event)) return "The cart was empty.";
  const action = known.action(automation);
  if (!action) return "Its connection or action no longer exists.";
  const missing = missingNeed(event, action);
  if (missing !== undefined) return missing;

  const onceKeys = onceKeysOf(event, automation);
  if (typeof onceKeys === "string") return onceKeys;
  const fresh = onceKeys.filter((key) => !known.onceTaken(automation.id, key));
  if (onceKeys.length > 0 && fresh.length === 0) return "It has already run for this customer.";

  const cancelTypes = cancelledBy(automation);
  const customer = event.customer?.id ?? null;
  const by = customer && cancelTypes.length > 0 ? known.laterEvent(cancelTypes) : undefined;
  const over = known.whyCartIsOver();
  const cancelled = by ? cancelReason(by) : over && cancelledBecause(over);
  const due = anchor
    ? dueBefore(automation.timing, anchor.endsAt, known.timeZone)
    : dueAt(automation.timing, known.isRaisedCart ? asArrivedAtOnce(event) : event, known.timeZone);
  return {
    automation,
    dueAt: due,
    lane: laneOf(event, automation, action),
    cancelKey: anchor || cancelTypes.length > 0 ? customer : null,
    hangsOn: anchor ? expectationId(anchor) : null,
    onceKeys: fresh,
    ...(cancelled === undefined ? {} : { cancelled }),
    ...(cancelled === undefined && anchor && due < known.now ? { skipped: pastReason } : {}),
  };
}

/** What the action needs and the event does not have, in words; undefined when it has all. */
export function missingNeed(event: ShopEvent, { needs }: Pick<ActionFacts, "needs">): string | undefined {
  const missing = needs.find(
    (path) => !valuesAt(event, path).some((value) => value !== null && value !== ""),
  );
  return missing === undefined ? undefined : `The event has no ${missing}, which this action needs.`;
}

export const pastReason = "Its moment was already past when the date became known.";

export function cancelReason(type: string): string {
  return cancelledBecause(`${type} happened`);
}

export function cancelledBecause(reason: string): string {
  return `Cancelled, because ${reason}.`;
}

/** A lane belongs to one connection; the tool says how finely it is divided. */
export function laneOf(event: ShopEvent, automation: Automation, action: ActionFacts): string | null {
  const lane = action.laneOf(event, automation.action.input);
  return lane === undefined ? null : `${automation.action.connectionId} ${lane}`;
}

function onceKeysOf(event: ShopEvent, automation: Automation): string[] | string {
  if (automation.frequency === "every-time") return [];
  const customer = event.customer?.id;
  if (!customer) return "It runs once per customer, and this event names no customer.";
  if (automation.frequency === "once-per-customer") return [customer];
  const products = (event.products ?? [])
    .map((product) => product.id)
    .filter((id) => !automation.trigger.productIds?.length || automation.trigger.productIds.includes(id));
  return products.length
    ? products.map((id) => `${customer} ${id}`)
    : "It runs once per product, and this event names none.";
}
