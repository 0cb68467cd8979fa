// An automation as a form that reads as a sentence: event → moment → tool → action → what to send.
import { useEffect, useState } from "preact/hooks";
import { type Automation, type Connection, type Product, read, type Source, workspace } from "../api";
import type { Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { type Choice, PickListField } from "../pick";
import { go } from "../router";
import { type Schema, SchemaForm, type Values } from "../schema-form";
import { connectionName, t } from "../text";
import { Button, Card, confirmed, Notice, Page, Pending, SelectField, TextField, Trouble } from "../ui";
import { Apply } from "./apply";
import { TryOut } from "./look-back";
import { nameOf } from "./products";
import {
  ClockFields,
  MomentFields,
  momentOf,
  type TimingDraft,
  timingDraftOf,
  timingOf,
} from "./timing-fields";

type Frequency = keyof typeof t.automations.frequencies;

/** What is being written, flat, as the fields hold it. */
type Draft = TimingDraft & {
  name: string;
  event: string;
  sourceId: string;
  products: string[];
  connectionId: string;
  action: string;
  input: Values;
  cancelOn: string[];
  frequency: Frequency;
  tooLate: string;
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
  const errorAt = (path: string) => doing.problem?.at(path);
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
      const saved = await read(
        workspace.automations[":id"].$patch({
          param,
          query: { waiting },
          json: { ...json, tooLateAfterHours: json.tooLateAfterHours ?? null },
        }),
      );
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
            error={errorAt("name")}
            onInput={(name) => set({ name })}
          />
          <div class="sentence">
            <SelectField
              label={t.automations.when}
              value={draft.event}
              error={errorAt("trigger.event")}
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
            <MomentFields event={draft.event} draft={draft} set={set} errorAt={errorAt} />
            <SelectField
              label={t.automations.tool}
              value={draft.connectionId}
              onChange={(connectionId) =>
                set({ connectionId, action: toolOf(connectionId)?.actions[0]?.id ?? "", input: {} })
              }
              choices={connections.map((one) => ({ value: one.id, label: connectionName(one) }))}
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
                errorAt={(path) => errorAt(`action.input.${path}`)}
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
            <ClockFields draft={draft} set={set} errorAt={errorAt} />
            <PickListField
              label={t.automations.cancelOn}
              help={t.automations.cancelOnHelp}
              values={draft.cancelOn}
              onChange={(cancelOn) => set({ cancelOn })}
              choices={Object.entries(t.eventTypes).map(([value, label]) => ({ value, label }))}
            />
            <SelectField
              label={t.automations.frequency}
              value={draft.frequency}
              onChange={(value) => set({ frequency: frequencyOf(value) })}
              choices={Object.entries(t.automations.frequencies).map(([value, label]) => ({ value, label }))}
            />
            <TextField
              label={t.automations.tooLate}
              help={
                draft.event === "cart.abandoned" ? t.automations.tooLateCartHelp : t.automations.tooLateHelp
              }
              kind="number"
              value={draft.tooLate}
              error={errorAt("tooLateAfterHours")}
              onInput={(tooLate) => set({ tooLate })}
              optional
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
      <TryOut shop={shop} definition={bodyOf(draft, automation)} />
      {automation && <Apply shop={shop} automation={automation} />}
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
    ...timingDraftOf(automation?.timing),
    connectionId,
    action: automation?.action.action ?? toolOf(connectionId)?.actions[0]?.id ?? "",
    input: automation?.action.input ?? {},
    cancelOn: automation?.cancelOn ?? [],
    frequency: automation?.frequency ?? "every-time",
    tooLate: String(automation?.tooLateAfterHours ?? ""),
    consent: automation?.trigger.marketingConsent ?? false,
    enabled: automation?.enabled ?? true,
  };
}

/** @param automation as it is saved: what this form does not show stays as it is there */
function bodyOf(draft: Draft, automation: Automation | undefined) {
  const { products: productIds } = draft;
  const { conditions } = automation?.trigger ?? {};
  return {
    name: draft.name,
    trigger: {
      event: draft.event,
      ...(conditions ? { conditions } : {}),
      ...(draft.sourceId ? { sourceId: draft.sourceId } : {}),
      ...(productIds.length > 0 ? { productIds } : {}),
      ...(draft.consent ? { marketingConsent: true } : {}),
    },
    timing: timingOf(draft),
    action: {
      connectionId: draft.connectionId,
      action: draft.action,
      input: draft.input as Record<string, never>,
    }, // the form's values are JSON
    cancelOn: draft.cancelOn,
    frequency: draft.frequency,
    ...(draft.tooLate ? { tooLateAfterHours: Number(draft.tooLate) } : {}),
    enabled: draft.enabled,
  };
}
