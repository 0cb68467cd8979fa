// What needs a hand, as the ledger sees it, and who is told of it when: with a clock that the test moves.
import { describe, expect, it } from "vitest";
import type { AlertChannelConfig } from "../src/core/alert-channel";
import type { ConnectionConfig } from "../src/core/config";
import type { Verdict } from "../src/core/delivery";
import type { Trouble, TroubleKind } from "../src/core/trouble";
import type { OwedNotice } from "../src/flows/ports";
import { automation, Bench, connection, days, hours, minutes, told } from "./ledger-world";

const failed = (reason: string): Verdict => ({ is: "failed", reason });
const refused: Verdict = { is: "refused", reason: "The key was refused." };
const done: Verdict = { is: "done" };
const unknown: Verdict = { is: "unknown", reason: "No answer came." };

function channel(more: Partial<AlertChannelConfig> = {}): AlertChannelConfig {
  return {
    id: "alc_1",
    kind: "webhook",
    name: "",
    settings: {},
    secrets: null,
    hears: ["connection", "uncertain", "failed", "held", "overdue", "silent", "refused"],
    digest: "off",
    language: "en",
    ...more,
  };
}

/** One tool, rung at once by each purchase. */
async function shopWith(tool: string, ...channels: AlertChannelConfig[]) {
  const one = connection(tool);
  const bench = await Bench.open([one], [automation(one.id)]);
  if (channels.length > 0) await bench.edit((config) => Object.assign(config, { alertChannels: channels }));
  return { bench, one };
}

/** So many purchases come in, and each delivery comes to that. */
async function purchases(bench: Bench, count: number, verdict: Verdict): Promise<void> {
  await bench.accept(...Array.from({ length: count }, () => told()));
  await bench.carryOut(() => verdict);
}

const troubles = (bench: Bench) => bench.ledger.troubles();
const kinds = async (bench: Bench) => (await troubles(bench)).map(({ kind }) => kind);

async function only(bench: Bench): Promise<Trouble> {
  const [trouble, ...others] = await troubles(bench);
  if (!trouble || others.length > 0) throw new Error(`There is not one trouble: ${JSON.stringify(others)}`);
  return trouble;
}

let acts = 0;
function mend(
  bench: Bench,
  { key, count }: Trouble,
  deed: "retry" | "give-up" | "mark-done",
  expected = count,
) {
  return bench.ledger.actOnTrouble({
    act: `act-${acts++}`,
    key,
    expected,
    do: deed,
    by: "owner@shop.example",
  });
}

/** What a visit of the watchdog finds to tell; all of it arrives unless told otherwise. */
async function visit(bench: Bench, verdict: Verdict = done): Promise<OwedNotice[]> {
  const notices = await bench.ledger.takeNotices();
  for (const one of notices) await settle(bench, one, verdict);
  return notices;
}

function settle(bench: Bench, { id, tries }: OwedNotice, verdict: Verdict): Promise<void> {
  return bench.ledger.settleNotice(id, tries, verdict, {
    at: bench.clock.now,
    tookMs: 1,
    outcome: verdict.is,
  });
}

/** The kinds that were told of, as opened and closed. */
const news = (notices: OwedNotice[]) =>
  notices.map(({ news }) =>
    news.is === "alert"
      ? [news.opened.map((one) => one.kind), news.closed.map((one) => one.kind)]
      : [news.is],
  );

