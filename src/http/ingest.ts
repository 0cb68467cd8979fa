// The public door for webhooks. Exactly 200 on success, never a redirect, and words for whoever reads the answer.
import type { SourceReply } from "../connectors/kit";
import { type IngestDeps, type IngestOutcome, ingest } from "../flows/ingest";
import { Problem } from "./problem";
import { guarded, headers } from "./safe-headers";

/** Made once: most of what Shopbell ever answers is this. */
const json = new Headers({ ...headers, "content-type": "application/json" });

/** Text of a provider's own asking may come back in it: nobody's browser shall take it for a page. */
function answerOf({ type, body }: SourceReply): Response {
  return new Response(body, { headers: { ...headers, "content-type": type } });
}

/** The token of a webhook's address, `/in/…`; undefined for every other address. */
export function tokenIn(url: string): string | undefined {
  return /^[^:]+:\/\/[^/]+\/in\/([^/?#]+)(?:[?#]|$)/.exec(url)?.[1];
}

export async function receive(token: string, request: Request, deps: IngestDeps): Promise<Response> {
  try {
    const response = answer(await ingest(token, request, deps));
    return request.method === "HEAD" ? new Response(null, response) : response;
  } catch (error) {
    console.error(JSON.stringify({ message: "an event could not be stored", error: String(error) }));
    const detail = "The event could not be stored just now. Please send it again.";
    return guarded(new Problem(503, detail).response());
  }
}

function answer(outcome: IngestOutcome): Response {
  switch (outcome.is) {
    case "answered":
      return answerOf(outcome.reply);
    case "accepted":
      if (outcome.reply) return answerOf(outcome.reply);
      return new Response(JSON.stringify({ received: outcome.events.map((event) => event.eventId) }), {
        headers: json,
      });
    case "nothing":
      if (outcome.reply) return answerOf(outcome.reply);
      return new Response(JSON.stringify({ received: [], note: outcome.reason }), { headers: json });
    case "listening":
      return answerOf({
        type: "text/plain; charset=UTF-8",
        body: "Shopbell listens here. Send webhooks to this address by POST.",
      });
    case "unknown":
      return guarded(new Problem(404, "Nothing listens at this address.").response());
    case "refused": {
      const refusal = guarded(new Problem(outcome.status, outcome.reason).response());
      if (outcome.status === 405) refusal.headers.set("allow", "POST, GET, HEAD");
      return refusal;
    }
  }
}
