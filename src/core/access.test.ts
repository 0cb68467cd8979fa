// How long access lasts by the products' settings, as tables: which purchases get an end, and which end that is.
import { describe, expect, it } from "vitest";
import { withAccessEnds, withNewAccessEnds } from "./access";
import type { Fact } from "./event";
import { type Access, accessSchema } from "./product";

const at = (text: string) => Date.parse(text);
const bought = at("2026-05-10T12:00:00Z");
const day = 86_400_000;

const terms = (settings: Record<string, Access | null>, timeZone = "Europe/Warsaw") => ({
  products: new Map(Object.entries(settings).map(([id, access]) => [id, { access }])),
  timeZone,
});
const month: Access = { amount: 1, unit: "months" };
const thirty: Access = { amount: 30, unit: "days" };
const purchase = (...ids: string[]): Fact => ({
  type: "purchase.completed",
  occurredAt: bought,
  products: ids.map((id) => ({ id })),
});
/** The ends of a fact's products, by their ids. */
const endsOf = ({ products = [] }: Fact) =>
  Object.fromEntries(products.map(({ id, accessEndsAt }) => [id, accessEndsAt]));

describe("access lasts", () => {
  it.each<[string, string, Access, string]>([
    ["30 days", "2026-05-10T12:00:00Z", thirty, "2026-06-09T12:00:00Z"],
    ["a month", "2026-05-10T12:00:00Z", month, "2026-06-10T12:00:00Z"],
    ["a month from the last of January", "2026-01-31T12:00:00Z", month, "2026-02-28T12:00:00Z"],
    [
      "a month from the last of January in a leap year",
      "2028-01-31T12:00:00Z",
      month,
      "2028-02-29T12:00:00Z",
    ],
    [
      "a year from a leap day",
      "2028-02-29T12:00:00Z",
      { amount: 12, unit: "months" },
      "2029-02-28T12:00:00Z",
    ],
    ["by the day of the shop, not of Greenwich", "2026-01-30T23:30:00Z", month, "2026-02-27T23:30:00Z"],
    [
      "to the same hour, though the clocks go forward",
      "2026-03-20T11:00:00Z",
      thirty,
      "2026-04-19T10:00:00Z",
    ],
    ["to the same hour, though the clocks go back", "2026-10-20T10:00:00Z", month, "2026-11-20T11:00:00Z"],
    [
      "an hour longer, where its hour is leapt over",
      "2026-02-28T01:30:00Z",
      { amount: 29, unit: "days" },
      "2026-03-29T01:30:00Z",
    ],
    ["to the first of an hour that comes twice", "2026-09-25T00:30:00Z", thirty, "2026-10-25T00:30:00Z"],
  ])("%s", (_, from, access, until) => {
    const ends = endsOf(withAccessEnds(purchase("p1"), at(from), terms({ p1: access })));
    expect(new Date(ends.p1 ?? 0).toISOString()).toBe(new Date(until).toISOString());
  });

  it("in the zone of the workspace", () => {
    const ends = endsOf(
      withAccessEnds(purchase("p1"), at("2026-03-20T11:00:00Z"), terms({ p1: thirty }, "UTC")),
    );
    expect(ends.p1).toBe(at("2026-04-19T11:00:00Z"));
  });

  it.each<[unknown, boolean]>([
    [{ amount: 1, unit: "days" }, true],
    [{ amount: 120, unit: "months" }, true],
    [{ amount: 121, unit: "months" }, false],
    [{ amount: 3654, unit: "days" }, false],
    [{ amount: 0, unit: "days" }, false],
    [{ amount: 1.5, unit: "months" }, false],
    [{ amount: 2, unit: "weeks" }, false],
  ])("for %j: %j", (access, isGood) => expect(accessSchema.safeParse(access).success).toBe(isGood));
});

describe("an end is given", () => {
  const settings = terms({ p1: thirty, p2: null });
  const end = bought + 30 * day;

  it.each<[string, Partial<Fact>, Record<string, number | undefined>]>([
    ["to each product that has the setting", {}, { p1: end, p2: undefined, p3: undefined }],
    ["to what is given, too", { type: "access.granted" }, { p1: end }],
    ["to nothing else", { type: "cart.updated" }, { p1: undefined }],
    ["to nothing where the shop tells the end", { accessEndsAt: bought + day }, { p1: undefined }],
    [
      "to no subscription, which ends when it is cancelled",
      { subscription: { id: "s1" } },
      { p1: undefined },
    ],
  ])("%s", (_, more, ends) => {
    const fact = withAccessEnds({ ...purchase("p1", "p2", "p3"), ...more }, bought, settings);
    expect(endsOf(fact)).toMatchObject(ends);
  });

  it("to the same fact where no setting says anything", () => {
    const fact = purchase("p3");
    expect(withAccessEnds(fact, bought, settings)).toBe(fact);
    const bare: Fact = { type: "lead.created", occurredAt: bought };
    expect(withAccessEnds(bare, bought, settings)).toBe(bare);
  });

  it("once: what was bought before keeps its end, or none, whatever the setting says later", () => {
    const before = withAccessEnds(purchase("p1", "p2"), bought, settings);
    const later = terms({ p1: month, p2: month, p3: month });
    expect(withAccessEnds(before, bought, later, before)).toBe(before);
    const fuller = { ...before, products: [...(before.products ?? []), { id: "p3" }] };
    expect(endsOf(withAccessEnds(fuller, bought, later, before))).toEqual({
      p1: end,
      p2: undefined,
      p3: at("2026-06-10T12:00:00Z"),
    });
  });

  it("and taken back when a fuller copy tells the shop's own word", () => {
    const before = withAccessEnds(purchase("p1"), bought, settings);
    for (const more of [{ accessEndsAt: bought + day }, { subscription: { id: "s1" } }])
      expect(endsOf(withAccessEnds({ ...before, ...more }, bought, settings, before))).toEqual({
        p1: undefined,
      });
  });
});

describe("an end is given anew", () => {
  const before = withAccessEnds(purchase("p1", "p2", "p3"), bought, terms({ p1: thirty, p2: thirty }));

  it("to the products that are meant, where the setting gave them one", () => {
    const fact = withNewAccessEnds(
      before,
      bought,
      new Set(["p1", "p3"]),
      terms({ p1: month, p2: month, p3: month }),
    );
    expect(endsOf(fact)).toEqual({ p1: at("2026-06-10T12:00:00Z"), p2: bought + 30 * day, p3: undefined });
  });

  it("as none, where access no longer ends", () => {
    expect(endsOf(withNewAccessEnds(before, bought, new Set(["p1"]), terms({})))).toMatchObject({
      p1: undefined,
    });
  });

  it("as the same fact where it is the same end", () => {
    expect(withNewAccessEnds(before, bought, new Set(["p1"]), terms({ p1: thirty }))).toBe(before);
  });
});