describe("failed deliveries", () => {
  it("are one trouble for each cause, whatever their number, with what belongs to one of them left out", async () => {
    const { bench, one } = await shopWith("web");
    await bench.accept(...Array.from({ length: 5 }, () => told()));
    let number = 10_000;
    await bench.carryOut(() => failed(`Order ${number++} is locked (423).`));
    await purchases(bench, 2, failed("The form is closed."));
    expect(await troubles(bench)).toMatchObject([
      {
        kind: "failed",
        subject: { kind: "connection", id: one.id, name: "web" },
        count: 5,
        isMore: false,
        cause: "Order … is locked (423).",
      },
      { kind: "failed", count: 2, cause: "The form is closed.", acts: ["retry", "give-up"] },
    ]);
  });

  it("of many causes lie together", async () => {
    const { bench } = await shopWith("web");
    await bench.accept(...Array.from({ length: 12 }, () => told()));
    let letter = 0;
    await bench.carryOut(() => failed(`Cause ${"ABCDEFGHIJKL".charAt(letter++)} it is.`));
    expect(await only(bench)).toMatchObject({ cause: null, count: 12 });
  });

  it("run again all at once, and are a trouble no more", async () => {
    const { bench } = await shopWith("web");
    await purchases(bench, 30, failed("The form is closed."));
    expect(await mend(bench, await only(bench), "retry")).toEqual({ changed: 30, unchanged: 0 });
    expect(await troubles(bench)).toEqual([]);
    expect(await bench.carryOut()).toHaveLength(30);
    expect((await bench.all()).filter(({ state }) => state === "succeeded")).toHaveLength(30);
  });

  it("are given up all at once, with who gave them up", async () => {
    const { bench } = await shopWith("web");
    await purchases(bench, 3, failed("The form is closed."));
    expect(await mend(bench, await only(bench), "give-up")).toEqual({ changed: 3, unchanged: 0 });
    expect(await troubles(bench)).toEqual([]);
    expect(await bench.carryOut()).toEqual([]);
    expect((await bench.all())[0]).toMatchObject({
      state: "cancelled",
      reason: "Given up by owner@shop.example. The form is closed.",
    });
  });

  it("are left alone when there are more than somebody was shown", async () => {
    const { bench } = await shopWith("web");
    await purchases(bench, 3, failed("The form is closed."));
    const shown = await only(bench);
    await purchases(bench, 1, failed("The form is closed."));
    expect(await mend(bench, shown, "retry")).toEqual({
      refused: "There are 4 by now, not 3. Nothing was done.",
      count: 4,
    });
    expect(await mend(bench, { ...shown, key: "failed.con_nobody.x" }, "retry")).toMatchObject({ count: 0 });
    expect(await bench.carryOut()).toEqual([]);
  });

  it("run again once, however often the call is repeated", async () => {
    const { bench } = await shopWith("web");
    await purchases(bench, 3, failed("The form is closed."));
    const { key } = await only(bench);
    const order = { act: "act-again", key, expected: 3, do: "retry" as const, by: "owner" };
    for (let i = 0; i < 3; i++)
      expect(await bench.ledger.actOnTrouble(order)).toEqual({ changed: 3, unchanged: 0 });
    expect(await bench.carryOut()).toHaveLength(3);
    expect(await bench.ledger.actOnTrouble({ ...order, do: "give-up" })).toMatchObject({
      refused: expect.stringContaining("something else"),
    });
  });

  it("of somebody who was erased need nobody's hand", async () => {
    const { bench } = await shopWith("web");
    await bench.accept(told({ email: "ada@example.com" }), told());
    await bench.carryOut(() => failed("The form is closed."));
    await bench.ledger.erase("cus_ada@example.com", "ada@example.com");
    expect(await only(bench)).toMatchObject({ count: 1 });
  });
});

