// Holds a stand-in to its provider's own OpenAPI description: what is asked of it, and what it answers.
import { readFile } from "node:fs/promises";
import { OpenAPIBackend } from "openapi-backend";
import { isObject } from "./stand-in.mjs";

/** @typedef {import("./stand-in.mjs").Account} Account */
/** @typedef {import("./stand-in.mjs").Request} Request */
/** @typedef {import("./stand-in.mjs").Reply} Reply */
/** @typedef {(request: Request, reply: Reply) => string[]} SpecCheck in words, what is not as described */

/** As strict as a test needs them; what else a description knows is not checked. @type {Record<string, RegExp>} */
const formats = {
  email: /^[^\s@]+@[^\s@]+$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  uri: /^[a-z][a-z0-9+.-]*:\S+$/i,
  "date-time": /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}(:?\d{2})?)$/i,
};

/**
 * What is sent may hold nothing but what is named, though descriptions rarely say so: a name that nobody knows is the
 * commonest mistake.
 * @param {string} file of test/specs
 * @param {{ open?: string[] }} [options] properties whose objects may hold more than is named
 * @returns {Promise<SpecCheck>}
 */
export async function checkAgainst(file, { open = [] } = {}) {
  const text = await readFile(new URL(`../specs/${file}`, import.meta.url), "utf8");
  const api = new OpenAPIBackend({
    definition: JSON.parse(text),
    quick: true, // it knows how 3.0 is written, and takes what 3.1 allows besides for mistakes
    ajvOpts: { strict: false, allErrors: true, logger: false },
    customizeAjv(ajv) {
      for (const [name, pattern] of Object.entries(formats)) ajv.addFormat(name, pattern);
      return ajv;
    },
  });
  await api.init();
  for (const operation of Object.values(api.definition.paths ?? {}).flatMap((item) =>
    Object.values(item ?? {}),
  ))
    if (isObject(operation) && operation.requestBody) {
      operation.requestBody = structuredClone(operation.requestBody); // answers may share parts of it
      close(operation.requestBody, open);
    }

  return (request, reply) => {
    const { method, path, query, headers, json } = request;
    const asked = { method, path, query: Object.fromEntries(query), headers: plain(headers), body: json };
    const operation = api.matchOperation(asked);
    const name = `${method} ${path.split("?")[0]}`;
    if (!operation) return [`${name} is not described.`];
    return [
      ...bodyDeviations(operation, request),
      ...inWords(api.validateRequest(asked, operation).errors),
      ...replyDeviations(api, operation, reply),
    ].map((deviation) => `${name}: ${deviation}`);
  };
}

/** An account that answers 500 to what deviates, and tells it in its state. @param {Account} account @param {SpecCheck} check @returns {Account} */
export function heldTo(check, account) {
  /** @type {string[]} */
  const deviations = [];
  return {
    ...account,
    answer(request) {
      const reply = account.answer(request);
      const found = check(request, reply);
      deviations.push(...found);
      return found.length > 0 ? { status: 500, body: { deviations: found } } : reply;
    },
    state: () => ({ ...account.state(), deviations }),
  };
}

/** @param {any} operation @param {Request} request */
function bodyDeviations({ requestBody }, { headers, text, json }) {
  if (!requestBody) return text === "" ? [] : ["a body where none is described"];
  if (text === "") return requestBody.required ? ["no body"] : [];
  const type = (headers["content-type"] ?? "").split(";")[0] ?? "";
  if (!(type in requestBody.content)) return [`the content type “${type}” is not described`];
  return json === undefined ? ["the body is no JSON"] : [];
}

/** @param {any} api @param {any} operation @param {Reply} reply */
function replyDeviations(api, operation, { status, body, text }) {
  const described = operation.responses[status] ?? operation.responses.default;
  // Hardly any description names all the ways to fail.
  if (!described) return status >= 400 ? [] : [`the answer ${status} is not described`];
  if (!described.content)
    return body === undefined && !text ? [] : [`the answer ${status} has a body where none is described`];
  return inWords(api.validateResponse(body, operation, status).errors).map(
    (deviation) => `the answer ${status}: ${deviation}`,
  );
}

/** @param {any[] | null | undefined} errors */
function inWords(errors) {
  return (errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, params?.additionalProperty].filter(Boolean).join(" "),
  );
}

/** @param {import("node:http").IncomingHttpHeaders} headers @returns {Record<string, string | string[]>} */
function plain(headers) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value ?? ""]));
}

/** @param {any} node a part of a description @param {string[]} open @param {string} [name] */
function close(node, open, name = "") {
  if (typeof node !== "object" || node === null) return;
  if (node.type === "object" && isObject(node.properties) && !open.includes(name))
    node.additionalProperties ??= false;
  // What allOf puts together must stay open, since each part names but its own.
  for (const [key, member] of Object.entries(node)) if (key !== "allOf") close(member, open, key);
}
