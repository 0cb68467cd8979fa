// What needs a hand in a workspace: one trouble for each kind, subject and cause, whatever the number behind it.
import { z } from "zod";

/** From the one that matters most to the one that matters least. */
export const troubleKinds = [
  /** A connection (or the source that fetches what its notices left out) does not work. */
  "connection",
  /** Deliveries that were sent, and of which nobody knows whether they arrived. */
  "uncertain",
  "failed",
  /** Deliveries that wait because a person paused their connection. */
  "held",
  "overdue",
  /** A source that usually speaks and does not; see core/silence. */
  "silent",
  /** Requests at a source that could not be proven genuine. */
  "refused",
] as const;
export type TroubleKind = (typeof troubleKinds)[number];

/** What a person can do about all of a trouble at once. */
export const troubleActs = ["check", "retry", "mark-done", "give-up"] as const;
export type TroubleAct = (typeof troubleActs)[number];

export const troubleSchema = z.object({
  key: z.string().meta({ description: "The same as long as it is the same trouble" }),
  kind: z.enum(troubleKinds),
  subject: z.object({
    kind: z.enum(["connection", "source"]),
    id: z.string(),
    name: z.string().nullable().meta({ description: "Null when it has been deleted" }),
  }),
  cause: z.string().nullable().meta({
    description:
      "In words, without what belongs to one delivery alone; null where several causes lie together",
  }),
  count: z.int().meta({ description: "How many deliveries or requests" }),
  isMore: z.boolean().meta({ description: "There are more than `count`: no more were looked at" }),
  since: z.int(),
  silence: z
    .object({ usuallyMs: z.int(), longestMs: z.int() })
    .optional()
    .meta({ description: "Of a silent source: its usual and its longest pause until now" }),
  acts: z.array(z.enum(troubleActs)),
});
export type Trouble = z.infer<typeof troubleSchema>;

/** The parts of a trouble that its kind does not decide. */
type Told = Omit<Trouble, "key" | "acts" | "isMore"> & { isMore?: boolean };

export function troubleOf(told: Told): Trouble {
  return { key: keyOf(told), isMore: false, ...told, acts: actsOf(told) };
}

/** Kind, subject and cause. Of some kinds a subject has one trouble at a time, however its words change meanwhile. */
function keyOf({ kind, subject, cause }: Told): string {
  const hasCauses = kind === "failed" || kind === "uncertain";
  const head = `${kind}.${subject.id}`;
  return hasCauses ? `${head}.${cause === null ? "several" : hashOf(cause)}` : head;
}

function actsOf({ kind, subject }: Told): TroubleAct[] {
  switch (kind) {
    case "connection":
      return subject.kind === "connection" ? ["check"] : [];
    case "failed":
      return subject.name === null ? ["give-up"] : ["retry", "give-up"];
    case "uncertain":
      return subject.name === null ? ["mark-done"] : ["retry", "mark-done"];
    case "held":
      return ["give-up"];
    default:
      return [];
  }
}

/** What weighs most first; of one kind, the most numerous, then the oldest. */
export function byWeight(a: Trouble, b: Trouble): number {
  return (
    troubleKinds.indexOf(a.kind) - troubleKinds.indexOf(b.kind) ||
    b.count - a.count ||
    a.since - b.since ||
    (a.key < b.key ? -1 : 1)
  );
}

// ── Causes ──

const mostOfCause = 200;

/** With an apostrophe before its @, as Irish names have it. */
const address = /[^\s<>()"“”,;:@]+@[^\s<>()"“”',;:]+/g;
/** A host, a status in brackets, or a word that holds a digit. */
const special =
  /(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?![\w-])|\d+(?:\.\d+){3}(?::\d+)?|\(\d{3}\)|[\w-]*\d[\w-]*(?:[.,:][\w-]*\d[\w-]*)*/gi;

/**
 * The cause behind a reason: what two deliveries that failed for the same cause have in common. Addresses of people, ids,
 * longer numbers and how often it was tried go. Hosts stay, and a status in brackets: “(503)” is what makes the cause.
 */
export function causeOf(reason: string | null): string {
  const cause = (reason ?? "")
    .replace(/^Given up after \d+ (?:try|tries)\. /, "")
    .replace(address, "…")
    .replace(/(https?:\/\/[^\s/?#"”]+)[^\s"”,;)]*/g, "$1")
    .replace(special, (word) => (isOfCause(word) ? word : "…"))
    .replace(/\s+/g, " ")
    .trim();
  const short = cause.length > mostOfCause ? `${cause.slice(0, mostOfCause).toWellFormed()}…` : cause;
  return short === "" ? "No reason was given." : short;
}

function isOfCause(word: string): boolean {
  return /^\(|\.[a-z]{2,}(?::\d+)?$|^\d+(?:\.\d+){3}|^\d{1,2}$/i.test(word);
}

/** 53 bits of a text, the same on every run (cyrb53). It tells causes apart; nothing depends on nobody forging one. */
function hashOf(text: string): string {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 2654435761);
    high = Math.imul(high ^ unit, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return (4294967296 * (2097151 & high) + (low >>> 0)).toString(36);
}
