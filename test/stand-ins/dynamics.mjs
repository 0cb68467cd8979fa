// A stand-in for Dataverse's Web API v9.2 and for the token endpoint of Microsoft Entra, written from their public
// descriptions and stricter than the real ones: one record by its id. By hand: node test/stand-ins/dynamics.mjs [port]
//
// Knobs besides the common ones (`keys` are client secrets):
//   generation  tokens given before it was changed are refused
//   access      "none": the app may read nothing
// A seed: { "table": "contact", "id", "record": { columns; a lookup to follow is an object } | null to delete it }
import { down, garbage, isObject, ok, runByHand } from "./stand-in.mjs";

/** @typedef {import("./stand-in.mjs").Reply} Reply */
/** @typedef {import("./stand-in.mjs").Request} Request */
/** @typedef {import("./stand-in.mjs").Knobs} Knobs */
/** @typedef {import("./stand-in.mjs").Provider} Provider */

const key = "Sample8Q~client.secret-of_the.stand-in0";
const tenant = "0f9f4711-8122-4d3a-a233-1c5b3a7d9e10";
const client = "1c5b3a7d-9e10-4d3a-a233-0f9f47118122";
const environment = "https://contoso.crm4.dynamics.com";

const times = ["createdon", "modifiedon", "statecode", "statuscode", "overriddencreatedon", "versionnumber"];
const person = [
  "fullname",
  "firstname",
  "lastname",
  "emailaddress1",
  "mobilephone",
  "telephone1",
  "donotbulkemail",
  "donotemail",
];
const sale = ["name", "totalamount", "description", "emailaddress", "_customerid_value", ...times];
const lookups = {
  customerid_contact: "contact",
  customerid_account: "account",
  transactioncurrencyid: "transactioncurrency",
};

/** @type {Record<string, { set: string, columns: string[], lookups: Record<string, string> }>} */
const tables = {
  lead: { set: "leads", columns: ["leadid", "subject", "companyname", ...person, ...times], lookups: {} },
  contact: { set: "contacts", columns: ["contactid", ...person, ...times], lookups: {} },
  account: {
    set: "accounts",
    columns: ["accountid", "name", "emailaddress1", "telephone1", "donotbulkemail", ...times],
    lookups: {},
  },
  transactioncurrency: {
    set: "transactioncurrencies",
    columns: ["transactioncurrencyid", "isocurrencycode", "currencyname", "currencysymbol"],
    lookups: {},
  },
  salesorder: { set: "salesorders", columns: ["salesorderid", "ordernumber", ...sale], lookups },
  invoice: { set: "invoices", columns: ["invoiceid", "invoicenumber", ...sale], lookups },
  opportunity: {
    set: "opportunities",
    columns: ["opportunityid", "actualvalue", "estimatedvalue", "actualclosedate", ...sale],
    lookups: { ...lookups, parentcontactid: "contact" },
  },
};

// ── Answers ──

/** @param {number} status @param {string} code @param {string} message @returns {Reply} */
const problem = (status, code, message) => ({
  status,
  body: { error: { code, message } },
  headers: { "odata-version": "4.0" },
});

/** @param {number} status @param {string} error @param {number} code @param {string} message @returns {Reply} */
const entraProblem = (status, error, code, message) => ({
  status,
  body: {
    error,
    error_description: `AADSTS${code}: ${message} Trace ID: 0 Correlation ID: 0 Timestamp: 2026-08-14 09:30:00Z`,
    error_codes: [code],
    timestamp: "2026-08-14 09:30:00Z",
  },
});

/** @param {string} name @param {string} table */
const noProperty = (name, table) =>
  problem(
    400,
    "0x80060888",
    `Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${table}'.`,
  );

