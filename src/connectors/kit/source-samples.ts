// Kit's deliveries, of the fields its documentation names; all is made up. https://developers.kit.com/webhooks/delivery-format
import type { JsonObject } from "../../core/json";
import type { Sample } from "../kit";

const subscriber: JsonObject = {
  id: 2946107385,
  first_name: "Zoë",
  email_address: "zoe@example.com",
  state: "active",
  created_at: "2026-09-01T08:00:00Z",
  fields: { last_name: "Łęcka", company: null },
};

const tag: JsonObject = { id: 7310264, name: "Course buyer", created_at: "2026-02-17T11:43:55Z" };

function sampleOf(
  title: string,
  deliveryId: number,
  type: string,
  ...events: [id: string, data: JsonObject][]
): Sample {
  const body = {
    delivery_id: deliveryId,
    events: events.map(([id, data]) => ({ id, type, created: "2026-09-01T08:05:10Z", data })),
  };
  return {
    title,
    body: JSON.stringify(body),
    headers: {
      "content-type": "application/json",
      "user-agent": "Kit-Webhooks/2.0",
      "x-kit-delivery": String(deliveryId),
    },
  };
}

const inState = (state: string): JsonObject => ({ subscriber: { ...subscriber, state } });

export const samples: Sample[] = [
  sampleOf("Subscribed", 81640021, "subscriber.activated", [
    "9c2e1f3a-6b7d-4e8f-a1b2-c3d4e5f60001",
    inState("active"),
  ]),
  sampleOf("Unsubscribed", 81640022, "subscriber.unsubscribed", [
    "9c2e1f3a-6b7d-4e8f-a1b2-c3d4e5f60002",
    inState("cancelled"),
  ]),
  sampleOf("Bounced", 81640023, "subscriber.bounced", [
    "9c2e1f3a-6b7d-4e8f-a1b2-c3d4e5f60003",
    inState("bounced"),
  ]),
  sampleOf("Complained of spam", 81640024, "subscriber.complained", [
    "9c2e1f3a-6b7d-4e8f-a1b2-c3d4e5f60004",
    inState("complained"),
  ]),
  sampleOf(
    "Tag given to two subscribers",
    81640025,
    "subscriber.tag_added",
    ["9c2e1f3a-6b7d-4e8f-a1b2-c3d4e5f60005", { subscriber, tag }],
    [
      "9c2e1f3a-6b7d-4e8f-a1b2-c3d4e5f60006",
      {
        subscriber: { ...subscriber, id: 2946107386, first_name: null, email_address: "jan@example.com" },
        tag,
      },
    ],
  ),
  sampleOf("Tag taken away", 81640026, "subscriber.tag_removed", [
    "9c2e1f3a-6b7d-4e8f-a1b2-c3d4e5f60007",
    { subscriber, tag },
  ]),
  sampleOf("Form joined", 81640027, "subscriber.subscribed_to_form", [
    "9c2e1f3a-6b7d-4e8f-a1b2-c3d4e5f60008",
    {
      subscriber: { ...subscriber, state: "inactive" },
      form: {
        id: 5150311,
        name: "Newsletter",
        created_at: "2026-02-17T11:43:55Z",
        type: "embed",
        format: "inline",
        archived: false,
        uid: "a1b2c3d4e5",
      },
    },
  ]),
  sampleOf("Custom field changed", 81640028, "subscriber.custom_field_value_updated", [
    "9c2e1f3a-6b7d-4e8f-a1b2-c3d4e5f60009",
    {
      subscriber,
      custom_field: { id: 3, name: "ck_field_3_company", key: "company", label: "Company", value: "Kwiaty" },
    },
  ]),
  sampleOf("Subscriber made, not yet active", 81640029, "subscriber.created", [
    "9c2e1f3a-6b7d-4e8f-a1b2-c3d4e5f60010",
    inState("inactive"),
  ]),
];

/** The events, the deliveries and the subscribers. */
export const sampleIds = [
  ...Array.from(
    { length: 10 },
    (_, i) => `9c2e1f3a-6b7d-4e8f-a1b2-c3d4e5f600${String(i + 1).padStart(2, "0")}`,
  ),
  ...Array.from({ length: 9 }, (_, i) => String(81640021 + i)),
  "2946107385",
  "2946107386",
];
