// Bodies as senders let Svix deliver them: an event's type and its data. All are made up.
import type { Json } from "../../core/json";
import type { Sample } from "../kit";

const timestamp = "2026-03-02T10:15:00Z";

const sample = (title: string, id: string, body: Json): Sample => ({
  title,
  body: JSON.stringify(body),
  headers: { "content-type": "application/json", "svix-id": id },
});

export const samples: Sample[] = [
  sample("Order completed", "msg_31a7000000000000000000001", {
    type: "order.completed",
    timestamp,
    data: {
      order_id: "A-200001",
      amount: "49.90",
      currency: "EUR",
      customer: { id: "u-300031", email: "ada@example.com" },
      products: [{ id: "course-1", name: "Course" }],
    },
  }),
  sample("Order refunded", "msg_31a7000000000000000000002", {
    type: "order.refunded",
    timestamp,
    data: { order_id: "A-200001", refund_id: "R-600007", refund_amount: "49.90", currency: "EUR" },
  }),
  sample("User updated", "msg_31a7000000000000000000003", {
    type: "user.updated",
    timestamp,
    data: { id: "u-300031", email: "ada@example.com", first_name: "Ada", last_name: "Lovelace" },
  }),
  sample("Payment failed", "msg_31a7000000000000000000004", {
    type: "subscription.payment_failed",
    timestamp,
    data: { subscription_id: "S-500005", customer: { id: "u-300031" } },
  }),
  sample("Cart abandoned", "msg_31a7000000000000000000005", {
    eventType: "cart.abandoned",
    email: "ada@example.com",
    cart_id: "c-400077",
    cart_url: "https://shop.example.com/cart/c-400077",
  }),
];

export const sampleIds = [
  "msg_31a700000000000000000000", // what all messages' ids begin with
  "A-200001",
  "R-600007",
  "u-300031",
  "S-500005",
  "c-400077",
];
