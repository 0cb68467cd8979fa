// A list that grows at its top: what slips in, what waits to be asked for, and what is asked for again.
import { describe, expect, it } from "vitest";
import { askAfter, type Listed, listed, type Told, withNews } from "./live-list";

type One = { id: string; event: string; state: "ready" | "done" };

const source = {
  page: async () => ({ items: [] }),
  idOf: ({ id }: One) => id,
  eventOf: ({ event }: One) => event,
  isOnItsWay: ({ state }: One) => state === "ready",
  mayMove: () => true,
};
/** "b1" is the first delivery of event b. */
const one = (id: string, state: One["state"] = "done"): One => ({ id, event: id.charAt(0), state });
const list = (...items: One[]): Listed<One> => listed({ items, newest: items[0]?.event ?? "a" });
const ids = (items: One[]) => items.map(({ id }) => id).join(" ");
const news = (...items: One[]): Told<One> => ({
  items,
  ...(items[0] ? { newest: items[0].event } : {}),
});

describe("what is asked for", () => {
  it("is what came after the newest that is known, shown or not", () => {
    expect(askAfter({ ...list(one("c1")), newest: "e" }, source)).toBe("e");
    expect(askAfter(list(), source)).toBe("a");
  });

  it("goes back to what is still on its way", () => {
    expect(askAfter(list(one("d1"), one("c2", "ready"), one("c1"), one("b1")), source)).toBe("b");
    expect(askAfter(list(one("d1", "ready")), source)).toBeUndefined();
  });
});

describe("news", () => {
  it("slips in at the top where that moves nothing", () => {
    const after = withNews(list(one("b1")), news(one("d1"), one("c1")), "b", source, true);
    expect([ids(after.items), ids(after.unseen), after.arrived, after.newest]).toEqual([
      "d1 c1 b1",
      "",
      2,
      "d",
    ]);
  });

  it("waits where somebody is reading, and adds up", () => {
    const once = withNews(list(one("b1")), news(one("c1")), "b", source, false);
    const twice = withNews(once, news(one("d1")), "c", source, false);
    expect([ids(twice.items), ids(twice.unseen), twice.newest]).toEqual(["b1", "d1 c1", "d"]);
  });

  it("changes in place what is shown, and drops what no longer belongs here", () => {
    const before = list(one("d1", "ready"), one("c1", "ready"), one("b1"));
    const after = withNews(before, news(one("d1")), "b", source, false);
    expect(after.items).toEqual([one("d1"), one("b1")]);
    expect(after.unseen).toEqual([]);
  });

  it("finds its place where it belongs to an earlier event", () => {
    const after = withNews(
      list(one("d1"), one("c1", "ready")),
      news(one("d1"), one("c2"), one("c1")),
      undefined,
      source,
      true,
    );
    expect(ids(after.items)).toBe("d1 c2 c1");
  });

  it("of more than one answer holds is loaded anew when it is asked for", () => {
    const after = withNews(list(one("b1")), { ...news(one("z1")), next: "y" }, "b", source, true);
    expect([ids(after.items), ids(after.unseen), after.isFarBehind, after.newest]).toEqual([
      "b1",
      "z1",
      true,
      "b",
    ]);
  });

  it("that is none changes nothing", () => {
    expect(withNews(list(one("b1")), { items: [] }, "b", source, true)).toEqual(list(one("b1")));
  });
});
