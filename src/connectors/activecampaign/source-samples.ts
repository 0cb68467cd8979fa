// Webhooks with the fields that ActiveCampaign documents for them; people and values are made up.
import type { Sample } from "../kit";

const contact = {
  "contact[id]": "40713",
  "contact[email]": "zoe@example.com",
  "contact[first_name]": "Zoë",
  "contact[last_name]": "O'Brien-Łęcki",
  "contact[phone]": "+48600100200",
  "contact[ip]": "192.0.2.10",
  "contact[tags]": "buyer, VIP",
  "contact[customer_acct_name]": "",
  "contact[orgname]": "",
};

const account = { customer_acct_name: "", customer_acct_id: "0", orgname: "" };

const sample = (
  title: string,
  type: string,
  time: string,
  from: "public" | "admin" | "api" | "system",
  more: Record<string, string>,
): Sample => ({
  title,
  body: new URLSearchParams({
    type,
    date_time: `2026-08-14T${time}-05:00`,
    initiated_from: from,
    initiated_by: from,
    ...more,
  }).toString(),
  headers: { "content-type": "application/x-www-form-urlencoded" },
});

const campaign = {
  "campaign[id]": "77",
  "campaign[name]": "Bread of the week",
  "campaign[type]": "single",
  "campaign[message][subject]": "Fresh from the oven",
};

export const samples: Sample[] = [
  sample("Subscribed by a form", "subscribe", "04:30:00", "public", {
    list: "3",
    ...contact,
    "contact[fields][city]": "Łódź",
    "form[id]": "5",
    ...account,
  }),
  sample("Unsubscribed from two lists", "unsubscribe", "05:30:00", "public", {
    "list[0][id]": "3",
    "list[0][name]": "Newsletter",
    "list[1][id]": "4",
    "list[1][name]": "Course & “friends”",
    ...contact,
    ...campaign,
    "unsubscribe[reason]": "Too many mails",
    ...account,
  }),
  sample("Taken off a list by a user", "unsubscribe", "05:31:00", "admin", {
    list: "3",
    ...contact,
    ...account,
  }),
  sample("Unsubscribed by the API", "unsubscribe", "05:32:00", "api", { list: "3", ...contact, ...account }),
  sample("Bounced", "bounce", "06:00:00", "system", {
    list: "0",
    ...contact,
    "campaign[id]": "77",
    "bounce[type]": "hard",
    "bounce[code]": "5.1.1",
    "bounce[description]": "Bad destination mailbox address",
  }),
  sample("Contact changed", "update", "07:00:00", "admin", { list: "0", ...contact, ...account }),
  sample("Tag added", "contact_tag_added", "08:00:00", "admin", {
    list: "0",
    ...contact,
    ...account,
    tag: "VIP",
  }),
  sample("Tag removed", "contact_tag_removed", "08:30:00", "system", {
    list: "0",
    ...contact,
    ...account,
    tag: "VIP",
  }),
];

export const sampleIds = ["40713"];