describe("other troubles", () => {
  it("of uncertain deliveries are repeated, or marked as done, but not given up", async () => {
    const { bench } = await shopWith("call");
    await purchases(bench, 2, unknown);
    const trouble = await only(bench);
    expect(trouble).toMatchObject({ kind: "uncertain", count: 2, acts: ["retry", "mark-done"] });
    expect(await mend(bench, trouble, "give-up")).toEqual({ refused: "That would not mend it." });
    expect(await mend(bench, trouble, "mark-done")).toEqual({ changed: 2, unchanged: 0 });
    expect(await bench.states()).toEqual(["succeeded", "succeeded"]);
    await purchases(bench, 1, unknown);
    expect(await mend(bench, await only(bench), "retry")).toEqual({ changed: 1, unchanged: 0 });
    expect(await bench.carryOut()).toHaveLength(1);
    expect(await troubles(bench)).toEqual([]);
  });

  it("of a connection tell what it holds, once", async () => {
    const { bench, one } = await shopWith("web");
    await purchases(bench, 3, refused);
    expect(await only(bench)).toMatchObject({
      kind: "connection",
      subject: { id: one.id },
      cause: "The key was refused.",
      count: 3,
      acts: ["check"],
    });
    await bench.ledger.noteCheck(one.id, { is: "ok" });
    expect(await troubles(bench)).toEqual([]);
  });

  it("of a paused connection are what waits for it, and may be given up", async () => {
    const { bench, one } = await shopWith("web");
    await bench.edit(({ connections: [tool] }) => tool && Object.assign(tool, { paused: true }));
    await purchases(bench, 2, done);
    const trouble = await only(bench);
    expect(trouble).toMatchObject({ kind: "held", count: 2, subject: { id: one.id }, acts: ["give-up"] });
    expect(await mend(bench, trouble, "retry")).toEqual({ refused: "That would not mend it." });
    expect(await mend(bench, trouble, "give-up")).toEqual({ changed: 2, unchanged: 0 });
    expect(await bench.states()).toEqual(["cancelled", "cancelled"]);
  });

  it("of late deliveries come when nothing drives them on", async () => {
    const { bench } = await shopWith("web");
    await bench.accept(told(), told());
    expect(await troubles(bench)).toEqual([]);
    bench.clock.now += 6 * minutes;
    expect(await only(bench)).toMatchObject({ kind: "overdue", count: 2 });
    await bench.ring();
    await bench.carryOut();
    expect(await troubles(bench)).toEqual([]);
  });

  it("of refused requests end with the next good one, or after a day", async () => {
    const { bench } = await shopWith("web");
    const refusal = {
      status: 401,
      reason: "The signature does not match.",
      cause: "mismatch" as const,
      method: "POST",
      body: null,
    };
    await bench.ledger.refuse("src_bench", refusal);
    await bench.ledger.refuse("src_bench", refusal);
    bench.clock.now += minutes;
    await bench.ledger.refuse("src_bench", refusal);
    expect(await only(bench)).toMatchObject({
      kind: "refused",
      subject: { kind: "source", id: "src_bench", name: "Bench" },
      cause: "The signature does not match.",
      count: 3,
    });
    bench.clock.now += minutes;
    await bench.accept(told());
    await bench.carryOut();
    expect(await kinds(bench)).toEqual(["refused"]);
    bench.clock.now += hours + 1;
    expect(await troubles(bench)).toEqual([]);
    await bench.ledger.refuse("src_bench", refusal);
    bench.clock.now += 23 * hours;
    expect(await kinds(bench)).toEqual(["refused"]);
    bench.clock.now += hours;
    expect(await troubles(bench)).toEqual([]);
  });
});

