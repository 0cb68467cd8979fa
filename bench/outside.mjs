// The world around a Worker, in a thread of its own: the shop that posts orders, and the receiver that is rung.
// Both read one clock, so a delivery's time can be measured from the shop's answer.
import { Agent, createServer, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort } from "node:worker_threads";
import { numberIn, orderMaker } from "./orders.mjs";

const receiverTakesMs = 5;

/** @typedef {{ url: string, count: number, rings: boolean, limitMs: number, connections?: number, perSecond?: number }} Round */
/**
 * What falls due by itself: the receiver waits for `count` deliveries, numbered from `first` on, while events come in.
 * @typedef {{ url: string, first: number, count: number, dueFrom: number, withinMs: number, perSecond: number, limitMs: number }} Due
 */
/**
 * `lateMs` by number, in milliseconds; `order` is the numbers as they arrived.
 * @typedef {{ acks: number[], lateMs: number[], order: number[] }} SeenDue
 */
/**
 * What a round showed. Times are in milliseconds; `lags` are from acknowledgement to arrival.
 * @typedef {{ postedInMs: number, deliveredInMs: number, acks: number[], lags: number[] }} Seen
 */

/** @type {Map<number, number>} */
const arrivals = new Map();
let doubles = 0;
/** @type {(() => void) | undefined} */
let onArrival;

const makeOrders = await orderMaker();

const receiver = createServer(async (incoming, response) => {
  const at = performance.now();
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const number = numberIn(Buffer.concat(chunks));
  if (arrivals.has(number)) doubles++;
  arrivals.set(number, at);
  onArrival?.();
  await sleep(receiverTakesMs);
  response.writeHead(200, { "content-length": "2" }).end("ok");
});

/** @param {string} url @param {import("./orders.mjs").Order} order @param {Agent} agent @returns {Promise<number>} when it was acknowledged */
function post(url, order, agent) {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: "POST", agent, headers: order.headers }, (response) => {
      const at = performance.now();
      response.resume().on("error", reject);
      response.on("end", () =>
        response.statusCode === 200
          ? resolve(at)
          : reject(new Error(`${url} answered ${response.statusCode} to an order.`)),
      );
    });
    outgoing.on("error", reject).end(order.body);
  });
}

/** @param {Round} round @returns {Promise<Seen>} */
async function play({ url, count, rings, limitMs, connections = 10, perSecond }) {
  arrivals.clear();
  doubles = 0;
  const orders = makeOrders(count);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  /** @type {number[]} */
  const acks = [];
  /** @type {Map<number, number>} */
  const acknowledged = new Map();
  const began = performance.now();
  const inTime = () => {
    if (performance.now() - began > limitMs)
      throw new Error(
        `A round took longer than ${limitMs / 1000} s: ${acknowledged.size} of ${count} were acknowledged, ${arrivals.size} arrived.`,
      );
  };
  /** @param {import("./orders.mjs").Order} order */
  const one = async (order) => {
    const sent = performance.now();
    const at = await post(url, order, agent);
    acks.push(at - sent);
    acknowledged.set(order.number, at);
  };

  if (perSecond === undefined) {
    const left = [...orders].reverse();
    const loop = async () => {
      for (let order = left.pop(); order; order = left.pop()) {
        inTime();
        await one(order);
      }
    };
    await Promise.all(Array.from({ length: connections }, loop));
  } else {
    const posts = [];
    for (const [i, order] of orders.entries()) {
      await sleep(Math.max(0, began + (i * 1000) / perSecond - performance.now()));
      posts.push(one(order));
    }
    await Promise.all(posts);
  }
  const postedInMs = performance.now() - began;

  while (rings && arrivals.size < count) {
    inTime();
    await Promise.race([
      new Promise((resolve) => {
        onArrival = () => resolve(undefined);
      }),
      sleep(1000),
    ]);
  }
  onArrival = undefined;
  agent.destroy();
  if (doubles > 0) throw new Error(`${doubles} deliveries came twice.`);
  if (!rings && arrivals.size > 0) throw new Error(`${arrivals.size} deliveries came where none was owed.`);
  const lags = [...arrivals].map(([number, at]) => {
    const from = acknowledged.get(number);
    if (from === undefined) throw new Error("Something arrived that was never posted.");
    return at - from;
  });
  return { postedInMs, deliveredInMs: rings ? Math.max(...arrivals.values()) - began : 0, acks, lags };
}

