// A notification by mail, through the platform's own binding.
import { describe, expect, it } from "vitest";
import { newAutomation, newShop, newSource, ok, paidOrder, postShopify, type Shop, settled } from "./world";

async function emailOf(shop: Shop): Promise<{ id: string; status: string }> {
  const { items } = await ok<{ items: { id: string; tool: string; status: string }[] }>(
    `${shop.api}/connections`,
  );
  const found = items.find((one) => one.tool === "email");
  if (!found) throw new Error("The workspace has no e-mail.");
  return found;
}

async function notified(input: object, order = paidOrder()) {
  const shop = await newShop();
  const source = await newSource(shop);
  await newAutomation(shop, (await emailOf(shop)).id, {
    action: { connectionId: (await emailOf(shop)).id, action: "notify", input },
  });
  await postShopify(source.webhookUrl, order);
  const [delivery] = await settled(shop);
  return delivery;
}

describe("a purchase", () => {
  it("is told by mail to whoever should know, and the mail can be read in the attempt", async () => {
    const order = paidOrder();
    const delivery = await notified({ to: "owner@shop.example, team@shop.example" }, order);
    expect(delivery).toMatchObject({ state: "succeeded", tries: 1 });
    expect(delivery?.attempts).toHaveLength(1);
    const { request } = delivery?.attempts[0] ?? {};
    expect(request?.method).toBe("MAIL");
    expect(request?.body).toContain("To: owner@shop.example, team@shop.example\n");
    expect(request?.body).toContain(`Subject: Purchase completed: ${order.email}\n`);
    expect(request?.body).toContain("Who: Zoë O'Brien-Łęcki\n");
  });

  it("is told with templates, in HTML too", async () => {
    const delivery = await notified({
      to: "{{ customer.email }}",
      subject: "Thank you, {{ customer.firstName }} 🎉",
      text: "{{ order.total.amount }}",
      html: "<p>{{ customer.lastName }}</p>",
      replyTo: "owner@shop.example",
    });
    expect(delivery).toMatchObject({ state: "succeeded" });
    expect(delivery?.attempts[0]?.request?.body).toContain("Subject: Thank you, Zoë 🎉\n\n4990");
  });

  it("is told to nobody where a template gives no address, in words", async () => {
    const delivery = await notified({ to: "{{ data.nobody }}" });
    expect(delivery).toMatchObject({ state: "failed", reason: expect.stringContaining("no e-mail address") });
  });
});

it("cannot be deleted", async () => {
  const shop = await newShop();
  const { id } = await emailOf(shop);
  await expect(ok(`${shop.api}/connections/${id}`, { method: "DELETE" })).rejects.toThrow(/built in/);
});
