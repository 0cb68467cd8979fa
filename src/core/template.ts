// Liquid templates in what a shop owner types: text, one line, HTML, a URL, the string leaves of a JSON tree.
import { CaptureTag, Context, filters, Liquid, LiquidError, Output, type Template } from "liquidjs";
import { z } from "zod";
import { instantOf } from "./event";
import { isObject, type Json } from "./json";

export type Rendered = { ok: true; text: string } | { ok: false; reason: string };
export type RenderedUrl = { ok: true; url: string } | { ok: false; reason: string };
/** `path` leads to the leaf that could not be filled in. */
export type RenderedTree = { ok: true; value: Json } | { ok: false; reason: string; path?: string[] };

/** Where a rendered value ends up, and so how it is made harmless there. */
type Place = "none" | "html" | "url" | "typed";

const maxTemplateLength = 100_000;
const maxOutputLength = 1_000_000;
/** Characters and list members that one rendering may make or copy. */
const maxMemory = 4_000_000;
/** Pieces rendered, in each round of a loop anew. No time: a Worker's clock stands still while it computes. */
const maxSteps = 50_000;
const maxTreeDepth = 50;

// ── Engines ────────────────────────────────────────────────────────────────────────────────────

/** Captured text can double each time, so it counts like any other copy. */
class CountedCapture extends CaptureTag {
  override *render(context: Context): Generator<unknown, void, string> {
    yield* super.render(context);
    const captured: unknown = context.bottom()[this.variable];
    context.memoryLimit.use(String(captured).length);
  }
}

function makeEngine(place: Place): Liquid {
  const engine = new Liquid({
    templates: {},
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    timezoneOffset: "UTC",
    locale: "en-US",
    parseLimit: maxTemplateLength,
    memoryLimit: maxMemory,
    ...(place === "typed" ? { keepOutputType: true } : { outputEscape: escapes[place] }),
  });
  // Nothing to include from; and counters would write into the event.
  for (const name of ["include", "render", "layout", "block", "increment", "decrement"])
    delete engine.tags[name];
  engine.registerTag("capture", CountedCapture);
  for (const name of dateFilters) engine.registerFilter(name, dated(name));
  if (place === "html") {
    for (const name of ["escape", "escape_once", "xml_escape"]) escapesItself(engine, name);
    const escapeOnce = builtInFilter("escape_once");
    engine.registerFilter("newline_to_br", {
      raw: true,
      handler(value) {
        return String(escapeOnce.call(this, shown(value))).replace(/\r?\n/g, "<br />\n");
      },
    });
  }
  if (place === "url")
    for (const name of ["url_encode", "cgi_escape", "uri_escape"]) escapesItself(engine, name);
  return engine;
}

/** A filter that already does what the engine would do to every value: not done twice. */
function escapesItself(engine: Liquid, name: string): void {
  engine.registerFilter(name, { raw: true, handler: builtInFilter(name) });
}

type FilterHandler = (this: { context: Context }, value: unknown, ...args: unknown[]) => unknown;

function builtInFilter(name: string): FilterHandler {
  const filter: unknown = filters[name];
  if (typeof filter !== "function") throw new Error(`Liquid has no filter ${name}.`);
  return filter as FilterHandler; // liquidjs keeps every plain filter as a function of this shape
}

const dateFilters = ["date", "date_to_xmlschema", "date_to_rfc822", "date_to_string", "date_to_long_string"];

/** Liquid takes a number for unix seconds; Shopbell's instants are milliseconds. Both are understood. */
function dated(name: string): FilterHandler {
  const filter = builtInFilter(name);
  return function (value, ...args) {
    const instant = typeof value === "number" || /^\d+$/.test(String(value)) ? instantOf(value) : undefined;
    return filter.call(this, instant === undefined ? value : new Date(instant).toISOString(), ...args);
  };
}

/** A value as text: as Liquid writes it, and an object as JSON. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.some(isObject) ? JSON.stringify(value) : value.map(shown).join("");
  return isObject(value) && Object.getPrototypeOf(value) === Object.prototype
    ? JSON.stringify(value)
    : String(value);
}

const htmlEntities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&#34;",
  "'": "&#39;",
};

function counted(write: (text: string) => string) {
  return function (this: unknown, value: unknown): string {
    const text = shown(value);
    // liquidjs calls this with the context as `this.context`, like a filter, though its types do not say so.
    (this as { context: Context }).context.memoryLimit.use(text.length);
    return write(text);
  };
}

const escapes = {
  none: counted((text) => text),
  html: counted((text) => text.replace(/[&<>"']/g, (char) => htmlEntities[char] ?? char)),
  url: counted((text) => encodeURIComponent(text.toWellFormed())),
};

const engines = new Map<Place, Liquid>();

function engineFor(place: Place): Liquid {
  const known = engines.get(place);
  if (known) return known;
  const engine = makeEngine(place);
  engines.set(place, engine);
  return engine;
}

// ── Parsing ────────────────────────────────────────────────────────────────────────────────────

const maxParsed = 500;
const parsed = new Map<string, Template[]>();

/** @throws LiquidError when the text is not a template */
function parse(text: string, place: Place): Template[] {
  const key = `${place}\n${text}`;
  const known = parsed.get(key);
  if (known) return known;
  const templates = engineFor(place).parse(text);
  // Long ones are rare and would make the memory of a few hundred a heavy one.
  if (text.length > 10_000) return templates;
  const oldest = parsed.keys().next();
  if (parsed.size >= maxParsed && !oldest.done) parsed.delete(oldest.value);
  parsed.set(key, templates);
  return templates;
}

