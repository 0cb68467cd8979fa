// What stand-ins of providers share: accounts that are made when first called, knobs for what shall go wrong, and a log.
//
//   /<account>/…             the provider's API, with an account of its own under every name
//   GET    /<account>/_state what the account holds and what was asked of it
//   PUT    /<account>/_knobs how it behaves from now on; what is left out is as at first
//   PUT    /<account>/_seed  brings something into the account; what, is the stand-in's to say
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import { listen, readAll } from "../loopback.mjs";

/**
 * What can go wrong. `hang` and all others do nothing of what was asked; `lost-answer` does it, and then breaks the
 * connection off. A provider may know more of them.
 * @typedef {"down" | "slow-down" | "garbage" | "hang" | "lost-answer" | string} Trouble
 */
/**
 * @typedef {object} CommonKnobs
 * @property {string[]} keys credentials that are taken
 * @property {Trouble | null} trouble what goes wrong with requests
 * @property {number} skip with how many requests nothing goes wrong before
 * @property {number} times with how many it does, from then on
 * @property {string | null} hint what a provider's own way of saying "wait so long" holds, with slow-down and down
 */
/** @typedef {CommonKnobs & Record<string, any>} Knobs */
/**
 * @typedef {object} Request
 * @property {string} method
 * @property {string} path without the account, percent-encoded
 * @property {string[]} parts of the path, decoded
 * @property {URLSearchParams} query
 * @property {import("node:http").IncomingHttpHeaders} headers
 * @property {string} text the body
 * @property {any} json the body as JSON; undefined when it is none
 */
/** @typedef {{ status: number, body?: unknown, text?: string, headers?: Record<string, string> }} Reply */
/** @typedef {{ method: string, path: string, headers: import("node:http").IncomingHttpHeaders, text: string, body: unknown, status: number | null, answer: unknown, at: number }} Asked */
/**
 * One account of a provider.
 * @typedef {object} Account
 * @property {(request: Request) => Reply} answer everything the API does, the doorman included
 * @property {() => Record<string, unknown>} state for the tests to look at
 * @property {(what: any) => void} [seed]
 */
/**
 * @typedef {object} Provider
 * @property {string} id the connector's
 * @property {string} name
 * @property {string} key one that every account takes
 * @property {Record<string, unknown>} [knobs] besides the common ones
 * @property {number} [mostAtOnce] requests under way in one account, above which it answers slow-down
 * @property {(knobs: () => Knobs) => Account} open makes an account; `knobs()` are those of the moment
 * @property {(trouble: Trouble, hint: string | null, request: Request) => Reply} troubled in the provider's own form
 * @property {(url: string) => Record<string, unknown>} settings of a connection to the account at `url`
 */
/** @typedef {{ url: string, close: () => Promise<void> }} StandIn */

/**
 * Posts a webhook as providers do: by itself, once what caused it has been answered. Nothing is tried again.
 * @param {string | null} url nobody is told where there is none
 * @param {Record<string, string>} headers
 * @param {string} body
 */
export function post(url, headers, body) {
  if (url !== null) setTimeout(() => fetch(url, { method: "POST", headers, body }).catch(() => undefined));
}

/** @param {unknown} body @returns {Reply} */
export const ok = (body) => ({ status: 200, body });

/** @param {unknown} value @returns {value is Record<string, any>} */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** A page of a network in between. @type {Reply} */
export const garbage = {
  status: 200,
  text: "<html>Sign in to this network</html>",
  headers: { "content-type": "text/html" },
};

/** @type {Reply} */
export const down = {
  status: 503,
  text: "<html>Service Unavailable</html>",
  headers: { "content-type": "text/html" },
};

/**
 * @param {Provider} provider
 * @param {{ port?: number, onAsked?: (asked: Asked) => void }} [options]
 * @returns {Promise<StandIn>}
 */
