// The list of scans through lost networks, closed pages and refusals.
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ScanAnswer } from "../api";
import { ticket } from "./answers.fixture";
import {
  type Asked,
  type Conflict,
  makeList,
  nextBatch,
  patienceMs,
  pauseMs,
  type Sent,
  type State,
  type Store,
  type Waiting,
} from "./list";

const scan = (key: string, more: Partial<Waiting> = {}): Waiting => ({
  key,
  ws: "ws_1",
  code: "CODE",
  at: Number(key),
  ...more,
});
const good = (key: string): ScanAnswer => ({ key, is: "scanned", result: { valid: true, why: "bought" } });
const usedUp = (key: string): ScanAnswer => ({
  key,
  is: "refused",
  why: "used-up",
  result: { valid: false, why: "used-up", credits: { left: 0, of: 1 } },
  takenBy: { by: "Anna", at: 5 },
  ticket,
});

/** A phone: what it keeps outlives the list, and its network is a function that a test may change. */
function newPhone() {
  const kept = { waiting: new Map<string, Waiting>(), conflicts: new Map<string, Conflict>() };
  const store: Store = {
    load: async () =>
      structuredClone({ waiting: [...kept.waiting.values()], conflicts: [...kept.conflicts.values()] }),
    keep: async (scans) => {
      for (const one of scans) kept.waiting.set(one.key, structuredClone(one));
    },
    settle: async (keys, found) => {
      for (const key of keys) kept.waiting.delete(key);
      for (const one of found) kept.conflicts.set(one.key, one);
    },
    forget: async (key) => void kept.conflicts.delete(key),
  };
  const timers: { ms: number; work: () => void }[] = [];
  const requests: { ws: string; scans: Asked[] }[] = [];
  const told: string[] = [];
  let state: State = { waiting: [], conflicts: [], isKept: true };
  const phone = {
    kept,
    store,
    requests,
    told,
    timers,
    state: () => state,
    network: async (_ws: string, scans: Asked[]): Promise<Sent> => ({
      is: "answered",
      answers: scans.map(({ key }) => good(key)),
    }),
    open: () =>
      makeList(
        {
          store,
          send: (ws, scans) => {
            requests.push({ ws, scans });
            return phone.network(ws, scans);
          },
          after: (ms, work) => {
            const timer = { ms, work };
            timers.push(timer);
            return () => void (timers.includes(timer) && timers.splice(timers.indexOf(timer), 1));
          },
          random: () => 0,
        },
        {
          changed: (now) => {
            state = now;
          },
          answered: ({ key }, { is }) => told.push(`${key} ${is}`),
        },
      ),
  };
  return phone;
}

let phone: ReturnType<typeof newPhone>;
beforeEach(() => {
  phone = newPhone();
});
const offline = async (): Promise<Sent> => ({ is: "unreachable" });
const pauses = () => phone.timers.filter(({ ms }) => ms !== patienceMs).map(({ ms }) => ms);

describe("a scan", () => {
  it("is written down before it is sent, and removed with its answer", async () => {
    const list = phone.open();
    const online = phone.network;
    let keptWhenSent: string[] = [];
    phone.network = (ws, scans) => {
      keptWhenSent = [...phone.kept.waiting.keys()];
      return online(ws, scans);
    };
    await list.add(scan("1"));
    expect(keptWhenSent).toEqual(["1"]);
    expect(phone.told).toEqual(["1 scanned"]);
    expect(phone.kept.waiting.size).toBe(0);
    expect(phone.state().waiting).toEqual([]);
  });

  it("tells its own time only once somebody was told that it comes later", async () => {
    const list = phone.open();
    await list.add(scan("1", { change: -1 }));
    phone.network = offline;
    await list.add(scan("2"));
    await list.settle();
    expect(phone.requests.map(({ scans }) => scans)).toEqual([
      [{ key: "1", code: "CODE", change: -1 }],
      [{ key: "2", code: "CODE" }],
      [{ key: "2", code: "CODE", at: 2 }],
    ]);
  });

  it("is provisional when no answer comes in time, and settled when one does", async () => {
    let answer: (sent: Sent) => void = () => {};
    phone.network = () => new Promise((resolve) => (answer = resolve));
    const adding = phone.open().add(scan("1"));
    await vi.waitFor(() => expect(phone.requests).toHaveLength(1));
    for (const { ms, work } of phone.timers) if (ms === patienceMs) work();
    expect(phone.state().waiting).toMatchObject([{ key: "1", isProvisional: true }]);
    answer({ is: "answered", answers: [usedUp("1")] });
    await adding;
    expect(phone.state().waiting).toEqual([]);
    expect(phone.state().conflicts).toHaveLength(1);
  });

  it("that comes while the kept ones are still being read is among them", async () => {
    phone.kept.waiting.set("1", scan("1"));
    const list = phone.open();
    await Promise.all([list.open(), list.add(scan("2"))]);
    expect(phone.told.toSorted()).toEqual(["1 scanned", "2 scanned"]);
    expect(phone.kept.waiting.size).toBe(0);
  });

  it("that comes while others are being sent is sent after them", async () => {
    const list = phone.open();
    const online = phone.network;
    let release = () => {};
    phone.network = async (ws, scans) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      phone.network = online;
      return online(ws, scans);
    };
    const first = list.add(scan("1"));
    await vi.waitFor(() => expect(phone.requests).toHaveLength(1));
    const second = list.add(scan("2"));
    release();
    await Promise.all([first, second]);
    expect(phone.requests.map(({ scans }) => scans.map(({ key }) => key))).toEqual([["1"], ["2"]]);
  });
});

