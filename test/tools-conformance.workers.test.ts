// One battery that every tool with a stand-in passes: over real connections, against a provider that is stricter than the
// real one. test/tools/<id>.ts says what the battery must know of a tool.
/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, it } from "vitest";
import { connectors } from "../src/connectors/all";
import type { Action, Choices, Tool } from "../src/connectors/kit";
import type { Verdict } from "../src/core/delivery";
import type { ShopEvent } from "../src/core/event";
import { renderTree } from "../src/core/template";
import { makeSend } from "../src/flows/send";
import { type Account, newAccount } from "./account";
import { type ActionCase, customerOf, type State, type ToolCase } from "./tool-case";
import {
  deliveries,
  newAutomation,
  newShop,
  newSource,
  ok,
  paidOrder,
  postShopify,
  settled,
  until,
} from "./world";

const cases = Object.values(import.meta.glob<ToolCase>("./tools/*.ts", { eager: true, import: "default" }));
const email = "zoe@shop.example";
const now = () => Date.now();

function toolOf(id: string): Tool {
  const tool = connectors.find((one) => one.id === id)?.tool;
  if (!tool) throw new Error(`There is no tool ${id}.`);
  return tool;
}

function actionOf(tool: Tool, id: string): Action {
  const action = tool.actions[id];
  if (!action) throw new Error(`There is no action ${id}.`);
  return action;
}

type Run = {
  settings?: Record<string, unknown>;
  input?: Record<string, unknown>;
  customer?: Partial<ShopEvent["customer"]>;
  timeLimitMs?: number;
};

/** Against a stand-in, silence of this length is silence. */
const patienceMs = 400;

function sendFor(tool: Tool, timeLimitMs = tool.timeLimitMs) {
  return makeSend({
    fetch: (url, init) => fetch(url, init),
    policy: { allowLoopback: true, ownOrigins: [] },
    timeLimitMs,
    hops: 0,
    secrets: [],
  }).send;
}

async function run(
  account: Account,
  tool: Tool,
  actionId: string,
  one: ActionCase,
  { settings = account.settings, input = one.input, customer = customerOf(email), timeLimitMs }: Run = {},
): Promise<Verdict> {
  const action = actionOf(tool, actionId);
  const event: ShopEvent = {
    id: "evt_1",
    type: "purchase.completed",
    occurredAt: now(),
    receivedAt: now(),
    source: { id: "src_1", kind: "shopify" },
    customer: customer as NonNullable<ShopEvent["customer"]>,
    codes: [],
    data: {},
  };
  const filled = renderTree(JSON.parse(JSON.stringify(input)), event, action.input);
  if (!filled.ok) throw new Error(filled.reason);
  return action.run({
    event,
    input: action.input.parse(filled.value),
    settings: tool.settings.parse(settings),
    deliveryId: "dlv_1",
    send: sendFor(tool, timeLimitMs),
    mail: () => Promise.reject(new Error("This tool sends no mail by the installation's service.")),
    now: now(),
  });
}

const reasonOf = (verdict: Verdict) => ("reason" in verdict ? verdict.reason : (verdict.note ?? ""));

async function seedAll(account: Account, what: unknown[] = []): Promise<void> {
  for (const one of what) await account.seed(one);
}