describe("a source that goes silent", () => {
  async function fourWeeks(bench: Bench): Promise<void> {
    for (let i = 0; i < 28 * 4; i++) {
      await bench.accept(told({ type: "lead.created" }));
      bench.clock.now += 6 * hours;
    }
  }

  it("is missed, also after a crash, until it speaks again; what the ledger raises itself is no word of it", async () => {
    const { bench } = await shopWith("web", channel());
    await fourWeeks(bench);
    await bench.accept(
      told({ email: "ada@example.com", accessEndsAt: bench.clock.now + hours, products: [{ id: "p1" }] }),
    );
    await bench.carryOut();
    expect(await troubles(bench)).toEqual([]);
    bench.clock.now += 2 * hours;
    await bench.ring();
    expect((await bench.ledger.events({ type: "access.expired" })).items).toHaveLength(1);
    bench.clock.now += 11 * hours;
    expect(await only(bench)).toMatchObject({
      kind: "silent",
      subject: { kind: "source", id: "src_bench" },
      silence: { usuallyMs: 6 * hours, longestMs: 6 * hours },
      since: bench.clock.now - 13 * hours,
    });
    expect(news(await visit(bench))).toEqual([[["silent"], []]]);
    await bench.crash();
    expect(await kinds(bench)).toEqual(["silent"]);
    expect(await visit(bench)).toEqual([]);
    await bench.accept(told({ type: "lead.created" }));
    expect(await troubles(bench)).toEqual([]);
    expect(news(await visit(bench))).toEqual([[[], ["silent"]]]);
  });

  it("is not missed once it is switched off, and nobody is told that it is well", async () => {
    const { bench } = await shopWith("web", channel());
    await fourWeeks(bench);
    bench.clock.now += 2 * days;
    expect(news(await visit(bench))).toEqual([[["silent"], []]]);
    await bench.edit(({ sources: [source] }) => source && Object.assign(source, { enabled: false }));
    expect(await troubles(bench)).toEqual([]);
    expect(await visit(bench)).toEqual([]);
  });
});

describe("an alert", () => {
  it("opens once and closes once, however many failures there are, however often the watchdog comes by", async () => {
    const { bench } = await shopWith("web", channel());
    await purchases(bench, 200, failed("The form is closed."));
    expect(news(await visit(bench))).toEqual([[["failed"], []]]);
    for (let i = 0; i < 5; i++) {
      bench.clock.now += 10 * minutes;
      await purchases(bench, 20, failed("The form is closed."));
      expect(await visit(bench)).toEqual([]);
    }
    await bench.crash();
    expect(await visit(bench)).toEqual([]);
    await mend(bench, await only(bench), "give-up");
    expect(await visit(bench)).toEqual([]); // not yet: it may come back
    bench.clock.now += 20 * minutes;
    expect(news(await visit(bench))).toEqual([[[], ["failed"]]]);
    bench.clock.now += 20 * minutes;
    expect(await visit(bench)).toEqual([]);
  });

  it("of several troubles at once is one message", async () => {
    const { bench } = await shopWith("web", channel());
    await purchases(bench, 2, failed("The form is closed."));
    await purchases(bench, 2, failed("The list is gone."));
    await purchases(bench, 2, refused);
    expect(news(await visit(bench))).toEqual([[["connection", "failed", "failed"], []]]);
  });

  it("of a connection that comes and goes is told of ever more rarely", async () => {
    const { bench, one } = await shopWith("web", channel());
    const heard: unknown[] = [];
    for (let i = 0; i < 72; i++) {
      const check = i % 4 < 2 ? { is: "refused" as const, problem: "No." } : { is: "ok" as const };
      await bench.ledger.noteCheck(one.id, check);
      heard.push(...(await visit(bench)));
      bench.clock.now += 10 * minutes;
    }
    // In twelve hours it broke eighteen times.
    expect(heard).toHaveLength(2);
  });

  it("goes to those who hear of its kind, also to one that is added later", async () => {
    const quiet = channel({ id: "alc_quiet", hears: ["silent"] });
    const { bench } = await shopWith("web", quiet);
    await purchases(bench, 2, failed("The form is closed."));
    expect(await visit(bench)).toEqual([]);
    await bench.edit((config) => Object.assign(config, { alertChannels: [quiet, channel()] }));
    expect((await visit(bench)).map((one) => one.channel.id)).toEqual(["alc_1"]);
    expect(await visit(bench)).toEqual([]);
  });

  it("is not closed by failures that hide it", async () => {
    const { bench, one } = await shopWith("web", channel());
    await purchases(bench, 1, failed("The form is closed."));
    await visit(bench);
    await fill(bench, one, 1500, "Another cause.");
    bench.clock.now += hours;
    expect(news(await visit(bench))).toEqual([[["failed"], []]]);
    bench.clock.now += hours;
    expect(await visit(bench)).toEqual([]);
  });
});

