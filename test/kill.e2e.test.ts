// What an acknowledgement is worth: the whole local runtime is killed in the middle of acknowledged webhooks, the
// receiver has bad minutes, and nothing is lost.
//
// 400 events unless told otherwise. The long run:  CHAOS_EVENTS=2000 npm run e2e -- kill
// With a fault point on (src/core/faults.ts):      FAULTS=claim.after-commit@5 npm run e2e -- kill
import { setTimeout as sleep } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LedgerStats } from "../src/core/views";
import { type Installation, isFree, newInstallation, type Running } from "./installation";
import { type Receiver, startReceiver } from "./receiver.mjs";

const events = Number(process.env.CHAOS_EVENTS || 400);
const faults = process.env.FAULTS;
const postsAtOnce = 10;
/** Longer than any pause between tries in these tests, and than the lease of a delivery that was under way. */
const silenceMs = 120_000;

let receiver: Receiver;
let installation: Installation;
let running: Running;

beforeAll(async () => {
  receiver = await startReceiver();
  installation = await newInstallation(faults ? { FAULTS: faults } : {});
  running = await installation.start();
  report(`first start ${seconds(running.startedInMs)}`);
});

afterAll(async () => {
  await installation?.remove();
  await receiver?.close();
});

test("no acknowledged event is lost when everything is killed in the middle", async () => {
  const shop = await newShop("kill");
  const orders = numbered(events);
  receiver.plan("kill", [{ delayMs: 20 }]); // so that there are always some that have arrived and are not settled

  const startedAt = performance.now();
  const sending = shop.post(orders);
  await until(() => shop.acknowledged.size >= 0.4 * events);
  const rate = shop.acknowledged.size / ((performance.now() - startedAt) / 1000);
  await running.kill();
  const unanswered = await sending;
  expect(unanswered.length, "posts were under way or to come when the runtime died").toBeGreaterThan(0);
  const arrivedBefore = receiver.log("kill").length;
  expect(arrivedBefore, "deliveries were under way too").toBeGreaterThan(0);
  report(`killed after ${shop.acknowledged.size} of ${events} (${rate.toFixed(0)} events/s)`);

  running = await installation.start();
  report(`restart ${seconds(running.startedInMs)}`);
  const restartedAt = performance.now();
  await shop.postUntilAcknowledged(unanswered);
  await shop.untilAllHaveArrived(orders);
  const arrivedMs = performance.now() - restartedAt;
  await shop.untilAllIsSettled();
  const repeats = receiver.log("kill").length - 2 * events;
  report(
    `${arrivedBefore} had arrived before the kill; all ${2 * events} ${seconds(arrivedMs)} after the restart, ` +
      `settled after ${seconds(performance.now() - restartedAt)}; ${repeats} came again under the same webhook-id`,
  );

  expect(shop.acknowledged.size).toBe(events);
  shop.expectTwoWebhooksEach(orders);
  expect(await shop.stats()).toMatchObject({ events, failed: 0, held: 0, uncertain: 0 });
});

test("nothing is lost while the receiver is down and then leaves requests hanging", async () => {
  const shop = await newShop("trouble");
  const orders = numbered(60);

  receiver.plan("trouble", [{ status: 503 }]);
  await shop.postUntilAcknowledged(orders);
  await sleep(10_000);
  expect(receiver.log("trouble").length).toBeGreaterThan(0);
  receiver.plan("trouble", [{ hang: true }, {}, {}, { hang: true }, {}, {}, { hang: true }, {}]);
  const recoveredAt = performance.now();
  await shop.untilAllHaveArrived(orders);
  await shop.untilAllIsSettled();

  const failures = receiver.log("trouble").filter(({ status }) => status !== 200);
  report(
    `${failures.filter(({ status }) => status === 503).length} answered 503, ` +
      `${failures.filter(({ status }) => status === 0).length} left hanging; ` +
      `all well ${seconds(performance.now() - recoveredAt)} after the recovery`,
  );
  shop.expectTwoWebhooksEach(orders);
  expect(await shop.stats()).toMatchObject({ events: orders.length, failed: 0, held: 0, uncertain: 0 });
});

test("Ctrl-C ends every process and frees the port; a restart goes on where it was", async () => {
  const shop = await newShop("restart");
  const before = running;

  const interruptedAt = performance.now();
  expect(await before.interrupt()).toBe(0);
  expect(before.processes()).toEqual([]);
  expect(await isFree(installation.port)).toBe(true);
  expect(performance.now() - interruptedAt).toBeLessThan(6_000);
  report(`stopped in ${seconds(performance.now() - interruptedAt)}`);

  running = await installation.start();
  const { items } = await running.call<{ items: { id: string }[] }>("/api/workspaces");
  expect(items.map(({ id }) => id)).toContain(shop.id);
  await shop.postUntilAcknowledged(numbered(1)); // the webhook URL and its secret are the same
  expect(running.signInUrl).not.toBe(before.signInUrl);
  expect(await signIn(running.signInUrl)).toBe(201);
  expect(await signIn(running.signInUrl), "a link opens once").toBe(401);
});

test("nothing is left of it when the start script alone is killed", async () => {
  expect(running.processes().length).toBeGreaterThan(1);
  running.killScript();
  await until(() => running.processes().length === 0);
  expect(await isFree(installation.port)).toBe(true);
});

