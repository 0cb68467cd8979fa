// The public door for webhooks. Exactly 200 on success, never a redirect, and words for whoever reads the answer.
import { Hono } from "hono";
import type { SourceReply } from "../connectors/kit";
import { type IngestOutcome, ingest } from "../flows/ingest";
import type { HttpDeps } from "./deps";
import { Problem } from "./problem";

/** Text of a provider's own asking may come back in it: nobody's browser shall take it for a page. */
function answerOf({ type, body }: SourceReply): Response {
  return new Response(body, {
    headers: { "content-type": type, "x-content-type-options": "nosniff" },
  });
}

export function ingestRoutes(deps: HttpDeps) {
  return new Hono().all("/in/:token", async (c) => {
    let outcome: IngestOutcome;
    try {
      outcome = await ingest(c.req.param("token"), c.req.raw, deps.ingest);
    } catch (error) {
      console.error(JSON.stringify({ message: "an event could not be stored", error: String(error) }));
      return new Problem(503, "The event could not be stored just now. Please send it again.").response();
    }
    switch (outcome.is) {
      case "answered":
        return answerOf(outcome.reply);
      case "accepted":
        if (outcome.reply) return answerOf(outcome.reply);
        return c.json({ received: outcome.events.map((event) => event.eventId) }, 200);
      case "nothing":
        if (outcome.reply) return answerOf(outcome.reply);
        return c.json({ received: [], note: outcome.reason }, 200);
      case "listening":
        return c.text("Shopbell listens here. Send webhooks to this address by POST.", 200);
      case "unknown":
        return new Problem(404, "Nothing listens at this address.").response();
      case "refused": {
        const answer = new Problem(outcome.status, outcome.reason).response();
        if (outcome.status === 405) answer.headers.set("allow", "POST, GET, HEAD");
        return answer;
      }
    }
  });
}
