// A form made from a connector's own schema: titles, help, secrets and choices all come from there.

import { type Choice, PairsField, PickField, PickListField } from "./pick";
import { t } from "./text";
import { SelectField, TextField } from "./ui";

/** The part of JSON Schema that connectors' forms use. */
export type Schema = {
  type?: string | string[];
  title?: string;
  description?: string;
  enum?: (string | number | null)[];
  const?: unknown;
  default?: unknown;
  secret?: boolean;
  advanced?: boolean;
  /** Shown only while each of these fields has one of these values. */
  when?: Record<string, unknown[]>;
  /** Required wherever it is shown. */
  needed?: boolean;
  /** Choices in words. */
  enumLabels?: Record<string, string>;
  outboundUrl?: boolean;
  /** What is picked may also be typed. */
  openChoices?: boolean;
  maxLength?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
};

export type Values = Record<string, unknown>;

type FormProps = {
  schema: Schema;
  values: Values;
  onChange(values: Values): void;
  /** What is wrong with the field at a path below this form. */
  errorAt(path: string): string | undefined;
  /** Fields with something to pick from, by name. */
  choices?: Record<string, Choice[]>;
  /** Secrets that are saved already: an empty field keeps them. */
  keptSecrets?: boolean;
  /** Secrets may be entered later: the shop may make them only when it has been given the webhook URL. */
  secretsLater?: boolean;
};

export function SchemaForm({
  schema,
  values,
  onChange,
  errorAt,
  choices = {},
  keptSecrets = false,
  secretsLater = false,
}: FormProps) {
  const fields = Object.entries(schema.properties ?? {}).filter(([, field]) =>
    isShown(field, schema, values),
  );
  const set = (name: string, value: unknown) => {
    const next = { ...values };
    if (value === undefined) delete next[name];
    else next[name] = value;
    // What is no longer shown could not be mended.
    for (const [other, field] of fields) if (!isShown(field, schema, next)) delete next[other];
    onChange(next);
  };
  const isBasic = ([name, field]: [string, Schema]) =>
    (schema.required ?? []).includes(name) || !isAdvanced(field);
  const render = ([name, field]: [string, Schema]) => (
    <SchemaField
      key={name}
      name={name}
      schema={field}
      value={values[name]}
      onChange={(value) => set(name, value)}
      error={errorAt(name)}
      isRequired={
        !(secretsLater && field.secret === true) &&
        (field.needed === true || ((schema.required ?? []).includes(name) && field.default === undefined))
      }
      isLater={secretsLater && field.secret === true && (schema.required ?? []).includes(name)}
      choices={choices[name]}
      keptSecret={keptSecrets && field.secret === true}
    />
  );
  const advanced = fields.filter((field) => !isBasic(field));
  return (
    <>
      {fields.filter(isBasic).map(render)}
      {advanced.length > 0 && (
        <details>
          <summary>{t.automations.moreInput}</summary>
          {advanced.map(render)}
        </details>
      )}
    </>
  );
}

function isShown({ when = {} }: Schema, { properties = {} }: Schema, values: Values): boolean {
  return Object.entries(when).every(([name, some]) =>
    some.includes(values[name] ?? properties[name]?.default),
  );
}

/** Structures and what a connector calls advanced are folded away. */
function isAdvanced(schema: Schema): boolean {
  return schema.advanced === true || kindOf(schema) === "json" || kindOf(schema) === "pairs";
}

type Kind = "text" | "area" | "secret" | "number" | "yes-no" | "choice" | "list" | "pairs" | "json";

function kindOf(schema: Schema): Kind {
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== "null") : schema.type;
  if (schema.enum) return "choice";
  const { additionalProperties: each } = schema;
  if (typeof each === "object" && each.type === "string" && schema.properties === undefined) return "pairs";
  if (schema.secret && (type === "string" || type === undefined)) return "secret";
  if (type === "boolean") return "yes-no";
  if (type === "number" || type === "integer") return "number";
  if (type === "array" && schema.items?.type === "string") return "list";
  if (type === "string") return (schema.maxLength ?? 0) > 500 && !schema.outboundUrl ? "area" : "text";
  if (
    schema.anyOf?.some((one) => one.type === "string") &&
    !schema.anyOf.some((one) => one.type === "object")
  )
    return "text";
  return "json";
}