describe("without a network", () => {
  it("what was scanned outlives the page, and is sent oldest first", async () => {
    phone.network = offline;
    const before = phone.open();
    for (const key of ["2", "3", "1"]) await before.add(scan(key));
    expect(phone.state().waiting.every(({ isProvisional }) => isProvisional)).toBe(true);

    phone.network = async (_, scans) => ({
      is: "answered",
      answers: scans.map(({ key }) => (key === "2" ? usedUp(key) : good(key))),
    });
    await phone.open().open();
    expect(phone.requests.at(-1)?.scans.map(({ key, at }) => [key, at])).toEqual([
      ["1", 1],
      ["2", 2],
      ["3", 3],
    ]);
    expect(phone.state().waiting).toEqual([]);
    expect(phone.state().conflicts).toEqual([
      {
        key: "2",
        code: "CODE",
        at: 2,
        product: "Sauna",
        verdict: { is: "not-valid", why: "used-up", takenBy: { by: "Anna", at: 5 } },
      },
    ]);
  });

  it("comes back by itself, later each time, and at once when asked to", async () => {
    phone.network = offline;
    const list = phone.open();
    await list.add(scan("1"));
    expect(pauses()).toEqual([2_000]);
    await list.settle();
    expect(pauses()).toEqual([4_000]);
    await list.settle();
    expect(pauses()).toEqual([8_000]);
    phone.network = newPhone().network;
    await list.settle();
    expect(pauses()).toEqual([]);
    phone.network = offline;
    await list.add(scan("2"));
    expect(pauses()).toEqual([2_000]);
  });

  it("waits a minute and a half at most", () => {
    expect(pauseMs(1, 0)).toBe(2_000);
    expect(pauseMs(50, 1)).toBe(90_000);
  });
});

describe("conflicts", () => {
  it("are of those alone whom staff let in on their own", async () => {
    phone.network = async (_, scans) => ({ is: "answered", answers: scans.map(({ key }) => usedUp(key)) });
    const list = phone.open();
    await list.add(scan("1"));
    expect(phone.state().conflicts).toEqual([]);
    await list.add(scan("2", { isProvisional: true }));
    expect(phone.state().conflicts.map(({ key }) => key)).toEqual(["2"]);
  });

  it("outlive the page until they are acknowledged", async () => {
    phone.network = async () => ({ is: "answered", answers: [usedUp("1")] });
    await phone.open().add(scan("1", { isProvisional: true }));
    const list = phone.open();
    await list.open();
    expect(phone.state().conflicts).toHaveLength(1);
    await list.acknowledge("1");
    expect(phone.state().conflicts).toEqual([]);
    expect(phone.kept.conflicts.size).toBe(0);
  });
});

describe("what cannot be settled", () => {
  it("stays where it is while nobody is signed in, and does not knock by itself", async () => {
    phone.network = async () => ({ is: "signed-out" });
    await phone.open().add(scan("1"));
    expect(phone.state()).toMatchObject({ trouble: { is: "signed-out" }, waiting: [{ key: "1" }] });
    expect(pauses()).toEqual([]);
  });

  it("because its shop is closed to us does not hold up another's", async () => {
    const online = phone.network;
    phone.network = async (ws, scans) =>
      ws === "ws_1" ? { is: "shut-out", words: "There is no such workspace." } : online(ws, scans);
    const list = phone.open();
    await list.add(scan("1"));
    await list.add(scan("2", { ws: "ws_2" }));
    expect(phone.state().waiting.map(({ key }) => key)).toEqual(["1"]);
    expect(phone.state().trouble).toEqual({ is: "shut-out", words: "There is no such workspace." });
  });

  it("because it cannot be read is set apart, and the others are settled", async () => {
    phone.network = offline;
    const list = phone.open();
    for (const key of ["1", "2", "3"]) await list.add(scan(key));
    const online = newPhone().network;
    phone.network = async (ws, scans) =>
      scans.some(({ key }) => key === "2")
        ? { is: "rejected", words: "scans.0.code: is too long" }
        : online(ws, scans);
    await list.settle();
    expect(phone.state().waiting).toEqual([]);
    expect(phone.state().conflicts).toMatchObject([
      { key: "2", verdict: { is: "rejected", words: "scans.0.code: is too long" } },
    ]);
  });

  it("because the answer is about something else is tried again later, not for ever at once", async () => {
    phone.network = async () => ({ is: "answered", answers: [good("another")] });
    await phone.open().add(scan("1"));
    expect(phone.requests).toHaveLength(1);
    expect(pauses()).toEqual([2_000]);
  });

  it("because the phone keeps nothing is said, and scanning goes on", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const refuse = () => Promise.reject(new Error("no space"));
    Object.assign(phone.store, { load: refuse, keep: refuse, settle: refuse });
    const list = phone.open();
    await list.open();
    await list.add(scan("1"));
    expect(phone.told).toEqual(["1 scanned"]);
    expect(phone.state()).toMatchObject({ isKept: false, waiting: [] });
    vi.restoreAllMocks();
  });
});

it("a batch is of one workspace, the oldest first, and of no more than asked for", () => {
  const waiting = [scan("3"), scan("1", { ws: "ws_2" }), scan("4", { ws: "ws_2" }), scan("2")];
  const keys = (skipped: string[], most: number) =>
    nextBatch(waiting, new Set(skipped), most).map(({ key }) => key);
  expect(keys([], 50)).toEqual(["1", "4"]);
  expect(keys([], 1)).toEqual(["1"]);
  expect(keys(["ws_2"], 50)).toEqual(["2", "3"]);
  expect(keys(["ws_1", "ws_2"], 50)).toEqual([]);
});
