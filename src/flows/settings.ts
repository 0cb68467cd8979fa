// Settings on their way in and out: the part that may be read, and the secrets, sealed.
import type { z } from "zod";
import type { Form } from "../connectors/kit";
import { secretOwner } from "../core/config";
import { isObject, type Json, type JsonObject } from "../core/json";
import { type Keyring, open, seal } from "../core/secrets";

/** The marks a connector's schema puts on a field. */
type Mark = "secret" | "outboundUrl" | "secretsGoHere";

/** The fields of a form that carry a mark, also under `.optional()` and the like. */
export function markedFields(form: Form, mark: Mark): string[] {
  return Object.entries(form.shape)
    .filter(([, field]) => isMarked(field as z.ZodType, mark)) // a form's shape holds zod types
    .map(([name]) => name);
}

function isMarked(schema: z.ZodType, mark: Mark): boolean {
  let at: z.ZodType | undefined = schema;
  while (at) {
    if (at.meta()?.[mark] === true) return true;
    const def = at.def as { innerType?: z.ZodType; in?: z.ZodType }; // optional and the like wrap the one, a pipe begins with the other
    at = def.innerType ?? def.in;
  }
  return false;
}

/** Settings apart: `open` may be shown, `secret` must be sealed. */
export function splitSettings(form: Form, settings: JsonObject): { open: JsonObject; secret: JsonObject } {
  const secrets = new Set(markedFields(form, "secret"));
  const split: { open: JsonObject; secret: JsonObject } = { open: {}, secret: {} };
  for (const [name, value] of Object.entries(settings))
    if (value !== undefined) split[secrets.has(name) ? "secret" : "open"][name] = value;
  return split;
}

/** @param ownerId the workspace, or the organisation, that the record belongs to */
export async function sealSecrets(
  keyring: Keyring,
  ownerId: string,
  recordId: string,
  secrets: JsonObject,
): Promise<string | null> {
  if (Object.keys(secrets).length === 0) return null;
  return seal(keyring, secretOwner(ownerId, recordId), JSON.stringify(secrets));
}

/** @throws Error when the secrets were sealed for another record, or with a key that is no longer here */
export async function openSecrets(
  keyring: Keyring,
  ownerId: string,
  recordId: string,
  sealed: string | null,
): Promise<JsonObject> {
  if (sealed === null) return {};
  const value: unknown = JSON.parse(await open(keyring, secretOwner(ownerId, recordId), sealed));
  return isObject(value) ? value : {};
}

/** Every secret text in some settings, to keep out of logs and attempt records. */
export function secretTexts(secrets: Json): string[] {
  if (typeof secrets === "string") return [secrets];
  return typeof secrets === "object" && secrets !== null ? Object.values(secrets).flatMap(secretTexts) : [];
}

/**
 * Every text that was typed into some settings, secret or not, and what may be told of an address alone. What was chosen
 * from the form's own list says nothing of an account.
 */
export function typedTexts(form: Form, settings: JsonObject): string[] {
  const typed = Object.entries(settings).filter(([name]) => !isChosen(form.shape[name]));
  return typed.flatMap(([, value]) => secretTexts(value)).flatMap((text) => [text, ...partsOfAddress(text)]);
}

function isChosen(schema: z.ZodType | undefined): boolean {
  if (schema === undefined) return false;
  const { type, innerType } = schema.def as { type: string; innerType?: z.ZodType }; // what optional, default and the like wrap
  return type === "enum" || isChosen(innerType);
}

function partsOfAddress(text: string): string[] {
  if (!/^https?:/i.test(text) || !URL.canParse(text)) return [];
  const { href, origin, host, hostname, pathname, search } = new URL(text);
  return [href, origin, host, hostname, pathname + search, pathname];
}
