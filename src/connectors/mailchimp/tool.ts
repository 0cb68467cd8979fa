// The tool: customers join an audience, get tags, and leave again. Each may be done twice and comes to the same.
// https://mailchimp.com/developer/marketing/api/list-members/
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
import { compact, defineAction, defineTool, type Send, secret, standInUrl, textIn } from "../kit";
import { ask, type Call, checked, notFrom, path, type Reply } from "../rest";
import { apiOf, keyPattern, titleOf } from "./api";
import { audiencesOf, mergeFieldsOf, tagsOf } from "./choices";

const settings = z.object({
  apiKey: secret(
    z.string().trim().regex(keyPattern, {
      error: "is not a key of Mailchimp's, which ends in a hyphen and the data centre, such as -us21",
    }),
    {
      title: "API key",
      description:
        "In Mailchimp: Profile → Extras → API keys → Create A Key. Copy it to its very end, such as -us21.",
    },
  ),
  baseUrl: standInUrl,
});
type Settings = z.output<typeof settings>;

const audience = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z]{1,40}$/, { error: "is not the id of an audience" })
  .meta({ title: "Audience" });

const lane = (event: ShopEvent, input: { listId: string }) => customerLane(event, input.listId);

/** The path also takes the MD5 of the address, but not every runtime has MD5. */
const memberPath = (listId: string, address: string) => path`/lists/${listId}/members/${address}`;

const notMailchimp = (status: number) => notFrom({ name: "Mailchimp" }, status);

// ── Joining ────────────────────────────────────────────────────────────────────────────────────

const tagName = z.string().trim().min(1).max(100);

const addInput = z.object({
  listId: audience,
  email: emailField,
  doubleOptIn: z.boolean().default(false).meta({
    title: "Double opt-in",
    description: "Mailchimp sends a mail first, and they are on the list once they confirm it.",
  }),
  resubscribe: z.boolean().default(false).meta({
    title: "Also people who left",
    description:
      "Subscribes those again who unsubscribed, were archived or are there without a subscription. Only where they agreed to it.",
  }),
  tags: z.array(tagName).max(50).optional().meta({
    title: "Tags",
    description: "Given to them in this audience; those that are missing are made.",
    openChoices: true,
  }),
  mergeFields: moreFields(
    {
      title: "More merge fields",
      description:
        "Tag and value; values may be templates, and empty ones are not sent. FNAME and LNAME are the customer's names.",
    },
    z.string().regex(/^[A-Z0-9_]{1,10}$/, {
      error: "is not a merge tag, such as PHONE: up to ten capital letters, digits and _",
    }),
  ),
});
type AddInput = z.output<typeof addInput>;

const addToAudience = defineAction<typeof addInput, Settings>({
  title: "Add to an audience",
  input: addInput,
  inputVersion: 1,
  needs: ["customer.email"],
  choices: { listId: audiencesOf, tags: tagsOf, mergeFields: mergeFieldsOf },
  repeatable: true, // PUT makes it so, however often
  lane,
  async run({ event, input, settings, send, now }) {
    const address = addressOf(input, event);
    if (!address) return noAddress;
    const subscribed = input.doubleOptIn ? "pending" : "subscribed";
    const member = {
      email_address: address,
      status_if_new: subscribed,
      merge_fields: mergeFieldsOfEvent(input, event),
    };
    const put = async (body: JsonObject) =>
      ask(
        apiOf(settings),
        {
          method: "PUT",
          path: memberPath(input.listId, address),
          // A shop rarely knows all that an audience's form asks for.
          query: { skip_merge_validation: "true" },
          body,
        },
        send,
        now,
      );

    // First without `status`, which would also ask those again who are subscribed already.
    let standing = standingIn(await put(member), address);
    if (!("is" in standing) && input.resubscribe && whoLeft.has(standing.status))
      standing = standingIn(await put({ ...member, status: subscribed }), address);
    if ("is" in standing) return standing;
    const note = joinedNotes[standing.status];
    if (input.tags === undefined || input.tags.length === 0) return compact({ is: "done", note });
    // The tags of the request above are for new members alone.
    const tagged = await tag(input.listId, address, input.tags, "active", settings, send, now);
    return tagged.is === "done" ? compact({ is: "done", note }) : tagged;
  },
});