/** A workspace with a signing shop, and two automations that ring the receiver's `box`: at once, and six seconds later. */
async function newShop(box: string) {
  const secret = `whsec_${Buffer.alloc(24, box).toString("base64")}`;
  const { id } = await running.call<{ id: string }>("/api/workspaces", { name: `Shop of ${box}` });
  const api = `/api/workspaces/${id}`;
  const { webhookUrl } = await running.call<{ webhookUrl: string }>(`${api}/sources`, {
    kind: "webhook",
    name: "Shop",
    settings: { verification: "standard-webhooks", secret },
  });
  const connection = await running.call<{ id: string }>(`${api}/connections`, {
    tool: "webhook",
    name: "Receiver",
    settings: { url: `${receiver.url}/${box}` },
  });
  for (const timing of [{ when: "at" }, { when: "after", amount: 0.1, unit: "minutes" }])
    await running.call(`${api}/automations`, {
      name: `Ring ${timing.when}`,
      trigger: { event: "purchase.completed" },
      timing,
      action: { connectionId: connection.id, action: "send", input: {} },
    });

  const acknowledged = new Set<string>();

  async function postOne(order: string): Promise<boolean> {
    try {
      const response = await fetch(webhookUrl, signed(purchase(order), `msg_${box}_${order}`, secret));
      await response.arrayBuffer();
      if (response.status === 200) acknowledged.add(order);
      return response.status === 200;
    } catch {
      return false; // nobody there, or gone while it was under way
    }
  }

  /** @returns the orders that were not acknowledged; a shop sends them again */
  async function post(orders: string[]): Promise<string[]> {
    const queue = [...orders];
    const unanswered: string[] = [];
    const worker = async () => {
      for (let order = queue.shift(); order !== undefined; order = queue.shift())
        if (!(await postOne(order))) unanswered.push(order);
    };
    await Promise.all(Array.from({ length: postsAtOnce }, worker));
    return unanswered;
  }

  async function postUntilAcknowledged(orders: string[]): Promise<void> {
    let left = await post(orders);
    for (let tries = 1; left.length > 0; tries++) {
      if (tries === 10) throw new Error(`${left.length} events are not acknowledged.`);
      await sleep(500);
      left = await post(left);
    }
  }

  /** Of every order, the ids of the webhooks that were taken for it. */
  function taken(): Map<string, Set<string>> {
    const webhooks = new Map<string, Set<string>>();
    for (const { body, headers, status } of receiver.log(box)) {
      if (status !== 200) continue;
      const order: string = JSON.parse(body).order.id;
      const ids = webhooks.get(order) ?? new Set();
      webhooks.set(order, ids.add(headers["webhook-id"] ?? "none"));
    }
    return webhooks;
  }

  const stats = () => running.call<LedgerStats>(`${api}/stats`);

  return {
    id,
    acknowledged,
    post,
    postUntilAcknowledged,
    stats,

    /** Gives up, and says what is missing, when nothing has arrived for a long time. */
    async untilAllHaveArrived(orders: string[]): Promise<void> {
      const isComplete = () => {
        const webhooks = taken();
        return orders.every((order) => (webhooks.get(order)?.size ?? 0) >= 2);
      };
      const startedAt = Date.now();
      while (!isComplete()) {
        const lastAt = Math.max(receiver.log(box).at(-1)?.at ?? 0, startedAt);
        if (Date.now() - lastAt > silenceMs) {
          const webhooks = taken();
          const missing = orders.filter((order) => (webhooks.get(order)?.size ?? 0) < 2);
          throw new Error(
            `${missing.length} orders did not arrive twice: ${missing.slice(0, 20)}\n${JSON.stringify(await stats())}`,
          );
        }
        await sleep(500);
      }
    },

    expectTwoWebhooksEach(orders: string[]): void {
      const webhooks = taken();
      expect(orders.filter((order) => webhooks.get(order)?.size !== 2)).toEqual([]);
      expect(new Set(receiver.log(box).map(({ headers }) => headers["webhook-id"])).size).toBe(
        2 * orders.length,
      );
    },

    /** Until also those are settled that had arrived when their consumer was killed: their lease must run out first. */
    untilAllIsSettled: () =>
      until(async () => {
        for (const state of ["waiting", "ready", "running", "retrying"]) {
          const { items } = await running.call<{ items: unknown[] }>(
            `${api}/deliveries?state=${state}&limit=1`,
          );
          if (items.length > 0) return false;
        }
        return true;
      }, silenceMs),
  };
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `order-${i + 1}`);

function purchase(order: string): string {
  return JSON.stringify({
    type: "purchase.completed",
    id: `purchase-of-${order}`,
    customer: { email: `${order}@example.com` },
    order: { id: order, total: 12.5, currency: "EUR" },
    products: [{ id: "p1" }],
  });
}

function signed(body: string, id: string, secret: string): RequestInit {
  const at = new Date();
  return {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": new Webhook(secret).sign(id, at, body),
    },
  };
}

async function signIn(link: string): Promise<number> {
  const { origin, hash } = new URL(link);
  const response = await fetch(`${origin}/api/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ token: hash.slice(1) }),
  });
  return response.status;
}

async function until(isSo: () => boolean | Promise<boolean>, limitMs = 60_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`It was not so within ${seconds(limitMs)}: ${isSo}`);
    await sleep(20);
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function report(text: string): void {
  console.log(`kill: ${text}`);
}