describe("a message", () => {
  const withTrouble = async (kind: AlertChannelConfig["kind"]) => {
    const { bench } = await shopWith("web", channel({ kind }));
    await purchases(bench, 1, failed("The form is closed."));
    return bench;
  };
  const state = async (bench: Bench) => (await bench.ledger.notices()).alc_1?.map((one) => one.state);

  it("that could not be sent is tried again, under the same id, until it arrives", async () => {
    const bench = await withTrouble("slack");
    const trouble: Verdict = { is: "retry", reason: "Slack has trouble (503)." };
    const [first] = await visit(bench, trouble);
    expect(await state(bench)).toEqual(["owed"]);
    bench.clock.now += 10 * minutes;
    const [second] = await visit(bench, trouble);
    bench.clock.now += 10 * minutes;
    const [third] = await visit(bench);
    expect([second?.id, third?.id]).toEqual([first?.id, first?.id]);
    expect([first?.tries, second?.tries, third?.tries]).toEqual([1, 2, 3]);
    bench.clock.now += 10 * minutes;
    expect(await visit(bench)).toEqual([]);
    expect((await bench.ledger.notices()).alc_1).toMatchObject([{ state: "sent", tries: 3, reason: null }]);
  });

  it("is given up when it is no news any more", async () => {
    const bench = await withTrouble("slack");
    for (let i = 0; i < 100; i++) {
      await visit(bench, { is: "refused", reason: "Slack knows no such address (404)." });
      bench.clock.now += 20 * minutes;
    }
    expect((await bench.ledger.notices()).alc_1).toMatchObject([
      { state: "failed", reason: expect.stringContaining("404") },
    ]);
  });

  it("is given to nobody else while somebody sends it", async () => {
    const bench = await withTrouble("webhook");
    expect(await bench.ledger.takeNotices()).toHaveLength(1);
    expect(await bench.ledger.takeNotices()).toEqual([]);
  });

  it("whose sender died goes again where that does no harm, and nowhere else", async () => {
    const mail = await withTrouble("email");
    const [lost] = await mail.ledger.takeNotices();
    await mail.crash();
    mail.clock.now += 10 * minutes;
    expect(await mail.ledger.takeNotices()).toEqual([]);
    expect(await state(mail)).toEqual(["uncertain"]);
    // Its outcome comes after all.
    if (lost) await settle(mail, lost, done);
    expect(await state(mail)).toEqual(["sent"]);

    const hook = await withTrouble("webhook");
    const [first] = await hook.ledger.takeNotices();
    await hook.crash();
    hook.clock.now += 10 * minutes;
    await hook.ledger.takeNotices(); // takes it back
    hook.clock.now += 10 * minutes;
    expect(await visit(hook)).toMatchObject([{ id: first?.id, tries: 2 }]);
    expect(await state(hook)).toEqual(["sent"]);
  });

  it("whose outcome is told twice, or late, stays what it was", async () => {
    const bench = await withTrouble("slack");
    const [one] = await bench.ledger.takeNotices();
    if (!one) throw new Error("Nothing was told.");
    await settle(bench, one, done);
    await settle(bench, one, { is: "retry", reason: "No." });
    expect(await state(bench)).toEqual(["sent"]);
    expect(await bench.ledger.takeNotices()).toEqual([]);
  });

  it("of which nobody knows whether it arrived is not sent again by mail", async () => {
    const bench = await withTrouble("email");
    await visit(bench, unknown);
    bench.clock.now += hours;
    expect(await visit(bench)).toEqual([]);
    expect(await state(bench)).toEqual(["uncertain"]);
  });

  it("is forgotten with its channel, and only the latest are kept", async () => {
    const { bench, one } = await shopWith("web", channel());
    for (let i = 0; i < 30; i++) {
      await bench.ledger.noteCheck(one.id, { is: "refused", problem: "No." });
      await visit(bench);
      await bench.ledger.noteCheck(one.id, { is: "ok" });
      await visit(bench);
      bench.clock.now += 2 * days;
    }
    expect((await bench.ledger.notices()).alc_1).toHaveLength(20);
    await bench.edit((config) => Object.assign(config, { alertChannels: [] }));
    await visit(bench);
    expect(await bench.ledger.notices()).toEqual({});
    expect(await bench.sql("SELECT * FROM alerts")).toEqual([]);
  });
});

