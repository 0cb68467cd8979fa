// The tool: customers join a group, and leave it again. Each may be done twice and comes to the same.
// https://developers-classic.mailerlite.com/reference/add-single-subscriber
import { z } from "zod";
import type { Verdict } from "../../core/delivery";
import type { ShopEvent } from "../../core/event";
import { isObject } from "../../core/json";
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
import { compact, defineAction, defineTool, idIn, secret, standInUrl, textIn } from "../kit";
import { ask, type Call, checked, notFrom, path, type Reply } from "../rest";
import { apiOf } from "./api";
import { fieldsOf, groupsOf } from "./choices";

const settings = z.object({
  apiKey: secret(
    z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]{10,4000}$/, {
        error: "is not a key of MailerLite Classic's, which has neither spaces nor line breaks",
      }),
    { title: "API key", description: "In MailerLite Classic: Integrations → MailerLite API." },
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

function objectionTo({ status, words }: Reply & { is: "objection" }, address: string): Verdict {
  const objects = `MailerLite Classic does not accept this (${status})`;
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
    const names = namesOf(event);
    const { name, ...fields } = told({ name: names.first, last_name: names.last, ...input.fields });
    const subscriber = {
      email: address,
      ...(name && { name }),
      ...(Object.keys(fields).length > 0 && { fields }),
    };
    const add = async (resubscribe: boolean) => {
      const call: Call = {
        method: "POST",
        path: path`/groups/${input.groupId}/subscribers`,
        body: { ...subscriber, resubscribe },
      };
      return standingIn(await ask(apiOf(settings), call, send, now), address);
    };

    // Never at once with `resubscribe`, which also activates who bounced and who has not confirmed yet.
    const standing = await add(false);
    if (!input.resubscribe || !hasLeft(standing)) return joined(standing);
    const again = await add(true);
    return hasLeft(again) ? staysOut : joined(again);
  },
});

/** A subscriber's status, which Classic calls their type, or what an answer without one comes to. */
type Standing = { status: string } | Verdict;

const hasLeft = (standing: Standing) => "status" in standing && standing.status === "unsubscribed";

const joined = (standing: Standing): Verdict =>
  "is" in standing ? standing : compact({ is: "done", note: joinedNotes[standing.status] });

const joinedNotes: Record<string, string> = {
  unconfirmed: "They get mail once they confirm the one that MailerLite Classic sends them.",
  unsubscribed: "They had unsubscribed, and stay unsubscribed.",
  bounced: "Mail to them bounced before, so MailerLite Classic sends them nothing.",
  junk: "They reported mail as spam before, so MailerLite Classic sends them nothing.",
};

const staysOut: Verdict = {
  is: "failed",
  reason:
    "They unsubscribed, and MailerLite Classic does not subscribe them again. They can do so themselves, by one of its forms.",
};

function standingIn(reply: Reply, address: string): Standing {
  if (reply.is === "setback") return reply.setback;
  if (reply.is === "objection") {
    if (reply.status === 404) return groupIsGone;
    return /unsubscribed/i.test(reply.words) ? { status: "unsubscribed" } : objectionTo(reply, address);
  }
  const { id, email, type } = isObject(reply.json) ? reply.json : {};
  if (idIn(id) === undefined || textIn(email) === undefined)
    return { is: "retry", reason: notFrom({ name: "MailerLite Classic" }, reply.status) };
  return { status: textIn(type) ?? "" };
}

const groupIsGone: Verdict = {
  is: "failed",
  reason: "MailerLite Classic no longer has this group: choose another one in the automation.",
};

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
    const below = path`/groups/${input.groupId}/subscribers/${address}`;
    const left = await ask(apiOf(settings), { method: "DELETE", path: below }, send, now);
    if (left.is === "told") return { is: "done" };
    if (left.is === "setback") return left.setback;
    if (left.status === 404) return { is: "done", note: "They were not in this group." };
    return objectionTo(left, address);
  },
});

// ── The tool ───────────────────────────────────────────────────────────────────────────────────

export const tool = defineTool({
  settings,
  // 60 requests a minute are documented for each endpoint; a run makes one, and a tenth is left to others.
  limits: { concurrency: 4, perSecond: 0.9 },
  timeLimitMs: 30_000,
  async check(account, send) {
    const api = apiOf(account);
    const reply = await ask(api, { method: "GET", path: "/groups", query: { limit: "1" } }, send, 0);
    return checked(api, reply, Array.isArray);
  },
  actions: { "add-to-group": addToGroup, "remove-from-group": removeFromGroup },
  place: placeBy("groupId"),
});
