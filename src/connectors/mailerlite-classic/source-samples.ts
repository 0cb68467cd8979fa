// Webhooks with the fields that MailerLite Classic documents for them; people and values are made up.
import type { JsonObject } from "../../core/json";
import type { Sample } from "../kit";

const subscriber: JsonObject = {
  clicked: 0,
  date_created: "2026-08-14 09:30:00",
  date_subscribe: null,
  date_unsubscribe: null,
  date_updated: null,
  email: "zoe@example.com",
  fields: [
    { key: "email", value: "zoe@example.com", type: "TEXT" },
    { key: "name", value: "Zoë", type: "TEXT" },
    { key: "last_name", value: "O'Brien-Łęcki", type: "TEXT" },
    { key: "phone", value: "+48600100200", type: "TEXT" },
  ],
  id: 2300951083,
  name: "Zoë",
  opened: 0,
  sent: 0,
  type: "active",
};

const event = (
  type: string,
  timestamp: number,
  more: JsonObject = {},
  about: JsonObject = {},
): JsonObject => ({
  account_id: 334443,
  data: { subscriber: { ...subscriber, ...more }, ...about },
  timestamp,
  type,
  webhook_id: 2,
});

const sample = (title: string, ...events: JsonObject[]): Sample => ({
  title,
  body: JSON.stringify({ events }),
  headers: { "content-type": "application/json" },
});

const group = { group: { id: 177296943, name: "Course & “friends”" } };

export const samples: Sample[] = [
  sample("Subscribed", event("subscriber.create", 1786699800)),
  sample("Signed up, not confirmed yet", event("subscriber.create", 1786699860, { type: "unconfirmed" })),
  sample("Confirmed", event("subscriber.active", 1786699920)),
  sample("Changed", event("subscriber.update", 1786700000)),
  sample("Added to a group", event("subscriber.add_to_group", 1786700100, {}, group)),
  sample("Removed from a group", event("subscriber.remove_from_group", 1786700200, {}, group)),
  sample(
    "Bounced and complained, in one request",
    event("subscriber.bounced", 1786700300, { type: "bounced" }),
    event("subscriber.complaint", 1786700400, { type: "junk", id: 2300951084, email: "ada@example.com" }),
  ),
  sample(
    "Unsubscribed",
    event("subscriber.unsubscribe", 1786700500, {
      type: "unsubscribed",
      date_unsubscribe: "2026-08-14 09:41:40",
    }),
  ),
];

export const sampleIds = ["2300951083", "2300951084"];
