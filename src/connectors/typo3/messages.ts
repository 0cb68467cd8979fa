// The messages of TYPO3's own webhooks. A body does not name its trigger: each is known by its members.
// https://docs.typo3.org/c/typo3/cms-webhooks/main/en-us/Triggers/Index.html
import { instantOf } from "../../core/event";
import { isObject, type JsonObject } from "../../core/json";
import { idIn, textIn } from "../kit";

/** What a file's webhook is for, since a file that came and one that went are told alike. */
export type FileTrigger = "added" | "removed";

export type Message =
  /** Without a key, the body's hash is all there is to know it again. */
  | { is: "message"; type: string; occurredAt?: number | undefined; key?: string | undefined }
  | { is: "ambiguous"; type: string; reason: string };

/** @returns undefined for what is no message of TYPO3's own */
export function messageIn(body: JsonObject, fileTrigger: FileTrigger | undefined): Message | undefined {
  // Only an extension names what happened.
  if ("type" in body || "event" in body) return undefined;
  return pageIn(body) ?? fileIn(body, fileTrigger) ?? failureIn(body);
}

const pageActions = new Set(["new", "modified", "published", "unpublished"]);

function pageIn({ action, identifier, record, site }: JsonObject): Message | undefined {
  const uid = idIn(identifier);
  if (typeof action !== "string" || !pageActions.has(action)) return undefined;
  if (!uid || !isObject(record) || textIn(site) === undefined) return undefined;
  const changedAt = instantOf(record.tstamp);
  return {
    is: "message",
    type: `custom.typo3_page_${action}`,
    occurredAt: changedAt,
    key: changedAt === undefined ? undefined : `page:${uid}:${action}:${changedAt}`,
  };
}

function fileIn(body: JsonObject, trigger: FileTrigger | undefined): Message | undefined {
  if (idIn(body.storage) === undefined || textIn(body.identifier) === undefined || !("url" in body))
    return undefined;
  if ("updatedFields" in body) {
    const updatedAt = isObject(body.updatedFields) ? instantOf(body.updatedFields.tstamp) : undefined;
    return { is: "message", type: "custom.typo3_file_updated", occurredAt: updatedAt };
  }
  if (trigger) return { is: "message", type: `custom.typo3_file_${trigger}` };
  return {
    is: "ambiguous",
    type: "typo3/file",
    reason:
      "A file was added or removed, and TYPO3 tells both alike: choose in this source's settings which of them its webhook is for.",
  };
}

function failureIn({ context, loginData, details }: JsonObject): Message | undefined {
  if (context !== "frontend" && context !== "backend") return undefined;
  if (isObject(loginData)) return { is: "message", type: "custom.typo3_login_error" };
  if (isObject(details)) return { is: "message", type: "custom.typo3_mfa_error" };
  return undefined;
}
