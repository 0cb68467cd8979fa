// SendGrid's events, of the fields its documentation names; all is made up.
// https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event
import type { JsonObject } from "../../core/json";
import type { Sample } from "../kit";

const message = "Qx7Vb2LmTz-4rN9sKd0EwA";

const eventOf = (event: string, sg_event_id: string, more: JsonObject = {}): JsonObject => ({
  email: "zoe@example.com",
  event,
  sg_event_id,
  sg_message_id: `${message}.recvd-canary-6f8d9c7b5-abcde-1-68B55A3C-12.0`,
  timestamp: 1788249910,
  ...more,
});

/** SendGrid breaks the line after every event, and signs the breaks too. */
function sampleOf(title: string, ...events: JsonObject[]): Sample {
  const lines = events.map((event) => JSON.stringify(event)).join(",\r\n");
  return {
    title,
    body: `[${lines}]\r\n`,
    headers: { "content-type": "application/json; charset=utf-8", "user-agent": "SendGrid Event API" },
  };
}

const atServer: JsonObject = {
  "smtp-id": `<${message}@geopod-ismtpd-7>`,
  ip: "198.51.100.76",
  tls: 1,
  category: ["newsletter"],
};

export const samples: Sample[] = [
  sampleOf(
    "Bounced",
    eventOf("bounce", "Ym91bmNlLTAtMTA0ODEyMzEtUXg3VmIyTG0tMA", {
      ...atServer,
      type: "bounce",
      bounce_classification: "Invalid Address",
      reason: "550 5.1.1 The email account that you tried to reach does not exist.",
      status: "5.1.1",
    }),
  ),
  sampleOf(
    "Marked as spam",
    eventOf("spamreport", "c3BhbS0xMDQ4MTIzMi1ReDdWYjJMbS0w", { category: ["newsletter"] }),
  ),
  sampleOf("Unsubscribed from all", eventOf("unsubscribe", "dW5zdWItMTA0ODEyMzMtUXg3VmIyTG0tMA")),
  sampleOf(
    "Unsubscribed from a group",
    eventOf("group_unsubscribe", "Z3Vuc3ViLTEwNDgxMjM0LVF4N1ZiMkxtLTA", {
      asm_group_id: 21704,
      ip: "203.0.113.9",
      useragent: "Mozilla/5.0",
      url: "https://shop.example/",
    }),
  ),
  sampleOf(
    "Resubscribed to a group",
    eventOf("group_resubscribe", "Z3Jlc3ViLTEwNDgxMjM1LVF4N1ZiMkxtLTA", {
      asm_group_id: 21704,
      ip: "203.0.113.9",
      useragent: "Mozilla/5.0",
      url: "https://shop.example/",
    }),
  ),
  sampleOf(
    "Many at once",
    eventOf("processed", "cHJvY2Vzc2VkLTEwNDgxMjM2LVF4N1ZiMkxtLTA", { send_at: 0 }),
    eventOf("delivered", "ZGVsaXZlcmVkLTAtMTA0ODEyMzctUXg3VmIyTG0tMA", { ...atServer, response: "250 OK" }),
    eventOf("bounce", "Ym91bmNlLTAtMTA0ODEyMzgtUXg3VmIyTG0tMA", {
      ...atServer,
      email: "full@example.com",
      type: "blocked",
      reason: "552 5.2.2 The email account that you tried to reach is over quota.",
      status: "5.2.2",
    }),
    eventOf("bounce", "Ym91bmNlLTAtMTA0ODEyMzktUXg3VmIyTG0tMA", {
      ...atServer,
      email: "gone@example.com",
      type: "bounce",
      reason: "550 5.1.1 User unknown",
      status: "5.1.1",
    }),
    eventOf("unsubscribe", "dW5zdWItMTA0ODEyNDAtUXg3VmIyTG0tMA", { email: "jan@example.com" }),
  ),
  sampleOf(
    "Opened",
    eventOf("open", "b3Blbi0xMDQ4MTI0MS1ReDdWYjJMbS0w", {
      sg_machine_open: false,
      ip: "203.0.113.9",
      useragent: "Mozilla/5.0",
    }),
  ),
];

export const sampleIds = [
  "Ym91bmNlLTAtMTA0ODEyMzEtUXg3VmIyTG0tMA",
  "c3BhbS0xMDQ4MTIzMi1ReDdWYjJMbS0w",
  "dW5zdWItMTA0ODEyMzMtUXg3VmIyTG0tMA",
  "Z3Vuc3ViLTEwNDgxMjM0LVF4N1ZiMkxtLTA",
  "Z3Jlc3ViLTEwNDgxMjM1LVF4N1ZiMkxtLTA",
  "Ym91bmNlLTAtMTA0ODEyMzktUXg3VmIyTG0tMA",
  "dW5zdWItMTA0ODEyNDAtUXg3VmIyTG0tMA",
];
