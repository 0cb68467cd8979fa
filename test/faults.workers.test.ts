// Each place where a crash would hurt most, switched on by itself: the outcome is the same.
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  armFault,
  armFaultsFrom,
  disarmFaults,
  type FaultPoint,
  faultAt,
  faultPoints,
} from "../src/core/faults";
import type { DeliveryView } from "../src/core/views";
import {
  deliveries,
  eventOf,
  newAutomation,
  newBox,
  newShop,
  newSource,
  newWebhook,
  paidOrder,
  postShopify,
  ring,
} from "./world";

afterEach(() => {
  disarmFaults();
  vi.useRealTimers();
});

const events = 6;
/** Where a tool may have been rung although nobody knows, so that it is rung again. */
const mayRepeat: FaultPoint[] = ["deliver.after-send"];

/** Waits until nothing changes any more by itself. */
async function quiet<T>(look: () => Promise<T>): Promise<T> {
  let last = "";
  for (let same = 0; ; ) {
    const seen = await look();
    same = JSON.stringify(seen) === last ? same + 1 : 0;
    last = JSON.stringify(seen);
    if (same === 3) return seen;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

async function outcomeWith(arm: () => void): Promise<{ received: (string | undefined)[]; owed: string[] }> {
  const shop = await newShop();
  const source = await newSource(shop);
  const box = newBox();
  const connection = await newWebhook(shop, box.url);
  await newAutomation(shop, connection.id);
  await newAutomation(shop, connection.id, {
    name: "Later",
    timing: { when: "after", amount: 1, unit: "hours" },
  });
  arm();
  vi.useFakeTimers({ toFake: ["Date"] });
  for (let i = 0; i < events; i++) {
    const order = paidOrder();
    let response = await postShopify(source.webhookUrl, order);
    // A shop tries again what was not acknowledged.
    for (let n = 0; n < 5 && response.status !== 200; n++)
      response = await postShopify(source.webhookUrl, order);
    await eventOf(response);
  }
  const seen = () => deliveries(shop, "?limit=100");
  const isDone = (all: DeliveryView[]) =>
    all.length === 2 * events && all.every((one) => one.state === "succeeded");
  // The queues are shared with other tests, whose slow tools may still keep them busy for a while.
  const end = performance.now() + 20_000;
  for (let round = 0; !isDone(await quiet(seen)) && performance.now() < end; round++) {
    // Time passes faster here: leases run out, and what was scheduled falls due.
    vi.setSystemTime(Date.now() + (round === 2 ? 3600_000 : 60_000));
    await ring(shop);
  }
  expect((await seen()).filter((one) => one.state !== "succeeded")).toEqual([]);
  const received = (await box.got()).map((one) => one.headers["webhook-id"]);
  return { received, owed: (await deliveries(shop, "?limit=100")).map((one) => one.id) };
}

describe("with a crash", () => {
  for (const point of faultPoints)
    it(`at ${point}, every event is delivered${mayRepeat.includes(point) ? ", repeats under the same id" : " once"}`, async () => {
      const { received, owed } = await outcomeWith(() => armFault(point, { skip: 1, times: 3 }));
      expect(new Set(received)).toEqual(new Set(owed));
      if (!mayRepeat.includes(point)) expect(received).toHaveLength(owed.length);
    });

  it("everywhere at once, every event is delivered", async () => {
    const { received, owed } = await outcomeWith(() => {
      for (const point of faultPoints) armFault(point, { times: 2 });
    });
    expect(new Set(received)).toEqual(new Set(owed));
  });
});

describe("A fault point", () => {
  it("is passed as often as it was told to skip, fails as often as told, and is passed again", () => {
    armFault("wake.before-send", { skip: 1, times: 2 });
    const outcomes = Array.from({ length: 4 }, () => {
      try {
        faultAt("wake.before-send");
        return "passed";
      } catch {
        return "failed";
      }
    });
    expect(outcomes).toEqual(["passed", "failed", "failed", "passed"]);
  });

  it("is armed from text, and a misspelt one is named", () => {
    armFaultsFrom("wake.before-send@1*2, claim.after-commit");
    expect(() => faultAt("claim.after-commit")).toThrow("claim.after-commit");
    expect(() => faultAt("wake.before-send")).not.toThrow();
    expect(() => armFaultsFrom("wake.befor-send")).toThrow("no fault point “wake.befor-send”");
  });
});
