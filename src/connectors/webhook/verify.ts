// The three ways in which an unknown system's request is proved genuine, each beside the way it is signed.
import {
  type Digest,
  hmac,
  hmacMatches,
  refused,
  type SourceRequest,
  type Verification,
  verified,
} from "../kit";
import { type Signed, signStandard, verifySentSecret, verifyStandard } from "../signatures";
import type { Settings } from "./source";

type Way = {
  verify(request: SourceRequest, settings: Settings, now: number): Promise<Verification>;
  sign(request: SourceRequest, settings: Settings, now: number): Promise<Signed | undefined>;
};

const standardWebhooks: Way = {
  verify: (request, { secret }, now) => verifyStandard(request, secret, ["webhook", "svix"], now),
  sign: (request, { secret }, now) => signStandard(request, secret, "webhook", now),
};

const digests: Record<Settings["algorithm"], Digest> = {
  sha256: "SHA-256",
  sha1: "SHA-1",
  sha512: "SHA-512",
};

const hmacHeader: Way = {
  async verify(request, { secret, header, algorithm, encoding, prefix }) {
    if (!secret) return refused("misconfigured", "No secret is saved to check signatures with.");
    const value = request.headers.get(header)?.trim();
    if (!value) return refused("missing", `The request has no ${header} header.`);
    // Many put the algorithm's name before the signature, and few say so.
    const used = [prefix?.trim(), `${algorithm}=`].find((one) => one && value.startsWith(one)) ?? "";
    const signature = value.slice(used.length);
    return (await hmacMatches(secret, request.body, signature, encoding, digests[algorithm]))
      ? verified
      : refused("mismatch", `The signature in ${header} does not belong to this body and the saved secret.`);
  },

  async sign(request, { secret, header, algorithm, encoding, prefix }) {
    if (!secret) return {};
    const mac = await hmac(secret, request.body, encoding, digests[algorithm]);
    return { headers: { [header.toLowerCase()]: `${prefix?.trim() ?? ""}${mac}` } };
  },
};

const urlSecret: Way = {
  async verify(request, { secret }) {
    return secret === undefined ? verified : verifySentSecret(request, secret);
  },
  async sign(_request, { secret }) {
    return secret === undefined ? {} : { query: { secret } };
  },
};

const ways: Record<Settings["verification"], Way> = {
  "standard-webhooks": standardWebhooks,
  hmac: hmacHeader,
  "url-secret": urlSecret,
};

export const verifyWebhook: Way["verify"] = (request, settings, now) =>
  ways[settings.verification].verify(request, settings, now);

export const signWebhook: Way["sign"] = (request, settings, now) =>
  ways[settings.verification].sign(request, settings, now);
