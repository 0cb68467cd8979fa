// Paid orders as Shopify sends them: about 6 KB each, every one another buyer's, signed.
import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";

export const signingSecret = "bench: hush hush";
const first = 5_900_000_000_000; // as long as Shopify's own ids are today

/** @typedef {{ number: number, body: string, headers: Record<string, string> }} Order */

/** @returns {Promise<(count: number) => Order[]>} makes orders that nobody has had before */
export async function orderMaker() {
  const file = new URL("../src/connectors/shopify/samples/rest-object.order.json", import.meta.url);
  const sample = JSON.parse(await readFile(file, "utf8"));
  const order = sample.order ?? sample;
  // The sample was shipped and refunded since; one that was paid a moment ago was not. One line, and without the
  // totals' second currency, it comes to 6 KB.
  Object.assign(order, { refunds: [], fulfillments: [], line_items: order.line_items.slice(0, 1) });
  for (const name of Object.keys(order))
    if (name.endsWith("_set") || name === "discount_applications") delete order[name];
  const mark = 424_242_424_242;
  const email = `buyer-${mark}@example.com`;
  Object.assign(order, {
    id: mark,
    email,
    contact_email: email,
    name: `#${mark}`,
    created_at: "@now",
    updated_at: "@now",
  });
  Object.assign(order.customer, { id: mark, email });
  const template = JSON.stringify({ ...order, financial_status: "paid" });

  let made = 0;
  return (count) => {
    const now = new Date().toISOString();
    return Array.from({ length: count }, () => {
      const number = first + made++;
      const body = template.replaceAll(String(mark), String(number)).replaceAll("@now", now);
      return {
        number,
        body,
        headers: {
          "content-type": "application/json",
          "content-length": String(Buffer.byteLength(body)),
          "x-shopify-topic": "orders/paid",
          "x-shopify-webhook-id": `bench-${number}`,
          "x-shopify-hmac-sha256": createHmac("sha256", signingSecret).update(body).digest("base64"),
        },
      };
    });
  };
}

/** The number of the order that a delivered body tells of. @param {Buffer} body */
export function numberIn(body) {
  const at = body.indexOf("buyer-");
  return at < 0 ? 0 : Number(body.toString("latin1", at + 6, at + 19));
}
