// npm run bench [-- --quick]: how much Shopbell takes and delivers on this machine, beside a bare Worker that makes the
// same hops. Everything runs in workerd on loopback, the two in turn, so that both meet the same noise. Linux alone.
import { once } from "node:events";
import os from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { count as add, mean, median, percentile, ratioOf, table } from "./figures.mjs";
import { signingSecret } from "./orders.mjs";
import { cpuMs, makeShop, startShopbell, startTwin, versions } from "./workers.mjs";

const isQuick = process.argv.includes("--quick");
const plan = isQuick
  ? {
      turns: 1,
      ringing: 200,
      quiet: 200,
      warmUp: 200,
      atTwenty: 40,
      crowd: 10_000,
      due: 1000,
      scans: 300,
      tickets: 1000,
      limitMs: 180_000,
    }
  : {
      turns: 2,
      ringing: 500,
      quiet: 700,
      warmUp: 500,
      atTwenty: 120,
      crowd: 100_000,
      due: 10_000,
      scans: 1000,
      tickets: 10_000,
      limitMs: 540_000,
    };
const roundLimitMs = 30_000;
/** A last settlement may come this long after its arrival. */
const settleMs = 300;
const connectionCounts = [10, 50];

/** @typedef {"ours" | "twin"} Who */
/** @typedef {import("./outside.mjs").Seen & { count: number, cpu: number }} Played */
/** @typedef {{ pid: number, ringing: string, quiet: string }} Side */

/** What is under way, for whoever waits; not part of the report. @param {string} what */
const say = (what) => console.error(`bench: ${what} …`);

/** @type {(() => Promise<unknown>)[]} */
const toStop = [];
async function stopAll() {
  await Promise.allSettled(toStop.splice(0).map((stop) => stop()));
}
/** @param {number} code @param {string} [word] */
async function leave(code, word) {
  if (word) console.error(word);
  await Promise.race([stopAll(), sleep(5000)]);
  process.exit(code); // whatever is left of workerd is killed then
}
process.on("SIGINT", () => void leave(130));
process.on("SIGTERM", () => void leave(143));
setTimeout(() => void leave(1, `The bench took longer than ${plan.limitMs / 1000} s.`), plan.limitMs).unref();

// ── The outside ────────────────────────────────────────────────────────────────────────────────

async function startOutside() {
  const thread = new Worker(new URL("outside.mjs", import.meta.url));
  toStop.push(() => thread.terminate());
  const answer = async () => (await once(thread, "message"))[0];
  /** @param {object} round @returns {Promise<any>} */
  const ask = async (round) => {
    thread.postMessage({ limitMs: roundLimitMs, ...round });
    const { seen, error } = await answer();
    if (error) throw new Error(error);
    return seen;
  };
  const { receiver } = await answer();
  return {
    receiver: String(receiver),
    /** @param {Omit<import("./outside.mjs").Round, "limitMs">} round @returns {Promise<import("./outside.mjs").Seen>} */
    play: ask,
    /** @param {Omit<import("./outside.mjs").Scans, "limitMs">} scans @returns {Promise<import("./outside.mjs").Seen>} */
    scan: ask,
    /** @param {Omit<import("./outside.mjs").Due, "limitMs">} due @returns {Promise<import("./outside.mjs").SeenDue>} */
    awaitDue: (due) => ask({ ...due, limitMs: 4 * roundLimitMs }),
  };
}

// ── Timed runs ─────────────────────────────────────────────────────────────────────────────────

/**
 * Plays rounds in the order ours, twin, twin, ours.
 * @param {Record<Who, Side>} sides
 * @param {(side: Side) => Promise<Played>} play
 * @param {number} turns
 */
async function inTurn(sides, play, turns = plan.turns) {
  /** @type {Record<Who, Played[]>} */
  const played = { ours: [], twin: [] };
  /** @type {Who[]} */
  const order = ["ours", "twin", "twin", "ours"];
  for (let turn = 0; turn < turns; turn++) for (const who of order) played[who].push(await play(sides[who]));
  return played;
}

