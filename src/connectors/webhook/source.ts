// The source for any other system: proved as its owner says, and read by mapping or by guess.
import { z } from "zod";
import { defineSource, idleCarts, secret } from "../kit";
import { readPlain } from "../plain";
import { byBody, byHeader, byHeaderAndPlace, byMapping, byPurchase } from "../plain-keys";
import { mapping } from "../plain-mapping";
import { isStandardKey } from "../signatures";
import { samples } from "./samples";
import { signWebhook, verifyWebhook } from "./verify";

const headers = ["webhook-id", "svix-id", "idempotency-key", "x-idempotency-key"];
/** A purchase by its order; anything else by what the owner or the sender calls an id of the event. */
const keys = [byPurchase, byMapping, byHeader(...headers), byBody, byHeaderAndPlace(...headers)];

const settings = z
  .object({
    verification: z.enum(["standard-webhooks", "hmac", "url-secret"]).meta({
      title: "How requests are proved",
      description:
        "Standard Webhooks (also Svix), an HMAC signature in a header, or a secret in the address or a header.",
    }),
    secret: secret(z.string().trim().min(1).optional(), {
      title: "Secret",
      description:
        "What the system signs with, or sends along. Standard Webhooks: whsec_…, or a public key, whpk_….",
    }),
    header: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9-]{1,100}$/, { error: "is not the name of a header" })
      .default("x-signature")
      .meta({ title: "Header", description: "HMAC only: the header that holds the signature." }),
    algorithm: z.enum(["sha256", "sha1", "sha512"]).default("sha256").meta({ title: "Algorithm" }),
    encoding: z.enum(["hex", "base64"]).default("hex").meta({ title: "Encoding" }),
    prefix: z
      .string()
      .max(40)
      .optional()
      .meta({ title: "Prefix", description: "What stands before the signature, such as sha256=" }),
    mapping: mapping.optional(),
    ...idleCarts,
  })
  .refine(({ verification, secret }) => verification === "url-secret" || secret !== undefined, {
    path: ["secret"],
    error: "Signatures cannot be checked without the secret: paste the one your system signs with.",
  })
  .refine(
    ({ verification, secret }) => verification !== "standard-webhooks" || !secret || isStandardKey(secret),
    {
      path: ["secret"],
      error:
        "A Standard Webhooks secret is base64 text and usually begins with whsec_, a public key with whpk_.",
    },
  );
export type Settings = z.output<typeof settings>;

export const webhookSource = defineSource({
  settings,
  setupSteps: [
    "In the system that sends, add a webhook (often called “outgoing webhook” or “HTTP request”) with the method POST and the address {{url}}.",
    "Send JSON or a form. Name the event in a field “type”, such as purchase.completed, and the customer's e-mail in a field “email”.",
    "If the system signs its requests, choose how and paste its secret here. If not, make up a secret and let it send that as the header X-Webhook-Secret, or put ?secret=… at the end of the address.",
    "Where the system can, let it send an id of its own for each event as “id” or as the header Idempotency-Key: then nothing counts twice.",
  ],
  globalIds: false,
  tells: "any",

  caveat: ({ verification, secret }) =>
    verification === "url-secret" && secret === undefined
      ? "Requests are not signed: that nobody else knows this unguessable URL is the only proof of where they come from."
      : undefined,

  urlQuery: ({ verification, secret }): Record<string, string> =>
    verification === "url-secret" && secret !== undefined ? { secret } : {},

  verify: verifyWebhook,
  read: (request, { mapping }, now) => readPlain(request, { mapping, keys, followsIds: false }, now),
  sign: signWebhook,
  samples,
  sampleIds: [
    "evt-610001",
    "evt-610002",
    "A-620001",
    "c-630077",
    "ren-640005",
    "S-650005",
    "lead-660031",
    "l-670001",
    "l-670002",
    "finish-680001",
  ],
});