/** @returns what it comes to for somebody who is in the audience */
async function tag(
  listId: string,
  address: string,
  names: string[],
  status: "active" | "inactive",
  settings: Settings,
  send: Send,
  now: number,
): Promise<Verdict> {
  const call: Call = {
    method: "POST",
    path: `${memberPath(listId, address)}/tags`,
    body: { tags: names.map((name) => ({ name, status })) },
  };
  const reply = await ask(apiOf(settings), call, send, now);
  if (reply.is === "setback") return reply.setback;
  if (reply.is === "told")
    return reply.json === null ? { is: "done" } : { is: "retry", reason: notMailchimp(200) };
  if (reply.status === 404) return { is: "failed", reason: notThere };
  return objectionTo(reply, address);
}

const notThere =
  "They are not in this audience, so they can have no tag there. “Add to an audience” can give tags as well.";

function mergeFieldsOfEvent({ mergeFields }: AddInput, event: ShopEvent): Record<string, string> {
  const { first, last } = namesOf(event);
  return told({ FNAME: first, LNAME: last, ...mergeFields });
}

const whoLeft = new Set(["unsubscribed", "archived", "transactional"]);

const joinedNotes: Record<string, string> = {
  pending: "They are on the list once they confirm the mail that Mailchimp sends them.",
  unsubscribed: "They had unsubscribed from this audience, and stay unsubscribed.",
  archived: "They are in the archive of this audience, and stay there.",
  cleaned: "Mail to them bounced before, so Mailchimp sends them nothing.",
  transactional: "They are in this audience without a subscription, and stay so.",
};

/** A member's status out of an answer, or what the answer comes to without one. */
function standingIn(reply: Reply, address: string): { status: string } | Verdict {
  if (reply.is === "setback") return reply.setback;
  if (reply.is === "objection") return objectionTo(reply, address);
  const { id, email_address, status } = isObject(reply.json) ? reply.json : {};
  const isMember = [id, email_address, status].every((one) => typeof one === "string" && one !== "");
  return isMember ? { status: String(status) } : { is: "retry", reason: notMailchimp(200) };
}

const hour = 3_600_000;

function objectionTo({ status, words, json }: Reply & { is: "objection" }, address: string): Verdict {
  const title = titleOf(json) ?? "";
  const failed = (reason: string): Verdict => ({ is: "failed", reason });
  if (status === 404)
    return failed("Mailchimp no longer has this audience: choose another one in the automation.");
  if (/compliance state/i.test(title))
    return failed(
      "They unsubscribed, complained or their mail bounced, so Mailchimp lets nobody but themselves subscribe them again, by one of its forms.",
    );
  if (/forgotten/i.test(title))
    return failed(
      "They were deleted from this audience for good, so nobody but themselves can subscribe them again, by one of Mailchimp's forms.",
    );
  if (/signed up to a lot of lists/i.test(words))
    return {
      is: "retry",
      reason: "This address signed up to very many lists lately, so Mailchimp takes no more for now.",
      afterMs: hour,
    };
  if (/fake or invalid|of the email address is invalid/i.test(words))
    return failed("Mailchimp takes this e-mail address for a mistyped or an invented one.");
  return failed(`Mailchimp does not accept this (${status}): ${withoutAddress(words, address)}`);
}

// ── Tags ───────────────────────────────────────────────────────────────────────────────────────

const tagInput = z.object({
  listId: audience,
  tag: tagName.meta({
    title: "Tag",
    description: "One of the audience's, or a new one.",
    textKind: "one-line",
    openChoices: true,
  }),
  email: emailField,
});

