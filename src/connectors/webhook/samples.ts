// Bodies as other systems write them: an envelope, a flat object, a form, a list. All are made up.
import type { Json } from "../../core/json";
import type { Sample } from "../kit";

const sample = (title: string, body: Json): Sample => ({
  title,
  body: JSON.stringify(body),
  headers: { "content-type": "application/json" },
});

export const samples: Sample[] = [
  sample("Purchase", {
    type: "purchase.completed",
    id: "evt-610001",
    timestamp: "2026-03-02T10:15:00Z",
    data: {
      order: { id: "A-620001", total: "49.90" },
      currency: "EUR",
      customer: { email: "ada@example.com", name: "Ada Lovelace" },
      products: [{ id: "course-1", name: "Course", quantity: 1, price: "49.90" }],
    },
  }),
  sample("Refund", {
    event: "order.refunded",
    id: "evt-610002",
    order_id: "A-620001",
    amount: 49.9,
    currency: "EUR",
  }),
  sample("Abandoned cart", {
    event: "cart_abandoned",
    email: "ada@example.com",
    cart_id: "c-630077",
    cart_url: "https://shop.example.com/cart/c-630077",
    product_id: "course-2",
    product_name: "Second course",
    occurred_at: 1772446500,
  }),
  sample("Subscription renewed", {
    event_type: "subscription_renewed",
    event_id: "ren-640005",
    email: "ada@example.com",
    subscription: { id: "S-650005", plan: "Yearly", current_period_end: "2027-03-02T10:15:00Z" },
  }),
  {
    title: "Lead, as a form",
    body: "event=new_lead&contact%5Bemail%5D=ada%40example.com&contact%5Bname%5D=Ada+Lovelace&newsletter=yes",
    headers: { "content-type": "application/x-www-form-urlencoded", "idempotency-key": "lead-660031" },
  },
  sample("Something of your own", {
    type: "custom.course_finished",
    id: "finish-680001",
    email: "ada@example.com",
    course: "Webhooks for shops",
  }),
  sample("Several at once", [
    { type: "lead.created", id: "l-670001", email: "ada@example.com" },
    { type: "contact.subscribed", id: "l-670002", email: "grace@example.com" },
  ]),
];