export async function startStandIn(provider, { port = 0, onAsked } = {}) {
  /** @type {Map<string, ReturnType<typeof openAccount>>} */
  const accounts = new Map();
  /** @param {string} name */
  const accountOf = (name) => {
    const account = accounts.get(name) ?? openAccount(provider, onAsked);
    accounts.set(name, account);
    return account;
  };
  const server = createServer(async (request, response) => {
    const text = await readAll(request).catch(() => undefined);
    if (text === undefined) return; // the sender hung up
    const { method = "", url = "", headers } = request;
    const [, name = "", below = "/"] = /^\/([\w-]+)(\/.*)$/.exec(url) ?? [];
    /** @param {Reply} reply */
    const answer = ({ status, body, headers: more, text: plain }) => {
      const content = plain ?? (body === undefined ? undefined : JSON.stringify(body));
      const type = body === undefined ? {} : { "content-type": "application/json; charset=utf-8" };
      response.writeHead(status, { ...type, ...more }).end(content);
    };
    if (name === "") return answer({ status: 404, text: "Which account? /<account>/…" });
    const account = accountOf(name);
    const json = parse(text);
    if (below === "/_state" && method === "GET") return answer(ok(account.state()));
    if (below === "/_knobs" && method === "PUT") return answer(account.turn(json));
    if (below === "/_seed" && method === "PUT") return answer(account.seed(json));
    const { pathname, searchParams } = new URL(`http://stand-in${below}`);
    let parts;
    try {
      parts = pathname.split("/").slice(1).map(decodeURIComponent);
    } catch {
      return answer({ status: 400, text: "Bad Request" });
    }
    account.hear({ method, path: below, parts, query: searchParams, headers, text, json }, response, answer);
  });
  return listen(server, port);
}

/** @param {Provider} provider @param {((asked: Asked) => void) | undefined} onAsked */
function openAccount(provider, onAsked) {
  /** @type {Knobs} */
  const first = {
    keys: [provider.key],
    trouble: null,
    skip: 0,
    times: Number.MAX_SAFE_INTEGER,
    hint: null,
    ...provider.knobs,
  };
  let knobs = structuredClone(first);
  const account = provider.open(() => knobs);
  /** @type {Asked[]} */
  const asked = [];
  let underWay = 0;
  let mostUnderWay = 0;

  /** @returns {Trouble | null} */
  function nextTrouble() {
    if (!knobs.trouble || knobs.times <= 0) return null;
    if (knobs.skip-- > 0) return null;
    knobs.times--;
    return knobs.trouble;
  }

  return {
    state: () => ({ ...account.state(), knobs, asked, mostUnderWay }),
    /** @param {unknown} told @returns {Reply} */
    turn(told) {
      const unknown = isObject(told) ? Object.keys(told).filter((name) => !(name in first)) : ["…"];
      if (!isObject(told) || unknown.length > 0)
        return { status: 400, body: { error: `No such knobs: ${unknown.join(", ")}` } };
      knobs = { ...structuredClone(first), ...told };
      return ok(knobs);
    },
    /** @param {unknown} what @returns {Reply} */
    seed(what) {
      if (!account.seed) return { status: 404 };
      account.seed(what);
      return { status: 204 };
    },
    /** @param {Request} request @param {import("node:http").ServerResponse} response @param {(reply: Reply) => void} answer */
    hear(request, response, answer) {
      underWay++;
      mostUnderWay = Math.max(mostUnderWay, underWay);
      response.on("close", () => underWay--);
      const trouble = underWay > (provider.mostAtOnce ?? Infinity) ? "slow-down" : nextTrouble();
      const isDone = trouble === null || trouble === "lost-answer";
      const isAnswered = trouble !== "hang" && trouble !== "lost-answer";
      /** @type {Reply | undefined} */
      const reply = isDone
        ? account.answer(request)
        : isAnswered
          ? provider.troubled(trouble, knobs.hint, request)
          : undefined;
      const { method, path, headers, text, json } = request;
      /** @type {Asked} */
      const one = {
        method,
        path,
        headers,
        text,
        body: json ?? null,
        status: isAnswered ? (reply?.status ?? null) : null,
        answer: reply?.body ?? reply?.text ?? null,
        at: Date.now(),
      };
      asked.push(one);
      onAsked?.(one);
      if (trouble === "lost-answer") return void response.destroy();
      if (trouble === "hang" || !reply) return;
      answer(reply);
    },
  };
}

/** @param {string} text @returns {unknown} undefined when it is no JSON */
export function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Starts the stand-in when its file is run by hand: node test/stand-ins/<id>.mjs [port] @param {ImportMeta} meta @param {Provider} provider */
export async function runByHand(meta, provider) {
  if (meta.url !== pathToFileURL(process.argv[1] ?? "").href) return;
  const { url } = await startStandIn(provider, {
    port: Number(process.argv[2] ?? 0),
    onAsked: ({ method, path, text, status }) =>
      console.log(`${status ?? "no answer"}  ${method} ${path}  ${text}`),
  });
  console.log(`${provider.name}'s stand-in: ${url}
Connect Shopbell to it, where loopback is allowed, with these settings of a “${provider.id}” connection:
  ${JSON.stringify(provider.settings(`${url}/mine`))}
What it holds: curl ${url}/mine/_state      A knob: curl -X PUT ${url}/mine/_knobs -d '{"trouble":"down","times":1}'
`);
}
