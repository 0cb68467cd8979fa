// What an automation's form offers, by what a shop has.
import { describe, expect, it } from "vitest";
import type { Connector } from "./api";
import {
  hasProducts,
  isOftenNobodys,
  isTold,
  missingFor,
  nameOfConnection,
  sourcesFor,
  toldBy,
} from "./offering";

const connector = (id: string, tells: string[] | "any"): Connector => ({
  id,
  title: id,
  summary: "",
  source: { settings: {}, setupSteps: [], samples: [], tells },
});
const connectors = [
  connector("course-shop", ["purchase.completed", "custom.course_done"]),
  connector("cart-shop", ["cart.updated"]),
  connector("leads", ["lead.created"]),
  connector("anything", "any"),
];
const sources = (...kinds: string[]) => kinds.map((kind) => ({ id: `src ${kind}`, kind }));
const told = (kinds: string[], type: string) => isTold(toldBy(sources(...kinds), connectors), type);

describe("the events that are offered", () => {
  it.each([
    [["course-shop"], "purchase.completed", true],
    [["course-shop"], "custom.course_done", true],
    [["course-shop"], "lead.created", false],
    [["course-shop", "leads"], "lead.created", true],
    // What Shopbell tells of by itself.
    [["course-shop"], "access.expired", true],
    [["course-shop"], "access.expiring", true],
    [["leads"], "access.expired", false],
    [["cart-shop"], "cart.abandoned", true],
    [["course-shop"], "cart.abandoned", false],
    [["leads"], "qr.scanned", true],
    // Whoever decides what is sent may send anything; and so may a source that is yet to be added.
    [["leads", "anything"], "subscription.paused", true],
    [[], "subscription.paused", true],
    [["a kind of a later release"], "purchase.completed", false],
  ])("of %j, %s: %j", (kinds, type, is) => {
    expect(told(kinds, type)).toBe(is);
  });

  it("come from the sources that can tell them, and the one that is chosen already", () => {
    const all = sources("course-shop", "leads", "anything");
    const from = (type: string, chosen = "") =>
      sourcesFor(type, all, connectors, chosen).map(({ kind }) => kind);
    expect(from("lead.created")).toEqual(["leads", "anything"]);
    expect(from("lead.created", "src course-shop")).toEqual(["course-shop", "leads", "anything"]);
    expect(from("access.expired")).toEqual(["course-shop", "anything"]);
  });
});

describe("the actions that are offered", () => {
  it.each([
    ["purchase.completed", ["customer.email", "order.id"], undefined],
    ["contact.subscribed", ["customer.email"], undefined],
    ["contact.subscribed", ["customer.email", "order.id"], "order"],
    ["lead.created", ["cart.url"], "cart"],
    ["cart.abandoned", ["order.id"], "order"],
    ["custom.anything", ["order.id"], undefined],
  ])("for %s with the needs %j lack %j", (type, needs, missing) => {
    expect(missingFor(type, { needs })).toBe(missing);
  });

  it("come with a word where the event often names nobody", () => {
    const needs = ["customer.email"];
    expect(isOftenNobodys("qr.scanned", { needs })).toBe(true);
    expect(isOftenNobodys("qr.scanned", { needs: [] })).toBe(false);
    expect(isOftenNobodys("purchase.completed", { needs })).toBe(false);
  });
});

it("products are asked for where an event can have some", () => {
  expect(
    ["purchase.completed", "access.expired", "cart.updated", "lead.created", "custom.x"].every(hasProducts),
  ).toBe(true);
  expect(["contact.subscribed", "email.bounced", "customer.updated"].some(hasProducts)).toBe(false);
});

it("a connection is called by its tool and its name, once where both are the same", () => {
  const name = (tool: string, own: string) => nameOfConnection({ tool, name: own }, connectors);
  expect(name("leads", "Main account")).toBe("leads · Main account");
  expect(name("leads", "Leads of the hotel")).toBe("Leads of the hotel");
});
