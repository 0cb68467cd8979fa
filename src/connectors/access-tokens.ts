// Access tokens that last for a while: kept in the memory of this isolate, since providers limit how often one may be had.
import { isObject, type Json } from "../core/json";
import { numberIn, type Send, type Setback, textIn } from "./kit";
import { type Api, ask, type Call, type Reply } from "./rest";

export type Granted = {
  is: "granted";
  token: string;
  /** Epoch milliseconds. */
  expiresAt: number;
  /** Where the token is good, as the provider says it. */
  apiRoot?: string;
};

export type Grant = Granted | Setback;

/** An API that is asked with a token, and how to get one. */
export type TokenApi = {
  /** All that the token depends on, the credentials included: another one is another token. */
  owner: string;
  grant(send: Send, now: number): Promise<Grant>;
  api(granted: Granted): Api;
};

const kept = new Map<string, Granted>();
const mostKept = 500;
/** So long before its end a token is not used any more: a run takes a while. */
const marginMs = 60_000;
const usualSeconds = 3600;

/** The answer of a token endpoint (RFC 6749 §5.1); undefined when it holds no token. */
export function grantedIn(json: Json, now: number): Granted | undefined {
  const { access_token, expires_in, api_domain } = isObject(json) ? json : {};
  const token = textIn(access_token);
  if (!token) return undefined;
  const expiresAt = now + (numberIn(expires_in) ?? usualSeconds) * 1000;
  const apiRoot = textIn(api_domain);
  return { is: "granted", token, expiresAt, ...(apiRoot ? { apiRoot } : {}) };
}

async function tokenOf({ owner, grant }: TokenApi, send: Send, now: number): Promise<Grant> {
  const known = kept.get(owner);
  if (known && now < known.expiresAt - marginMs) return known;
  const granted = await grant(send, now);
  if (granted.is !== "granted") return granted;
  if (kept.size >= mostKept) kept.clear();
  kept.set(owner, granted);
  return granted;
}

/** Like `ask`. A token that is refused is exchanged for a new one, once: it may have been revoked before its time. */
export async function askWithToken(of: TokenApi, call: Call, send: Send, now: number): Promise<Reply> {
  const before = kept.get(of.owner);
  const granted = await tokenOf(of, send, now);
  if (granted.is !== "granted") return { is: "setback", setback: granted };
  const api = of.api(granted);
  const reply = await ask(api, call, send, now);
  const isRefused =
    reply.is === "setback" && reply.setback.is === "refused" && reply.setback.reason === api.wrongKey;
  if (!isRefused) return reply;
  if (kept.get(of.owner) === granted) kept.delete(of.owner);
  if (granted !== before) return reply; // a new one, refused at once: the next would be, too
  const renewed = await tokenOf(of, send, now);
  if (renewed.is !== "granted") return { is: "setback", setback: renewed };
  return ask(of.api(renewed), call, send, now);
}
