// Bodies as Standard Webhooks recommends them: the specification's own example (samples/NOTICE), and some made up.
import type { Sample } from "../kit";
import contactCreated from "./samples/contact.created.json";

const timestamp = "2026-03-02T10:15:00.344522Z";

const sample = (title: string, id: string, body: object): Sample => ({
  title,
  body: JSON.stringify(body),
  headers: { "content-type": "application/json", "webhook-id": id },
});

const customer = { id: "cus_40031", email: "ada@example.com", name: "Ada Lovelace" };

export const samples: Sample[] = [
  sample("Order paid", "msg_3Q1700000000000000000000001", {
    type: "order.paid",
    timestamp,
    data: {
      id: "ord_100001",
      number: "100001-A",
      total: "49.90",
      currency: "EUR",
      customer,
      items: [{ product_id: "course-1", name: "Course", quantity: 1, price: "49.90" }],
    },
  }),
  sample("Refund created", "msg_3Q1700000000000000000000002", {
    type: "refund.created",
    timestamp,
    data: { id: "re_700077", order_id: "ord_100001", amount: "20.00", currency: "EUR" },
  }),
  sample("Subscription created", "msg_3Q1700000000000000000000003", {
    type: "subscription.created",
    timestamp,
    data: {
      id: "sub_500005",
      status: "active",
      plan: { name: "Yearly" },
      current_period_end: "2027-03-02T10:15:00Z",
      customer,
    },
  }),
  sample("Subscription renewed", "msg_3Q1700000000000000000000004", {
    type: "subscription.renewed",
    timestamp: "2027-03-02T10:15:04Z",
    data: {
      id: "sub_500005",
      status: "active",
      plan: { name: "Yearly" },
      current_period_end: "2028-03-02T10:15:00Z",
      customer: { id: "cus_40031" },
    },
  }),
  sample("Subscription canceled", "msg_3Q1700000000000000000000005", {
    type: "subscription.canceled",
    timestamp: "2028-03-02T10:15:04Z",
    data: { id: "sub_500005" },
  }),
  sample("Contact created", "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", contactCreated),
];

export const sampleIds = [
  "msg_3Q170000000000000000000000", // what all messages' ids but one begin with
  "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W",
  "ord_100001",
  "100001-A",
  "re_700077",
  "sub_500005",
  "cus_40031",
  "1f81eb52-5198-4599-803e-771906343485",
];
