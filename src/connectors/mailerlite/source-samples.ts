// Webhooks with the fields that MailerLite documents for them; people and values are made up.
import type { JsonObject } from "../../core/json";
import type { Sample } from "../kit";

const subscriber: JsonObject = {
  id: "103026712359470742",
  email: "zoe@example.com",
  status: "active",
  source: "webform",
  sent: 0,
  opens_count: 0,
  clicks_count: 0,
  open_rate: 0,
  click_rate: 0,
  ip_address: "192.0.2.10",
  subscribed_at: "2026-08-14T09:30:00.000000Z",
  unsubscribed_at: null,
  created_at: "2026-08-14T09:30:00.000000Z",
  updated_at: "2026-08-14T09:30:01.000000Z",
  deleted_at: null,
  forget_at: null,
  fields: {
    name: "Zoë",
    last_name: "O'Brien-Łęcki",
    company: null,
    country: null,
    city: null,
    phone: "+48600100200",
    state: null,
    z_i_p: null,
  },
  opted_in_at: null,
  optin_ip: null,
};

const account_id = 334443;

const flat = (event: string, more: JsonObject = {}): JsonObject => ({
  ...subscriber,
  ...more,
  event,
  account_id,
});

const inGroup = (type: string, more: JsonObject = {}): JsonObject => ({
  type,
  subscriber: { ...subscriber, ...more },
  group: { id: "54201175883383850", name: "Course & “friends”" },
  account_id,
});

const left: JsonObject = {
  status: "unsubscribed",
  unsubscribed_at: "2026-08-20 10:14:34",
  updated_at: "2026-08-20 10:14:34",
};

/** As PHP's json_encode writes it: slashes and all that is not ASCII escaped. */
const sample = (title: string, body: JsonObject): Sample => ({
  title,
  body: JSON.stringify(body)
    .replaceAll("/", "\\/")
    .replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`),
  headers: { "content-type": "application/json" },
});

export const samples: Sample[] = [
  sample("Subscribed by a form", flat("subscriber.created")),
  sample(
    "Signed up, not confirmed yet",
    flat("subscriber.created", { status: "unconfirmed", subscribed_at: null }),
  ),
  sample(
    "Confirmed",
    flat("subscriber.active", {
      subscribed_at: "2026-08-14 09:41:07",
      updated_at: "2026-08-14 09:41:07",
      opted_in_at: "2026-08-14 09:41:07",
      optin_ip: "192.0.2.10",
    }),
  ),
  sample("Made by the API", flat("subscriber.created", { source: "api" })),
  sample("Changed", flat("subscriber.updated", { updated_at: "2026-08-15T08:00:00.000000Z" })),
  sample("Unsubscribed", flat("subscriber.unsubscribed", left)),
  sample(
    "Bounced",
    flat("subscriber.bounced", { status: "bounced", updated_at: "2026-08-16T08:00:00.000000Z" }),
  ),
  sample(
    "Reported spam",
    flat("subscriber.spam_reported", { status: "junk", updated_at: "2026-08-17T08:00:00.000000Z" }),
  ),
  sample("Added to a group", inGroup("subscriber.added_to_group")),
  sample("Removed from a group", inGroup("subscriber.removed_from_group")),
  sample("A batch", {
    events: [
      flat("subscriber.unsubscribed", { ...left, id: "103026712359470743", email: "ada@example.com" }),
      inGroup("subscriber.removed_from_group", { id: "103026712359470743", email: "ada@example.com" }),
      flat("subscriber.deleted", {
        id: "103026712359470744",
        email: "max@example.com",
        deleted_at: "2026-08-21 11:00:00",
        updated_at: "2026-08-21 11:00:00",
      }),
    ],
    total: 3,
  }),
  sample("Campaign sent", {
    id: "103026712359470799",
    name: "Bread of the week",
    total_recipients: 1000,
    preview_url: "https://dashboard.mailerlite.com/preview/1/emails/103026712359470799",
    date: "2026-08-22T06:00:00.000000Z",
    event: "campaign.sent",
    account_id,
  }),
];

export const sampleIds = [
  "103026712359470742",
  "103026712359470743",
  "103026712359470744",
  "103026712359470799",
];
