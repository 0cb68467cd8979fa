// A receiver of webhooks for tests: it remembers what came, and answers as it was told. By hand: node test/receiver.mjs [port]
//
//   <any method> /<box>/…   receives, and answers by the box's plan: 200 unless told otherwise
//   PUT    /_plan/<box>     a JSON list of answers: one for each request, the last one for all that follow
//   GET    /_log/<box>      what came, as JSON
//   DELETE /_log/<box>      forgets what came; the plan stays
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { listen, readAll } from "./loopback.mjs";

/**
 * @typedef {object} Answer
 * @property {number} [status] 200 unless set
 * @property {Record<string, string>} [headers]
 * @property {string} [body]
 * @property {number} [bodyBytes] so many bytes of nothing in particular, instead of `body`
 * @property {number} [delayMs] waits before it answers
 * @property {boolean} [hang] never answers
 */
/**
 * @typedef {object} Received
 * @property {string} method
 * @property {string} path with the query
 * @property {Record<string, string>} headers names in lower case
 * @property {string} body
 * @property {number} at epoch milliseconds
 * @property {number} status what it is answered; 0 for never
 */
/** @typedef {{ log: Received[], plan: Answer[] }} Box */
/**
 * @typedef {object} Receiver
 * @property {string} url without a slash at the end
 * @property {(box: string) => Received[]} log
 * @property {(box: string, answers: Answer[]) => void} plan
 * @property {() => Promise<void>} close
 */

/**
 * @param {object} [options]
 * @param {number} [options.port] any free one unless set
 * @param {(received: Received) => void} [options.onReceived]
 * @returns {Promise<Receiver>}
 */
export async function startReceiver({ port = 0, onReceived } = {}) {
  /** @type {Map<string, Box>} */
  const boxes = new Map();
  /** @param {string} name */
  const boxOf = (name) => {
    const box = boxes.get(name) ?? { log: [], plan: [] };
    boxes.set(name, box);
    return box;
  };

  const server = createServer(async (request, response) => {
    const body = await readAll(request).catch(() => undefined);
    if (body === undefined) return; // the sender hung up
    const { method = "GET", url: path = "/" } = request;
    const [first = "", second = ""] = path.split("?")[0]?.split("/").slice(1) ?? [];
    /** @param {number} status @param {unknown} value */
    const json = (status, value) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));

    if (first === "_log") {
      if (method === "DELETE") boxOf(second).log = [];
      return json(200, boxOf(second).log);
    }
    if (first === "_plan") {
      const answers = parseAnswers(body);
      if (method !== "PUT" || !answers) return json(400, { error: "PUT a JSON list of answers." });
      boxOf(second).plan = answers;
      return json(200, answers);
    }

    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const box = boxOf(first);
    const answer = (box.plan.length > 1 ? box.plan.shift() : box.plan[0]) ?? {};
    const status = answer.hang ? 0 : (answer.status ?? 200);
    const received = { method, path, headers, body, at: Date.now(), status };
    box.log.push(received);
    onReceived?.(received);
    if (answer.hang) return;
    if (answer.delayMs) await sleep(answer.delayMs);
    const content = answer.bodyBytes === undefined ? (answer.body ?? "") : "x".repeat(answer.bodyBytes);
    response.writeHead(status, answer.headers).end(content);
  });

  const listening = await listen(server, port);
  return {
    ...listening,
    log: (box) => boxOf(box).log,
    plan: (box, answers) => {
      boxOf(box).plan = [...answers];
    },
  };
}

/**
 * @param {string} text
 * @returns {Answer[] | undefined}
 */
function parseAnswers(text) {
  try {
    const answers = JSON.parse(text);
    return Array.isArray(answers) ? answers : undefined;
  } catch {
    return undefined;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const receiver = await startReceiver({
    port: Number(process.argv[2] ?? 0),
    onReceived: ({ method, path, headers, body }) =>
      console.log(`${method} ${path}\n${JSON.stringify(headers, null, 2)}\n${body}\n`),
  });
  console.log(`Listening: ${receiver.url}/<box>/…\n`);
}