/** @param {Awaited<ReturnType<typeof startOutside>>} outside */
async function timedRuns(outside) {
  const [shopbell, twin] = [await startShopbell(), await startTwin(signingSecret, outside.receiver)];
  toStop.push(shopbell.stop, twin.stop);
  const ringing = await makeShop(shopbell, signingSecret, outside.receiver);
  const quiet = await makeShop(shopbell, signingSecret, undefined);
  /** @type {Record<Who, Side>} */
  const sides = {
    ours: { pid: shopbell.pid, ringing: ringing.url, quiet: quiet.url },
    twin: { pid: twin.pid, ringing: `${twin.url}/ringing`, quiet: `${twin.url}/quiet` },
  };
  /** @param {boolean} rings @param {number} count @param {{ connections?: number, perSecond?: number }} how */
  const round = (rings, count, how) => async (/** @type {Side} */ side) => {
    const before = await cpuMs(side.pid);
    const seen = await outside.play({ url: rings ? side.ringing : side.quiet, count, rings, ...how });
    await sleep(settleMs);
    return { ...seen, count, cpu: ((await cpuMs(side.pid)) - before) / count };
  };

  say("warming up");
  for (const side of [sides.ours, sides.twin])
    for (const rings of [true, false]) await round(rings, plan.warmUp, { connections: 25 })(side);
  const loads = [];
  for (const rings of [true, false])
    for (const connections of connectionCounts) {
      say(`${connections} connections, ${rings ? "one webhook each" : "nothing due"}`);
      const count = rings ? plan.ringing : plan.quiet;
      loads.push({ rings, connections, ...(await inTurn(sides, round(rings, count, { connections }))) });
    }
  say("20 events a second");
  const paced = await inTurn(sides, round(true, plan.atTwenty, { perSecond: 20 }), 1);

  const unsettled = await ringing.unsettled();
  if (unsettled > 0) throw new Error(`${unsettled} deliveries of Shopbell's have not succeeded.`);
  /** @type {{ unsent: number, rows: number }} */
  const ofTwin = await getJson(sides.twin.ringing);
  if (ofTwin.unsent > 0) throw new Error(`${ofTwin.unsent} events of the twin were not sent.`);
  await Promise.all([shopbell.stop(), twin.stop()]);
  return { loads, paced, twinRows: ofTwin.rows };
}

// ── A crowd that waits ─────────────────────────────────────────────────────────────────────────

/** How far what ran was from its place in the order of due times. @param {number[]} order */
const displacements = (order) => order.map((number, place) => Math.abs(number - place));

/** @param {Awaited<ReturnType<typeof startOutside>>} outside */
async function crowdRuns(outside) {
  const shopbell = await startShopbell("bench/crowded.ts");
  toStop.push(shopbell.stop);
  const first = 1_000_000_000_000;
  /** @param {Awaited<ReturnType<typeof makeShop>>} shop @param {number} count @param {number} dueFrom @param {number} withinMs */
  const fill = async (shop, count, dueFrom, withinMs) => {
    await getJson(`${shopbell.url}/fill/${shop.id}/${count}/${dueFrom}/${withinMs}`);
    const { waiting } = await shop.stats();
    if (waiting !== count) throw new Error(`${waiting} deliveries wait instead of ${count}.`);
  };
  const empty = await makeShop(shopbell, signingSecret, outside.receiver);
  const crowded = await makeShop(shopbell, signingSecret, outside.receiver);
  say(`${plan.crowd} waiting deliveries`);
  await fill(crowded, plan.crowd, Date.now() + 3600_000, 0);
  /** @param {Awaited<ReturnType<typeof makeShop>>} shop */
  const round = async (shop) => {
    const before = await cpuMs(shopbell.pid);
    const seen = await outside.play({ url: shop.url, count: plan.ringing, rings: true, connections: 10 });
    await sleep(settleMs);
    return { ...seen, count: plan.ringing, cpu: ((await cpuMs(shopbell.pid)) - before) / plan.ringing };
  };
  for (const shop of [empty, crowded]) await round(shop);
  /** @type {Record<Who, Played[]>} */
  const played = { ours: [], twin: [] };
  for (let turn = 0; turn < plan.turns * 2; turn++) {
    played.twin.push(await round(empty));
    played.ours.push(await round(crowded), await round(crowded));
    played.twin.push(await round(empty));
  }

  say(`${plan.due} due within a second`);
  const punctual = await makeShop(shopbell, signingSecret, outside.receiver);
  const dueFrom = Date.now() + 4000 + plan.due / 2;
  await fill(punctual, plan.due, dueFrom, 1000);
  const due = { url: punctual.url, first, count: plan.due, dueFrom, withinMs: 1000, perSecond: 20 };
  const seen = await outside.awaitDue(due);
  await shopbell.stop();
  return { played, seen };
}

