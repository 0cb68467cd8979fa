// Magento's three ways to tell its events: Adobe I/O Events, Commerce webhooks, or a module. What they tell is in facts.ts.
import { z } from "zod";
import { instantOf } from "../../core/event";
import { isObject, type Json } from "../../core/json";
import {
  bodyKey,
  bodyKeyLastsMs,
  compact,
  defineSource,
  idIn,
  idleCarts,
  jsonIn,
  type Reading,
  type SourceFact,
  type SourceReply,
  type SourceRequest,
  secret,
  textIn,
  textOf,
} from "../kit";
import { verifySentSecret } from "../signatures";
import { find } from "./events";
import { spkiIn, verifyCommerceWebhook, verifyIoEvents } from "./proof";
import { sampleIds, samples } from "./samples";

const settings = z
  .object({
    integration: z.enum(["io-events", "commerce-webhooks", "module"]).meta({
      title: "How events come",
      description:
        "Adobe Commerce has the first two. Magento Open Source needs a module, such as Mageplaza Webhook.",
      enumLabels: {
        "io-events": "Adobe I/O Events",
        "commerce-webhooks": "Adobe Commerce webhooks",
        module: "A webhook module",
      },
    }),
    clientId: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .meta({
        title: "Client ID",
        description:
          "In the Adobe Developer Console: the project → Credentials → OAuth Server-to-Server → Client ID.",
        when: { integration: ["io-events"] },
        needed: true,
      }),
    publicKey: z
      .string()
      .trim()
      .max(8000)
      .refine((text) => spkiIn(text) !== undefined, {
        error: "is not a public key: copy all of it, from -----BEGIN PUBLIC KEY----- on",
      })
      .optional()
      .meta({
        title: "Public key",
        description:
          "In the Admin: Stores → Configuration → Adobe Services → Webhooks, once “Enabled” is Yes and a key pair has been generated. Without it, a secret in the address is the proof.",
        when: { integration: ["commerce-webhooks"] },
      }),
    secret: secret(z.string().trim().min(1).max(200).optional(), {
      title: "Secret",
      description:
        "Make one up: it becomes a part of the address, and proves that a request comes from your shop.",
    }).meta({ when: { integration: ["commerce-webhooks", "module"] } }),
    ...idleCarts,
  })
  .refine(({ integration, clientId }) => integration !== "io-events" || clientId !== undefined, {
    path: ["clientId"],
    error: "Adobe signs everybody's events alike: without the client ID nothing says which are yours.",
  })
  .refine(({ integration, secret }) => integration !== "module" || secret !== undefined, {
    path: ["secret"],
    error: "Modules do not sign their requests: make up a secret, and it becomes a part of the address.",
  })
  .refine(
    ({ integration, publicKey, secret }) =>
      integration !== "commerce-webhooks" || publicKey !== undefined || secret !== undefined,
    {
      path: ["secret"],
      error: "Paste the public key that Commerce signs with, or make up a secret.",
    },
  );
type Settings = z.output<typeof settings>;

/** The secret that must come in the address; undefined where a signature proves the request. */
const sentSecret = ({ integration, publicKey, secret }: Settings): string | undefined =>
  integration === "io-events" || (integration === "commerce-webhooks" && publicKey) ? undefined : secret;

