// What an action is told, as a form; what the account holds is picked from.
import { useEffect, useState } from "preact/hooks";
import { type Connector, read, workspace } from "../api";
import type { Shop } from "../app";
import { problemOf } from "../load";
import type { Choice } from "../pick";
import { type Schema, SchemaForm, type Values } from "../schema-form";
import { t } from "../text";
import { Notice, wordsOf } from "../ui";

export type Action = NonNullable<Connector["tool"]>["actions"][number];
export type AccountChoices = { byField: Record<string, Choice[]>; problem: string | undefined };

const schemaOf = (action: Action) => action.input as Schema; // JSON Schema made from the action's form

/** The fields that say where it goes: picked from the account, and required. */
export function targetsOf(action: Action | undefined): string[] {
  const required = (action && schemaOf(action).required) ?? [];
  return (action?.choices ?? []).filter((field) => required.includes(field));
}

/** The titles of fields, for who reads them. */
export function titleIn(action: Action | undefined, field: string): string {
  return (action && schemaOf(action).properties?.[field]?.title) ?? field;
}

/** What the first target is called, once the account has told its name. */
export function targetName(action: Action | undefined, input: Values, choices: AccountChoices) {
  const [field] = targetsOf(action);
  if (field === undefined || typeof input[field] !== "string") return undefined;
  return choices.byField[field]?.find(({ value }) => value === input[field])?.label;
}

type Props = {
  action: Action;
  /** Only these fields, or all but these. */
  only?: string[];
  without?: string[];
  values: Values;
  onChange(values: Values): void;
  errorAt(path: string): string | undefined;
  choices: AccountChoices;
};

export function ActionInput({ action, only, without = [], values, onChange, errorAt, choices }: Props) {
  const schema = schemaOf(action);
  const properties = Object.fromEntries(
    Object.entries(schema.properties ?? {}).filter(
      ([name]) => (only?.includes(name) ?? true) && !without.includes(name),
    ),
  );
  return (
    <SchemaForm
      schema={{ ...schema, properties }}
      values={values}
      onChange={onChange}
      errorAt={errorAt}
      choices={choices.byField}
    />
  );
}

export const hasFields = (action: Action, without: string[]): boolean =>
  Object.keys(schemaOf(action).properties ?? {}).some((name) => !without.includes(name));

export function ChoicesTrouble({ choices }: { choices: AccountChoices }) {
  if (!choices.problem) return null;
  return (
    <Notice tone="warn">
      {t.automations.pickError} {choices.problem}
    </Notice>
  );
}

/** What the account offers for the action's fields. What a field offers may depend on what was picked before it. */
export function useChoices(
  shop: Shop,
  { connectionId, action, input }: { connectionId: string; action: string; input: Values },
  fields: string[],
): AccountChoices {
  const [byField, setByField] = useState<Record<string, Choice[]>>({});
  const [problem, setProblem] = useState<string>();
  const picked = fields.flatMap((field) => (typeof input[field] === "string" ? [[field, input[field]]] : []));
  const key = JSON.stringify([connectionId, action, fields]);
  const dependsOn = JSON.stringify(picked);
  useEffect(() => {
    setByField({});
    setProblem(undefined);
  }, [key]);
  useEffect(() => {
    let isLatest = true;
    const ask = async () => {
      for (const field of fields) {
        const before = picked.filter(([name]) => fields.indexOf(String(name)) < fields.indexOf(field));
        const param = { ws: shop.ws, id: connectionId };
        const query = { action, field, input: JSON.stringify(Object.fromEntries(before)) };
        const { items } = await read(workspace.connections[":id"].choices.$get({ param, query }));
        if (isLatest) setByField((known) => ({ ...known, [field]: items }));
      }
    };
    ask().catch((error: unknown) => {
      if (isLatest) setProblem(wordsOf(problemOf(error)));
    });
    return () => {
      isLatest = false;
    };
  }, [key, dependsOn]);
  // Until the account has answered there is nothing to pick yet; if it cannot be asked, the field takes text.
  const known = fields.flatMap((field) => {
    const choices = byField[field] ?? (problem === undefined ? [] : undefined);
    return choices ? [[field, choices] as const] : [];
  });
  return { byField: Object.fromEntries(known), problem };
}
