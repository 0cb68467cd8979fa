// The tool: customers join a group, and leave it again. Each may be done twice and comes to the same.
// https://developers.mailerlite.com/api/subscribers
import { z } from "zod";
import type { Verdict } from "../../core/delivery";
import type { ShopEvent } from "../../core/event";
import { isObject, type JsonObject } from "../../core/json";
import {
  addressOf,
  customerLane,
  emailField,
  moreFields,
  namesOf,
  noAddress,
  placeBy,
  told,
  withoutAddress,
} from "../contacts";
import { compact, defineAction, defineTool, idIn, ifTold, secret, standInUrl, textIn } from "../kit";
import { ask, type Call, checked, notFrom, path, type Reply } from "../rest";
import { apiOf } from "./api";
import { fieldsOf, groupsOf } from "./choices";

const settings = z.object({
  apiKey: secret(
    z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]{10,4000}$/, {
        error: "is not an API token of MailerLite's, which is long and has neither spaces nor line breaks",
      }),
    {
      title: "API token",
      description:
        "In MailerLite: Integrations → API → Generate new token. It is shown only once, so copy it right away.",
    },
  ),
  baseUrl: standInUrl,
});
type Settings = z.output<typeof settings>;

const group = z
  .string()
  .trim()
  .regex(/^\d{1,20}$/, { error: "is not the id of a group" })
  .meta({ title: "Group" });

const lane = (event: ShopEvent, input: { groupId: string }) => customerLane(event, input.groupId);

type Objection = Reply & { is: "objection" };

function objectionTo({ status, words }: Objection, address: string): Verdict {
  const objects = `MailerLite does not accept this (${status})`;
  return {
    is: "failed",
    reason: words === "" ? `${objects}.` : `${objects}: ${withoutAddress(words, address)}`,
  };
}

// ── Joining ────────────────────────────────────────────────────────────────────────────────────

const addInput = z.object({
  groupId: group,
  email: emailField,
  resubscribe: z.boolean().default(false).meta({
    title: "Also people who unsubscribed",
    description:
      "Makes them active again, for the mail to all groups they are in. Only where they agreed to it.",
  }),
  fields: moreFields({
    title: "More fields",
    description:
      "Key and value; values may be templates, and empty ones are not sent. name and last_name are the customer's names.",
  }),
});

const addToGroup = defineAction<typeof addInput, Settings>({
  title: "Add to a group",
  input: addInput,
  inputVersion: 1,
  needs: ["customer.email"],
  choices: { groupId: groupsOf, fields: fieldsOf },
  repeatable: true, // who is there already is updated
  lane,
  async run({ event, input, settings, send, now }) {
    const address = addressOf(input, event);
    if (!address) return noAddress;
    const { first, last } = namesOf(event);
    const fields = ifTold(told({ name: first, last_name: last, ...input.fields }));
    const subscriber = { email: address, groups: [input.groupId], ...(fields && { fields }) };
    const add = async (more: JsonObject = {}) => {
      const call: Call = { method: "POST", path: "/subscribers", body: { ...subscriber, ...more } };
      return standingIn(await ask(apiOf(settings), call, send, now), address);
    };

    // First without `status`, which would also confirm in their place those who are asked to confirm.
    const standing = await add();
    if (!input.resubscribe || !hasLeft(standing)) return joined(standing);
    const again = await add({ status: "active", resubscribe: true });
    return hasLeft(again) ? staysOut : joined(again);
  },
});

/** A subscriber's status, or what an answer without one comes to. */
type Standing = { status: string } | Verdict;

const hasLeft = (standing: Standing) => "status" in standing && standing.status === "unsubscribed";

const joined = (standing: Standing): Verdict =>
  "is" in standing ? standing : compact({ is: "done", note: joinedNotes[standing.status] });

const joinedNotes: Record<string, string> = {
  unconfirmed: "They get mail once they confirm the one that MailerLite sends them.",
  unsubscribed: "They had unsubscribed, and stay unsubscribed.",
  bounced: "Mail to them bounced before, so MailerLite sends them nothing.",
  junk: "They reported mail as spam before, so MailerLite sends them nothing.",
};

const staysOut: Verdict = {
  is: "failed",
  reason:
    "They unsubscribed, and MailerLite does not subscribe them again. They can do so themselves, by one of its forms.",
};

function standingIn(reply: Reply, address: string): Standing {
  if (reply.is === "setback") return reply.setback;
  if (reply.is === "objection") {
    // 422: "This subscriber is unsubscribed and cannot be imported"
    const [, left] = /is (\w+) and cannot be imported/i.exec(reply.words) ?? [];
    if (left !== undefined) return { status: left.toLowerCase() };
    return isAboutGroup(reply) ? groupIsGone : objectionTo(reply, address);
  }
  const { id, status } = subscriberIn(reply);
  const standing = textIn(status);
  if (idIn(id) === undefined || standing === undefined) return notASubscriber(reply);
  return { status: standing };
}

function isAboutGroup({ json }: Objection): boolean {
  const { errors } = isObject(json) ? json : {};
  return isObject(errors) && Object.keys(errors).some((field) => /^groups\b/.test(field));
}

const groupIsGone: Verdict = {
  is: "failed",
  reason: "MailerLite no longer has this group: choose another one in the automation.",
};

function subscriberIn({ json }: Reply & { is: "told" }): JsonObject {
  return isObject(json) && isObject(json.data) ? json.data : {};
}

function notASubscriber({ status }: Reply & { is: "told" }): Verdict {
  return { is: "retry", reason: notFrom({ name: "MailerLite" }, status) };
}

// ── Leaving ────────────────────────────────────────────────────────────────────────────────────

const removeInput = z.object({ groupId: group, email: emailField });

const removeFromGroup = defineAction<typeof removeInput, Settings>({
  title: "Remove from a group",
  input: removeInput,
  inputVersion: 1,
  needs: ["customer.email"],
  choices: { groupId: groupsOf },
  repeatable: true,
  lane,
  async run({ event, input, settings, send, now }) {
    const address = addressOf(input, event);
    if (!address) return noAddress;
    const say = (call: Call) => ask(apiOf(settings), call, send, now);
    const found = await say({ method: "GET", path: path`/subscribers/${address}` });
    if (found.is !== "told") return notLeft(found, address);
    const id = idIn(subscriberIn(found).id);
    if (id === undefined) return notASubscriber(found);
    const left = await say({ method: "DELETE", path: path`/subscribers/${id}/groups/${input.groupId}` });
    return left.is === "told" ? { is: "done" } : notLeft(left, address);
  },
});

function notLeft(reply: Exclude<Reply, { is: "told" }>, address: string): Verdict {
  if (reply.is === "setback") return reply.setback;
  if (reply.status === 404) return { is: "done", note: "They were not in this group." };
  return objectionTo(reply, address);
}

// ── The tool ───────────────────────────────────────────────────────────────────────────────────

export const tool = defineTool({
  settings,
  // 120 requests a minute are documented for one account, and a run makes up to two; a tenth is left to others.
  limits: { concurrency: 4, perSecond: 0.9 },
  timeLimitMs: 30_000,
  async check(account, send) {
    const api = apiOf(account);
    const reply = await ask(api, { method: "GET", path: "/groups", query: { limit: "1" } }, send, 0);
    return checked(api, reply, (json) => isObject(json) && Array.isArray(json.data));
  },
  actions: { "add-to-group": addToGroup, "remove-from-group": removeFromGroup },
  place: placeBy("groupId"),
});