const tagging = {
  input: tagInput,
  inputVersion: 1,
  needs: ["customer.email"],
  choices: { listId: audiencesOf, tag: tagsOf },
  repeatable: true,
  lane,
};

const addTag = defineAction<typeof tagInput, Settings>({
  title: "Add a tag",
  ...tagging,
  async run({ event, input, settings, send, now }) {
    const address = addressOf(input, event);
    if (!address) return noAddress;
    return tag(input.listId, address, [input.tag], "active", settings, send, now);
  },
});

const removeTag = defineAction<typeof tagInput, Settings>({
  title: "Remove a tag",
  ...tagging,
  async run({ event, input, settings, send, now }) {
    const address = addressOf(input, event);
    if (!address) return noAddress;
    const verdict = await tag(input.listId, address, [input.tag], "inactive", settings, send, now);
    return verdict.is === "failed" && verdict.reason === notThere ? notInAudience : verdict;
  },
});

// ── Leaving ────────────────────────────────────────────────────────────────────────────────────

const removeInput = z.object({
  listId: audience,
  email: emailField,
  how: z.enum(["unsubscribe", "archive"]).default("unsubscribe").meta({
    title: "How",
    description:
      "Unsubscribed, they get no more mail and can come back by themselves. Archived, they no longer count towards the plan, and a later purchase can bring them back.",
  }),
});

const removeFromAudience = defineAction<typeof removeInput, Settings>({
  title: "Remove from an audience",
  input: removeInput,
  inputVersion: 1,
  needs: ["customer.email"],
  choices: { listId: audiencesOf },
  repeatable: true,
  lane,
  async run({ event, input, settings, send, now }) {
    const address = addressOf(input, event);
    if (!address) return noAddress;
    const path = memberPath(input.listId, address);
    const say = (call: Omit<Call, "path">) => ask(apiOf(settings), { ...call, path }, send, now);
    const unsubscribe = async (): Promise<Verdict> =>
      left(
        await say({
          method: "PATCH",
          query: { skip_merge_validation: "true" },
          body: { status: "unsubscribed" },
        }),
        address,
      );
    if (input.how === "unsubscribe") return unsubscribe();

    const archived = await say({ method: "DELETE" });
    if (archived.is === "told")
      return archived.status === 204 ? { is: "done" } : { is: "retry", reason: notMailchimp(200) };
    if (archived.is !== "objection" || archived.status !== 405) return left(archived, address);
    // Who bounced, has not confirmed yet or is archived already cannot be archived. The second could still confirm.
    const standing = await say({ method: "GET", query: { fields: "id,email_address,status" } });
    if (standing.is === "told" && isObject(standing.json) && standing.json.status === "pending")
      return unsubscribe();
    const verdict = left(standing, address);
    return verdict.is === "done" ? { is: "done", note: "They were no longer subscribed." } : verdict;
  },
});

const notInAudience: Verdict = { is: "done", note: "They were not in this audience." };

function left(reply: Reply, address: string): Verdict {
  if (reply.is === "objection" && reply.status === 404) return notInAudience;
  const standing = standingIn(reply, address);
  return "is" in standing ? standing : { is: "done" };
}

// ── The tool ───────────────────────────────────────────────────────────────────────────────────

export const tool = defineTool({
  settings,
  // Ten simultaneous connections are documented for one account; two are left to others.
  limits: { concurrency: 8 },
  timeLimitMs: 30_000,
  async check(account, send) {
    const api = apiOf(account);
    const reply = await ask(api, { method: "GET", path: "/ping" }, send, 0);
    return checked(api, reply, (json) => isObject(json) && textIn(json.health_status) !== undefined);
  },
  actions: {
    "add-to-audience": addToAudience,
    "remove-from-audience": removeFromAudience,
    "add-tag": addTag,
    "remove-tag": removeTag,
  },
  place: placeBy("listId"),
});