// ── Scans ──────────────────────────────────────────────────────────────────────────────────────

/** @param {Awaited<ReturnType<typeof startOutside>>} outside */
async function scanRuns(outside) {
  say("making tickets");
  const [shopbell, twin] = [
    await startShopbell("bench/crowded.ts"),
    await startTwin(signingSecret, outside.receiver),
  ];
  toStop.push(shopbell.stop, twin.stop);
  const shop = await makeShop(shopbell, signingSecret, undefined);
  const here = (/** @type {string} */ url) => shopbell.url + new URL(url).pathname;
  const campaign = await shop.call("/codes", { name: "Poster", leadsTo: { is: "page", title: "Welcome" } });
  await shop.call("/products/entry", { codes: { enabled: true } }, "PATCH");
  await getJson(`${shopbell.url}/buy/${shop.id}/${plan.tickets}/entry`);
  /** @type {string[]} */
  const tickets = [];
  for (let cursor = ""; ; ) {
    const page = await shop.call(`/tickets?limit=200${cursor && `&cursor=${cursor}`}`);
    tickets.push(...page.items.map((/** @type {{ url: string }} */ one) => here(one.url)));
    cursor = page.next ?? "";
    if (!cursor) break;
  }
  if (tickets.length !== plan.tickets) throw new Error(`There are ${tickets.length} tickets.`);
  let at = 0;
  const kinds = {
    "one hot campaign code": () => [here(campaign.url)],
    [`tickets out of ${plan.tickets.toLocaleString("en")}`]: () => {
      at += plan.scans;
      return Array.from({ length: plan.scans }, (_, i) => tickets[((at + i) * 7919) % tickets.length] ?? "");
    },
  };
  const rounds = [];
  for (const [what, urls] of Object.entries(kinds)) {
    say(`scans of ${what}`);
    /** @param {Who} who */
    const round = async (who) => {
      const { pid } = who === "ours" ? shopbell : twin;
      const before = await cpuMs(pid);
      const scan = who === "ours" ? urls() : [`${twin.url}/scan`];
      const seen = await outside.scan({ scan, count: plan.scans, connections: 10 });
      await sleep(settleMs);
      return { ...seen, count: plan.scans, cpu: ((await cpuMs(pid)) - before) / plan.scans };
    };
    for (const who of /** @type {const} */ (["ours", "twin"])) await round(who);
    /** @type {Record<Who, Played[]>} */
    const played = { ours: [], twin: [] };
    for (let turn = 0; turn < plan.turns; turn++)
      for (const who of /** @type {const} */ (["ours", "twin", "twin", "ours"]))
        played[who].push(await round(who));
    rounds.push({ what, played });
  }
  await Promise.all([shopbell.stop(), twin.stop()]);
  return rounds;
}

/** @param {Awaited<ReturnType<typeof scanRuns>>} rounds */
function reportScans(rounds) {
  console.log(
    table([
      ["scans, 10 connections", "Shopbell", "bare Worker", "ratio"],
      ...rounds.flatMap(({ what, played }) => [
        rowOf(`a second, ${what}`, compare(played, acksPerSecond), 0),
        rowOf("– answered after, p50, ms", compare(played, percentileOf("acks", 0.5)), 1),
        rowOf("– answered after, p99, ms", compare(played, percentileOf("acks", 0.99)), 1),
        rowOf("– CPU of workerd a scan, ms", compare(played, cpuOf), 2),
      ]),
    ]),
  );
  console.log();
}

// ── Rows ───────────────────────────────────────────────────────────────────────────────────────

/** @typedef {import("./figures.mjs").Tally} Tally */

