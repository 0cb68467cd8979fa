// The tool: customers join a list, leave it, and get a mail made from a template.
// https://www.twilio.com/docs/sendgrid/api-reference/contacts
import { z } from "zod";
import type { Verdict } from "../../core/delivery";
import { eventBody, type ShopEvent } from "../../core/event";
import { isObject, type Json, type JsonObject } from "../../core/json";
import {
  addressOf,
  customerLane,
  emailField,
  moreFields,
  namesOf,
  noAddress,
  told,
  withoutAddress,
} from "../contacts";
import { defineAction, defineTool, idIn, numberIn, secret, standInUrl } from "../kit";
import { ask, checked, notFrom, path, type Reply } from "../rest";
import { apiOf, howToPermit, keyApi, name } from "./api";
import { fieldsOf, listsOf, templatesOf } from "./choices";

const settings = z.object({
  apiKey: secret(
    z
      .string()
      .trim()
      .regex(/^SG\.[\w-]{10,100}\.[\w-]{10,100}$/, {
        error: "is not an API key of SendGrid's, which begins with SG. and has 69 characters",
      }),
    {
      title: "API key",
      description:
        "In SendGrid: Settings → API Keys → Create API Key. It needs “Marketing” for lists, and “Mail Send” and “Template Engine” for mails.",
    },
  ),
  region: z.enum(["global", "eu"]).default("global").meta({
    title: "Region",
    description: "Where your account keeps its data: “eu” only for a subuser made for the EU region.",
  }),
  baseUrl: standInUrl,
});
type Settings = z.output<typeof settings>;

const list = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z-]{1,64}$/, { error: "is not the id of a list" })
  .meta({ title: "List" });

const lane = (event: ShopEvent, input: { listId: string }) => customerLane(event, input.listId);

const failed = (reason: string): Verdict => ({ is: "failed", reason });

const noList = failed("SendGrid no longer has this list: choose another one in the automation.");

function objectionTo({ status, words }: Reply & { is: "objection" }, address: string): Verdict {
  return failed(`SendGrid does not accept this (${status}): ${withoutAddress(words, address)}`);
}

/** SendGrid takes changes to contacts as jobs, done a little later; what it makes of one is not told here. */
function jobOf(reply: Reply, address: string, note: string): Verdict {
  if (reply.is === "setback") return reply.setback;
  if (reply.is === "objection") return reply.status === 404 ? noList : objectionTo(reply, address);
  const isJob = isObject(reply.json) && idIn(reply.json.job_id) !== undefined;
  return isJob ? { is: "done", note } : { is: "retry", reason: notFrom({ name }, reply.status) };
}

// ── Joining ────────────────────────────────────────────────────────────────────────────────────

const addInput = z.object({
  listId: list,
  email: emailField,
  fields: moreFields(
    {
      title: "Custom fields",
      description:
        "Id and value; values may be templates, and empty ones are not sent. A date is written {{ occurredAt | date: '%m/%d/%Y' }}.",
    },
    z.string().regex(/^\w{1,50}$/, { error: "is not the id of a custom field, such as e1_T" }),
  ),
});

const addToList = defineAction<typeof addInput, Settings>({
  title: "Add to a list",
  input: addInput,
  inputVersion: 1,
  needs: ["customer.email"],
  choices: { listId: listsOf, fields: fieldsOf },
  repeatable: true, // PUT makes it so, however often
  lane,
  async run({ event, input, settings, send, now }) {
    const address = addressOf(input, event);
    if (!address) return noAddress;
    const { first, last } = namesOf(event);
    const fields = typed(told(input.fields ?? {}));
    const contact: JsonObject = {
      email: address,
      ...told({ first_name: shortened(first), last_name: shortened(last) }),
      ...(Object.keys(fields).length > 0 ? { custom_fields: fields } : {}),
    };
    const body: JsonObject = { list_ids: [input.listId], contacts: [contact] };
    const reply = await ask(apiOf(settings), { method: "PUT", path: "/marketing/contacts", body }, send, now);
    return jobOf(reply, address, "SendGrid adds them in a moment; it may still refuse them then.");
  },
});

/** SendGrid takes names of up to 50 characters. */
function shortened(text: string | undefined): string | undefined {
  return text && Array.from(text).slice(0, 50).join("");
}

/** The id of a field ends in its type; a field for numbers takes no text. */
function typed(fields: Record<string, string>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(fields).map(([id, text]) => [
      id,
      (id.endsWith("_N") ? numberIn(text) : undefined) ?? text,
    ]),
  );
}

// ── Leaving ────────────────────────────────────────────────────────────────────────────────────

const removeInput = z.object({ listId: list, email: emailField });

const removeFromList = defineAction<typeof removeInput, Settings>({
  title: "Remove from a list",
  input: removeInput,
  inputVersion: 1,
  needs: ["customer.email"],
  choices: { listId: listsOf },
  repeatable: true,
  lane,
  async run({ event, input, settings, send, now }) {
    const address = addressOf(input, event);
    if (!address) return noAddress;
    const api = apiOf(settings);
    const search = "/marketing/contacts/search/emails";
    const found = await ask(api, { method: "POST", path: search, body: { emails: [address] } }, send, now);
    const contact = contactIn(found, address);
    if ("is" in contact) return contact;
    const reply = await ask(
      api,
      {
        method: "DELETE",
        path: path`/marketing/lists/${input.listId}/contacts`,
        query: { contact_ids: contact.id },
      },
      send,
      now,
    );
    return jobOf(reply, address, "SendGrid takes them off the list in a moment.");
  },
});

