// What counts as one trouble, and in which order troubles stand.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byWeight, causeOf, type Trouble, type TroubleKind, troubleKinds, troubleOf } from "./trouble";

describe("the cause behind a reason", () => {
  it.each([
    ["The receiver has trouble (503).", "The receiver has trouble (503)."],
    ["Given up after 10 tries. The receiver has trouble (503).", "The receiver has trouble (503)."],
    ["Given up after 1 try. Not now.", "Not now."],
    ["“ada@example.com” is no member", "“…” is no member"],
    ["o'neill@example.com has bounced", "… has bounced"],
    ["Member 5d41402abc4b2a76 is gone", "Member … is gone"],
    ["Order #100234 is not known.", "Order #… is not known."],
    [
      "hooks.example.com did not answer within 10 seconds.",
      "hooks.example.com did not answer within 10 seconds.",
    ],
    [
      "127.0.0.1:8801 could not be reached (ECONNREFUSED).",
      "127.0.0.1:8801 could not be reached (ECONNREFUSED).",
    ],
    ["See https://s3.example.com/a/b?key=secret for more", "See https://s3.example.com for more"],
    ["At 2026-11-22T10:00:00.000Z it cost 49.90", "At … it cost …"],
    ["8c6976e5-b541-0415-bde9-08bd4dee15df", "…"],
    ["", "No reason was given."],
    [null, "No reason was given."],
  ])("of %j is %j", (reason, cause) => {
    expect(causeOf(reason)).toBe(cause);
  });

  it("is its own cause, names nobody, and has an end", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 600, unit: "grapheme" }), fc.emailAddress(), (text, email) => {
        const cause = causeOf(`${text} ${email} ${text}`);
        expect(cause).not.toContain(email);
        expect(cause.length).toBeLessThanOrEqual(201);
        if (cause.length < 200) expect(causeOf(cause)).toBe(cause);
      }),
    );
  });

  it("is the same for every order that a tool refuses alike", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100 }), fc.uuid(), (number, id) => {
        expect(causeOf(`Order ${number} (${id}) is locked (423).`)).toBe("Order … (…) is locked (423).");
      }),
    );
  });
});

function trouble(kind: TroubleKind, more: Partial<Trouble> = {}): Trouble {
  const subject = { kind: "connection" as const, id: "con_1", name: "Zapier" };
  return troubleOf({ kind, subject, cause: "It is so.", count: 1, since: 0, ...more });
}

describe("a trouble", () => {
  it("is another one for each kind, subject and cause, and the same whatever its number", () => {
    const other = { kind: "connection" as const, id: "con_2", name: "Zapier" };
    const keys = [
      trouble("failed"),
      trouble("failed", { cause: "It is otherwise." }),
      trouble("failed", { cause: null }),
      trouble("failed", { subject: other }),
      trouble("uncertain"),
    ].map((one) => one.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(trouble("failed", { count: 7, since: 9 }).key).toBe(trouble("failed").key);
  });

  it("of a connection stays the same when the tool finds other words for it", () => {
    expect(trouble("connection", { cause: "No." }).key).toBe(trouble("connection", { cause: "Never." }).key);
  });

  it("of what was deleted offers nothing that could only fail", () => {
    const gone = { kind: "connection" as const, id: "con_1", name: null };
    expect(trouble("failed", { subject: gone }).acts).toEqual(["give-up"]);
    expect(trouble("uncertain", { subject: gone }).acts).toEqual(["mark-done"]);
  });
});

it("troubles stand by their weight, then by their number, then by their age", () => {
  const some = [
    trouble("refused"),
    trouble("failed", { cause: "A", count: 2, since: 5 }),
    trouble("failed", { cause: "B", count: 9, since: 5 }),
    trouble("failed", { cause: "C", count: 2, since: 1 }),
    trouble("connection"),
  ];
  expect(some.toSorted(byWeight).map(({ kind, cause }) => (kind === "failed" ? cause : kind))).toEqual([
    "connection",
    "B",
    "C",
    "A",
    "refused",
  ]);
  expect(troubleKinds[0]).toBe("connection");
});