/** @param {() => Knobs} knobsNow @returns {import("./stand-in.mjs").Account} */
function open(knobsNow) {
  /** @type {Map<string, Record<string, any>>} */
  const records = new Map();
  /** Tokens and the generation they are of. @type {Map<string, number>} */
  const tokens = new Map();

  /** @param {Request} request @returns {Reply} */
  function login({ method, parts, headers, text }) {
    if (parts.length !== 5 || parts.slice(2).join("/") !== "oauth2/v2.0/token") return { status: 404 };
    if (method !== "POST") return { status: 405 };
    if (headers["content-type"] !== "application/x-www-form-urlencoded")
      return entraProblem(400, "invalid_request", 900144, "The request body must contain 'grant_type'.");
    const form = new URLSearchParams(text);
    const names = [...form.keys()].sort().join(",");
    if (
      names !== "client_id,client_secret,grant_type,scope" ||
      form.get("grant_type") !== "client_credentials"
    )
      return entraProblem(400, "invalid_request", 900144, "The request body is not as it must be.");
    if (parts[1] !== tenant)
      return entraProblem(400, "invalid_request", 90002, `Tenant '${parts[1]}' not found.`);
    if (form.get("client_id") !== client)
      return entraProblem(400, "unauthorized_client", 700016, "Application was not found in the directory.");
    if (!knobsNow().keys.includes(form.get("client_secret") ?? ""))
      return entraProblem(401, "invalid_client", 7000215, "Invalid client secret provided.");
    if (form.get("scope") !== `${environment}/.default`)
      return entraProblem(400, "invalid_scope", 70011, "The provided value for 'scope' is not valid.");
    const token = `eyJ.stand-in.${tokens.size}`;
    tokens.set(token, knobsNow().generation);
    return ok({ token_type: "Bearer", expires_in: 3599, ext_expires_in: 3599, access_token: token });
  }

  /** @param {string} table @param {Record<string, any>} row @param {string[]} columns */
  function shown(table, row, columns) {
    const own = `${table}id`;
    const names = [...new Set([own, ...columns])];
    return {
      "@odata.etag": 'W/"4711"',
      ...Object.fromEntries(names.map((name) => [name, row[name] ?? null])),
    };
  }

  /** @param {Request} request @returns {Reply} */
  function api({ method, parts, query, headers, text }) {
    const [, token] = /^Bearer (\S+)$/.exec(headers.authorization ?? "") ?? [];
    if (!token || tokens.get(token) !== knobsNow().generation)
      return { status: 401, headers: { "www-authenticate": "Bearer" } };
    if (knobsNow().access === "none")
      return problem(403, "0x80072560", "The user is not a member of the organization.");
    if (headers["odata-version"] !== "4.0" || headers["odata-maxversion"] !== "4.0")
      return problem(400, "0x80060888", "The OData version is 4.0.");
    if (headers.accept !== "application/json" || headers["content-type"] !== undefined || text !== "")
      return problem(400, "0x80060888", "A GET has no body, and takes application/json.");
    if (method !== "GET") return problem(405, "0x80060888", "The HTTP method is not supported here.");
    const [, set, id = ""] = /^([a-z]+)\(([^()]*)\)$/.exec(parts[3] ?? "") ?? [];
    const [name, table] = Object.entries(tables).find(([, one]) => one.set === set) ?? [];
    if (!name || !table || parts.length !== 4)
      return problem(404, "0x8006088a", `Resource not found for the segment '${parts[3]}'.`);
    if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
      return problem(400, "0x0", `Error identified in Payload provided by the user for Entity :'${name}'`);
    const unknown = [...query.keys()].find((one) => one !== "$select" && one !== "$expand");
    if (unknown) return problem(400, "0x80060888", `The query parameter ${unknown} is not supported.`);
    const columns = (query.get("$select") ?? "").split(",");
    const odd = columns.find((one) => !table.columns.includes(one));
    if (odd !== undefined) return noProperty(odd, name);
    const row = records.get(`${name}:${id}`);
    if (!row) return problem(404, "0x80040217", `Entity '${name}' With Id = ${id} Does Not Exist`);

    /** @type {Record<string, unknown>} */
    const expanded = {};
    const expand = query.get("$expand") ?? "";
    if (expand.replace(/(?:^|,)\w+\(\$select=[\w,]+\)/g, "") !== "")
      return problem(400, "0x80060888", "Term is not valid in a $select or $expand expression.");
    for (const [, lookup = "", list = ""] of expand.matchAll(/(\w+)\(\$select=([\w,]+)\)/g)) {
      const to = table.lookups[lookup];
      if (!to) return noProperty(lookup, name);
      const wanted = list.split(",");
      const strange = wanted.find((one) => !tables[to]?.columns.includes(one));
      if (strange) return noProperty(strange, to);
      expanded[lookup] = isObject(row[lookup]) ? shown(to, row[lookup], wanted) : null;
    }
    const context = `${environment}/api/data/v9.2/$metadata#${table.set}/$entity`;
    return {
      ...ok({ "@odata.context": context, ...shown(name, row, columns), ...expanded }),
      headers: { "odata-version": "4.0", "content-type": "application/json; odata.metadata=minimal" },
    };
  }

  return {
    answer(request) {
      if (request.parts[0] === "login") return login(request);
      if (request.parts.slice(0, 3).join("/") === "api/data/v9.2") return api(request);
      return { status: 404 };
    },
    state: () => ({ tokens: tokens.size, records: Object.fromEntries(records) }),
    seed({ table, id, record }) {
      if (record === null) records.delete(`${table}:${id}`);
      else records.set(`${table}:${id}`, { [`${table}id`]: id, ...record });
    },
  };
}

/** @param {string} trouble @param {string | null} hint @returns {Reply} */
function troubled(trouble, hint) {
  /** @type {Record<string, string>} */
  const headers = hint === null ? {} : { "retry-after": hint };
  if (trouble === "down") return { ...down, headers: { ...down.headers, ...headers } };
  if (trouble === "slow-down") {
    const message =
      "Number of requests exceeded the limit of 6000, measured during time window of 300 seconds.";
    return { ...problem(429, "0x80072322", message), headers };
  }
  return garbage;
}

/** @type {Provider} */
const dynamics = {
  id: "dynamics",
  name: "Dynamics 365",
  key,
  knobs: { generation: 1, access: null },
  mostAtOnce: 52,
  open,
  troubled,
  settings: (url) => ({
    authentication: "http-header",
    value: "a long and random value",
    tenantId: tenant,
    clientId: client,
    clientSecret: key,
    environmentUrl: environment,
    baseUrl: `${url}/api/data/v9.2`,
    loginUrl: `${url}/login`,
  }),
};
export default dynamics;

await runByHand(import.meta, dynamics);
