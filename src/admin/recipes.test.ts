// Recipes as they fit a shop: offered by its sources, made by its connections.
import { beforeAll, describe, expect, it } from "vitest";
import type { Connection, Connector } from "./api";
import { madeBy, recipesFor } from "./recipes";
import { speak } from "./text";

beforeAll(() => speak("en"));

const action = (id: string) => ({ id, title: id, needs: [], repeatable: true, input: {}, choices: [] });
const tool = (id: string, ...actions: string[]): Connector => ({
  id,
  title: id,
  summary: "",
  tool: { settings: {}, builtIn: false, actions: actions.map(action) },
});
const source = (id: string, ...tells: string[]): Connector => ({
  id,
  title: id,
  summary: "",
  source: { settings: {}, setupSteps: [], samples: [], tells },
});
const connectors = [
  source("course-shop", "purchase.completed"),
  source("carts", "cart.updated", "purchase.completed"),
  source("leads", "lead.created"),
  tool("lists", "add-to-list", "remove-from-list"),
  tool("email", "notify"),
  tool("show-me", "show"),
];
const connection = (tool: string, more: Partial<Connection> = {}): Connection => ({
  id: `con ${tool}`,
  tool,
  name: tool,
  paused: false,
  settings: {},
  hasSecret: false,
  status: "ok",
  since: null,
  checkedAt: null,
  createdAt: 0,
  ...more,
});
const born = [connection("email"), connection("show-me")];
const actions = (name: Parameters<typeof madeBy>[0], connections: Connection[]) =>
  madeBy(name, connections, connectors).map(({ action: { connectionId, action } }) => [connectionId, action]);

describe("the recipes that are offered", () => {
  it("are those of which every event can be told", () => {
    expect(recipesFor([{ kind: "course-shop" }], [], connectors)).toEqual([
      "course",
      "reminder",
      "review",
      "tickets",
    ]);
    expect(recipesFor([{ kind: "leads" }], [], connectors)).toEqual(["lead", "tickets"]);
    expect(recipesFor([{ kind: "carts" }], [], connectors)).toContain("cart");
    expect(recipesFor([], [], connectors), "before there is a source").toHaveLength(9);
  });
});

describe("what a recipe makes", () => {
  it("uses an account that can do it, and Show me where there is none", () => {
    expect(actions("course", born)).toEqual([
      ["con show-me", "show"],
      ["con show-me", "show"],
    ]);
    expect(actions("course", [...born, connection("lists")])).toEqual([
      ["con lists", "add-to-list"],
      ["con lists", "remove-from-list"],
    ]);
  });

  it("uses the shop's own list and the one the organisation lends, where it lends one", () => {
    const lent = connection("lists", { id: "con lent", organisation: "Grand Hotels" });
    const offered = recipesFor([{ kind: "course-shop" }], [...born, lent], connectors);
    expect(offered).toContain("guests");
    expect(actions("guests", [...born, lent, connection("lists")])).toEqual([
      ["con lists", "add-to-list"],
      ["con lent", "add-to-list"],
    ]);
    expect(madeBy("guests", [...born, lent], connectors)[1]?.trigger.marketingConsent).toBe(true);
  });

  it("passes by an account that does not work", () => {
    expect(actions("refund", [...born, connection("lists", { status: "failing" })])).toEqual([
      ["con show-me", "show"],
    ]);
  });

  it("tells the team by mail, but writes to customers only from the shop's own address", () => {
    expect(actions("lead", born)).toEqual([
      ["con email", "notify"],
      ["con show-me", "show"],
    ]);
    expect(actions("cart", born)).toEqual([["con show-me", "show"]]);
    const own = [connection("email", { settings: { service: "smtp" } }), connection("show-me")];
    expect(madeBy("cart", own, connectors)).toMatchObject([
      {
        trigger: { event: "cart.abandoned" },
        timing: { when: "after", amount: 2, unit: "hours" },
        cancelOn: ["purchase.completed"],
        action: { connectionId: "con email", action: "notify", input: { to: "{{ customer.email }}" } },
      },
    ]);
  });
});
