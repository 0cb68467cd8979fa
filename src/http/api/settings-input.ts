// Settings as they come in through the API: checked by the connector's own form, their addresses by the outbound guard.
import { z } from "zod";
import type { Form } from "../../connectors/kit";
import { isObject, type JsonObject } from "../../core/json";
import { checkAddress } from "../../core/outbound";
import { markedFields, openSecrets, sealSecrets, splitSettings } from "../../flows/settings";
import type { HttpDeps } from "../deps";
import { type FieldError, fieldErrors, invalidFields } from "../problem";

type Owner = { workspaceId: string } | { organisationId: string };

/**
 * Settings as they are to be kept, secrets sealed. They replace those before, except that a secret that is left out stays,
 * since nobody can read it to send it along; sent as null, it goes.
 *
 * @param record whose they are, with its sealed secrets of until now
 * @param secretsLater takes settings without secrets that the form requires: a provider may make them only when it has
 *   been given the webhook URL. Until they are there, nothing passes.
 * @returns no secrets when none has changed: another edit at the same time may have changed them
 * @throws Problem 422 that names each field and what is wrong with it
 */
export async function takeSettings(
  form: Form,
  sent: JsonObject,
  record: Owner & { id: string; settings?: JsonObject; secrets: string | null },
  deps: HttpDeps,
  secretsLater = false,
): Promise<{ settings: JsonObject; secrets?: string | null }> {
  const { id } = record;
  const ownerId = "organisationId" in record ? record.organisationId : record.workspaceId;
  const before = await openSecrets(deps.keyring, ownerId, id, record.secrets);
  const asked = secretsLater ? withoutMissing(form, { ...before, ...sent }) : form;
  const { open, secret } = splitSettings(form, checkSettings(asked, sent, before, deps));
  // A password of a mail server that is no longer used is kept for nobody.
  for (const name of Object.keys(secret)) if (!isAskedFor(form, name, open)) delete secret[name];
  keepSecretsAtHome(form, sent, { open: record.settings ?? {}, secret: before }, { open, secret });
  if (JSON.stringify(secret) === JSON.stringify(before)) return { settings: open };
  return { settings: open, secrets: await sealSecrets(deps.keyring, ownerId, id, secret) };
}

/** Whether a field counts with these settings: some belong to one choice of another field (`when`). */
function isAskedFor(form: Form, name: string, settings: JsonObject): boolean {
  const { when = {} } = (form.shape[name].meta() ?? {}) as { when?: Record<string, unknown[]> };
  return Object.entries(when).every(([other, some]) => some.includes(settings[other]));
}

/** The secrets that a form requires and that are not there. */
export function missingSecrets(form: Form, settings: JsonObject): string[] {
  const isMissing = (name: string) => settings[name] === undefined || settings[name] === null;
  return markedFields(form, "secret").filter(
    (name) => isMissing(name) && !form.shape[name].safeParse(undefined).success,
  );
}

/** The form without asking for secrets that are not there. */
function withoutMissing(form: Form, settings: JsonObject): Form {
  const missing = missingSecrets(form, settings).map((name) => [name, form.shape[name].optional()]);
  return missing.length > 0 ? form.safeExtend(Object.fromEntries(missing)) : form;
}

type Split = { open: JsonObject; secret: JsonObject };

/**
 * A secret that was saved for one host does not go to another one unless it is entered again: who may edit a connection
 * need not know its secrets, and would learn them by pointing it at a host of their own.
 */
function keepSecretsAtHome(form: Form, sent: JsonObject, before: Split, after: Split): void {
  const places = [...markedFields(form, "outboundUrl"), ...markedFields(form, "secretsGoHere")];
  const moved = places.some((name) => {
    const place = placeOf(after.open[name]);
    return place !== undefined && place !== placeOf(before.open[name]);
  });
  if (!moved) return;
  const errors = Object.keys(after.secret)
    .filter((name) => before.secret[name] !== undefined && sent[name] === undefined)
    .map((name) => ({
      path: `settings.${name}`,
      message: "was saved for another address: enter it again, so that it goes to the new one",
    }));
  if (errors.length > 0) throw invalidFields(errors);
}

function placeOf(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  return URL.canParse(value) ? new URL(value).origin : value;
}

function checkSettings(form: Form, sent: JsonObject, secretsBefore: JsonObject, deps: HttpDeps): JsonObject {
  const parsed = form.safeParse(withoutNulls({ ...secretsBefore, ...sent }));
  const errors = [
    ...unknownFields(form, sent, ["settings"]),
    ...(parsed.success ? [] : fieldErrors(parsed.error.issues, ["settings"])),
  ];
  if (!parsed.success || errors.length > 0) throw invalidFields(errors);
  const values = withoutUndefined(parsed.data);
  const refused = markedFields(form, "outboundUrl").flatMap((name) => {
    const url = values[name];
    const checked = typeof url === "string" ? checkAddress(url, deps.policy) : undefined;
    return checked && !checked.ok ? [{ path: `settings.${name}`, message: checked.reason }] : [];
  });
  if (refused.length > 0) throw invalidFields(refused);
  return values;
}

/** In a form, null says the same as leaving the field out. */
function withoutNulls(settings: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
}

/** Fields that a form does not have: a misspelt one would be dropped without a word, and with it what it was meant for. */
export function unknownFields(form: z.ZodType, value: unknown, path: string[]): FieldError[] {
  const shape = shapeOf(form);
  if (!shape || !isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (field) return unknownFields(field, member, [...path, name]);
    const known = Object.keys(shape).join(", ") || "none";
    return [{ path: [...path, name].join("."), message: `is not a field here; the fields are: ${known}` }];
  });
}

function shapeOf(form: z.ZodType): Record<string, z.ZodType> | undefined {
  if (form instanceof z.ZodObject) return form.shape;
  const { innerType } = form.def as { innerType?: z.ZodType }; // what optional, default and the like wrap
  return innerType && shapeOf(innerType);
}

function withoutUndefined(value: unknown): JsonObject {
  const plain: unknown = JSON.parse(JSON.stringify(value));
  return isObject(plain) ? plain : {};
}