// Liquid, as modules understand it. What an entity does not have becomes an empty text.
const template =
  '{"event":"order","entity_id":"{{ item.entity_id }}","increment_id":"{{ item.increment_id }}","order_id":"{{ item.order_id }}","quote_id":"{{ item.quote_id }}",' +
  '"state":"{{ item.state }}","status":"{{ item.status }}","total_due":"{{ item.total_due }}","grand_total":"{{ item.grand_total }}",' +
  '"order_currency_code":"{{ item.order_currency_code }}","quote_currency_code":"{{ item.quote_currency_code }}",' +
  '"customer_id":"{{ item.customer_id }}","customer_email":"{{ item.customer_email }}",' +
  `"customer_firstname":"{{ item.customer_firstname | remove: '"' }}","customer_lastname":"{{ item.customer_lastname | remove: '"' }}",` +
  `"email":"{{ item.email }}","firstname":"{{ item.firstname | remove: '"' }}","lastname":"{{ item.lastname | remove: '"' }}",` +
  '"subscriber_id":"{{ item.subscriber_id }}","subscriber_email":"{{ item.subscriber_email }}",' +
  '"subscriber_status":"{{ item.subscriber_status }}","change_status_at":"{{ item.change_status_at }}",' +
  '"created_at":"{{ item.created_at }}","updated_at":"{{ item.updated_at }}","items":[{% for line in item.items %}' +
  '{"item_id":"{{ line.item_id }}","parent_item_id":"{{ line.parent_item_id }}","product_type":"{{ line.product_type }}",' +
  `"product_id":"{{ line.product_id }}","sku":"{{ line.sku }}","name":"{{ line.name | remove: '"' }}",` +
  '"qty_ordered":"{{ line.qty_ordered }}","qty":"{{ line.qty }}","price_incl_tax":"{{ line.price_incl_tax }}"}' +
  "{% unless forloop.last %},{% endunless %}{% endfor %}]}";

const orderFields =
  "entity_id, increment_id, quote_id, state, status, total_due, grand_total, order_currency_code, customer_id, customer_email, customer_firstname, customer_lastname, created_at, updated_at, _origData.state, items[].item_id, items[].parent_item_id, items[].product_type, items[].product_id, items[].sku, items[].name, items[].qty_ordered, items[].price_incl_tax";

/** Nobody's challenge is longer; and what is sent back must not be able to mean anything. */
const challengeForm = /^[A-Za-z0-9_-]{1,128}$/;
const mostValidationBytes = 2048;

/** Adobe's second way to ask whether anybody is there: a POST with an address to open within five minutes. */
function asksToOpen(request: SourceRequest): boolean {
  if (request.method !== "POST" || request.body.length > mostValidationBytes) return false;
  const body = jsonIn(textOf(request) ?? "");
  return isObject(body) && typeof body.validationUrl === "string" && Object.keys(body).length === 1;
}

const plainText = (body: string): SourceReply => ({ type: "text/plain; charset=utf-8", body });

