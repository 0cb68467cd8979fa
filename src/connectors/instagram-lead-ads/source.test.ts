// Instagram's leads come by the same notices as Facebook's: which of them this source takes. The rest is tested there.
import { expect, it } from "vitest";
import { toShopEvent } from "../../core/event";
import type { Json } from "../../core/json";
import connector from ".";

const source = connector.source ?? expect.fail("no source");
const now = Date.UTC(2026, 8, 1, 12);

const saved = { appSecret: "app-secret", verifyToken: "verify", pageAccessToken: "EAAG" };

async function complete(lead: Record<string, Json>, more: object = {}) {
  const stored = { number: now * 1000, source: { id: "src_1", kind: connector.id }, customerId: null };
  const event = toShopEvent(stored, { type: "lead.created", occurredAt: now }, '{"leadgen_id":"5"}');
  const body = JSON.stringify({ id: "5", field_data: [{ name: "email", values: ["a@b.example"] }], ...lead });
  return source.complete?.run({
    event,
    settings: source.settings.parse({ ...saved, ...more }),
    send: async () => ({ is: "answer", status: 200, headers: new Headers(), body, cut: false }),
    now,
  });
}

it("takes leads of Instagram, and those of which Meta does not say", async () => {
  const theirs: Record<string, Json>[] = [{ platform: "ig" }, {}, { platform: "threads" }];
  for (const lead of theirs)
    expect(await complete(lead)).toMatchObject({
      is: "complete",
      fact: { customer: { email: "a@b.example" } },
    });
});

it("leaves Facebook's alone and says so, unless its settings take both", async () => {
  expect(await complete({ platform: "fb" })).toMatchObject({
    is: "failed",
    reason:
      "The lead is Facebook's, and this source takes those of Instagram only. Its settings can take both.",
  });
  expect(await complete({ platform: "fb" }, { platforms: "both" })).toMatchObject({ is: "complete" });
});

it("takes a test lead, whatever platform it is made on", async () => {
  const field_data = [
    { name: "email", values: ["test@meta.com"] },
    { name: "full_name", values: ["<test lead: dummy data for full_name>"] },
  ];
  expect(await complete({ platform: "fb", field_data })).toMatchObject({
    is: "complete",
    fact: { customer: { email: "test@meta.com" } },
    data: { answers: { full_name: "<test lead: dummy data for full_name>" } },
  });
});

it("tells that the leads come by the page", () => {
  expect(source.setupSteps.join(" ")).toContain("Facebook page");
});
