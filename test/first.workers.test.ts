import { describe, expect, it } from "vitest";
import {
  deliveries,
  event,
  eventOf,
  newAutomation,
  newBox,
  newShop,
  newSource,
  newWebhook,
  paidOrder,
  postShopify,
  until,
} from "./world";

describe("a genuine purchase", () => {
  it("rings a tool at once, and another one later", async () => {
    const shop = await newShop();
    const source = await newSource(shop);
    const box = newBox();
    const connection = await newWebhook(shop, box.url);
    const now = await newAutomation(shop, connection.id);
    const later = await newAutomation(shop, connection.id, {
      name: "Later",
      timing: { when: "after", amount: 1, unit: "minutes" },
    });
    expect(now.warnings).toEqual([]);
    expect(later.warnings).toHaveLength(1);

    const id = await eventOf(await postShopify(source.webhookUrl, paidOrder()));
    const [got] = await until(
      () => box.got(),
      (all) => all.length === 1,
    );
    expect(JSON.parse(got?.body ?? "{}")).toMatchObject({ id, type: "purchase.completed" });
    await until(
      () => deliveries(shop),
      (all) => all.some((one) => one.state === "succeeded"),
    );
    const story = await event(shop, id);
    expect(story.deliveries.map((one) => one.state).sort()).toEqual(["succeeded", "waiting"]);
    expect(story.deliveries.find((one) => one.automationId === now.id)?.id).toBe(got?.headers["webhook-id"]);
  });
});
