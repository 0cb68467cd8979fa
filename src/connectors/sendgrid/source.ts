// The source: SendGrid's Event Webhook tells whose mail bounced, and who wants no more of it.
// https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event
import { z } from "zod";
import { instantOf } from "../../core/event";
import { isObject, type JsonObject } from "../../core/json";
import {
  bodyKey,
  bodyKeyLastsMs,
  compact,
  defineSource,
  emailIn,
  idIn,
  jsonIn,
  type Reading,
  type SourceRequest,
  secret,
  textIn,
  textOf,
  together,
} from "../kit";
import { verifySentSecret } from "../signatures";
import { bareKey, verifySignature } from "./proof";
import { sampleIds, samples } from "./source-samples";

const settings = z
  .object({
    secret: secret(z.string().trim().min(8).max(200).optional(), {
      title: "Secret",
      description:
        "Make one up: at least 8 characters that nobody can guess. It becomes a part of the address, and is the proof until the verification key is entered.",
    }),
    verificationKey: z
      .string()
      .trim()
      .max(1000)
      .refine((text) => bareKey(text) !== undefined, {
        error: "is not a verification key of SendGrid's, which begins with MFkw and has 124 characters",
      })
      .optional()
      .meta({
        title: "Verification key",
        description:
          "The public key of the signed Event Webhook. With it, signatures are the proof, and the secret no longer counts.",
      }),
  })
  .refine(({ secret, verificationKey }) => secret !== undefined || verificationKey !== undefined, {
    path: ["secret"],
    error:
      "Make up a secret to begin with: SendGrid shows its verification key only once it has the address.",
  });
type Settings = z.output<typeof settings>;

/** The secret that must come in the address; undefined where a signature proves the request. */
const sentSecret = ({ secret, verificationKey }: Settings): string | undefined =>
  verificationKey === undefined ? secret : undefined;

const types = new Map([
  ["bounce", "email.bounced"],
  ["spamreport", "contact.unsubscribed"], // SendGrid sends them nothing more
  ["unsubscribe", "contact.unsubscribed"],
  ["group_unsubscribe", "contact.unsubscribed"],
  ["group_resubscribe", "contact.subscribed"],
]);

const onItsWay = "How a mail fares on its way, and who reads it, is not kept.";

const nothings = new Map([
  ["processed", onItsWay],
  ["deferred", onItsWay],
  ["delivered", onItsWay],
  ["open", onItsWay],
  ["click", onItsWay],
  ["dropped", "SendGrid did not send a mail, for a reason that it told before or that lies in the mail."],
  ["account_status_change", "The event is about the account, and not about a person."],
]);

/** A block is a mail that was not taken this time; SendGrid goes on sending to the address. */
function nothingIn(name: string, event: JsonObject): string | undefined {
  return name === "bounce" && event.type === "blocked"
    ? "The mail was blocked, which says nothing about the address for good."
    : nothings.get(name);
}

/** One event of a body. All of them are recipients' or mail servers' doing, never that of an API call: no loop can begin. */
async function readEvent(
  event: JsonObject,
  index: number,
  request: SourceRequest,
  now: number,
): Promise<Reading> {
  const name = textIn(event.event) ?? "unknown";
  const nothing = nothingIn(name, event);
  if (nothing) return { is: "nothing", reason: nothing };
  const type = types.get(name);
  const email = emailIn(event.email);
  if (!type || !email) {
    const reason = type
      ? "The event has no e-mail address."
      : `SendGrid's “${name.slice(0, 100)}” is not known here.`;
    return { is: "not-understood", type: name, reason };
  }
  const eventId = idIn(event.sg_event_id);
  const fact = compact({
    key: eventId ? `event:${eventId}` : `${await bodyKey(request)}:${index}`,
    keyLastsMs: eventId ? undefined : bodyKeyLastsMs,
    fact: { type, occurredAt: instantOf(event.timestamp) ?? now, customer: { email } },
    data: event,
  });
  return { is: "facts", facts: [fact] };
}

export const source = defineSource({
  settings,
  setupSteps: [
    "Make up a secret here and save this source.",
    "In SendGrid, open Settings → Mail Settings → Event Webhooks, and choose “Create new webhook”.",
    "Paste {{url}} as the Post URL, and choose Bounced, Spam Reports, Unsubscribes, Group Unsubscribes and Group Resubscribes. Leave out the others: they are many, and not kept.",
    "Under the security features, switch on “Signed Event Webhook”, and save.",
    "Open the webhook once more, copy its verification key, and paste it here.",
  ],
  globalIds: true,
  tells: ["contact.subscribed", "contact.unsubscribed", "email.bounced"],

  urlQuery(settings): Record<string, string> {
    const secret = sentSecret(settings);
    return secret === undefined ? {} : { secret };
  },

  async verify(request, { secret = "", verificationKey }, now) {
    return verificationKey === undefined
      ? verifySentSecret(request, secret)
      : verifySignature(request, verificationKey, now);
  },

  async read(request, _settings, now) {
    const body = jsonIn(textOf(request) ?? "");
    if (!Array.isArray(body))
      return { is: "unreadable", reason: "The body is not a list of events in JSON." };
    const events = body.filter(isObject);
    const readings = await Promise.all(events.map((event, i) => readEvent(event, i, request, now)));
    return together(readings, { is: "nothing", reason: "The list of events is empty." });
  },

  /** SendGrid keeps the key that signs to itself. */
  async sign(_request, settings) {
    const secret = sentSecret(settings);
    return secret === undefined ? undefined : { query: { secret } };
  },

  samples,
  sampleIds,
});