/** Whether a text has anything to fill in. */
export function hasTemplate(text: string): boolean {
  return text.includes("{{") || text.includes("{%");
}

/** @returns what is wrong with a template, in words; undefined when it can be read */
export function checkTemplate(text: string): string | undefined {
  if (!hasTemplate(text)) return undefined;
  try {
    parse(text, "none");
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  if (!LiquidError.is(error)) return "The template is too large or too deep to fill in.";
  const [, what = error.message, line, column] =
    /^(.*?)(?:, line:(\d+), col:(\d+))?$/s.exec(error.message) ?? [];
  const where = line ? ` (line ${line}, column ${column})` : "";
  if (/limit exceeded|invalid string length|call stack/i.test(what))
    return `The template makes too much${where}.`;
  return `The template cannot be filled in: ${what}${where}.`;
}

// ── Rendering ──────────────────────────────────────────────────────────────────────────────────

/** What one rendering, or all leaves of one tree together, may use up. */
type Budget = { limits: Pick<Context, "memoryLimit" | "renderLimit">; outputLeft: number };

function makeBudget(): Budget {
  const limits = new Context({}, engineFor("none").options, { sync: true });
  let steps = 0;
  // liquidjs asks this limit before every piece it renders, with the time, which says nothing in a Worker.
  limits.renderLimit.check = () => {
    if (++steps > maxSteps) throw new Error("step limit exceeded");
  };
  return { limits, outputLeft: maxOutputLength };
}

/** @throws LiquidError, or a RangeError of the engine */
function run(text: string, scope: object, place: Place, { limits }: Budget): unknown {
  const liquid = engineFor(place);
  const templates = parse(text, place);
  const { memoryLimit, renderLimit } = limits;
  // A copy of the outermost level, so that no tag can write into the event.
  const context = new Context(
    { ...scope },
    liquid.options,
    { sync: true },
    { memoryLimit, renderLimit, liquid },
  );
  return liquid.renderSync(templates, context);
}

function runText(text: string, scope: object, place: Exclude<Place, "typed">, budget: Budget): Rendered {
  if (!hasTemplate(text)) return { ok: true, text };
  try {
    const result = String(run(text, scope, place, budget));
    budget.outputLeft -= result.length;
    if (budget.outputLeft < 0) return { ok: false, reason: "The template makes too much." };
    return { ok: true, text: result };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}

/**
 * Fills in a template. A variable that is not there is empty. With `escape: "html"` every value is escaped
 * unless the template says `| raw`; with `oneLine` line breaks and other control characters become a space.
 */
export function renderText(
  template: string,
  scope: object,
  { escape: place = "none", oneLine = false }: { escape?: "html" | "none"; oneLine?: boolean } = {},
): Rendered {
  return renderWith(template, scope, place, oneLine, makeBudget());
}

function renderWith(
  template: string,
  scope: object,
  place: "html" | "none",
  oneLine: boolean,
  budget: Budget,
): Rendered {
  const rendered = runText(template, scope, place, budget);
  return rendered.ok && oneLine ? { ok: true, text: onOneLine(rendered.text) } : rendered;
}

const originPart = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\\]+/i;

/**
 * Fills in a URL. Scheme, host and port hold no template, so a value can never choose where a request goes;
 * in path and query every value is percent-encoded, a slash too.
 */
export function renderUrl(template: string, scope: object): RenderedUrl {
  return renderUrlWith(template, scope, makeBudget());
}

function renderUrlWith(template: string, scope: object, budget: Budget): RenderedUrl {
  const origin = originPart.exec(template.trim())?.[0];
  if (!origin || hasTemplate(origin) || !URL.canParse(origin)) {
    const reason =
      "The address must begin with https:// and a fixed host name; templates may stand only after these.";
    return { ok: false, reason };
  }
  const rendered = runText(template.trim(), scope, "url", budget);
  if (!rendered.ok) return rendered;
  const url = onOneLine(rendered.text);
  // A value of ".." would climb out of the folder the owner chose, and percent-encoding does not stop it.
  const path = url.slice(origin.length).split(/[?#]/, 1)[0] ?? "";
  if (hasTemplate(template) && path.split(/[/\\]/).some((part) => /^(?:\.|%2e){1,2}$/i.test(part)))
    return {
      ok: false,
      reason: "A part of the address came out as “.” or “..”, which would lead elsewhere.",
    };
  if (!URL.canParse(url) || new URL(url).origin !== new URL(origin).origin)
    return { ok: false, reason: "The address cannot be read once it is filled in." };
  return { ok: true, url };
}

// ── Trees ──────────────────────────────────────────────────────────────────────────────────────

/** How a form's text field is filled in, where that is not plain text: `.meta({ textKind: "html" })`. */
export type TextKind = "html" | "one-line" | "url";

/**
 * Fills in a JSON tree: string leaves are templates, keys never are.
 *
 * A leaf that is exactly one output, `"{{ order.total.amount }}"` or `"{{ products | map: 'id' }}"`, keeps
 * the type of its value: a number stays a number, a list a list, and what is not there is null. Anything beside
 * it, a space even, makes text. Where `form` asks for text it is text, so that a number may fill a text field.
 *
 * @param form the schema this tree will be parsed with, if any; its `textKind` marks are obeyed
 */
export function renderTree(tree: Json, scope: object, form?: z.core.$ZodType): RenderedTree {
  return renderNode(tree, { scope, budget: makeBudget(), path: [] }, form);
}

type Walk = { scope: object; budget: Budget; path: string[] };

function renderNode(node: Json, walk: Walk, form: z.core.$ZodType | undefined): RenderedTree {
  if (typeof node === "string") return renderLeaf(node, walk, form);
  if (typeof node !== "object" || node === null) return { ok: true, value: node };
  if (walk.path.length >= maxTreeDepth) return { ok: false, reason: "The input is nested too deeply." };
  const entries: [string, Json][] = [];
  for (const [key, member] of Object.entries(node)) {
    const result = renderNode(member, { ...walk, path: [...walk.path, key] }, formAt(form, key));
    if (!result.ok) return result;
    entries.push([key, result.value]);
  }
  return {
    ok: true,
    value: Array.isArray(node) ? entries.map(([, value]) => value) : Object.fromEntries(entries),
  };
}

function renderLeaf(
  leaf: string,
  { scope, budget, path }: Walk,
  form: z.core.$ZodType | undefined,
): RenderedTree {
  if (!hasTemplate(leaf)) return { ok: true, value: leaf };
  const { isText, textKind } = wanted(form);
  const result =
    textKind === "url"
      ? renderUrlWith(leaf, scope, budget)
      : isText || !isOneOutput(leaf)
        ? renderWith(leaf, scope, textKind === "html" ? "html" : "none", textKind === "one-line", budget)
        : renderTyped(leaf, scope, budget);
  if (!result.ok)
    return path.length ? { ok: false, reason: `In ${path.join(".")}: ${result.reason}`, path } : result;
  if ("value" in result) return result;
  return { ok: true, value: "url" in result ? result.url : result.text };
}

function isOneOutput(leaf: string): boolean {
  try {
    const templates = parse(leaf, "typed");
    return templates.length === 1 && templates[0] instanceof Output;
  } catch {
    return false;
  }
}

function renderTyped(leaf: string, scope: object, budget: Budget): RenderedTree {
  try {
    const value = run(leaf, scope, "typed", budget);
    const json = asJson(value);
    budget.outputLeft -= typeof json === "object" ? JSON.stringify(json).length : String(json).length;
    if (budget.outputLeft < 0) return { ok: false, reason: "The template makes too much." };
    return { ok: true, value: json };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

/** What came out of Liquid, as JSON; its own objects (`empty`, a loop's state) as the text they write. */
function asJson(value: unknown): Json {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(asJson);
  if (isObject(value) && Object.getPrototypeOf(value) === Object.prototype) return value;
  return String(value);
}

/** The form of one member of what `form` describes; undefined where the form does not say. */
function formAt(form: z.core.$ZodType | undefined, key: string): z.core.$ZodType | undefined {
  const def = innermost(form)?.def;
  if (def?.type === "object") return Object.hasOwn(def.shape, key) ? def.shape[key] : undefined;
  if (def?.type === "record") return def.valueType;
  return def?.type === "array" ? def.element : undefined;
}

function wanted(form: z.core.$ZodType | undefined): { isText: boolean; textKind: unknown } {
  const inner = innermost(form);
  return { isText: inner?.def.type === "string" || inner?.textKind !== undefined, textKind: inner?.textKind };
}

type Innermost = { def: z.core.$ZodTypes["_zod"]["def"]; textKind: unknown };

/** The form below `.optional()`, `.default()` and the like, with the mark found on the way. */
function innermost(form: z.core.$ZodType | undefined): Innermost | undefined {
  let at = form;
  let textKind: unknown;
  while (at) {
    textKind ??= z.globalRegistry.get(at)?.textKind;
    const { def } = (at as z.core.$ZodTypes)._zod; // zod's own way to tell its types apart
    switch (def.type) {
      case "optional":
      case "nullable":
      case "nonoptional":
      case "default":
      case "prefault":
      case "catch":
      case "readonly":
        at = def.innerType;
        break;
      case "pipe":
        at = def.in;
        break;
      default:
        return { def, textKind };
    }
  }
  return undefined;
}
