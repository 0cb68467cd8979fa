// The Worker: requests, queues and the watchdog's clock, each handed to the flow that serves it.
import { deliverBatch } from "./flows/deliver";
import type { WakeUp } from "./flows/ports";
import { watch } from "./flows/watch";
import { createApp } from "./http/app";
import { wire } from "./wiring";

export { Ledger } from "./wiring";

let app: ReturnType<typeof createApp> | undefined;

export default {
  async fetch(request, env, context) {
    app ??= createApp((await wire(env)).http);
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