/** @param {Awaited<ReturnType<typeof startOutside>>} outside */
async function countRows(outside) {
  say("counting rows");
  const shopbell = await startShopbell("bench/counting.ts");
  toStop.push(shopbell.stop);
  const shop = await makeShop(shopbell, signingSecret, outside.receiver);
  /** @param {string} act @returns {Promise<Tally>} */
  const ask = (act) => getJson(`${shopbell.url}/${act}`);
  /** @param {number} count @param {number} perSecond */
  const post = async (count, perSecond) => {
    await outside.play({ url: shop.url, count, perSecond, rings: true });
    await sleep(settleMs);
  };
  /** All that is written until the alarm has rung, which it does once nothing is owed. */
  const untilItRang = async () => {
    /** @type {Tally} */
    const sum = {};
    for (let wait = 0; wait < 60; wait++) {
      await sleep(250);
      for (const [label, { times, rows }] of Object.entries(await ask(`tally/${shop.id}`)))
        add(sum, label, rows, times);
      if (sum["alarm: rang"]) return sum;
    }
    throw new Error("The ledger's alarm did not ring.");
  };

  await post(1, 20); // a first event also writes what is written once: terms, the connection's health
  await untilItRang();
  await post(1, 20);
  const alone = await untilItRang();
  const many = 40;
  await post(many, 20);
  const atTwenty = await untilItRang();
  const pruned = [];
  for (const days of [31, 370]) pruned.push(await ask(`prune/${shop.id}/${days}`));
  await shopbell.stop();
  return { alone, atTwenty, many, pruned, stored: many + 2 };
}

/** @param {Tally} tally */
const rowsIn = (tally) => Object.values(tally).reduce((sum, { rows }) => sum + rows, 0);

/** What was written by each stage, in words. @param {Tally} tally @param {number} events */
function stagesOf(tally, events) {
  /** @type {Map<string, { rows: number, parts: string[] }>} */
  const stages = new Map();
  for (const [label, { rows }] of Object.entries(tally)) {
    if (rows === 0) continue;
    const [stage = "", statement = ""] = label.split(": ");
    const entry = stages.get(stage) ?? { rows: 0, parts: [] };
    entry.rows += rows;
    entry.parts.push(`${statement} ${short(rows / events)}`);
    stages.set(stage, entry);
  }
  return [...stages].map(([stage, { rows, parts }]) => [stage, short(rows / events), parts.join(", ")]);
}

/** @param {string} url @returns {Promise<any>} */
async function getJson(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response.json();
}

// ── The report ─────────────────────────────────────────────────────────────────────────────────

const short = (/** @type {number} */ value) => String(Number(value.toFixed(2)));
/** @param {number} value @param {number} [digits] */
const fixed = (value, digits = 2) => value.toFixed(digits);

/** @param {Played} round */
const acksPerSecond = ({ count, postedInMs }) => (count / postedInMs) * 1000;
/** @param {Played} round */
const deliveredPerSecond = ({ count, deliveredInMs }) => (count / deliveredInMs) * 1000;
/** @param {Played} round */
const cpuOf = ({ cpu }) => cpu;
/** @param {"acks" | "lags"} which @param {number} share */
const percentileOf = (which, share) => (/** @type {Played} */ round) => percentile(round[which], share);

/** @param {Record<Who, Played[]>} played @param {(round: Played) => number} measure */
function compare({ ours, twin }, measure) {
  const [mine, twins] = [ours.map(measure), twin.map(measure)];
  return { ours: median(mine), twin: median(twins), ratio: ratioOf(mine, twins) };
}

/** @param {string} what @param {ReturnType<typeof compare>} figures @param {number} digits */
const rowOf = (what, { ours, twin, ratio }, digits) => [
  what,
  fixed(ours, digits),
  fixed(twin, digits),
  fixed(ratio),
];

/** @param {Awaited<ReturnType<typeof crowdRuns>>} crowd */
function reportCrowd({ played, seen: { acks, lateMs, order } }) {
  const of = (/** @type {number} */ count) => count.toLocaleString("en");
  console.log(
    table([
      [`beside ${of(plan.crowd)} that wait`, "among them", "empty", "ratio"],
      rowOf("acknowledged a second, 10 connections, one webhook each", compare(played, acksPerSecond), 0),
      rowOf("– delivered a second", compare(played, deliveredPerSecond), 0),
      rowOf("– CPU of workerd an event, ms", compare(played, cpuOf), 2),
    ]),
  );
  console.log();
  const places = displacements(order);
  console.log(
    table([
      [`${of(plan.due)} due within one second`, "p50", "p99", "most"],
      ["late by, ms", ...[0.5, 0.99, 1].map((share) => fixed(percentile(lateMs, share), 0))],
      ["places away from its own", ...[0.5, 0.99, 1].map((share) => fixed(percentile(places, share), 0))],
      [
        "acknowledged after, at 20 a second meanwhile, ms",
        ...[0.5, 0.99, 1].map((share) => fixed(percentile(acks, share), 1)),
      ],
    ]),
  );
  console.log();
}

