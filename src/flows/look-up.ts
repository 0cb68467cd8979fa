// Reads what a proof takes from a provider's own host: public keys. Kept for a day, since webhooks come by the thousand.
import type { LookUp } from "../connectors/kit";
import type { AddressPolicy } from "../core/outbound";
import { type Fetch, makeSend } from "./send";

const keptMs = 24 * 3600_000;
const mostKept = 200;
/** The provider waits for its answer meanwhile. */
const timeLimitMs = 3_000;
const maxAnswerBytes = 64 * 1024;

export function makeLookUp(deps: { fetch: Fetch; policy: AddressPolicy; now(): number }): LookUp {
  const kept = new Map<string, { text: string; at: number }>();
  return async (url) => {
    const before = kept.get(url);
    if (before && deps.now() - before.at < keptMs) return before.text;
    const { fetch, policy } = deps;
    const { send } = makeSend({ fetch, policy, timeLimitMs, maxAnswerBytes, hops: 0, secrets: [] });
    const answer = await send({ method: "GET", url });
    if (answer.is !== "answer" || answer.status !== 200 || answer.cut) return undefined;
    if (kept.size >= mostKept) kept.clear();
    kept.set(url, { text: answer.body, at: deps.now() });
    return answer.body;
  };
}
