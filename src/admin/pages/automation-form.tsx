// An automation as a form that reads as a sentence: event → moment → tool → action → what to send.
import { useEffect, useState } from "preact/hooks";
import { type Automation, type Connection, type Product, read, type Source, workspace } from "../api";
import type { Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { type Choice, PickListField } from "../pick";
import { go } from "../router";
import { type Schema, SchemaForm, type Values } from "../schema-form";
import { t } from "../text";
import { Button, Card, confirmed, Notice, Page, Pending, SelectField, TextField, Trouble } from "../ui";
import { nameOf } from "./products";

type Moment = "at" | "after" | "before";
type Unit = "minutes" | "hours" | "days" | "weeks";
type Frequency = keyof typeof t.automations.frequencies;
const units: Unit[] = ["minutes", "hours", "days", "weeks"];

/** What is being written, flat, as the fields hold it. */
type Draft = {
  name: string;
  event: string;
  sourceId: string;
  products: string[];
  when: Moment;
  amount: string;
  unit: Unit;
  connectionId: string;
  action: string;
  input: Values;
  cancelOn: string;
  frequency: Frequency;
  consent: boolean;
  enabled: boolean;
};

export function AutomationForm({ shop, id }: { shop: Shop; id: string | undefined }) {
  const param = { ws: shop.ws };
  const loaded = useLoad(async () => {
    const [connections, sources, products, automation] = await Promise.all([
      read(workspace.connections.$get({ param })),
      read(workspace.sources.$get({ param })),
      read(workspace.products.$get({ param, query: { limit: "1000" } })),
      id ? read(workspace.automations[":id"].$get({ param: { ...param, id } })) : undefined,
    ]);
    return { connections: connections.items, sources: sources.items, products: products.items, automation };
  }, id ?? "new");
  if (!loaded.value) return <Pending loaded={loaded} />;
  return (
    <Form key={loaded.value.automation?.version} shop={shop} {...loaded.value} onSaved={loaded.reload} />
  );
}

type FormProps = {
  shop: Shop;
  automation: Automation | undefined;
  connections: Connection[];
  sources: Source[];
  products: Product[];
  onSaved(): Promise<void>;
};

function Form({ shop, automation, connections, sources, products, onSaved }: FormProps) {
  const toolOf = (connectionId: string) => {
    const connection = connections.find((one) => one.id === connectionId);
    return shop.connectors.find((one) => one.id === connection?.tool)?.tool;
  };
  const [draft, setDraft] = useState<Draft>(() => draftOf(automation, connections, toolOf));
  const [warnings, setWarnings] = useState<string[]>(automation?.warnings ?? []);
  const [waiting, setWaiting] = useState<"leave" | "update" | "cancel">("leave");
  const doing = useDoing();
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const actions = toolOf(draft.connectionId)?.actions ?? [];
  const action = actions.find((one) => one.id === draft.action);
  const before = t.automations.before[draft.event];
  const choices = useChoices(shop, draft, action?.choices ?? []);

  const save = () =>
    doing.run(async () => {
      const json = bodyOf(draft, automation);
      if (!automation) {
        const created = await read(workspace.automations.$post({ param: { ws: shop.ws }, json }));
        if (created.warnings.length > 0) setWarnings(created.warnings);
        go(`/w/${shop.ws}/automations/${created.id}`);
        return;
      }
      const param = { ws: shop.ws, id: automation.id };
      const saved = await read(workspace.automations[":id"].$patch({ param, query: { waiting }, json }));
      setWarnings(saved.warnings);
      await onSaved();
    });
  const remove = () =>
    doing.run(async () => {
      if (!automation) return;
      const param = { ws: shop.ws, id: automation.id };
      await read(workspace.automations[":id"].$delete({ param, query: { waiting } }));
      go(`/w/${shop.ws}/automations`);
    });

  return (
    <Page title={automation?.name ?? t.automations.add} intro={automation ? undefined : t.automations.intro}>
      {warnings.map((warning) => (
        <Notice key={warning} tone="warn">
          {warning}
        </Notice>
      ))}
      <Card>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <TextField
            label={t.automations.name}
            value={draft.name}
            required
            error={doing.problem?.at("name")}
            onInput={(name) => set({ name })}
          />
          <div class="sentence">
            <SelectField
              label={t.automations.when}
              value={draft.event}
              error={doing.problem?.at("trigger.event")}
              onChange={(event) => set({ event, when: momentOf(draft.when, event) })}
              choices={Object.entries(t.eventTypes).map(([value, label]) => ({ value, label }))}
            />
            <SelectField
              label={t.automations.from}
              value={draft.sourceId}
              onChange={(sourceId) => set({ sourceId })}
              choices={[
                { value: "", label: t.automations.anySource },
                ...sources.map((one) => ({ value: one.id, label: one.name })),
              ]}
            />
            <SelectField
              label={t.automations.moment}
              value={draft.when}
              error={doing.problem?.at("timing.when")}
              onChange={(when) => set({ when: momentOf(when, draft.event) })}
              choices={[
                { value: "at", label: t.automations.at },
                { value: "after", label: t.automations.after },
                ...(before ? [{ value: "before", label: before }] : []),
              ]}
            />
            {draft.when !== "at" && (
              <>
                <TextField
                  label={draft.when === "before" && before ? before : t.automations.after}
                  kind="number"
                  value={draft.amount}
                  required
                  error={doing.problem?.at("timing.amount")}
                  onInput={(amount) => set({ amount })}
                />
                <SelectField
                  label=" "
                  value={draft.unit}
                  onChange={(unit) => set({ unit: units.find((one) => one === unit) ?? "hours" })}
                  choices={units.map((unit) => ({ value: unit, label: t.automations.units[unit] }))}
                />
              </>
            )}
            <SelectField
              label={t.automations.tool}
              value={draft.connectionId}
              onChange={(connectionId) =>
                set({ connectionId, action: toolOf(connectionId)?.actions[0]?.id ?? "", input: {} })
              }
              choices={connections.map((one) => ({ value: one.id, label: one.name }))}
            />
            <SelectField
              label={t.automations.action}
              value={draft.action}
              onChange={(next) => set({ action: next, input: {} })}
              choices={actions.map((one) => ({ value: one.id, label: one.title }))}
            />
          </div>
          {action && (
            <fieldset>
              <legend>{t.automations.input}</legend>
              {choices.problem && (
                <Notice tone="warn">
                  {t.automations.pickError} {choices.problem}
                </Notice>
              )}
              <SchemaForm
                key={`${draft.connectionId} ${draft.action}`}
                schema={action.input as Schema} // JSON Schema made from the action's form
                values={draft.input}
                onChange={(input) => set({ input })}
                errorAt={(path) => doing.problem?.at(`action.input.${path}`)}
                choices={choices.byField}
              />
            </fieldset>
          )}
          <details>
            <summary>{t.automations.more}</summary>
            <PickListField
              label={t.automations.products}
              help={t.automations.productsHelp}
              values={draft.products}
              onChange={(products) => set({ products })}
              choices={products.map((one) => ({ value: one.id, label: nameOf(one) }))}
              isOpen
              optional
            />
            <div class="field check">
              <label>
                <input
                  type="checkbox"
                  checked={draft.consent}
                  onChange={(event) => set({ consent: event.currentTarget.checked })}
                />{" "}
                {t.automations.consent}
              </label>
              <p class="note">{t.automations.consentHelp}</p>
            </div>
            <SelectField
              label={t.automations.cancelOn}
              value={draft.cancelOn}
              onChange={(cancelOn) => set({ cancelOn })}
              choices={[
                { value: "", label: t.automations.cancelOnNone },
                ...Object.entries(t.eventTypes).map(([value, label]) => ({ value, label })),
              ]}
            />
            <SelectField
              label={t.automations.frequency}
              value={draft.frequency}
              onChange={(value) => set({ frequency: frequencyOf(value) })}
              choices={Object.entries(t.automations.frequencies).map(([value, label]) => ({ value, label }))}
            />
          </details>
          <div class="field check">
            <label>
              <input
                type="checkbox"
                checked={draft.enabled}
                onChange={(event) => set({ enabled: event.currentTarget.checked })}
              />{" "}
              {t.automations.on}
            </label>
          </div>
          {(automation?.waiting ?? 0) > 0 && (
            <SelectField
              label={t.automations.waitingAsk(automation?.waiting ?? 0)}
              value={waiting}
              onChange={(value) => setWaiting(value === "update" || value === "cancel" ? value : "leave")}
              choices={[
                { value: "leave", label: t.automations.leave },
                { value: "update", label: t.automations.update },
                { value: "cancel", label: t.automations.cancelThem },
              ]}
            />
          )}
          <Trouble problem={doing.problem} />
          <div class="row">
            <Button type="submit" kind="main" busy={doing.busy}>
              {automation ? t.common.save : t.common.create}
            </Button>
            {automation && (
              <Button
                kind="danger"
                busy={doing.busy}
                onClick={() => confirmed(t.automations.deleteAsk) && void remove()}
              >
                {t.common.delete}
              </Button>
            )}
          </div>
        </form>
      </Card>
    </Page>
  );
}

type Choices = Record<string, Choice[]>;

/** What the account offers for the action's fields. What a field offers may depend on what was picked before it. */
function useChoices(shop: Shop, { connectionId, action, input }: Draft, fields: string[]) {
  const [byField, setByField] = useState<Choices>({});
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
      if (isLatest) setProblem(error instanceof Error ? error.message : String(error));
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

/** A moment before an event is offered where its date is known in advance. */
function momentOf(when: string, event: string): Moment {
  if (when === "before") return event in t.automations.before ? "before" : "at";
  return when === "after" ? "after" : "at";
}

function frequencyOf(value: string): Frequency {
  return value === "once-per-customer" || value === "once-per-customer-and-product" ? value : "every-time";
}

function draftOf(
  automation: Automation | undefined,
  connections: Connection[],
  toolOf: (id: string) => { actions: { id: string }[] } | undefined,
): Draft {
  const connectionId =
    automation?.action.connectionId ??
    connections.find((one) => one.tool !== "show-me")?.id ??
    connections[0]?.id ??
    "";
  return {
    name: automation?.name ?? "",
    event: automation?.trigger.event ?? "purchase.completed",
    sourceId: automation?.trigger.sourceId ?? "",
    products: automation?.trigger.productIds ?? [],
    when: automation?.timing.when ?? "at",
    amount: String(automation?.timing.amount ?? 1),
    unit: automation?.timing.unit ?? "hours",
    connectionId,
    action: automation?.action.action ?? toolOf(connectionId)?.actions[0]?.id ?? "",
    input: automation?.action.input ?? {},
    cancelOn: automation?.cancelOn[0] ?? "",
    frequency: automation?.frequency ?? "every-time",
    consent: automation?.trigger.marketingConsent ?? false,
    enabled: automation?.enabled ?? true,
  };
}

/** @param automation as it is saved: what this form does not show stays as it is there */
function bodyOf(draft: Draft, automation: Automation | undefined) {
  const { products: productIds } = draft;
  const { conditions } = automation?.trigger ?? {};
  const otherCancels = automation?.cancelOn.slice(1).filter((type) => type !== draft.cancelOn) ?? [];
  return {
    name: draft.name,
    trigger: {
      event: draft.event,
      ...(conditions ? { conditions } : {}),
      ...(draft.sourceId ? { sourceId: draft.sourceId } : {}),
      ...(productIds.length > 0 ? { productIds } : {}),
      ...(draft.consent ? { marketingConsent: true } : {}),
    },
    timing:
      draft.when === "at"
        ? { when: "at" as const }
        : { when: draft.when, amount: Number(draft.amount), unit: draft.unit },
    action: {
      connectionId: draft.connectionId,
      action: draft.action,
      input: draft.input as Record<string, never>,
    }, // the form's values are JSON
    cancelOn: draft.cancelOn ? [draft.cancelOn, ...otherCancels] : [],
    frequency: draft.frequency,
    enabled: draft.enabled,
  };
}
