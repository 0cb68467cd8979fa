// Finds in what arrived which entity it is about: in Adobe's envelopes, a Commerce webhook, or a module's own template.
import { isObject, type Json, type JsonObject } from "../../core/json";
import { textIn } from "../kit";
import {
  abandonedCart,
  cart,
  creditMemo,
  customer,
  invoice,
  type Outcome,
  order,
  subscriber,
  type Told,
} from "./facts";

type Kind = {
  understand(told: Told): Outcome;
  /** What the entity is called where it stands among others. */
  called: string[];
};

const kinds = {
  order: { understand: order, called: ["order"] },
  invoice: { understand: invoice, called: ["invoice"] },
  creditMemo: { understand: creditMemo, called: ["creditmemo"] },
  cart: { understand: cart, called: ["quote"] },
  abandonedCart: { understand: abandonedCart, called: ["quote"] },
  customer: { understand: customer, called: ["customer", "customer_data_object"] },
  subscriber: { understand: subscriber, called: ["subscriber"] },
} satisfies Record<string, Kind>;

/** Observers, plugins, and the words for the body of a module. */
const names = new Map<string, Kind>([
  ["sales_order_save_commit_after", kinds.order],
  ["sales_order_save_after", kinds.order],
  ["sales_order_place_after", kinds.order],
  ["order_cancel_after", kinds.order],
  ["checkout_submit_all_after", kinds.order],
  ["sales.api.order_management.place", kinds.order],
  ["sales.api.order_repository.save", kinds.order],
  ["order", kinds.order],
  ["sales_order_invoice_save_commit_after", kinds.invoice],
  ["sales_order_invoice_save_after", kinds.invoice],
  ["sales_order_invoice_pay", kinds.invoice],
  ["sales.api.invoice_repository.save", kinds.invoice],
  ["invoice", kinds.invoice],
  ["sales_order_creditmemo_save_commit_after", kinds.creditMemo],
  ["sales_order_creditmemo_save_after", kinds.creditMemo],
  ["sales.api.creditmemo_repository.save", kinds.creditMemo],
  ["creditmemo", kinds.creditMemo],
  ["sales_quote_save_commit_after", kinds.cart],
  ["sales_quote_save_after", kinds.cart],
  ["cart", kinds.cart],
  ["abandoned_cart", kinds.abandonedCart],
  ["customer_save_commit_after", kinds.customer],
  ["customer_save_after", kinds.customer],
  ["customer_save_after_data_object", kinds.customer],
  ["customer_register_success", kinds.customer],
  ["customer.api.customer_repository.save", kinds.customer],
  ["customer", kinds.customer],
  ["newsletter_subscriber_save_commit_after", kinds.subscriber],
  ["newsletter_subscriber_save_after", kinds.subscriber],
  ["subscriber", kinds.subscriber],
]);

/** "com.adobe.commerce.observer.x" and "plugin.magento.x" without what stands before x. */
function bare(name: string): string {
  const parts = name.toLowerCase().split(".");
  const at = parts.findLastIndex((part) => part === "observer" || part === "plugin");
  const rest = parts.slice(at + 1);
  return (rest[0] === "magento" ? rest.slice(1) : rest).join(".");
}

/** A conditional event has a name of its own, and is understood when that begins with its parent's. */
function kindNamed(name: string): Kind | undefined {
  const plain = bare(name);
  const parent = plain.slice(0, plain.indexOf("_after_") + "_after".length);
  return names.get(plain) ?? (plain.includes("_after_") ? names.get(parent) : undefined);
}

/** Where no name came along: what the entity is called, or a member that only its kind has. */
function kindOf(body: JsonObject): Kind | undefined {
  if ("creditmemo_status" in body) return kinds.creditMemo;
  const called = Object.values<Kind>(kinds).find((kind) => kind.called.some((name) => isObject(body[name])));
  if (called) return called;
  if ("subscriber_email" in body) return kinds.subscriber;
  if ("quote_currency_code" in body) return kinds.cart;
  if ("increment_id" in body && !("order_id" in body)) return kinds.order;
  return undefined;
}

function entityIn(body: JsonObject, kind: Kind): JsonObject {
  for (const name of [...kind.called, "result", "data_object", "entity"]) {
    const member = body[name];
    if (isObject(member)) return member;
  }
  return body;
}

/** Adobe's events are `data.value` of a CloudEvent, or of its older envelope's `event`; a webhook's are its `data`. */
function contentOf(event: JsonObject): JsonObject {
  let content = event;
  for (const name of ["event", "data", "value"]) {
    const member = content[name];
    if (isObject(member)) content = member;
  }
  return content;
}

export type Found =
  | { is: "entity"; name: string; entity: JsonObject; understand: Kind["understand"] }
  | { is: "nothing"; reason: string }
  | { is: "unknown"; name: string; reason: string };

/** @param code the event's name in the headers, for envelopes that lack it */
export function find(event: Json, code: string | undefined): Found {
  const unknown = (name: string, reason: string): Found => ({ is: "unknown", name, reason });
  if (!isObject(event)) return unknown("unknown", "It is not a JSON object.");
  const name = textIn(event.type) ?? textIn(event.eventName) ?? textIn(event.event) ?? code;
  if (name?.endsWith("_before"))
    return { is: "nothing", reason: "It tells what is about to happen: choose the webhook type “after”." };
  const content = contentOf(event);
  const kind = name === undefined ? kindOf(content) : kindNamed(name);
  if (kind)
    return {
      is: "entity",
      name: name ?? "unknown",
      entity: entityIn(content, kind),
      understand: kind.understand,
    };
  return name === undefined
    ? unknown("unknown", "Nothing says what it is: send the event's name along.")
    : unknown(name, `The event “${name.slice(0, 100)}” is not known here.`);
}
