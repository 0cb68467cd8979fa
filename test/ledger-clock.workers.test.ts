// Moments by the clock on the wall: times of day, quiet hours and calendar days in the workspace's zone.
import { describe, expect, it } from "vitest";
import type { Automation, Timing } from "../src/core/automation";
import { automation, Bench, connection, days, done, hours, minutes, told } from "./ledger-world";

/** Noon of a Monday in June, in Warsaw's summer; far ahead, so that no alarm rings by itself. */
const noon = Date.parse("2040-06-04T12:00:00+02:00");
const night = { from: "22:00", to: "08:00" };

async function open(timing: Timing, more: Partial<Automation> = {}, tool = "web") {
  const tools = connection(tool);
  const bench = await Bench.open([tools], [automation(tools.id, { timing, ...more })]);
  bench.clock.now = noon;
  await bench.edit((config) => {
    config.timeZone = "Europe/Warsaw";
  });
  return bench;
}

const only = async (bench: Bench) => {
  const [one, ...others] = await bench.all();
  if (!one || others.length > 0) throw new Error(`There are ${others.length} others.`);
  return one;
};

describe("by the clock of the workspace", () => {
  it.each<[string, Timing, string]>([
    [
      "a calendar day later",
      { when: "after", amount: 1, unit: "calendar-days" },
      "2040-06-05T12:00:00+02:00",
    ],
    [
      "the next day at nine",
      { when: "after", amount: 1, unit: "calendar-days", atTime: "09:00" },
      "2040-06-05T09:00:00+02:00",
    ],
    ["at the next nine o'clock", { when: "at", atTime: "09:00" }, "2040-06-05T09:00:00+02:00"],
    [
      "eleven hours later, which is night",
      { when: "after", amount: 11, unit: "hours", quietHours: night },
      "2040-06-05T08:00:00+02:00",
    ],
  ])("%s", async (_, timing, moment) => {
    const bench = await open(timing);
    await bench.accept(told({ email: "anna@example.com" }));
    expect(await only(bench)).toMatchObject({ state: "waiting", dueAt: Date.parse(moment) });
  });

  it("before a date, at nine", async () => {
    const bench = await open(
      { when: "before", amount: 3, unit: "calendar-days", atTime: "09:00" },
      { trigger: { event: "access.expired" } },
    );
    const accessEndsAt = noon + 30 * days;
    await bench.accept(told({ email: "anna@example.com", products: [{ id: "7" }], accessEndsAt }));
    expect(await only(bench)).toMatchObject({ dueAt: Date.parse("2040-07-01T09:00:00+02:00") });
  });

  it("keeps the moment of what waits when the zone is changed", async () => {
    const bench = await open({ when: "at", atTime: "09:00" });
    await bench.accept(told({ email: "anna@example.com" }));
    await bench.edit((config) => {
      config.timeZone = "America/New_York";
    });
    expect((await only(bench)).dueAt).toBe(Date.parse("2040-06-05T09:00:00+02:00"));
    await bench.accept(told({ email: "ben@example.com" }));
    const [latest] = await bench.all();
    expect(latest?.dueAt).toBe(Date.parse("2040-06-04T09:00:00-04:00"));
  });
});

describe("quiet hours", () => {
  const soon: Timing = { when: "after", amount: 9, unit: "hours", quietHours: night };

  it("hold back what was due before them and is late", async () => {
    const bench = await open(soon);
    await bench.accept(told({ email: "anna@example.com" }));
    const { dueAt } = await only(bench);
    bench.clock.now = noon + 11 * hours; // 23:00: the consumers were away since 21:00
    await bench.ring();
    expect(await bench.carryOut()).toEqual([]);
    const morning = Date.parse("2040-06-05T08:00:00+02:00");
    expect(await only(bench)).toMatchObject({
      state: "waiting",
      dueAt,
      nextAt: morning,
      reason: "Waits for the end of the quiet hours.",
    });
    bench.clock.now = morning;
    await bench.ring();
    expect(await bench.carryOut()).toHaveLength(1);
  });

  it("let a person have their way", async () => {
    const bench = await open(soon);
    await bench.accept(told({ email: "anna@example.com" }));
    bench.clock.now = noon + 12 * hours;
    const { id } = await only(bench);
    done(await bench.ledger.runNow(id));
    bench.clock.now += 20 * minutes;
    expect(await bench.carryOut()).toEqual([id]);
  });

  it("keep a lane in order", async () => {
    const bench = await open(soon, {}, "list");
    await bench.accept(told({ email: "anna@example.com" }));
    bench.clock.now += 30 * minutes;
    await bench.accept(told({ email: "anna@example.com" }));
    const inOrder = (await bench.all()).map((one) => one.id).reverse();
    bench.clock.now = noon + 11 * hours;
    await bench.ring();
    expect(await bench.carryOut()).toEqual([]);
    bench.clock.now = Date.parse("2040-06-05T08:00:00+02:00");
    await bench.ring();
    expect(await bench.carryOut()).toEqual(inOrder);
  });
});
