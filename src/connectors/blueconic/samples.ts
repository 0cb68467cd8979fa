// Bodies as the setup steps let BlueConic write them. All values are made up.
import type { JsonObject } from "../../core/json";
import type { Sample } from "../kit";

const sample = (title: string, body: JsonObject): Sample => ({
  title,
  body: JSON.stringify(body),
  headers: { "content-type": "application/json" },
});

const profile = (id: string): JsonObject => ({
  profile_id: id,
  email: "ada@example.com",
  first_name: "Ada",
  last_name: "Lovelace",
});

export const samples: Sample[] = [
  sample("Profile enters a segment", {
    type: "segment_entered",
    segment: "Likely to buy",
    ...profile("9d2c1f60-0b7e-4c11-8f53-4300001a2b3c"),
  }),
  sample("Lead", {
    type: "lead.created",
    event_id: "form-4300002",
    ...profile("9d2c1f60-0b7e-4c11-8f53-4300003a2b3c"),
  }),
  sample("Profile changed", {
    type: "customer.updated",
    ...profile("9d2c1f60-0b7e-4c11-8f53-4300004a2b3c"),
    email: ["ada@example.com", "ada@example.org"],
  }),
  sample("Something of your own", {
    type: "custom.paywall_reached",
    ...profile("9d2c1f60-0b7e-4c11-8f53-4300005a2b3c"),
    email: "",
    visits: 12,
  }),
];
