// The story our users come with: a lead in the CRM; at once a confirmation mail; two days later a follow-up, unless they
// have bought meanwhile.
import { expect, it } from "vitest";
import {
  deliveries,
  event,
  newAutomation,
  newShop,
  newSource,
  ok,
  paidOrder,
  postShopify,
  until,
} from "./world";

const day = 24 * 3_600_000;

it("a lead is confirmed at once, and followed up two days later unless they have bought", async () => {
  const shop = await newShop();
  const crm = await newSource(shop, "salesforce", {
    organizationId: "00D000000000001EAA",
    secret: "a-secret-in-the-url",
  });
  const store = await newSource(shop);
  const { items } = await ok<{ items: { id: string; tool: string }[] }>(`${shop.api}/connections`);
  const mail = items.find(({ tool }) => tool === "email");
  if (!mail) throw new Error("There is no built-in mail.");
  const notify = (subject: string) => ({
    connectionId: mail.id,
    action: "notify",
    input: { to: "{{ customer.email }}", subject },
  });
  const trigger = { event: "lead.created", sourceId: crm.id };
  await newAutomation(shop, mail.id, {
    name: "Confirm",
    trigger,
    action: notify("We have got your message"),
  });
  const followUp = await newAutomation(shop, mail.id, {
    name: "Follow up",
    trigger,
    timing: { when: "after", amount: 2, unit: "days" },
    cancelOn: ["purchase.completed"],
    action: notify("Any questions?"),
  });

  const { received } = await ok<{ received: string[] }>(`${shop.api}/sources/${crm.id}/test`, { body: {} });
  const lead = await event(shop, received[0] ?? "");
  expect(lead).toMatchObject({ type: "lead.created", customer: { email: expect.stringContaining("@") } });
  const [confirmed, waiting] = await until(
    async () => (await deliveries(shop)).toSorted((a, b) => a.dueAt - b.dueAt),
    (all) => all.length === 2 && all[0]?.state === "succeeded",
  );
  expect(confirmed?.attempts[0]?.request?.body).toContain("We have got your message");
  expect(confirmed?.attempts[0]?.request?.body).toContain(lead.customer?.email);
  expect(waiting).toMatchObject({ automationId: followUp.id, state: "waiting" });
  expect((waiting?.dueAt ?? 0) - (confirmed?.dueAt ?? 0)).toBeGreaterThan(2 * day - 60_000);

  await postShopify(store.webhookUrl, paidOrder({ email: lead.customer?.email }));
  const [cancelled] = await until(
    async () => (await deliveries(shop)).filter(({ automationId }) => automationId === followUp.id),
    (all) => all[0]?.state === "cancelled",
  );
  expect(cancelled?.reason).toBe("Cancelled, because purchase.completed happened.");
});
