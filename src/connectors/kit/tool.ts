// The tool: customers become subscribers and get a tag, or lose one. Each may be done twice and comes to the same.
// https://developers.kit.com/api-reference/tags/tag-a-subscriber-by-email-address
import { z } from "zod";
import type { Verdict } from "../../core/delivery";
import type { ShopEvent } from "../../core/event";
import { isObject, type Json, type JsonObject } from "../../core/json";
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
import { compact, defineAction, defineTool, emailIn, idIn, ifTold, secret, standInUrl, textIn } from "../kit";
import { ask, type Call, checked, notFrom, path, type Reply } from "../rest";
import { apiOf } from "./api";
import { fieldsOf, tagsOf } from "./choices";

const settings = z.object({
  apiKey: secret(
    z
      .string()
      .trim()
      .regex(/^[\w-]{10,200}$/, {
        error: "is not an API key of Kit's, such as kit_ and 32 letters and digits",
      }),
    {
      title: "API key (V4)",
      description:
        "In Kit: click the account's name → Settings → Developer → API keys → Add a new key. It begins with kit_.",
    },
  ),
  baseUrl: standInUrl,
});
type Settings = z.output<typeof settings>;

const tagId = z
  .string()
  .trim()
  .regex(/^\d{1,20}$/, { error: "is not the id of a tag" })
  .meta({ title: "Tag" });

const lane = (event: ShopEvent, input: { tagId: string }) => customerLane(event, input.tagId);

const notKit = (status: number): Verdict => ({ is: "retry", reason: notFrom({ name: "Kit" }, status) });

// ── Adding a tag ───────────────────────────────────────────────────────────────────────────────

const addInput = z.object({
  tagId,
  email: emailField,
  fields: moreFields({
    title: "Custom fields",
    description:
      "Key, such as last_name, and value; values may be templates, and empty ones are not sent. The first name is the customer's.",
  }),
});

const addTag = defineAction<typeof addInput, Settings>({
  title: "Add a tag",
  input: addInput,
  inputVersion: 1,
  needs: ["customer.email"],
  choices: { tagId: tagsOf, fields: fieldsOf },
  repeatable: true, // Kit makes one subscriber of an address, and gives a tag once
  lane,
  async run({ event, input, settings, send, now }) {
    const address = addressOf(input, event);
    if (!address) return noAddress;
    const post = (path: string, more: JsonObject) =>
      ask(apiOf(settings), { method: "POST", path, body: { email_address: address, ...more } }, send, now);

    // Only subscribers can have a tag. Without `state` new ones are active, and others stay what they are.
    const fields = ifTold(told(input.fields ?? {}));
    const made = await post("/subscribers", {
      ...told({ first_name: namesOf(event).first }),
      ...(fields && { fields }),
    });
    if (made.is !== "told") return unable(made, address);
    if (!subscriberIn(made.json)) return notKit(made.status);

    const tagged = await post(path`/tags/${input.tagId}/subscribers`, {});
    if (tagged.is === "objection" && tagged.status === 404) return { is: "failed", reason: noTag };
    if (tagged.is !== "told") return unable(tagged, address);
    const subscriber = subscriberIn(tagged.json);
    if (!subscriber) return notKit(tagged.status);
    const notes = [stateNotes[textIn(subscriber.state) ?? ""], ...fieldNotes(made, address)];
    return compact({ is: "done", note: textIn(notes.filter((note) => note !== undefined).join(" ")) });
  },
});

const noTag = "Kit no longer has this tag: choose another one in the automation.";

/** Why somebody gets no mail although the tag is given. */
const stateNotes: Record<string, string> = {
  cancelled: "They had unsubscribed in Kit, and stay unsubscribed.",
  inactive: "They have not confirmed their subscription in Kit yet.",
  bounced: "Mail to them bounced before, so Kit sends them nothing.",
  complained: "They marked mail as spam before, so Kit sends them nothing.",
};

/** What became of the custom fields, where it is not simply that they were taken. */
function fieldNotes({ status, json }: Reply & { is: "told" }, address: string): string[] {
  const { warnings } = isObject(json) ? json : {};
  const words = Array.isArray(warnings) ? warnings.flatMap((warning) => textIn(warning) ?? []).join(" ") : "";
  return [
    // More than ten of them.
    ...(status === 202 ? ["Kit takes the custom fields in a moment; it may still refuse them."] : []),
    ...(words === "" ? [] : [`Kit left out custom fields: “${withoutAddress(words, address)}”`]),
  ];
}

function subscriberIn(json: Json): JsonObject | undefined {
  const subscriber = isObject(json) ? json.subscriber : undefined;
  return isObject(subscriber) && idIn(subscriber.id) !== undefined ? subscriber : undefined;
}

function unable(reply: Exclude<Reply, { is: "told" }>, address: string): Verdict {
  if (reply.is === "setback") return reply.setback;
  const { status, words } = reply;
  const reason = /email address is invalid/i.test(words)
    ? "Kit takes this e-mail address for a mistyped one."
    : `Kit does not accept this (${status}): ${withoutAddress(words, address)}`;
  return { is: "failed", reason };
}

// ── Removing a tag ─────────────────────────────────────────────────────────────────────────────

const removeInput = z.object({ tagId, email: emailField });

const removeTag = defineAction<typeof removeInput, Settings>({
  title: "Remove a tag",
  input: removeInput,
  inputVersion: 1,
  needs: ["customer.email"],
  choices: { tagId: tagsOf },
  repeatable: true,
  lane,
  async run({ event, input, settings, send, now }) {
    const address = addressOf(input, event);
    if (!address) return noAddress;
    const say = (call: Call) => ask(apiOf(settings), call, send, now);

    const found = await say({
      method: "GET",
      path: "/subscribers",
      query: { email_address: address, status: "all" }, // without it, active ones only
    });
    if (found.is !== "told") return unable(found, address);
    const { subscribers } = isObject(found.json) ? found.json : {};
    if (!Array.isArray(subscribers)) return notKit(found.status);
    const one = subscribers.filter(isObject).find((one) => emailIn(one.email_address) === address);
    const id = idIn(one?.id);

    // Kit's lists know of new subscribers up to five minutes late, so that nobody on them proves nothing.
    // https://developers.kit.com/api-reference/eventual-consistency
    const removed = await say(
      id === undefined
        ? {
            method: "DELETE",
            path: path`/tags/${input.tagId}/subscribers`,
            query: { email_address: address },
          }
        : { method: "DELETE", path: path`/tags/${input.tagId}/subscribers/${id}` },
    );
    if (removed.is === "objection" && removed.status === 404)
      return { is: "done", note: "They did not have this tag." };
    if (removed.is !== "told") return unable(removed, address);
    return removed.status === 204 ? { is: "done" } : notKit(removed.status);
  },
});

// ── The tool ───────────────────────────────────────────────────────────────────────────────────

export const tool = defineTool({
  settings,
  // 120 requests in 60 seconds are documented for one key. A run makes two; a tenth is left to others.
  limits: { concurrency: 4, perSecond: 0.9 },
  timeLimitMs: 30_000,
  async check(account, send) {
    const api = apiOf(account);
    const reply = await ask(api, { method: "GET", path: "/account" }, send, 0);
    return checked(api, reply, (json) => isObject(json) && isObject(json.account));
  },
  actions: { "add-tag": addTag, "remove-tag": removeTag },
  place: placeBy("tagId"),
});