/** @param {Due} due @returns {Promise<SeenDue>} */
async function awaitDue({ url, first, count, dueFrom, withinMs, perSecond, limitMs }) {
  arrivals.clear();
  doubles = 0;
  // The receiver's clock counts from the start of the process, what is due by the world's.
  const clockAhead = Date.now() - performance.now();
  const agent = new Agent({ keepAlive: true, maxSockets: 10 });
  /** @type {number[]} */
  const acks = [];
  const posted = new Set();
  const isLead = (/** @type {number} */ number) => number >= first && number < first + count;
  const arrived = () => [...arrivals.keys()].filter(isLead).length;
  await sleep(Math.max(0, dueFrom - Date.now()));
  const began = performance.now();
  while (arrived() < count) {
    if (performance.now() - began > limitMs)
      throw new Error(`Of ${count} that were due, ${arrived()} arrived.`);
    const [order] = makeOrders(1);
    if (!order) throw new Error("No order was made.");
    const sent = performance.now();
    posted.add(order.number);
    acks.push((await post(url, order, agent)) - sent);
    await sleep(Math.max(0, 1000 / perSecond - (performance.now() - sent)));
  }
  // What was posted meanwhile rings too.
  for (
    const waitUntil = performance.now() + 5000;
    [...posted].some((one) => !arrivals.has(one));
    await sleep(50)
  )
    if (performance.now() > waitUntil) throw new Error("Not all that was posted meanwhile has arrived.");
  agent.destroy();
  if (doubles > 0) throw new Error(`${doubles} deliveries came twice.`);
  const leads = [...arrivals].filter(([number]) => isLead(number));
  const lateMs = leads.map(
    ([number, at]) => at + clockAhead - (dueFrom + ((number - first) * withinMs) / count),
  );
  return { acks, lateMs, order: leads.map(([number]) => number - first) };
}

/**
 * Phones that scan: each address once, or the only one so many times, and never the same phone twice.
 * @typedef {{ scan: string[], count: number, connections: number, limitMs: number }} Scans
 */
let phones = 0;

/** @param {Scans} round @returns {Promise<Seen>} */
async function scan({ scan, count, connections, limitMs }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  /** @type {number[]} */
  const acks = [];
  const began = performance.now();
  let next = 0;
  const loop = async () => {
    for (let i = next++; i < count; i = next++) {
      if (performance.now() - began > limitMs)
        throw new Error(`Of ${count} scans ${acks.length} were answered.`);
      const url = scan[i % scan.length] ?? "";
      const userAgent = `Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/${phones++}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36`;
      const sent = performance.now();
      acks.push((await look(url, userAgent, agent)) - sent);
    }
  };
  await Promise.all(Array.from({ length: connections }, loop));
  agent.destroy();
  return { postedInMs: performance.now() - began, deliveredInMs: 0, acks, lags: [] };
}

/** @param {string} url @param {string} userAgent @param {Agent} agent @returns {Promise<number>} when the page was there */
function look(url, userAgent, agent) {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, headers: { "user-agent": userAgent } }, (response) => {
      response.resume().on("error", reject);
      response.on("end", () =>
        response.statusCode === 200
          ? resolve(performance.now())
          : reject(new Error(`${url} answered ${response.statusCode} to a scan.`)),
      );
    });
    outgoing.on("error", reject).end();
  });
}

receiver.listen(0, "127.0.0.1", () => {
  const address = receiver.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  parentPort?.on("message", (/** @type {Round | Due | Scans} */ round) => {
    const doing = "dueFrom" in round ? awaitDue(round) : "scan" in round ? scan(round) : play(round);
    doing.then(
      (seen) => parentPort?.postMessage({ seen }),
      (error) => parentPort?.postMessage({ error: String(error) }),
    );
  });
  parentPort?.postMessage({ receiver: `http://127.0.0.1:${port}/` });
});
