// What Make's module “HTTP → Make a request” sends; it writes headers' names Like-This. All are made up.
import type { Json } from "../../core/json";
import type { Sample } from "../kit";

const sample = (title: string, body: Json, idempotencyKey?: string): Sample => ({
  title,
  body: JSON.stringify(body),
  headers: {
    "Content-Type": "application/json",
    ...(idempotencyKey === undefined ? {} : { "Idempotency-Key": idempotencyKey }),
  },
});

export const samples: Sample[] = [
  sample("Purchase", {
    type: "purchase.completed",
    occurred_at: "2026-03-02T10:15:00.000Z",
    order: { id: "810001", total: "49.90", currency: "EUR" },
    customer: { email: "ada@example.com", first_name: "Ada", last_name: "Lovelace" },
    products: [{ id: "course-1", name: "Course", quantity: "1" }],
  }),
  sample(
    "Refund",
    {
      type: "purchase.refunded",
      occurred_at: "2026-03-09T08:00:00.000Z",
      order: { id: "810001", currency: "EUR" },
      refund: { amount: "49.90" },
    },
    "refund-820001",
  ),
  sample("Abandoned cart", {
    type: "cart.abandoned",
    event_id: "cart-830001",
    email: "ada@example.com",
    cart: { id: "830001", url: "https://shop.example.com/cart/830001" },
    occurred_at: "2026-03-02T10:15:00.000Z",
  }),
  {
    title: "Lead, as a form",
    body: "type=lead.created&event_id=lead-840001&email=ada%40example.com&name=Ada%20Lovelace&newsletter=true",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
  },
  sample("Several at once, from an aggregator", [
    { type: "lead.created", event_id: "850001", email: "ada@example.com" },
    { type: "contact.subscribed", event_id: "850002", email: "grace@example.com" },
  ]),
];

export const sampleIds = ["810001", "820001", "830001", "840001", "850001", "850002"];
