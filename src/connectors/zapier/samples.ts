// What “Webhooks by Zapier → POST” sends: flat, with values that are mostly texts. All are made up.
import type { Sample } from "../kit";

const sample = (title: string, body: Record<string, string>): Sample => ({
  title,
  body: JSON.stringify(body),
  headers: { "content-type": "application/json" },
});

export const samples: Sample[] = [
  sample("Purchase", {
    type: "purchase.completed",
    order_id: "710001",
    amount: "49.90",
    currency: "EUR",
    email: "ada@example.com",
    first_name: "Ada",
    last_name: "Lovelace",
    product_id: "course-1",
    product_name: "Course",
    occurred_at: "2026-03-02T10:15:00Z",
  }),
  sample("Refund", {
    type: "purchase.refunded",
    event_id: "refund-720001",
    order_id: "710001",
    amount: "49.90",
    currency: "EUR",
    occurred_at: "2026-03-09T08:00:00Z",
  }),
  sample("Subscription renewed", {
    type: "subscription.renewed",
    subscription_id: "730001",
    plan: "Yearly",
    current_period_end: "2027-03-02T10:15:00Z",
    email: "ada@example.com",
    occurred_at: "2026-03-02T10:15:00Z",
  }),
  {
    title: "Lead, as a form",
    body: "type=lead.created&event_id=lead-740001&email=ada%40example.com&name=Ada+Lovelace&newsletter=True",
    headers: { "content-type": "application/x-www-form-urlencoded" },
  },
  sample("Something of your own", {
    type: "custom.course_finished",
    email: "ada@example.com",
    course: "Webhooks for shops",
    certificate: "750001",
  }),
];

export const sampleIds = ["710001", "720001", "730001", "740001", "750001"];