export const source = defineSource({
  settings,
  setupSteps: [
    "Choose how your shop tells its events. Adobe Commerce: Adobe I/O Events (recommended) or webhooks. Magento Open Source: a module.",
    "Adobe I/O Events: in the Commerce Admin, open System → Events → Events Subscriptions (or io_events.xml) and add observer.sales_order_save_commit_after and observer.sales_order_creditmemo_save_after; if you want them, also observer.customer_save_commit_after, observer.sales_quote_save_after and observer.newsletter_subscriber_save_after.",
    `Give each the fields it needs, or none at all to send everything. Orders: ${orderFields}. Credit memos: entity_id, increment_id, order_id, state, grand_total, order_currency_code, created_at and the items. Customers: id, email, firstname, lastname, updated_at. Carts: entity_id, is_active, items_count, grand_total, quote_currency_code, customer_id, customer_email, updated_at and the items. Subscribers: subscriber_id, subscriber_email, subscriber_status, change_status_at, customer_id.`,
    "Then, in the Adobe Developer Console, open your project, add an event registration with these events, choose “Webhook” with the delivery style “Single”, and paste {{url}}. If its status becomes “Disabled”, edit the registration and save it again. Copy the Client ID of the credentials here.",
    "Adobe Commerce webhooks: in the Commerce Admin, open System → Webhooks → Webhooks Subscriptions (or webhooks.xml) and add observer.sales_order_save_commit_after and the others with the type “after”, the method POST and the address {{url}}. Always choose “optional”, with a timeout of 5000: Commerce waits for the answer, and a required webhook could stop a checkout. Send everything, or the fields eventName and those above with data.order. before them.",
    "Commerce signs its webhooks once Stores → Configuration → Adobe Services → Webhooks says so: switch it on, choose “Regenerate key pair” and paste the public key here. Otherwise make up a secret here, and copy the address from here after saving.",
    "A module such as Mageplaza Webhook: make up a secret here, save, and add a hook for “Order” with {{url}} as the Payload URL, the method POST (GET sends nothing) and the content type application/json. For other hooks change the word “order” at the start of the body to creditmemo, customer, subscriber or abandoned_cart.",
    `The body for the module: ${template}`,
  ],
  globalIds: false,
  tells: [
    "purchase.completed",
    "purchase.refunded",
    "purchase.cancelled",
    "cart.updated",
    "cart.abandoned",
    "customer.updated",
    "contact.subscribed",
    "contact.unsubscribed",
  ],

  urlQuery(settings): Record<string, string> {
    const secret = sentSecret(settings);
    return secret === undefined ? {} : { secret };
  },

  // https://developer.adobe.com/events/docs/guides/#the-challenge-request
  async handshake(request, { integration }) {
    if (integration !== "io-events") return undefined;
    if (asksToOpen(request)) {
      // Whoever made up such a request would choose what is opened: an address out of a body never is.
      return plainText(
        "Addresses are not opened. Save the registration again: its challenge by GET is answered.",
      );
    }
    const challenge = request.method === "GET" ? request.query.get("challenge") : null;
    return challenge && challengeForm.test(challenge) ? plainText(challenge) : undefined;
  },

  /** Commerce waits for it, and takes anything else for a failure. */
  reply: (_request, { integration }) =>
    integration === "commerce-webhooks" ? { type: "application/json", body: '{"op":"success"}' } : undefined,

  async verify(request, settings, _now, lookUp) {
    const { integration, clientId = "", publicKey, secret = "" } = settings;
    if (integration === "io-events") return verifyIoEvents(request, clientId, lookUp);
    if (integration === "commerce-webhooks" && publicKey) return verifyCommerceWebhook(request, publicKey);
    return verifySentSecret(request, secret);
  },

  async read(request, _settings, now) {
    const body = jsonIn(textOf(request) ?? "");
    if (typeof body !== "object" || body === null)
      return {
        is: "unreadable",
        reason:
          "The body is not JSON. In a module, choose the method POST and the content type application/json, and look for a missing quote or comma in the body.",
      };
    if (!Array.isArray(body)) return readEvent(body, request, now);
    const readings = await Promise.all(body.map((event, index) => readEvent(event, request, now, index)));
    const facts = readings.flatMap((reading) => (reading.is === "facts" ? reading.facts : []));
    if (facts.length > 0) return { is: "facts", facts };
    return (
      readings.find(({ is }) => is === "not-understood") ??
      readings[0] ?? { is: "nothing", reason: "The batch is empty." }
    );
  },

  /** Signatures are made with keys that Adobe and the shop keep to themselves. */
  async sign(_request, settings) {
    const secret = sentSecret(settings);
    return secret === undefined ? undefined : { query: { secret } };
  },

  samples,
  sampleIds,
});

/** @param index the event's place in a batch, whose headers are nobody's own */
async function readEvent(event: Json, request: SourceRequest, now: number, index?: number): Promise<Reading> {
  const header = (name: string) => (index === undefined ? textIn(request.headers.get(name)) : undefined);
  const found = find(event, header("x-adobe-event-code"));
  if (found.is === "nothing") return found;
  if (found.is === "unknown") return { is: "not-understood", type: found.name, reason: found.reason };

  const envelope = isObject(event) ? event : {};
  const outcome = found.understand({ entity: found.entity, at: instantOf(envelope.time) ?? now });
  if ("nothing" in outcome) return { is: "nothing", reason: outcome.nothing };
  if ("unclear" in outcome) return { is: "not-understood", type: found.name, reason: outcome.unclear };

  const id = idIn(envelope.eventid) ?? idIn(envelope.event_id) ?? idIn(header("x-adobe-event-id"));
  const key = outcome.key ?? (id && `event:${id}`);
  const fact: SourceFact = compact({
    ...outcome,
    key: key ?? [await bodyKey(request), index].filter((part) => part !== undefined).join(":"),
    keyLastsMs: key === undefined ? bodyKeyLastsMs : undefined,
    data: found.entity,
  });
  return { is: "facts", facts: [fact] };
}
