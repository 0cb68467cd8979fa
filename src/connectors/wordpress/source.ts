// Proves and reads what the WordPress plugin WP Webhooks sends. What each of its triggers means is in triggers.ts.
import { z } from "zod";
import { isObject, type Json } from "../../core/json";
import { contentTypeOf, jsonOrFormIn } from "../forms";
import {
  bodyKey,
  defineSource,
  hmacMatches,
  idIn,
  idleCarts,
  type Reading,
  refused,
  type SourceRequest,
  secret,
  verified,
} from "../kit";
import { readPlain } from "../plain";
import { byBody, byFact } from "../plain-keys";
import { verifySentSecret } from "../signatures";
import { samples } from "./samples";
import { factOf } from "./triggers";

const settings = z.object({
  secret: secret(z.string().trim().min(1).max(200), {
    title: "Secret",
    description:
      "Make one up, long and random. It becomes a part of the address. If your site signs its webhooks (older versions of WP Webhooks had a “trigger secret”), enter that one, and leave the address without it (from ?secret= on).",
  }),
  ...idleCarts,
});

const notUnderstood = (type: string, reason: string): Reading => ({ is: "not-understood", type, reason });

export const source = defineSource({
  settings,
  setupSteps: [
    "Make up a secret, save it here, and only then copy the address {{url}}: it holds the secret.",
    "In WordPress, install the plugin “WP Webhooks”, and open Settings → WP Webhooks → Send Data.",
    "Choose a trigger, such as “User created”, “User logged in” or that of your form plugin, press “Add Webhook URL”, give it a name and paste the address. Do so for each trigger you want; the address may be the same, for one site.",
    "In the settings of the webhook URL, keep POST as the data request method and JSON as the data request type.",
    "If the address must not hold the secret, remove it from “?secret=” on, make an authentication template “API Key” that adds it to the header as X-Webhook-Secret, and choose that in the settings of the webhook URL.",
    "Orders of WooCommerce are better told by WooCommerce itself: add a WooCommerce source for them.",
  ],
  globalIds: false,
  tells: ["lead.created", "customer.updated", "custom.wordpress_login", "custom.wordpress_user_deleted"],

  urlQuery: ({ secret }) => ({ secret }),

  // Signed, where a site still has the plugin's deprecated secret: base64 HMAC-SHA256, raw body.
  // https://github.com/Ironikus/wp-webhooks (class-wp-webhooks-pro-webhook.php)
  async verify(request, { secret }) {
    const signature = request.headers.get("x-wp-webhook-signature")?.trim();
    if (signature && (await hmacMatches(secret, request.body, signature, "base64"))) return verified;
    const sent = await verifySentSecret(request, secret);
    return signature && !sent.ok && sent.reason === "missing"
      ? refused("mismatch", "The signature does not belong to this body and the saved secret.")
      : sent;
  },

  async read(request, _settings, now) {
    if (/[/+]xml$/.test(contentTypeOf(request)))
      return {
        is: "unreadable",
        reason:
          "The body is XML. In WP Webhooks, in the settings of the webhook URL, choose JSON as the data request type.",
      };
    const body = jsonOrFormIn(request);
    if (!body) return { is: "unreadable", reason: "The body is neither a JSON object nor a form." };
    const trigger = idIn(request.headers.get("x-wp-webhook-name"))?.toLowerCase();
    if (!trigger || trigger === "custom_action") return readOwn(request, trigger, now);
    if (trigger.startsWith("wc_"))
      return notUnderstood(
        trigger,
        "What happens in WooCommerce is read by the WooCommerce source: let WooCommerce's own webhooks send it there.",
      );
    const fact = factOf(trigger, { body, hash: await bodyKey(request), now });
    return fact
      ? { is: "facts", facts: [{ ...fact, data: withoutLogins(body) }] }
      : notUnderstood(trigger, `The body does not say what “${trigger}” is about.`);
  },

  sign: async (_request, { secret }) => ({ query: { secret } }),

  samples,
  sampleIds: [
    "4400001",
    "4400002",
    "4400003",
    "4400004",
    "4400005",
    "4400006",
    "4400007",
    "4400008",
    "4400009",
  ],
});

/** What a site's own code sends says itself what it is. */
async function readOwn(request: SourceRequest, trigger: string | undefined, now: number): Promise<Reading> {
  const manner = { keys: [byFact, byBody], followsIds: false };
  let reading = await readPlain(request, manner, now);
  const isUnnamed = reading.is === "not-understood" && reading.type === "unknown";
  if (isUnnamed && trigger)
    reading = await readPlain(
      request,
      { ...manner, mapping: { defaultType: `custom.wordpress_${trigger}` } },
      now,
    );
  if (reading.is !== "facts") return reading;
  return { is: "facts", facts: reading.facts.map((one) => ({ ...one, data: withoutLogins(one.data) })) };
}

/** What lets somebody in: WordPress sends the hash of a user's password along. */
const logins = new Set(["user_pass", "user_activation_key", "session_tokens"]);

function withoutLogins(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutLogins);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      logins.has(name) ? [] : [[name, withoutLogins(member)] as const],
    ),
  );
}
