// What the server says, in the language of whoever asks; what people and shops wrote stays as it is.
import { describe, expect, it } from "vitest";
import type { EventDetail } from "../src/core/views";
import type { WaitingView } from "../src/core/waiting";
import type { ProblemBody } from "../src/http/problem";
import { call, eventOf, newAutomation, newBox, newShop, newSource, newWebhook, ok, postPlain } from "./world";

const polish = { "accept-language": "pl-PL,pl;q=0.9,en;q=0.5" };
const swedish = { "accept-language": "sv" };

const refusal = async (path: string, headers: Record<string, string>, body?: object): Promise<ProblemBody> =>
  (await call(path, { headers, ...(body ? { body } : {}) })).json();

/** A shop whose own words are all sentences of ours. */
async function confusingShop() {
  const shop = await newShop();
  const source = await newSource(shop, "webhook", { verification: "url-secret" });
  const connection = await newWebhook(shop, newBox().url);
  const name = "The automation was paused.";
  const automation = await newAutomation(shop, connection.id, {
    name,
    trigger: {
      event: "purchase.completed",
      conditions: [{ field: "data.reason", op: "equals", value: "other" }],
    },
    action: { connectionId: connection.id, action: "send", input: { body: '{"message": "Not found"}' } },
  });
  const body = {
    type: "purchase.completed",
    email: "a@example.com",
    reason: name,
    detail: { message: name },
  };
  const id = await eventOf(await postPlain(source.webhookUrl, body));
  return { shop, name, automation, body, id };
}

describe("A problem", () => {
  it("is told in the reader's language, field by field", async () => {
    const shop = await newShop();
    const code = { name: "", leadsTo: { is: "page", title: "Secret" }, colour: "red" };
    const inPolish = await refusal(`${shop.api}/codes`, polish, code);
    expect(inPolish).toMatchObject({ status: 422, title: "Coś się nie zgadza" });
    expect(inPolish.errors).toContainEqual({ path: "name", message: "jest puste" });
    expect(inPolish.errors).toContainEqual({ path: "colour", message: "nie ma tu takiego pola" });
    expect(inPolish.detail).toMatch(/^[\w.]+: .+ \(i jeszcze \d\)$/);
    const inSwedish = await refusal(`${shop.api}/codes`, swedish, code);
    expect(inSwedish.errors).toContainEqual({ path: "name", message: "är tomt" });
    const inEnglish = await refusal(`${shop.api}/codes`, {}, code);
    expect(inEnglish).toMatchObject({ status: 422, title: "Something is not right" });
    expect(inEnglish.errors).toContainEqual({ path: "colour", message: "is not a field that is known here" });
  });

  it("that something is not there names it", async () => {
    const shop = await newShop();
    const path = `${shop.api}/automations/aut_1nothing`;
    expect(await refusal(path, polish)).toMatchObject({
      title: "Nie znaleziono",
      detail: "Nie ma takiej automatyzacji.",
    });
    expect(await refusal(path, swedish)).toMatchObject({ detail: "Det finns ingen sådan automatisering." });
    expect(await refusal(path, { "accept-language": "de" })).toMatchObject({
      title: "Not found",
      detail: "There is no such automation.",
    });
  });
});

describe("An event that rang nothing", () => {
  it("says why in the reader's language, and what the shop wrote as the shop wrote it", async () => {
    const { shop, name, automation, body, id } = await confusingShop();
    const read = (headers: Record<string, string> = {}) =>
      ok<EventDetail>(`${shop.api}/events/${id}`, { headers });
    const reason = `Warunek nie został spełniony: pole data.reason ma wartość „${name}”, a nie „other”.`;
    const inPolish = await read(polish);
    expect(inPolish).toMatchObject({ reason, unmatched: [{ automationId: automation.id, reason }] });
    const inEnglish = await read();
    expect(inEnglish.reason).toBe(`A condition was not met: data.reason is “${name}”, not “other”.`);
    expect(inPolish.data).toMatchObject(body);
    const rest = { reason: null, unmatched: [] };
    expect({ ...inPolish, ...rest }).toEqual({ ...inEnglish, ...rest });
  });

  it("leaves names, inputs, titles and the audit log as people wrote them", async () => {
    const { shop } = await confusingShop();
    await ok(`${shop.api}/codes`, { body: { name: "Not found", leadsTo: { is: "page", title: "Secret" } } });
    for (const path of ["automations", "codes", "audit", "connections"])
      expect(await ok(`${shop.api}/${path}`, { headers: polish }), path).toEqual(
        await ok(`${shop.api}/${path}`),
      );
  });
});

describe("What waits", () => {
  it("is told in the reader's language, in the waiting room and with its customer", async () => {
    const shop = await newShop();
    const source = await newSource(shop, "webhook", { verification: "url-secret" });
    const connection = await newWebhook(shop, newBox().url);
    await newAutomation(shop, connection.id, {
      name: "Waits for the end of the quiet hours.",
      timing: { when: "after", amount: 2, unit: "days" },
    });
    const body = { type: "purchase.completed", email: "anna@example.com", name: "Anna" };
    await eventOf(await postPlain(source.webhookUrl, body));
    const read = (headers: Record<string, string>) =>
      ok<{ items: WaitingView[] }>(`${shop.api}/waiting`, { headers });
    const [inPolish] = (await read(polish)).items;
    expect(inPolish?.why.sentence).toMatch(
      /^Anna czeka do \d+ \S+ \d{4}, \d\d:\d\d na „Waits for the end of the quiet hours\.”: 2 dni po zakupie \(\d+ \S+ \d{4}\)\.$/,
    );
    const path = `${shop.api}/customers/${inPolish?.customer?.id}`;
    const { waiting } = await ok<{ waiting: WaitingView[] }>(path, { headers: polish });
    expect(waiting).toEqual([inPolish]);
    expect((await read(swedish)).items[0]?.why.sentence).toContain(": 2 dygn efter köpet den ");
    expect((await read({})).items[0]?.why.sentence).toMatch(
      /^Anna waits until .+: 2 days after the purchase on /,
    );
  });
});
