// What happened, in words: the mail of an owner who only said whom to tell.
import { decimalsOf } from "../../core/currency";
import type { Money, Product, ShopEvent } from "../../core/event";

/** "Purchase completed: ada@example.com" */
export function subjectOf({ type, customer }: ShopEvent): string {
  const who = customer?.email ?? customer?.name;
  return (who ? `${titleOf(type)}: ${who}` : titleOf(type)).replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

/** "custom.course_finished" is "Course finished". */
function titleOf(type: string): string {
  const words = type.replace(/^custom\./, "").replace(/[._-]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function textOf(event: ShopEvent): string {
  const { customer, order, subscription, accessEndsAt, codes } = event;
  const names = [customer?.firstName, customer?.lastName].filter((name) => name).join(" ");
  const lines: [string, string | undefined][] = [
    ["When", momentOf(event.occurredAt)],
    ["Who", customer?.name ?? (names || undefined)],
    ["E-mail", customer?.email],
    ["Phone", customer?.phone],
    ...(event.products ?? []).map((product): [string, string] => ["What", productLine(product)]),
    ["Order", order && (order.number ?? order.id)],
    ["Total", order?.total && amountOf(order.total)],
    ["Refunded", order?.refunded && amountOf(order.refunded)],
    ["Plan", subscription?.plan],
    ["Access until", accessEndsAt === undefined ? undefined : momentOf(accessEndsAt)],
    ...codes.map(({ url }): [string, string] => ["Ticket", url]),
    ["Order page", order?.url],
    ["Event", event.id],
  ];
  const told = lines.filter(([, value]) => value !== undefined && value !== "");
  return [titleOf(event.type), "", ...told.map(([name, value]) => `${name}: ${value}`), ""].join("\n");
}

function productLine({ id, name, quantity, price }: Product): string {
  const title = quantity !== undefined && quantity !== 1 ? `${quantity} × ${name ?? id}` : (name ?? id);
  return price ? `${title}, ${amountOf(price)}` : title;
}

/** "2026-11-20 11:00 UTC" */
function momentOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** "49.90 PLN": the currency decides how many of the digits are decimals. */
function amountOf({ amount, currency }: Money): string {
  const digits = decimalsOf(currency);
  return `${(amount / 10 ** digits).toFixed(digits)} ${currency}`;
}
