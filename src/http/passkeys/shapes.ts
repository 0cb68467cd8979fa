// What goes between the server and a browser's `navigator.credentials`, as the platform writes it in JSON.
// https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON
import { z } from "@hono/zod-openapi";

const base64url = z
  .string()
  .min(1)
  .max(50_000)
  .regex(/^[\w-]+$/, { error: "is not base64url" });
const credentialId = base64url.max(1400); // of the 1023 bytes it may have
const publicKey = z.literal("public-key");

const credential = z.object({ id: credentialId, rawId: credentialId });

/** Of `navigator.credentials.create`. Browsers add to it, so what is not known here is left aside. */
export const additionSchema = credential.extend({
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(40)).max(10).default([]),
  }),
});
export type Addition = z.infer<typeof additionSchema>;

/** Of `navigator.credentials.get`. */
export const proofSchema = credential.extend({
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish(),
  }),
});
export type Proof = z.infer<typeof proofSchema>;

export const creationSchema = z.object({
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.object({ type: publicKey, alg: z.int() })),
  timeout: z.int(),
  excludeCredentials: z.array(z.object({ type: publicKey, id: z.string(), transports: z.array(z.string()) })),
  authenticatorSelection: z.object({
    residentKey: z.literal("required"),
    requireResidentKey: z.literal(true),
    userVerification: z.literal("required"),
  }),
  attestation: z.literal("none"),
});
export type Creation = z.infer<typeof creationSchema>;

export const requestSchema = z.object({
  rpId: z.string(),
  challenge: z.string(),
  timeout: z.int(),
  userVerification: z.literal("required"),
});
