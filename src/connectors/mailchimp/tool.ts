// The tool: customers join an audience, and leave it. Either may be done twice and comes to the same.
// https://mailchimp.com/developer/marketing/api/list-members/
import { z } from "zod";
import type { Verdict } from "../../core/delivery";
import type { ShopEvent } from "../../core/event";
import type { JsonObject } from "../../core/json";
import {
  type Check,
  compact,
  defineAction,
  defineTool,
  emailIn,
  type Send,
  secret,
  standInUrl,
  textIn,
  troubleOf,
} from "../kit";
import { type Account, ask, type Call, keyPattern, noSuchPlace, notMailchimp, type Reply } from "./api";
import { audiencesOf } from "./audiences";

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

const email = z.string().trim().max(254).optional().meta({
  title: "E-mail",
  description: "Empty: the customer's. May be a template.",
  textKind: "one-line",
});

const choices = { listId: audiencesOf };

/** Deliveries about one customer and audience keep their order: who bought and then got the money back is off the list. */
function lane({ customer }: ShopEvent, input: { listId: string }): string | undefined {
  const who = customer?.id ?? customer?.email;
  return who && `${input.listId} ${who}`;
}

/** @returns undefined when what was filled in is no address */
function emailOf(input: { email?: string | undefined }, event: ShopEvent): string | undefined {
  return emailIn(input.email === undefined ? event.customer?.email : input.email);
}

const noAddress: Verdict = { is: "failed", reason: "The e-mail address came out empty or is none." };

/** The path also takes the MD5 of the address, but not every runtime has MD5. */
const memberPath = (listId: string, address: string) =>
  `/lists/${encodeURIComponent(listId)}/members/${encodeURIComponent(address)}`;

// ── Joining ────────────────────────────────────────────────────────────────────────────────────

const addInput = z.object({
  listId: audience,
  email,
  doubleOptIn: z.boolean().default(false).meta({
    title: "Double opt-in",
    description: "Mailchimp sends a mail first, and they are on the list once they confirm it.",
  }),
  resubscribe: z.boolean().default(false).meta({
    title: "Also people who left",
    description:
      "Subscribes those again who unsubscribed, were archived or are there without a subscription. Only where they agreed to it.",
  }),
  mergeFields: z
    .record(
      z.string().regex(/^[A-Z0-9_]{1,10}$/, {
        error: "is not a merge tag, such as PHONE: up to ten capital letters, digits and _",
      }),
      z.string().max(2000),
    )
    .optional()
    .meta({
      title: "More merge fields",
      description:
        "Tag and value; values may be templates, and empty ones are not sent. FNAME and LNAME are the customer's names.",
    }),
});
type AddInput = z.output<typeof addInput>;

