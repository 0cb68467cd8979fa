// GetResponse's webhooks, of the fields its documentation names; all is made up. https://apidocs.getresponse.com/v3/payloads
import type { Json, JsonObject } from "../../core/json";
import type { Sample } from "../kit";

const api = "https://api.getresponse.com/v3";

const campaignOf = (campaignId: string, name: string): JsonObject => ({
  campaignId,
  name,
  href: `${api}/campaigns/${campaignId}`,
});

const newsletter = campaignOf("Lq4Tz", "newsletter");

const contactOf = (
  contactId: string,
  email: string,
  name: string | null,
  campaign = newsletter,
): JsonObject => ({
  contactId,
  email,
  name,
  campaign,
  href: `${api}/contacts/${contactId}`,
});

const zoe = contactOf("VqK7310", "zoe@example.com", "Zoë Łęcka");

const eventOf = (type: string, more: JsonObject, minute = 56): JsonObject => ({
  type,
  ...more,
  account: { accountId: "nEW5D" },
  event: { occurredAt: `2026-09-01T10:${minute}:00+02:00` },
});

function sampleOf(title: string, webhookId: string, type: string, content: Json): Sample {
  return {
    title,
    body: JSON.stringify(content),
    headers: {
      "content-type": "application/json",
      "x-webhook-type": type,
      "x-webhook-id": webhookId,
      "x-request-id": "cf3c768a-3465-4a6d-9ad9-ddae2705f526",
    },
  };
}

const single = (title: string, webhookId: string, type: string, contact = zoe): Sample =>
  sampleOf(title, webhookId, type, eventOf(type, { contact }));

export const samples: Sample[] = [
  single("Subscribed", "9b287712-80b9-4aba-ad5e-df31929d0001", "contact_added"),
  single("Unsubscribed by the link", "9b287712-80b9-4aba-ad5e-df31929d0002", "contact_removed_link"),
  single("Removed after a bounce", "9b287712-80b9-4aba-ad5e-df31929d0003", "contact_removed_bounce"),
  sampleOf("Two subscribed, one read a message", "9b287712-80b9-4aba-ad5e-df31929d0004", "contact_added", [
    eventOf("contact_added", { contact: contactOf("VqK7311", "jan@example.com", null) }, 57),
    eventOf("contact_added", { contact: contactOf("VqK7312", "ola@example.com", "Ola") }, 57),
    eventOf("contact_opened_message", { contact: zoe }, 58),
  ]),
  single(
    "Moved to another list",
    "9b287712-80b9-4aba-ad5e-df31929d0005",
    "contact_moved",
    contactOf("VqK7313", "zoe@example.com", "Zoë Łęcka", campaignOf("Lq5Uw", "customers")),
  ),
  single("Custom field changed", "9b287712-80b9-4aba-ad5e-df31929d0006", "contact_custom_field_changed"),
  sampleOf(
    "Message opened",
    "9b287712-80b9-4aba-ad5e-df31929d0007",
    "contact_opened_message",
    eventOf("contact_opened_message", {
      contact: zoe,
      message: {
        resourceType: "newsletters",
        resourceId: "x7Bq",
        name: "September",
        subject: "What is new in September",
        href: `${api}/newsletters/x7Bq`,
      },
    }),
  ),
];

/** The contacts; a webhook's own id is looked at only where there is none. */
export const sampleIds = ["VqK7310", "VqK7311", "VqK7312", "VqK7313"];
