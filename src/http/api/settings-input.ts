// Settings as they come in through the API: checked by the connector's own form, their addresses by the outbound guard.
import type { Form } from "../../connectors/kit";
import { isObject, type JsonObject } from "../../core/json";
import { checkAddress } from "../../core/outbound";
import { markedFields } from "../../flows/settings";
import type { HttpDeps } from "../deps";
import { invalid, invalidFields } from "../problem";

/** @throws Problem 422 that names each field and what is wrong with it */
export function checkSettings(
  form: Form,
  settings: JsonObject,
  deps: HttpDeps,
  prefix = "settings",
): JsonObject {
  const parsed = form.safeParse(settings);
  if (!parsed.success) throw invalid(parsed.error, [prefix]);
  const values = withoutUndefined(parsed.data);
  const errors = markedFields(form, "outboundUrl").flatMap((name) => {
    const url = values[name];
    const checked = typeof url === "string" ? checkAddress(url, deps.policy) : undefined;
    return checked && !checked.ok ? [{ path: `${prefix}.${name}`, message: checked.reason }] : [];
  });
  if (errors.length > 0) throw invalidFields(errors);
  return values;
}

function withoutUndefined(value: unknown): JsonObject {
  const plain: unknown = JSON.parse(JSON.stringify(value));
  return isObject(plain) ? plain : {};
}