const addToAudience = defineAction<typeof addInput, Settings>({
  title: "Add to an audience",
  input: addInput,
  inputVersion: 1,
  needs: ["customer.email"],
  choices,
  repeatable: true, // PUT makes it so, however often
  lane,
  async run({ event, input, settings, send, now }) {
    const address = emailOf(input, event);
    if (!address) return noAddress;
    const subscribed = input.doubleOptIn ? "pending" : "subscribed";
    const member = {
      email_address: address,
      status_if_new: subscribed,
      merge_fields: mergeFieldsOf(input, event),
    };
    const put = async (body: JsonObject) =>
      ask(
        settings,
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
    const known = standingIn(await put(member), address);
    if ("is" in known) return known;
    if (!input.resubscribe || !whoLeft.has(known.status)) return joined(known.status);
    const again = standingIn(await put({ ...member, status: subscribed }), address);
    return "is" in again ? again : joined(again.status);
  },
});

function mergeFieldsOf({ mergeFields }: AddInput, { customer = {} }: ShopEvent): Record<string, string> {
  const firstName = customer.firstName ?? (customer.lastName === undefined ? customer.name : undefined);
  const fields = Object.entries({ FNAME: firstName, LNAME: customer.lastName, ...mergeFields });
  // An empty text would wipe out what Mailchimp knows.
  return Object.fromEntries(
    fields.flatMap(([tag, value]) => (textIn(value) === undefined ? [] : [[tag, value?.trim() ?? ""]])),
  );
}

const whoLeft = new Set(["unsubscribed", "archived", "transactional"]);

const joinedNotes: Record<string, string> = {
  pending: "They are on the list once they confirm the mail that Mailchimp sends them.",
  unsubscribed: "They had unsubscribed from this audience, and stay unsubscribed.",
  archived: "They are in the archive of this audience, and stay there.",
  cleaned: "Mail to them bounced before, so Mailchimp sends them nothing.",
  transactional: "They are in this audience without a subscription, and stay so.",
};

function joined(status: string): Verdict {
  return compact({ is: "done", note: joinedNotes[status] });
}

/** A member's status out of an answer, or what the answer comes to without one. */
function standingIn(reply: Reply, address: string): { status: string } | Verdict {
  if (reply.is === "setback") return reply.setback;
  if (reply.is === "objection") return objectionTo(reply, address);
  const { id, email_address, status } = reply.body ?? {};
  const isMember = [id, email_address, status].every((one) => typeof one === "string" && one !== "");
  return isMember ? { status: String(status) } : { is: "retry", reason: notMailchimp(200) };
}

const hour = 3_600_000;

function objectionTo({ status, title, detail }: Reply & { is: "objection" }, address: string): Verdict {
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
  if (/signed up to a lot of lists/i.test(detail))
    return {
      is: "retry",
      reason: "This address signed up to very many lists lately, so Mailchimp takes no more for now.",
      afterMs: hour,
    };
  if (/fake or invalid|of the email address is invalid/i.test(detail))
    return failed("Mailchimp takes this e-mail address for a mistyped or an invented one.");
  return failed(`Mailchimp does not accept this (${status}): ${withoutAddress(detail || title, address)}`);
}

/** Mailchimp's words name the person; a reason is kept longer than a person may wish to be. */
function withoutAddress(text: string, address: string): string {
  const words = text.toLowerCase().includes(address) ? text.split(/\s+/) : [text];
  return words
    .map((word) => (word.toLowerCase().includes(address) ? "The address" : word))
    .join(" ")
    .slice(0, 300);
}

// ── Leaving ────────────────────────────────────────────────────────────────────────────────────

const removeInput = z.object({
  listId: audience,
  email,
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
  choices,
  repeatable: true,
  lane,
  async run({ event, input, settings, send, now }) {
    const address = emailOf(input, event);
    if (!address) return noAddress;
    const path = memberPath(input.listId, address);
    const say = (call: Omit<Call, "path">) => ask(settings, { ...call, path }, send, now);
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
      return archived.body === undefined ? { is: "done" } : { is: "retry", reason: notMailchimp(200) };
    if (archived.is !== "objection" || archived.status !== 405) return left(archived, address);
    // Who bounced, has not confirmed yet or is archived already cannot be archived. The second could still confirm.
    const standing = await say({ method: "GET", query: { fields: "id,email_address,status" } });
    if (standing.is === "told" && standing.body?.status === "pending") return unsubscribe();
    const verdict = left(standing, address);
    return verdict.is === "done" ? { is: "done", note: "They were no longer subscribed." } : verdict;
  },
});

function left(reply: Reply, address: string): Verdict {
  if (reply.is === "objection" && reply.status === 404)
    return { is: "done", note: "They were not in this audience." };
  const standing = standingIn(reply, address);
  return "is" in standing ? standing : { is: "done" };
}

// ── The tool ───────────────────────────────────────────────────────────────────────────────────

async function check(account: Account, send: Send): Promise<Check> {
  const reply = await ask(account, { method: "GET", path: "/ping" }, send);
  if (reply.is === "setback" && reply.setback.is === "unknown")
    // Not every runtime tells a host that does not exist from one that is silent.
    return { is: "trouble", problem: `${reply.setback.reason} ${noSuchPlace(account)}` };
  if (reply.is === "setback") return troubleOf(reply.setback);
  if (reply.is === "objection")
    return { is: "trouble", problem: `Mailchimp did not answer as it should (${reply.status}).` };
  return textIn(reply.body?.health_status) ? { is: "ok" } : { is: "trouble", problem: notMailchimp(200) };
}

export const tool = defineTool({
  settings,
  // Ten simultaneous connections are documented for one account; two are left to others.
  limits: { concurrency: 8 },
  timeLimitMs: 30_000,
  check,
  actions: { "add-to-audience": addToAudience, "remove-from-audience": removeFromAudience },
  place(_settings, action, input) {
    const { listId } = input as { listId?: unknown }; // the automation's input, as it was saved
    return typeof listId === "string" ? `${action} ${listId}` : undefined;
  },
});