describe("the digest", () => {
  const morning = { digest: "daily" as const, kind: "email" as const, hears: [] as TroubleKind[] };
  /** 2040-01-01 00:00 UTC is one in the morning in Warsaw. */
  const open = async (more: Partial<AlertChannelConfig> = {}) => {
    const { bench } = await shopWith("web");
    await bench.edit((config) =>
      Object.assign(config, { timeZone: "Europe/Warsaw", alertChannels: [channel({ ...morning, ...more })] }),
    );
    return bench;
  };

  it("comes once each morning at eight by the shop's clock, with the figures of the day before", async () => {
    const bench = await open();
    bench.clock.now += 7 * hours; // eight in the morning
    expect(await visit(bench)).toEqual([]); // the first one comes on the next morning
    await purchases(bench, 3, done);
    await purchases(bench, 2, failed("The form is closed."));
    bench.clock.now += days - 1;
    expect(await visit(bench)).toEqual([]);
    bench.clock.now += 1;
    const notices = await visit(bench);
    const count = (count: number) => ({ count, isMore: false });
    expect(notices.map((one) => one.news)).toMatchObject([
      {
        is: "digest",
        figures: { day: "2040-01-01", events: count(5), delivered: count(3), failed: count(2) },
        troubles: [{ kind: "failed", count: 2 }],
      },
    ]);
    for (const later of [0, 10 * minutes, 12 * hours]) {
      bench.clock.now += later;
      expect(await visit(bench)).toEqual([]);
    }
    await bench.crash();
    expect(await visit(bench)).toEqual([]);
  });

  it("comes once after an outage of days", async () => {
    const bench = await open();
    await visit(bench);
    bench.clock.now += 5 * days;
    expect(news(await visit(bench))).toEqual([["digest"]]);
    expect(await visit(bench)).toEqual([]);
    bench.clock.now += days;
    expect(news(await visit(bench))).toEqual([["digest"]]);
  });

  it("stays away from who wants it only when something needs a hand", async () => {
    const bench = await open({ digest: "when-needed" });
    await visit(bench);
    bench.clock.now += days;
    expect(await visit(bench)).toEqual([]);
    await purchases(bench, 1, failed("The form is closed."));
    expect(await visit(bench)).toEqual([]); // today's time is over
    bench.clock.now += days;
    expect(news(await visit(bench))).toEqual([["digest"]]);
  });
});

/** So many failed deliveries of a connection at once. */
async function fill(bench: Bench, { id }: ConnectionConfig, count: number, reason: string): Promise<void> {
  const first = bench.clock.now * 1000;
  await bench.sql(
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?1 - 1)
     INSERT INTO deliveries (event_id, automation_id, run, version, connection_id, state, reason, due_at, ended_at, tries)
     SELECT ?2 + i, 'aut_10000000000000001', 0, 1, ?3, 'failed', ?4 || ' ' || i || '00', ?5, ?5, 1 FROM n`,
    count,
    first,
    id,
    reason,
    bench.clock.now,
  );
}

it("a hundred thousand failures are as fast to read as a thousand, and are told as more", async () => {
  const { bench, one } = await shopWith("web", channel());
  await fill(bench, one, 100_000, "The form is closed.");
  const began = performance.now();
  const trouble = await only(bench);
  await visit(bench);
  expect(performance.now() - began).toBeLessThan(1500);
  expect(trouble).toMatchObject({
    kind: "failed",
    count: 1000,
    isMore: true,
    cause: "The form is closed. …",
  });
});
