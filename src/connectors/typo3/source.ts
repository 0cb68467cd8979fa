// Proves and reads TYPO3's webhooks. What its own messages are is in messages.ts; those of extensions are read by guess.
import { z } from "zod";
import { isObject, type JsonObject } from "../../core/json";
import {
  bodyKey,
  bodyKeyLastsMs,
  type Digest,
  defineSource,
  hmac,
  hmacMatches,
  idleCarts,
  jsonIn,
  refused,
  type SourceRequest,
  secret,
  textOf,
  verified,
} from "../kit";
import { readPlain } from "../plain";
import { byBody, byFact, byMapping } from "../plain-keys";
import { mapping } from "../plain-mapping";
import { messageIn } from "./messages";
import { samples } from "./samples";

const settings = z.object({
  identifier: z
    .string()
    .trim()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, {
      error: "is not an identifier such as 3f0c7a52-9b1e-4d68-8a47-5c2e91d0b6f3",
    })
    .meta({
      title: "Identifier",
      description:
        "In TYPO3: System → Webhooks, the webhook's record, “Identifier”. It is a part of what is signed.",
    }),
  secret: secret(z.string().trim().min(1), {
    title: "Secret",
    description: "The “Secret” of the same record. TYPO3 makes one when the record is created.",
  }),
  fileTrigger: z
    .enum(["added", "removed"])
    .optional()
    .meta({
      title: "Trigger, if it is about files",
      description: "TYPO3 tells a file that was added and one that was removed alike.",
      enumLabels: { added: "File added", removed: "File removed" },
    }),
  mapping: mapping.optional(),
  ...idleCarts,
});

const signatureHeader = "webhook-signature";
const digests = new Map<string, Digest>([
  ["sha256", "SHA-256"],
  ["sha512", "SHA-512"],
]);

/** https://docs.typo3.org/c/typo3/cms-webhooks/main/en-us/HashCalculation/Index.html */
function signedBytes(identifier: string, body: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(`${identifier}:`);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}

const algorithmOf = (request: SourceRequest): string =>
  request.headers.get("webhook-signature-algo")?.trim().toLowerCase() || "sha256";

export const source = defineSource({
  settings,
  setupSteps: [
    "In TYPO3 (12 or newer, with the extension “webhooks”) open System → Webhooks (in newer versions System → Integrations → Webhooks) and create a webhook.",
    "Choose what triggers it and the method POST, and paste {{url}} as its URL. Leave the check of its certificate on. A record has one trigger: make a source here for each.",
    "Copy the record's identifier and its secret into this source. If it is about added or removed files, choose which of them here.",
    "An extension's message is understood when its JSON names the event in a field “type”, such as lead.created, and the person in a field “email”. If it does not, say under “Where things are” where to look, and what it means otherwise.",
  ],
  globalIds: false,
  tells: "any",

  async verify(request, { identifier, secret }) {
    const signature = request.headers.get(signatureHeader)?.trim();
    if (!signature) return refused("missing", "The request has no Webhook-Signature header.");
    const digest = digests.get(algorithmOf(request));
    if (!digest)
      return refused("mismatch", "The header Webhook-Signature-Algo names neither sha256 nor sha512.");
    const bytes = signedBytes(identifier, request.body);
    return (await hmacMatches(secret, bytes, signature, "hex", digest))
      ? verified
      : refused(
          "mismatch",
          "The signature does not belong to this body and the saved identifier and secret: both must be those of this one webhook.",
        );
  },

  async read(request, { fileTrigger, mapping }, now) {
    const body = jsonIn(textOf(request) ?? "");
    const message = isObject(body) ? messageIn(body, fileTrigger) : undefined;
    if (!isObject(body) || !message)
      return readPlain(request, { mapping, keys: [byFact, byMapping, byBody], followsIds: false }, now);
    if (message.is === "ambiguous")
      return { is: "not-understood", type: message.type, reason: message.reason };
    const { type, occurredAt = now, key } = message;
    return {
      is: "facts",
      facts: [
        {
          // TYPO3 sends each notice once; most have neither an id nor a time.
          ...(key === undefined ? { key: await bodyKey(request), keyLastsMs: bodyKeyLastsMs } : { key }),
          fact: { type, occurredAt },
          data: withoutAttempt(body),
        },
      ],
    };
  },

  async sign(request, { identifier, secret }) {
    const digest = digests.get(algorithmOf(request));
    const mac = await hmac(secret, signedBytes(identifier, request.body), "hex", digest);
    return { headers: { [signatureHeader]: mac } };
  },

  samples,
  sampleIds: ["4200001", "4200002", "4200003", "4200004", "4200005", "4200006", "4200007"],
});

/** TYPO3 blots out the password that was tried; no version of it shall be kept, whatever an extension puts back. */
function withoutAttempt(body: JsonObject): JsonObject {
  if (!isObject(body.loginData)) return body;
  const { uident: _uident, uident_text: _text, ...loginData } = body.loginData;
  return { ...body, loginData };
}
