// Notices as MailPro's help describes them; it documents the body of contact.created. All values are made up.
import type { JsonObject } from "../../core/json";
import type { Sample } from "../kit";

const contact = (id: number, more: JsonObject = {}): JsonObject => ({
  contact_id: id,
  campaign_id: 25,
  email: "ada@example.com",
  mobile_nr: null,
  lang: null,
  fields: [],
  ...more,
});

const sample = (title: string, topic: string, body: JsonObject): Sample => ({
  title,
  body: JSON.stringify(body),
  headers: {
    "content-type": "application/json",
    "x-mailpro-license": "sandbox",
    "x-mailpro-subscriber-id": "5",
    "x-mailpro-topic": topic,
  },
});

export const samples: Sample[] = [
  sample(
    "Contact created",
    "contact.created",
    contact(4100001, {
      mobile_nr: "+31612345678",
      lang: "nl",
      fields: [
        { field: "firstName", value: "Ada" },
        { field: "lastName", value: "Lovelace" },
        { field: "City", value: "London" },
      ],
    }),
  ),
  sample(
    "Contact changed",
    "contact.updated",
    contact(4100002, { fields: [{ field: "City", value: "Paris" }] }),
  ),
  sample("Contact subscribed", "contact.subscribed", contact(4100003)),
  sample("Contact unsubscribed", "contact.unsubscribed", contact(4100004)),
  sample("Contact bounced", "contact.bounced", contact(4100005)),
];