/** @param {Awaited<ReturnType<typeof timedRuns>>} timed @param {Awaited<ReturnType<typeof countRows>>} counted */
function report({ loads, paced, twinRows }, { alone, atTwenty, many, pruned, stored }) {
  const rows = rowsIn(alone);
  const timedRows = loads.flatMap(({ rings, connections, ...played }) => {
    const where = `${connections} connections, ${rings ? "one webhook each" : "nothing due"}`;
    return [
      rowOf(`acknowledged a second, ${where}`, compare(played, acksPerSecond), 0),
      rowOf("– acknowledged after, p50, ms", compare(played, percentileOf("acks", 0.5)), 1),
      rowOf("– acknowledged after, p99, ms", compare(played, percentileOf("acks", 0.99)), 1),
      ...(rings ? [rowOf("– delivered a second", compare(played, deliveredPerSecond), 0)] : []),
      rowOf("– CPU of workerd an event, ms", compare(played, cpuOf), 2),
    ];
  });
  const arrival = compare(paced, percentileOf("lags", 0.5));
  console.log(
    table([
      ["", "Shopbell", "bare Worker", "ratio"],
      ...timedRows,
      rowOf("from acknowledgement to arrival at 20 a second, p50, ms", arrival, 1),
      rowOf("– p99, ms", compare(paced, percentileOf("lags", 0.99)), 1),
      [
        "rows written for an event that comes alone, all told",
        String(rows),
        String(twinRows),
        fixed(rows / twinRows),
      ],
    ]),
  );
  console.log();
  console.log(
    table([
      ["rows written by", "an event alone", "which are"],
      ...stagesOf(alone, 1),
      [
        "all, at 20 a second",
        short(rowsIn(atTwenty) / many),
        stagesOf(atTwenty, many)
          .map(([stage, count]) => `${stage} ${count}`)
          .join(", "),
      ],
      ...["pruning its body after 30 days", "pruning the event after 400 days"].map((what, i) => {
        const tally = pruned[i] ?? {};
        return [
          what,
          short(rowsIn(tally) / stored),
          stagesOf(tally, stored)
            .map(([, , parts]) => parts)
            .join(", "),
        ];
      }),
    ]),
  );
  const withDelivery = loads.filter(({ rings }) => rings);
  const over = (/** @type {(round: Played) => number} */ measure) =>
    withDelivery.map((load) => compare(load, measure));
  const all = { acks: over(acksPerSecond), cpu: over(cpuOf), delivered: over(deliveredPerSecond) };
  const ratio = (/** @type {{ ratio: number }[]} */ figures) => mean(figures.map((one) => one.ratio));
  const ours = (/** @type {{ ours: number }[]} */ figures) => mean(figures.map((one) => one.ours));
  console.log(`\nDelivered: ${fixed(ratio(all.delivered))} of the bare Worker's. ${machine()}\n`);
  console.log(
    `throughput ${fixed(ratio(all.acks))}, cpu ${fixed(ratio(all.cpu))}, cpu_ms ${fixed(ours(all.cpu))}, ` +
      `delivered ${fixed(ours(all.delivered), 0)}/s, arrival_p50 ${fixed(arrival.ours, 1)} ms, rows ${short(rows)}`,
  );
}

function machine() {
  const [cpu] = os.cpus();
  const load = os.loadavg().map((one) => one.toFixed(1));
  return (
    `Made on ${new Date().toISOString().slice(0, 10)}: ${os.availableParallelism()} × ${cpu?.model.trim()}, ` +
    `${Math.round(os.totalmem() / 1024 ** 3)} GB, ${os.type()} ${os.release()}, Node ${versions.node}, workerd ${versions.workerd}; ` +
    `load average at the end ${load.join(" ")}${isQuick ? "; the quick run" : ""}.`
  );
}

if (process.platform !== "linux")
  await leave(1, "The bench reads CPU times from /proc, which only Linux has.");
try {
  const outside = await startOutside();
  const timed = await timedRuns(outside);
  const crowd = await crowdRuns(outside);
  const scans = await scanRuns(outside);
  const counted = await countRows(outside);
  reportCrowd(crowd);
  reportScans(scans);
  report(timed, counted);
  await leave(0);
} catch (error) {
  await leave(1, error instanceof Error ? error.stack : String(error));
}
