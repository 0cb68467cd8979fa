// Proves and reads ThriveCart's webhook notifications. What each event means is in events.ts.
import { z } from "zod";
import { jsonOrFormIn } from "../forms";
import {
  bodyKey,
  bodyKeyLastsMs,
  compact,
  defineSource,
  type Reading,
  refused,
  type SourceFact,
  secret,
  textIn,
  verified,
} from "../kit";
import { isSameText } from "../signatures";
import { events } from "./events";
import { samples } from "./samples";

const settings = z.object({
  secretWord: secret(z.string().trim().min(1), {
    title: "Secret word",
    description: "In ThriveCart: Settings → API & Webhooks → ThriveCart order validation.",
  }),
});

const notUnderstood = (type: string, reason: string): Reading => ({ is: "not-understood", type, reason });

export const source = defineSource({
  settings,
  setupSteps: [
    "In ThriveCart, open Settings → API & Webhooks. Under “ThriveCart order validation”, copy the secret word and paste it here. Save this source.",
    "On the same page, under “Webhooks & notifications”, choose “Add another webhook”.",
    "Give it a name, paste {{url}} as the URL and save. ThriveCart checks the address and then sends all events of all products to it, also those in test mode.",
  ],
  globalIds: true,
  tells: [
    "purchase.completed",
    "purchase.refunded",
    "subscription.started",
    "subscription.renewed",
    "subscription.paused",
    "subscription.resumed",
    "subscription.cancelled",
    "payment.failed",
    "cart.abandoned",
  ],

  // When the address is saved, it is asked by HEAD and by POST, and must answer both, without any proof.
  async handshake(request) {
    if (request.method !== "POST") return undefined;
    const body = request.body.length === 0 ? {} : jsonOrFormIn(request);
    const isAsked = body && body.event === undefined && body.thrivecart_secret === undefined;
    return isAsked ? { type: "application/json", body: "{}" } : undefined;
  },

  // ThriveCart signs nothing: the account's secret word comes in the body. Nothing else of it is looked at before.
  async verify(request, { secretWord }) {
    const word = textIn(jsonOrFormIn(request)?.thrivecart_secret);
    if (word === undefined) return refused("missing", "The body has no thrivecart_secret.");
    return (await isSameText(secretWord, word))
      ? verified
      : refused("mismatch", "The thrivecart_secret that came is not the saved secret word.");
  },

  async read(request, _settings, now) {
    const body = jsonOrFormIn(request);
    if (!body) return { is: "unreadable", reason: "The body is neither a form nor a JSON object." };
    const event = textIn(body.event);
    if (!event) return notUnderstood("unknown", "The body has no field “event”.");
    if (event.startsWith("affiliate."))
      return { is: "nothing", reason: "The event is about an affiliate, not about a customer." };
    const understand = events.get(event);
    if (!understand) return notUnderstood(event, `ThriveCart's “${event.slice(0, 100)}” is not known here.`);
    const facts: SourceFact[] = [];
    for (const { key, ...told } of understand({ body, now })) {
      facts.push(
        compact({
          ...told,
          key: key ?? (await bodyKey(request)),
          keyLastsMs: key === undefined ? bodyKeyLastsMs : undefined,
          data: body,
        }),
      );
    }
    return { is: "facts", facts };
  },

  samples,
  sampleIds: [
    "1514394",
    "1514395",
    "918273645",
    "918273646",
    "918273647",
    "918273648",
    "918273649",
    "16099300",
  ],
});