const unknownContact: Verdict = {
  is: "done",
  note: "SendGrid does not know them, so they are on no list. Whoever was added minutes ago may not have been known yet: look at the list.",
};

/** Who was asked for, or what the answer comes to without them. */
function contactIn(reply: Reply, address: string): { id: string } | Verdict {
  if (reply.is === "setback") return reply.setback;
  if (reply.is === "objection") return reply.status === 404 ? unknownContact : objectionTo(reply, address);
  const result = isObject(reply.json) ? reply.json.result : undefined;
  if (!isObject(result)) return { is: "retry", reason: notFrom({ name }, reply.status) };
  for (const one of Object.values(result)) {
    const id = isObject(one) && isObject(one.contact) ? idIn(one.contact.id) : undefined;
    if (id !== undefined) return { id };
  }
  return unknownContact;
}

// ── Mails ──────────────────────────────────────────────────────────────────────────────────────

const sendInput = z.object({
  templateId: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z-]{1,64}$/, { error: "is not the id of a template" })
    .meta({
      title: "Template",
      description: "One of SendGrid's dynamic templates. It holds the subject too.",
    }),
  from: z
    .string()
    .trim()
    .max(254)
    .regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/, { error: "is not an e-mail address" })
    .meta({ title: "From", description: "A sender that is verified in SendGrid.", textKind: "one-line" }),
  fromName: z.string().trim().max(200).optional().meta({ title: "Sender's name", textKind: "one-line" }),
  email: emailField,
  data: z.record(z.string().min(1).max(200), z.json()).optional().meta({
    title: "More data",
    description:
      "JSON whose texts may be templates, for the template to use. It knows customer, products, order, subscription, codes, type and occurredAt anyway.",
  }),
});

const sendTemplate = defineAction<typeof sendInput, Settings>({
  title: "Send a mail from a template",
  input: sendInput,
  inputVersion: 1,
  needs: ["customer.email"],
  choices: { templateId: templatesOf },
  repeatable: false, // SendGrid has no key by which it would know a mail again
  async run({ event, input, settings, send, now }) {
    const address = addressOf(input, event);
    if (!address) return noAddress;
    const body: JsonObject = {
      personalizations: [{ to: [{ email: address }], dynamic_template_data: dataOf(event, input.data) }],
      from: { email: input.from, ...told({ name: quoted(input.fromName) }) },
      template_id: input.templateId,
    };
    const reply = await ask(apiOf(settings), { method: "POST", path: "/mail/send", body }, send, now);
    if (reply.is === "setback") return reply.setback;
    if (reply.is === "objection") return objectionTo(reply, address);
    if (reply.status === 202)
      return {
        is: "done",
        note: "SendGrid sends it in a moment. It drops mails of a template that is gone; its Activity tells.",
      };
    return { is: "unknown", reason: notFrom({ name }, reply.status) };
  },
});

/** SendGrid takes a comma or a semicolon in a name for its end, unless the name is in quotes. */
function quoted(name: string | undefined): string | undefined {
  return name && /[,;]/.test(name) ? `"${name.replaceAll('"', "'")}"` : name;
}

/** The event without the shop's own words, which may be long and say more than a mail should. */
function dataOf(event: ShopEvent, more: Record<string, Json> = {}): JsonObject {
  const { data: _, ...known } = eventBody(event);
  return { ...known, ...more };
}

// ── The tool ───────────────────────────────────────────────────────────────────────────────────

function scopesIn(json: Json): Json[] | undefined {
  return isObject(json) && Array.isArray(json.scopes) ? json.scopes : undefined;
}

export const tool = defineTool({
  settings,
  // SendGrid publishes no numbers, and says itself when it gets too much.
  limits: { concurrency: 5 },
  timeLimitMs: 30_000,
  async check(account, send) {
    const api = keyApi(account);
    const reply = await ask(api, { method: "GET", path: "/scopes" }, send, 0);
    const check = checked(api, reply, (json) => scopesIn(json) !== undefined);
    if (check.is !== "ok" || reply.is !== "told") return check;
    const isOfUse = scopesIn(reply.json)?.some((scope) => /^(?:mail\.send$|marketing)/.test(String(scope)));
    return isOfUse
      ? check
      : {
          is: "refused",
          problem: `SendGrid permits this API key neither lists nor mails. ${howToPermit}`,
        };
  },
  actions: {
    "add-to-list": addToList,
    "remove-from-list": removeFromList,
    "send-template": sendTemplate,
  },
  place(_settings, action, input) {
    const { listId, templateId } = input as { listId?: unknown; templateId?: unknown }; // the automation's input, as it was saved
    const place = idIn(listId) ?? idIn(templateId);
    return place === undefined ? undefined : `${action} ${place}`;
  },
});
