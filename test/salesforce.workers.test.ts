// Salesforce's outbound messages through the whole product: what is acknowledged, and what is kept of them.
import { exports } from "cloudflare:workers";
import { expect, it } from "vitest";
import { messageWith, sampleOrganizationId, samples } from "../src/connectors/salesforce/samples";
import { leadBatch } from "../src/connectors/salesforce/samples/lead-batch";
import { event, newShop, newSource, ok } from "./world";

const organizationId = "00D5e000000KQ2eEAG";
const ours = (body: string) => body.replace(sampleOrganizationId, organizationId);

async function open() {
  const shop = await newShop();
  const source = await newSource(shop, "salesforce", { organizationId, secret: "hush hush hush" });
  const send = (body: string, url = source.webhookUrl) =>
    exports.default.fetch(url, {
      method: "POST",
      headers: { "content-type": "text/xml; charset=utf-8" },
      body,
    });
  const events = async () => (await ok<{ items: { id: string }[] }>(`${shop.api}/events`)).items;
  return { shop, source, send, events };
}

const ack = /<Ack>true<\/Ack>/;

it("a message is acknowledged once all it tells is stored, and again when it comes again", async () => {
  const { shop, send, events } = await open();
  for (const _ of [1, 2]) {
    const response = await send(ours(leadBatch));
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/xml; charset=utf-8"]);
    expect(await response.text()).toMatch(ack);
    expect(await events()).toHaveLength(3);
  }
  for (const { id } of await events()) {
    const kept = JSON.stringify(await event(shop, id));
    expect(kept).toContain("Microsoft");
    expect(kept).not.toContain("BSGSRAzG9lPxyKRPjJ3");
  }
});

it("a message that means nothing is acknowledged, too: Salesforce would send it again for a day", async () => {
  const { send, events } = await open();
  const response = await send(ours(messageWith()));
  expect([response.status, await response.text()]).toEqual([200, expect.stringMatching(ack)]);
  expect(await events()).toEqual([]);
});

it("a message that is refused is not acknowledged", async () => {
  const { source, send, events } = await open();
  const stranger = leadBatch.replace(sampleOrganizationId, "00D5e000000KQ2fEAG");
  const bomb = ours(leadBatch).replace(
    "<soapenv:Envelope",
    '<!DOCTYPE a [<!ENTITY b "c">]><soapenv:Envelope',
  );
  const unproven = source.webhookUrl.split("?")[0];
  for (const [response, status] of [
    [await send(stranger), 401],
    [await send(ours(leadBatch), unproven), 401],
    [await send(ours(leadBatch), `${unproven}?secret=guess`), 401],
    [await send(bomb), 400],
    [await send("{}"), 400],
  ] as const) {
    expect(response.status).toBe(status);
    expect(await response.text()).not.toMatch(ack);
  }
  expect(await events()).toEqual([]);
});

it("a test event comes in, whatever the organisation is", async () => {
  const { shop, source, events } = await open();
  for (const sample of samples.keys())
    await ok(`${shop.api}/sources/${source.id}/test`, { body: { sample } });
  expect(await events()).toHaveLength(samples.length + 2);
});