type SchemaFieldProps = {
  name: string;
  schema: Schema;
  value: unknown;
  onChange(value: unknown): void;
  error: string | undefined;
  isRequired: boolean;
  choices: Choice[] | undefined;
  keptSecret: boolean;
  isLater: boolean;
};

function SchemaField({
  name,
  schema,
  value,
  onChange,
  error,
  isRequired,
  choices,
  keptSecret,
  isLater,
}: SchemaFieldProps) {
  const field = {
    label: schema.title ?? name,
    help: keptSecret
      ? t.common.secretKept
      : isLater
        ? `${schema.description ?? ""} ${t.common.secretLater}`
        : schema.description,
    error,
    optional: !isRequired && !keptSecret,
  };
  const placeholder =
    schema.default === undefined || typeof schema.default === "object" ? undefined : String(schema.default);
  const text = value === undefined || value === null ? "" : String(value);
  const setText = (next: string) => onChange(next === "" ? undefined : next);
  const isOpen = schema.openChoices === true;
  if (choices && kindOf(schema) === "list") {
    const values = Array.isArray(value) ? value.map(String) : [];
    const setAll = (next: string[]) => onChange(next.length > 0 ? next : undefined);
    return <PickListField {...field} values={values} onChange={setAll} choices={choices} isOpen={isOpen} />;
  }
  if (choices && kindOf(schema) !== "pairs")
    return (
      <PickField
        {...field}
        value={text}
        onChange={setText}
        choices={choices}
        isOpen={isOpen}
        required={isRequired}
      />
    );
  switch (kindOf(schema)) {
    case "choice": {
      const options = (schema.enum ?? []).map((one) => {
        const value = String(one);
        return { value, label: schema.enumLabels?.[value] ?? value };
      });
      const start = isRequired || schema.default !== undefined ? [] : [{ value: "", label: t.common.none }];
      return (
        <SelectField
          {...field}
          optional={false}
          value={text || String(schema.default ?? (isRequired ? (options[0]?.value ?? "") : ""))}
          onChange={setText}
          choices={[...start, ...options]}
        />
      );
    }
    case "yes-no":
      return (
        <div class="field check">
          <label>
            <input
              type="checkbox"
              checked={value === true || (value === undefined && schema.default === true)}
              onChange={(event) => onChange(event.currentTarget.checked)}
            />{" "}
            {field.label}
          </label>
          {(error ?? schema.description) && (
            <p class={error ? "note bad" : "note"}>{error ?? schema.description}</p>
          )}
        </div>
      );
    case "number":
      return (
        <TextField
          {...field}
          kind="number"
          value={text}
          placeholder={placeholder}
          onInput={(next) => onChange(next === "" ? undefined : Number(next))}
        />
      );
    case "secret":
      return (
        <TextField
          {...field}
          kind="password"
          value={text}
          required={isRequired && !keptSecret}
          onInput={setText}
        />
      );
    case "list":
      return (
        <TextField
          {...field}
          value={Array.isArray(value) ? value.join(", ") : text}
          onInput={(next) => onChange(next.trim() === "" ? undefined : next.split(/\s*,\s*/))}
        />
      );
    case "pairs":
      return (
        <PairsField
          label={field.label}
          help={field.help}
          error={error}
          values={textsIn(value)}
          onChange={(next) => onChange(Object.keys(next).length > 0 ? next : undefined)}
          choices={choices}
        />
      );
    case "json":
      return <JsonField {...field} value={value} onChange={onChange} />;
    case "area":
    case "text":
      return (
        <TextField
          {...field}
          kind={kindOf(schema) === "area" ? "area" : "text"}
          value={text}
          placeholder={placeholder}
          required={isRequired}
          onInput={setText}
        />
      );
  }
}

function textsIn(value: unknown): Record<string, string> {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, String(one)]))
    : {};
}

/** Structures are written as JSON; while it cannot be read yet, the text is passed on and the API says what is wrong. */
function JsonField({
  value,
  onChange,
  ...field
}: {
  label: string;
  help: string | undefined;
  error: string | undefined;
  optional: boolean;
  value: unknown;
  onChange(value: unknown): void;
}) {
  const text = value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const read = (next: string) => {
    if (next.trim() === "") return undefined;
    try {
      return JSON.parse(next);
    } catch {
      return next;
    }
  };
  return <TextField {...field} kind="area" value={text} onInput={(next) => onChange(read(next))} />;
}
