// Webhooks as Mailchimp's guides of yesterday and today describe them; people and values are made up.
import type { Sample } from "../kit";

const list = { "data[list_id]": "a6b5da1054" };
const email = "ada.4471093@example.com";

const member = {
  "data[id]": "8a25ff1d98",
  ...list,
  "data[email]": email,
  "data[email_type]": "html",
  "data[ip_opt]": "192.0.2.10",
  "data[web_id]": "618207335",
  "data[merges][EMAIL]": email,
  "data[merges][FNAME]": "Zoë",
  "data[merges][LNAME]": "O'Brien-Łęcki",
  "data[merges][PHONE]": "+48600100200",
  "data[merges][INTERESTS]": "Bread, Cake",
};

const sample = (title: string, type: string, time: string, data: Record<string, string>): Sample => ({
  title,
  body: new URLSearchParams({ type, fired_at: `2026-08-14 ${time}`, ...data }).toString(),
  headers: { "content-type": "application/x-www-form-urlencoded" },
});

export const samples: Sample[] = [
  sample("Subscribed", "subscribe", "09:30:00", { ...member, "data[ip_signup]": "192.0.2.10" }),
  sample("Unsubscribed", "unsubscribe", "10:30:00", {
    "data[action]": "unsub",
    "data[reason]": "manual",
    ...member,
    "data[campaign_id]": "4fjk2ma9xd",
  }),
  sample("Complained of spam", "unsubscribe", "10:31:00", {
    "data[action]": "unsub",
    "data[reason]": "abuse",
    ...member,
    "data[campaign_id]": "4fjk2ma9xd",
  }),
  sample("Deleted from the audience", "unsubscribe", "10:32:00", {
    "data[action]": "delete",
    "data[reason]": "manual",
    ...member,
  }),
  sample("Profile changed", "profile", "11:00:00", member),
  sample("Address changed", "upemail", "11:30:00", {
    ...list,
    "data[new_id]": "51da8c3259",
    "data[new_email]": "ada.new@example.com",
    "data[old_email]": email,
  }),
  sample("Bounced for good", "cleaned", "12:00:00", {
    ...list,
    "data[campaign_id]": "4fjk2ma9xd",
    "data[reason]": "hard",
    "data[email]": email,
  }),
  sample("Cleaned after a complaint", "cleaned", "12:01:00", {
    ...list,
    "data[campaign_id]": "4fjk2ma9xd",
    "data[reason]": "abuse",
    "data[email]": email,
  }),
  sample("Campaign sent", "campaign", "13:00:00", {
    "data[id]": "5aa2102003",
    "data[subject]": "Bread of the week",
    "data[status]": "sent",
    "data[reason]": "",
    ...list,
  }),
];

export const sampleIds = ["8a25ff1d98", "51da8c3259", "5aa2102003", "4471093"];
