// What each trigger of WP Webhooks tells. Its name comes in a header; times are UTC where their names say gmt.
import { type Customer, instantOf } from "../../core/event";
import { isObject, type Json, type JsonObject, valuesAt } from "../../core/json";
import { bodyKeyLastsMs, compact, emailIn, idIn, ifTold, type SourceFact, textIn } from "../kit";

/** `hash` is the body's, for what has neither an id nor a time of its own. */
type Told = { body: JsonObject; hash: string; now: number };
type TriggerFact = Omit<SourceFact, "data">;
type Trigger = (told: Told) => TriggerFact | undefined;

/** @returns undefined when the body lacks what the trigger is about */
export function factOf(trigger: string, told: Told): TriggerFact | undefined {
  const known = triggers.get(trigger);
  if (known) return known(told);
  return /^[a-z0-9_.-]{1,53}$/.test(trigger) ? otherFact(`custom.wordpress_${trigger}`, told) : undefined;
}

const first = (value: unknown, path: string): unknown => valuesAt(value, path)[0];

const lasting = (key: string) => ({ key, keyLastsMs: bodyKeyLastsMs });

// ── Users ──────────────────────────────────────────────────────────────────────────────────────

type User = { id: string; registeredAt: number | undefined; customer: Customer | undefined };

/** A WP_User, whose row of the database is in `data`; deleted users come a level deeper. */
function userIn(body: JsonObject): User | undefined {
  const user = [body, body.user].filter(isObject).find((one) => isObject(one.data));
  const id = idIn(first(user, "data.ID")) ?? idIn(user?.ID);
  if (!user || !id) return undefined;
  const meta = (name: string) => textIn(first(body, `user_meta.${name}`));
  const row = (name: string) => first(user, `data.${name}`);
  return {
    id,
    registeredAt: instantOf(row("user_registered")),
    customer: ifTold({
      email: emailIn(row("user_email")),
      name: textIn(row("display_name")),
      firstName: meta("first_name"),
      lastName: meta("last_name"),
      language: meta("locale"),
    }),
  };
}

const ofUser =
  (
    type: string,
    keyed: (user: User, told: Told) => { key: string; keyLastsMs?: number; occurredAt?: number },
  ): Trigger =>
  (told) => {
    const user = userIn(told.body);
    if (!user) return undefined;
    const { occurredAt = told.now, ...key } = keyed(user, told);
    return {
      ...key,
      fact: compact({ type, occurredAt, customer: user.customer }),
      customerRefs: [`user:${user.id}`],
    };
  };

/**
 * No notice of a change says who made it. A loop ends because the plugin tells what the user was before, too: the second
 * time nothing has changed, and from the third on the body is the same, which within a day is the same fact.
 */
const users: [string, Trigger][] = [
  [
    "create_user",
    ofUser("customer.updated", ({ id, registeredAt }) =>
      compact({ key: `user:${id}:created:${registeredAt ?? "-"}`, occurredAt: registeredAt }),
    ),
  ],
  ["update_user", ofUser("customer.updated", ({ id }, { hash }) => lasting(`user:${id}:updated:${hash}`))],
  // A new session is a part of each login's body.
  ["login_user", ofUser("custom.wordpress_login", ({ id }, { hash }) => lasting(`user:${id}:login:${hash}`))],
  [
    "deleted_user",
    ofUser("custom.wordpress_user_deleted", ({ id, registeredAt }) => ({
      key: `user:${id}:deleted:${registeredAt ?? "-"}`,
    })),
  ],
];

// ── Posts and comments ─────────────────────────────────────────────────────────────────────────

/** What can happen to a post or a comment but once; the rest happens again and again. */
const once = new Set(["created", "deleted"]);

/** Nobody's: the author of a post is not the shop's customer. */
const ofPost =
  (what: string): Trigger =>
  ({ body, hash, now }) => {
    const id = idIn(body.post_id) ?? idIn(first(body, "post.ID"));
    if (!id) return undefined;
    const modifiedAt = instantOf(first(body, "post.post_modified_gmt"));
    const key = `post:${id}:${what}`;
    const again = modifiedAt === undefined ? lasting(`${key}:${hash}`) : { key: `${key}:${modifiedAt}` };
    return {
      ...(once.has(what) ? { key } : again),
      // A post tells when it was last saved, which is not when it was deleted.
      fact: {
        type: `custom.wordpress_post_${what}`,
        occurredAt: what === "deleted" ? now : (modifiedAt ?? now),
      },
    };
  };

