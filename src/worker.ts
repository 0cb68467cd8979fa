// The Worker: requests, queues and the watchdog's clock, each handed to the flow that serves it.
// First of all: it teaches zod to describe schemas, and only those made afterwards.
import "@hono/zod-openapi";
import { deliverBatch } from "./flows/deliver";
import type { WakeUp } from "./flows/ports";
import { watch } from "./flows/watch";
import { createApp } from "./http/app";
import { Problem } from "./http/problem";
import { wire } from "./wiring";

export { Ledger } from "./wiring";

let app: ReturnType<typeof createApp> | undefined;

export default {
  async fetch(request, env, context) {
    try {
      app ??= createApp((await wire(env)).http);
    } catch (error) {
      // Almost always a setting: its name is for whoever runs this installation, not for whoever calls it.
      console.error(JSON.stringify({ message: "Shopbell cannot start", error: String(error) }));
      return new Problem(503, "Shopbell is not set up yet; its log says which setting is wrong.").response();
    }
    return app.fetch(request, env, context);
  },

  async queue(batch, env) {
    await deliverBatch(batch.messages, (await wire(env)).deliver);
  },

  async scheduled(_event, env) {
    const report = await watch((await wire(env)).watch);
    console.log(JSON.stringify({ message: "watchdog", ...report }));
  },
} satisfies ExportedHandler<Env, WakeUp>;