/** A reason is a sentence for a shop owner: it says something, and holds neither a key nor anybody's address. */
function expectReadable(verdict: Verdict, account: Account): void {
  const reason = reasonOf(verdict);
  if (verdict.is !== "done") expect(reason).toMatch(/^\S.{15,}[.!?”…)\w]$/u);
  expect(reason).not.toContain(account.key);
  expect(reason).not.toContain(email);
  expect(reason).not.toMatch(/undefined|\[object|\{"/);
}

describe.each(cases.map((one): [string, ToolCase] => [one.tool, one]))("%s", (_id, toolCase) => {
  const tool = toolOf(toolCase.tool);
  const fresh = () => newAccount<State>(toolCase.tool);

  it("has a case for every action and every field that is picked", () => {
    expect(Object.keys(toolCase.actions).sort()).toEqual(Object.keys(tool.actions).sort());
    const picked = Object.entries(tool.actions).flatMap(([, action]) => Object.keys(action.choices ?? {}));
    const told = Object.keys(toolCase.choices).map((key) => key.split(".")[1]);
    expect([...new Set(told)].sort()).toEqual([...new Set(picked)].sort());
  });

  it("says what its actions need, whether they may be repeated, and who waits for whom", () => {
    for (const [id, action] of Object.entries(tool.actions)) {
      const event = { customer: customerOf(email) } as ShopEvent;
      expect(action.needs, id).toContain("customer.email");
      if (!action.repeatable) continue; // a mail needs no order
      expect(action.lane?.(event, action.input.parse(toolCase.actions[id]?.input)), id).toContain("cus_1");
    }
    expect(tool.limits.concurrency).toBeGreaterThan(0);
  });

  describe("the check", () => {
    const check = async (account: Account, settings = account.settings, timeLimitMs?: number) =>
      tool.check(tool.settings.parse(settings), sendFor(tool, timeLimitMs));

    it("is green where everything is well, and changes nothing", async () => {
      const account = fresh();
      const { asked: _, ...before } = await account.state();
      expect(await check(account)).toEqual({ is: "ok" });
      const { asked, ...after } = await account.state();
      expect({ ...after, mostUnderWay: 0 }).toEqual({ ...before, mostUnderWay: 0 });
      expect(asked.length).toBeGreaterThan(0);
    });

    it("tells a wrong key, and where to find the right one", async () => {
      const account = fresh();
      const verdict = await check(account, toolCase.wrong(account.settings));
      expect(verdict).toMatchObject({ is: "refused", problem: expect.stringMatching(toolCase.wrongKeyHelp) });
    });

    it.each(toolCase.checks)("tells $name", async ({ knobs, is, says }) => {
      const account = fresh();
      await account.knobs(knobs);
      const verdict = await check(account);
      expect(verdict.is).toBe(is);
      if (says) expect("problem" in verdict && verdict.problem).toMatch(says);
    });

    it.each(["down", "slow-down", "garbage", "hang", "lost-answer"])(
      "does not blame the key for trouble (%s)",
      async (trouble) => {
        const account = fresh();
        await account.knobs({ trouble });
        expect(await check(account, account.settings, patienceMs)).toMatchObject({
          is: "trouble",
          problem: expect.stringMatching(/^\S.{15,}/),
        });
      },
    );

    it("does not blame the key where nobody listens", async () => {
      const account = fresh();
      const settings = JSON.parse(
        JSON.stringify(account.settings).replaceAll(account.url, "http://127.0.0.1:9"),
      );
      expect((await check(account, settings, patienceMs)).is).toBe("trouble");
    });
  });

  describe.each(Object.entries(toolCase.actions))("%s", (actionId, one) => {
    const start = async (seed = one.seed?.(email)) => {
      const account = fresh();
      await seedAll(account, seed);
      return account;
    };
    const { repeatable } = actionOf(tool, actionId);
    const happens = (account: Account, options?: Run) => run(account, tool, actionId, one, options);
    const expectDone = async (account: Account, who = email) => {
      const state = await account.state();
      expect(
        one.isDone(state, who),
        JSON.stringify({ ...state, knobs: undefined }, null, 1).slice(0, 4000),
      ).toBe(true);
    };

    it("does it", async () => {
      const account = await start();
      if (one.seed || one.already === undefined) expect(one.isDone(await account.state(), email)).toBe(false);
      const verdict = await happens(account);
      expect(verdict).toMatchObject({ is: "done" });
      await expectDone(account);
    });

    it.runIf(repeatable)("comes to the same when it is done twice, and twice at once", async () => {
      const account = await start();
      expect(await happens(account)).toMatchObject({ is: "done" });
      expect(await happens(account)).toMatchObject({ is: "done" });
      await expectDone(account);
      const other = await start();
      const both = await Promise.all([happens(other), happens(other)]);
      expect(both).toMatchObject([{ is: "done" }, { is: "done" }]);
      await expectDone(other);
    });

    it.runIf(one.already)("is content where it is so already", async () => {
      const account = await start(one.already?.seed?.(email) ?? []);
      expect(await happens(account)).toMatchObject({ is: "done" });
      await expectDone(account);
    });

    it.runIf(one.nobody)("says so where the person is not there", async () => {
      const account = await start([]);
      const verdict = await happens(account);
      expect(reasonOf(verdict)).toMatch(one.nobody?.reason ?? /./);
      expectReadable(verdict, account);
    });

    it("is refused with a wrong key, and does nothing", async () => {
      const account = await start();
      const verdict = await happens(account, { settings: toolCase.wrong(account.settings) });
      expect(verdict).toMatchObject({ is: "refused", reason: expect.stringMatching(toolCase.wrongKeyHelp) });
      expect(one.isDone(await account.state(), email)).toBe(false);
    });

    it.runIf(one.missing.length > 0)("says what is missing in the account", async () => {
      for (const { input, reason } of one.missing) {
        const account = await start();
        const verdict = await happens(account, { input });
        expect(verdict).toMatchObject({ is: "failed", reason: expect.stringMatching(reason) });
        expectReadable(verdict, account);
      }
    });

    it.each(toolCase.slowDowns)("slows down when asked to ($name)", async ({ knobs, afterMs }) => {
      const account = await start();
      await account.knobs(knobs);
      const verdict = await happens(account);
      expect(verdict).toMatchObject({
        is: "retry",
        slowDown: true,
        reason: expect.stringMatching(/slow down/),
      });
      if (afterMs !== undefined) {
        const told = verdict.is === "retry" ? (verdict.afterMs ?? 0) : 0;
        expect(told).toBeGreaterThan(afterMs - 5_000);
        expect(told).toBeLessThanOrEqual(afterMs + 5_000);
      }
      expectReadable(verdict, account);
    });

    // Wherever in the course of its requests something goes wrong, the next run mends it.
    describe.each(["down", "garbage", "hang", "lost-answer"])("when it goes wrong (%s)", (trouble) => {
      it("is tried again, and then comes to the same", async () => {
        const plain = await start();
        await happens(plain);
        const requests = (await plain.state()).asked.length;
        expect(requests).toBeGreaterThan(0);
        for (let skip = 0; skip < requests; skip++) {
          const account = await start();
          await account.knobs({ trouble, skip, times: 1 });
          const isSilent = trouble === "hang" || trouble === "lost-answer";
          const verdict = await happens(account, isSilent ? { timeLimitMs: patienceMs } : {});
          expect(verdict, `at request ${skip + 1}`).toMatchObject({ is: isSilent ? "unknown" : "retry" });
          expectReadable(verdict, account);
          if (!repeatable) continue;
          expect(await happens(account)).toMatchObject({ is: "done" });
          await expectDone(account);
        }
      });
    });

    it.each([
      ["plus+tag@shop.example", {}],
      ["o'brien%25&x=1@shop.example", {}],
      ["upper.case@shop.example", { email: "Upper.Case@Shop.Example" }],
      ["long@shop.example", { firstName: "x".repeat(60), lastName: "Łęcki ".repeat(10).trim() }],
      ["emoji@shop.example", { firstName: "🎉 Ada 👩‍🚀", lastName: '"); DROP TABLE' }],
      ["braces@shop.example", { firstName: "{{ customer.email }}", lastName: "<b>bold</b> & Co" }],
      ["whole@shop.example", { firstName: undefined, lastName: undefined, name: "Zoë O'Brien-Łęcki" }],
      ["nameless@shop.example", { firstName: undefined, lastName: undefined }],
    ])("understands %s %j", async (who, customer) => {
      const account = await start(one.seed?.(who));
      const person = customerOf(who, customer);
      expect(await happens(account, { customer: person })).toMatchObject({ is: "done" });
      await expectDone(account, who);
      if (!one.namesIn) return;
      const names = one.namesIn(await account.state(), who);
      const cut = (name = "") => name.slice(0, one.longestName ?? 60);
      const full = person.name ?? [person.firstName, person.lastName].filter(Boolean).join(" ");
      const expected = { first: person.firstName ?? person.name, last: person.lastName, full };
      for (const [part, got] of Object.entries(names))
        expect(cut(got), part).toBe(cut(expected[part as keyof typeof expected]));
    });

    it("fails in words where the address came out as none", async () => {
      const account = await start();
      const verdict = await happens(account, { input: { ...one.input, email: "{{ order.nothing }}" } });
      expect(verdict).toMatchObject({ is: "failed", reason: expect.stringMatching(/address/) });
      expect((await account.state()).asked).toHaveLength(0);
    });

    it("works through the whole product", async () => {
      const account = await start();
      const shop = await newShop();
      const source = await newSource(shop);
      const connection = await ok<{ id: string; status: string; problem?: string }>(
        `${shop.api}/connections`,
        {
          body: { tool: toolCase.tool, name: "Account", settings: account.settings },
        },
      );
      expect(connection).toMatchObject({ status: "ok" });
      await newAutomation(shop, connection.id, {
        action: { connectionId: connection.id, action: actionId, input: one.input },
      });
      await postShopify(source.webhookUrl, paidOrder({ email }));
      const [delivery] = await settled(shop, ["ready", "running", "retrying"]);
      expect(delivery).toMatchObject({ state: "succeeded", tries: 1 });
      await expectDone(account);
      expect(JSON.stringify(delivery)).not.toContain(account.key);
    });
  });

  it.runIf(toolCase.quirks)("sees through answers that say something else than they seem to", async () => {
    for (const { name, action, input, knobs, seed, verdict, isDone } of toolCase.quirks ?? []) {
      const account = fresh();
      const one = toolCase.actions[action];
      if (!one) throw new Error(`There is no case for ${action}.`);
      await seedAll(account, seed ? seed(email) : one.seed?.(email));
      if (knobs) await account.knobs(knobs);
      const got = await run(account, tool, action, one, { timeLimitMs: 5_000, ...(input ? { input } : {}) });
      if (verdict instanceof RegExp) expect(reasonOf(got), name).toMatch(verdict);
      else expect(got, name).toMatchObject(verdict);
      expectReadable(got, account);
      if (isDone !== undefined) expect(one.isDone(await account.state(), email), name).toBe(isDone);
    }
  });

  describe.each(Object.entries(toolCase.choices))("choosing %s", (key, { input = {}, labels, many }) => {
    const [actionId = "", field = ""] = key.split(".");
    const choose = async (
      account: Account,
      settings = account.settings,
      timeLimitMs?: number,
    ): Promise<Choices> => {
      const read = actionOf(tool, actionId).choices?.[field];
      if (!read) throw new Error(`There is nothing to choose for ${key}.`);
      return read(tool.settings.parse(settings), sendFor(tool, timeLimitMs), input);
    };

    it("offers what the account has, by its names", async () => {
      const choices = await choose(fresh());
      expect(choices.is === "choices" ? choices.choices.map(({ label }) => label) : choices).toEqual(labels);
    });

    it.runIf(many)("reads to the last page", async () => {
      const account = fresh();
      await account.knobs(many?.knobs ?? {});
      const choices = await choose(account);
      expect(
        choices.is === "choices" ? new Set(choices.choices.map(({ value }) => value)).size : choices,
      ).toBe(many?.count);
    });

    it("says what is wrong where it cannot be read", async () => {
      const account = fresh();
      expect(await choose(account, toolCase.wrong(account.settings))).toMatchObject({
        is: "refused",
        problem: expect.stringMatching(toolCase.wrongKeyHelp),
      });
      for (const trouble of ["down", "garbage", "hang", "slow-down"]) {
        await account.knobs({ trouble });
        expect(await choose(account, account.settings, patienceMs), trouble).toMatchObject({ is: "trouble" });
      }
    });
  });

  it("keeps an add that is tried again from landing after the remove that followed it", async () => {
    const adding = Object.keys(toolCase.actions).find((id) => /^(add|invite)/.test(id));
    const removing = adding?.replace(/^(add-to|invite-to|add)/, (word) =>
      word.replace(/add-to|invite-to/, "remove-from").replace(/^add$/, "remove"),
    );
    if (!adding || !removing || !toolCase.actions[removing]) return;
    const one = toolCase.actions[removing];
    const account = fresh();
    const shop = await newShop();
    const source = await newSource(shop);
    const connection = await ok<{ id: string }>(`${shop.api}/connections`, {
      body: { tool: toolCase.tool, name: "Account", settings: account.settings },
    });
    await newAutomation(shop, connection.id, {
      action: { connectionId: connection.id, action: adding, input: toolCase.actions[adding]?.input },
    });
    await newAutomation(shop, connection.id, {
      trigger: { event: "purchase.cancelled" },
      action: { connectionId: connection.id, action: removing, input: one.input },
    });
    await account.knobs({ trouble: "down", times: 1 });
    const order = paidOrder({ email });
    await postShopify(source.webhookUrl, order);
    await until(
      () => deliveries(shop),
      (all) => all[0]?.state === "retrying",
    );
    const cancelled = { ...order, cancelled_at: new Date().toISOString() };
    await postShopify(source.webhookUrl, cancelled, { topic: "orders/cancelled" });
    await until(
      () => deliveries(shop),
      (all) => all.length === 2 && all.every((delivery) => delivery.state === "succeeded"),
    );
    expect(one.isDone(await account.state(), email)).toBe(true);
  });
});