const ofComment =
  (what: string): Trigger =>
  ({ body, hash, now }) => {
    const id = idIn(body.comment_id) ?? idIn(first(body, "comment_data.comment_ID"));
    if (!id) return undefined;
    const comment = (name: string) => first(body, `comment_data.${name}`);
    const key = `comment:${id}:${what}`;
    const userId = idIn(comment("user_id"));
    return compact({
      ...(once.has(what) ? { key } : lasting(`${key}:${hash}`)),
      fact: compact({
        type: `custom.wordpress_comment_${what}`,
        occurredAt: (what === "created" ? instantOf(comment("comment_date_gmt")) : undefined) ?? now,
        customer: ifTold({
          email: emailIn(comment("comment_author_email")),
          name: textIn(comment("comment_author")),
        }),
      }),
      customerRefs: userId && userId !== "0" ? [`user:${userId}`] : undefined,
    });
  };

const written: [string, Trigger][] = [
  ["post_create", ofPost("created")],
  ["post_update", ofPost("updated")],
  ["post_trash", ofPost("trashed")],
  ["post_delete", ofPost("deleted")],
  ["create_comment", ofComment("created")],
  ["update_comment", ofComment("updated")],
  ["trash_comment", ofComment("trashed")],
  ["delete_comment", ofComment("deleted")],
];

// ── Forms ──────────────────────────────────────────────────────────────────────────────────────

const formTriggers = [
  "cf7_forms",
  "elementor_submit",
  "fluent_form_submitted",
  "formidable_form_submitted",
  "forminator_form_submitted",
  "gf_submit",
  "happy_form_submitted",
  "ninjaforms_submit",
  "wpf_submit",
];

/** A field by its names, without case, separators and “your”. */
type Entry = { names: string[]; value: Json | undefined };

/** Where the form plugins put what was entered; Contact Form 7's `form_data` is the form itself. */
const entered = ["form_submit_data", "form_data", "fields"];

function entriesIn(body: JsonObject): Entry[] {
  const { lead } = body;
  // Gravity Forms numbers what was entered, and sends the form's fields beside it.
  if (isObject(lead))
    return valuesAt(body, "form.fields")
      .filter(isObject)
      .map((field) => ({ names: namesOf(field), value: lead[textIn(field.id) ?? ""] }));
  const form = entered.map((name) => body[name]).find((one) => typeof one === "object" && one !== null) ?? {};
  return Object.entries(form).flatMap(([name, value]): Entry[] => {
    if (!isObject(value)) return [{ names: [plain(name)], value }];
    if ("value" in value) return [{ names: namesOf(value), value: value.value }];
    return Object.entries(value).map(([inner, one]) => ({ names: [plain(inner)], value: one }));
  });
}

const namesOf = ({ key, name, label, type }: JsonObject): string[] =>
  [key, name, label, type].flatMap((one) => (typeof one === "string" ? plain(one) : []));

const plain = (name: string): string =>
  name
    .slice(0, 200)
    .toLowerCase()
    .replace(/[^a-z]/g, "")
    .replace(/^your/, "");

const lead: Trigger = ({ body, hash, now }) => {
  const entries = entriesIn(body);
  const entry = <T>(isNamed: (name: string) => boolean, as: (value: unknown) => T | undefined) =>
    entries.flatMap(({ names, value }) => (names.some(isNamed) ? (as(value) ?? []) : []))[0];
  const text = (...usual: string[]) => entry((name) => usual.includes(name), textIn);
  const entryId = idIn(body.entry_id) ?? idIn(first(body, "lead.id"));
  // WPForms Lite keeps no entries, and calls them all 0.
  const hasId = entryId !== undefined && entryId !== "0";
  return {
    ...(hasId ? { key: `form:${idIn(body.form_id) ?? "-"}:${entryId}` } : lasting(hash)),
    fact: compact({
      type: "lead.created",
      // Gravity Forms writes the moment in UTC.
      occurredAt: instantOf(first(body, "lead.date_created")) ?? now,
      customer: ifTold({
        email: entry((name) => name.includes("mail"), emailIn),
        name: text("name", "fullname"),
        firstName: text("firstname", "first"),
        lastName: text("lastname", "surname", "last"),
        phone: text("phone", "phonenumber", "tel", "telephone"),
      }),
    }),
  };
};

// ── All of them ────────────────────────────────────────────────────────────────────────────────

const triggers = new Map<string, Trigger>([
  ...users,
  ...written,
  ...formTriggers.map((name): [string, Trigger] => [name, lead]),
]);

/** Where the plugin's many other triggers put the e-mail of whom they are about, unless that is a user. */
const emailPaths = ["user_data.data.user_email", "user_email", "customer.email", "user.email", "email"];

function otherFact(type: string, { body, hash, now }: Told): TriggerFact {
  const key = lasting(`${type}:${hash}`);
  const user = userIn(body);
  if (user?.customer?.email)
    return {
      ...key,
      fact: { type, occurredAt: now, customer: user.customer },
      customerRefs: [`user:${user.id}`],
    };
  const email = emailPaths.map((path) => emailIn(first(body, path))).find((one) => one !== undefined);
  return { ...key, fact: compact({ type, occurredAt: now, customer: ifTold({ email }) }) };
}
