// An automation as a form that reads as a sentence: event → moment → tool → action → what to send.
import { useEffect, useRef, useState } from "preact/hooks";
import { type Automation, type Connection, type Product, read, type Source, workspace } from "../api";
import { mayEdit, type Shop } from "../app";
import { type Doing, useDoing, useLoad } from "../load";
import {
  actionsOf,
  hasProducts,
  isOftenNobodys,
  isTold,
  missingFor,
  nameOfConnection,
  sourcesFor,
  toldBy,
} from "../offering";
import { PickListField } from "../pick";
import { go, guardLeaving, useQuery } from "../router";
import { limitsOf, sentenceOf } from "../sentence";
import { eventWords, t } from "../text";
import { Button, Card, confirmed, Notice, Page, Pending, SelectField, TextField, Trouble } from "../ui";
import { ActionInput, ChoicesTrouble, hasFields, targetName, targetsOf, useChoices } from "./action-input";
import { Apply } from "./apply";
import { AskAboutWaiting, deleteAutomation, type Fate } from "./automation-acts";
import { copyOf, type Draft, definitionOf, draftOf, frequencyOf } from "./automation-draft";
import { TryOut } from "./look-back";
import { nameOf } from "./products";
import { type FieldTrouble, RehearsalCard } from "./rehearsal";
import { ClockFields, MomentFields, momentOf } from "./timing-fields";

type Everything = { connections: Connection[]; sources: Source[]; products: Product[] };

export function AutomationForm({ shop, id }: { shop: Shop; id: string | undefined }) {
  const param = { ws: shop.ws };
  const copied = useQuery().get("copy");
  const shown = id ?? copied ?? undefined;
  const loaded = useLoad(async () => {
    const [connections, sources, products, automation] = await Promise.all([
      read(workspace.connections.$get({ param })),
      read(workspace.sources.$get({ param })),
      read(workspace.products.$get({ param, query: { limit: "1000" } })),
      shown ? read(workspace.automations[":id"].$get({ param: { ...param, id: shown } })) : undefined,
    ]);
    const all = { connections: connections.items, sources: sources.items, products: products.items };
    return { all, automation };
  }, shown ?? "new");
  if (!loaded.value) return <Pending loaded={loaded} />;
  const { all, automation } = loaded.value;
  return (
    <Form
      shop={shop}
      all={all}
      saved={id ? automation : undefined}
      copied={id ? undefined : automation}
      onSaved={loaded.reload}
    />
  );
}

type FormProps = {
  shop: Shop;
  all: Everything;
  saved: Automation | undefined;
  /** What a new one is a copy of. */
  copied: Automation | undefined;
  onSaved(): Promise<void>;
};

function Form({ shop, all, saved, copied, onSaved }: FormProps) {
  const { connections, sources } = all;
  const { connectors } = shop;
  const actionsBy = (connectionId: string) =>
    actionsOf(
      connections.find(({ id }) => id === connectionId),
      connectors,
    );
  const [initial, setInitial] = useState<Draft>(() =>
    draftOf(copied ? copyOf(copied) : saved, {
      event: Object.keys(t.eventTypes).find((type) => isTold(toldBy(sources, connectors), type)) ?? "",
      connections,
      firstAction: (id) => actionsBy(id)[0]?.id ?? "",
    }),
  );
  const [draft, setDraft] = useState(initial);
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const isChanged = JSON.stringify(draft) !== JSON.stringify(initial);
  const leave = useLeaving(isChanged);
  const [isSaved, setSaved] = useState(false);
  const [waiting, setWaiting] = useState<"leave" | "update" | "cancel">("leave");
  const [isDeleting, setDeleting] = useState(false);
  const [troubles, setTroubles] = useState<FieldTrouble[]>([]);
  const doing = useDoing();
  const form = useRef<HTMLFormElement>(null);
  useFirstTrouble(form, doing);

  const connection = connections.find(({ id }) => id === draft.connectionId);
  const action = actionsBy(draft.connectionId).find((one) => one.id === draft.action);
  const choices = useChoices(shop, draft, action?.choices ?? []);
  const definition = definitionOf(draft, saved ?? copied);
  const errorAt = (path: string) =>
    doing.problem?.at(path) ??
    troubles.find((one) => one.path === path || one.path.startsWith(`${path}.`))?.message;
  const inputErrorAt = (path: string) => errorAt(`action.input.${path}`);

  const save = () =>
    doing.run(async () => {
      setSaved(false);
      if (!saved) {
        const created = await read(workspace.automations.$post({ param: { ws: shop.ws }, json: definition }));
        leave(`/w/${shop.ws}/automations/${created.id}`);
        return;
      }
      await read(
        workspace.automations[":id"].$patch({
          param: { ws: shop.ws, id: saved.id },
          query: { waiting },
          json: { ...definition, tooLateAfterHours: definition.tooLateAfterHours ?? null },
        }),
      );
      setInitial(draft);
      setWaiting("leave");
      setSaved(true);
      await onSaved();
    });
  const remove = (fate: Fate) =>
    doing.run(async () => {
      if (!saved) return;
      await deleteAutomation(shop, saved.id, fate);
      leave(`/w/${shop.ws}/automations`);
    });
  const askToDelete = () => {
    if ((saved?.waiting ?? 0) > 0) setDeleting(true);
    else if (confirmed(t.automations.deleteAsk(saved?.name ?? ""))) void remove("leave");
  };

  return (
    <Page title={saved?.name ?? t.automations.add} intro={saved ? undefined : t.automations.intro}>
      {copied && <Notice>{t.automations.copyNote}</Notice>}
      {(saved?.warnings ?? []).map((warning) => (
        <Notice key={warning} tone="warn">
          {warning}
        </Notice>
      ))}
      <div class="beside">
        <Card>
          <form
            ref={form}
            onSubmit={(event) => {
              event.preventDefault();
              void save();
            }}
            onInvalidCapture={openFolded}
          >
            <TextField
              label={t.automations.name}
              value={draft.name}
              required
              error={errorAt("name")}
              onInput={(name) => set({ name })}
            />
            <div class="sentence">
              <Trigger shop={shop} all={all} draft={draft} set={set} errorAt={errorAt} />
              <MomentFields event={draft.event} draft={draft} set={set} errorAt={errorAt} />
              <SelectField
                label={t.automations.tool}
                value={draft.connectionId}
                error={errorAt("action.connectionId")}
                onChange={(connectionId) =>
                  set({
                    connectionId,
                    action:
                      (actionsBy(connectionId).find(fits(draft)) ?? actionsBy(connectionId)[0])?.id ?? "",
                    input: {},
                  })
                }
                choices={connections.map((one) => {
                  const name = nameOfConnection(one, connectors);
                  const actions = actionsOf(one, connectors);
                  const [first] = actions;
                  const isOffered = actions.length === 0 || actions.some(fits(draft));
                  return { value: one.id, ...unlessMissing(name, isOffered ? undefined : first, draft) };
                })}
              />
              <SelectField
                label={t.automations.action}
                value={draft.action}
                error={errorAt("action.action")}
                onChange={(next) => set({ action: next, input: {} })}
                choices={actionsBy(draft.connectionId).map((one) => ({
                  value: one.id,
                  ...unlessMissing(one.title, one, draft),
                }))}
              />
              {action && targetsOf(action).length > 0 && (
                <ActionInput
                  key={`${draft.connectionId} ${draft.action}`}
                  action={action}
                  only={targetsOf(action)}
                  values={draft.input}
                  onChange={(input) => set({ input })}
                  errorAt={inputErrorAt}
                  choices={choices}
                />
              )}
            </div>
            <ChoicesTrouble choices={choices} />
            <p class="reads" role="status">
              <span class="soft">{t.automations.reads}: </span>
              {sentenceOf(definition, {
                products: draft.products.map((id) => productName(all.products, id)),
                source: sources.find(({ id }) => id === draft.sourceId)?.name,
                connection: connection ? nameOfConnection(connection, connectors) : t.deliveries.deleted,
                action: action?.title ?? draft.action,
                target: targetName(action, draft.input, choices),
              })}{" "}
              {limitsOf(definition).join(" ")}
            </p>
            {action && isOftenNobodys(draft.event, action) && (
              <p class="note">{t.automations.oftenNobodys}</p>
            )}
            {action && hasFields(action, targetsOf(action)) && (
              <fieldset>
                <legend>{t.automations.input}</legend>
                <ActionInput
                  key={`${draft.connectionId} ${draft.action}`}
                  action={action}
                  without={targetsOf(action)}
                  values={draft.input}
                  onChange={(input) => set({ input })}
                  errorAt={inputErrorAt}
                  choices={choices}
                />
              </fieldset>
            )}
            <More draft={draft} set={set} errorAt={errorAt} />
            <Check
              label={t.automations.on}
              checked={draft.enabled}
              onChange={(enabled) => set({ enabled })}
            />
            {(saved?.waiting ?? 0) > 0 && isChanged && (
              <SelectField
                label={t.automations.waitingAsk(saved?.waiting ?? 0)}
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
            {isSaved && !isChanged && <Notice>{t.automations.savedNote}</Notice>}
            {mayEdit(shop) && (
              <div class="row">
                <Button type="submit" kind="main" busy={doing.busy}>
                  {saved ? t.common.save : t.common.create}
                </Button>
                {saved && (
                  <a class="button plain" href={`/w/${shop.ws}/automations/new?copy=${saved.id}`}>
                    {t.automations.duplicate}
                  </a>
                )}
                {saved && (
                  <Button kind="danger" busy={doing.busy} onClick={askToDelete}>
                    {t.common.delete}
                  </Button>
                )}
              </div>
            )}
          </form>
          {isDeleting && saved && (
            <AskAboutWaiting
              end="delete"
              name={saved.name}
              waiting={saved.waiting ?? 0}
              doing={doing}
              onDo={(fate) => void remove(fate)}
              onCancel={() => setDeleting(false)}
            />
          )}
        </Card>
        {mayEdit(shop) && (
          <RehearsalCard
            shop={shop}
            definition={definition}
            automationId={saved?.id}
            connection={connection}
            action={action}
            choices={choices}
            onTroubles={setTroubles}
          />
        )}
      </div>
      {mayEdit(shop) && (
        <>
          <TryOut shop={shop} definition={definition} />
          {saved && <Apply shop={shop} automation={saved} />}
        </>
      )}
    </Page>
  );
}

const fits = (draft: Draft) => (action: { needs: string[] }) => missingFor(draft.event, action) === undefined;

const productName = (products: Product[], id: string) => {
  const product = products.find((one) => one.id === id);
  return product ? nameOf(product) : id;
};

/** A choice, or the same disabled with the reason where the event lacks what the action needs. */
function unlessMissing(name: string, action: { needs: string[] } | undefined, draft: Draft) {
  const missing = action && missingFor(draft.event, action);
  if (missing === undefined) return { label: name };
  return {
    label: t.automations.cannot(name, t.automations.lacksPart[missing] ?? missing),
    disabled: true,
  };
}

/** Asks before a page with something unsaved is left. @returns how to go on without being asked */
function useLeaving(isChanged: boolean): (path: string) => void {
  const isAsking = useRef(false);
  isAsking.current = isChanged;
  useEffect(() => {
    const stop = guardLeaving(() => !isAsking.current || confirmed(t.automations.unsaved));
    const onUnload = (event: BeforeUnloadEvent) => {
      if (isAsking.current) event.preventDefault();
    };
    addEventListener("beforeunload", onUnload);
    return () => {
      stop();
      removeEventListener("beforeunload", onUnload);
    };
  }, []);
  return (path) => {
    isAsking.current = false;
    go(path);
  };
}

/** What is folded away opens where something in it is the matter, so that it can be seen and focused. */
function openFolded({ target }: { target: EventTarget | null }): void {
  if (target instanceof Element) target.closest("details")?.setAttribute("open", "");
}

/** After a refusal, the first field that is the matter has the focus. */
function useFirstTrouble(form: { current: HTMLFormElement | null }, { problem }: Doing): void {
  useEffect(() => {
    if (!problem) return;
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (!field) return;
    openFolded({ target: field });
    field.focus();
  }, [problem]);
}

type PartProps = {
  draft: Draft;
  set(change: Partial<Draft>): void;
  errorAt(path: string): string | undefined;
};

const ownPrefix = "custom.";

/** "When someone buys, of these products, from this source". */
function Trigger({ shop, all, draft, set, errorAt }: PartProps & { shop: Shop; all: Everything }) {
  const { event } = draft;
  const told = toldBy(all.sources, shop.connectors);
  // Also those without words of ours, which a shop named itself.
  const types = [...new Set([...Object.keys(t.eventTypes), ...(told === "any" ? [] : told)])];
  const isListed = types.includes(event);
  const choose = (next: string) =>
    set({
      event: next,
      when: momentOf(draft.when, next),
      ...(hasProducts(next) ? {} : { products: [] }),
    });
  const groupOf = (type: string) =>
    told === "any" ? undefined : isTold(told, type) ? t.automations.toldGroup : t.automations.otherGroup;
  const ordered = [...types].sort((a, b) => Number(isTold(told, b)) - Number(isTold(told, a)));
  const last = told === "any" ? undefined : t.automations.otherGroup;
  return (
    <>
      <SelectField
        label={t.automations.when}
        help={isTold(told, event) || !isListed ? undefined : t.automations.notTold}
        value={isListed ? event : ownPrefix}
        error={isListed ? errorAt("trigger.event") : undefined}
        onChange={choose}
        choices={[
          ...ordered.map((type) => ({ value: type, label: eventWords(type), group: groupOf(type) })),
          { value: ownPrefix, label: t.automations.ownEvent, group: last },
        ]}
      />
      {!isListed && (
        <TextField
          label={t.automations.ownName}
          help={t.automations.ownHelp}
          value={event.slice(ownPrefix.length)}
          required
          error={errorAt("trigger.event")}
          onInput={(name) => choose(ownPrefix + name)}
        />
      )}
      {hasProducts(event) && (
        <PickListField
          label={t.automations.products}
          help={t.automations.productsHelp}
          placeholder={t.automations.anyProduct}
          values={draft.products}
          onChange={(products) => set({ products })}
          choices={all.products.map((one) => ({ value: one.id, label: nameOf(one) }))}
          isOpen
        />
      )}
      <SelectField
        label={t.automations.from}
        value={draft.sourceId}
        error={errorAt("trigger.sourceId")}
        onChange={(sourceId) => set({ sourceId })}
        choices={[
          { value: "", label: t.automations.anySource },
          ...sourcesFor(event, all.sources, shop.connectors, draft.sourceId).map((one) => ({
            value: one.id,
            label: one.name,
          })),
        ]}
      />
    </>
  );
}

/** What few need: who, at which hour, what calls it off, and how often. */
function More({ draft, set, errorAt }: PartProps) {
  return (
    <details>
      <summary>{t.automations.more}</summary>
      <Check
        label={t.automations.consent}
        help={t.automations.consentHelp}
        checked={draft.consent}
        onChange={(consent) => set({ consent })}
      />
      <ClockFields draft={draft} set={set} errorAt={errorAt} />
      <PickListField
        label={t.automations.cancelOn}
        help={t.automations.cancelOnHelp}
        error={errorAt("cancelOn")}
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
        help={draft.event === "cart.abandoned" ? t.automations.tooLateCartHelp : t.automations.tooLateHelp}
        kind="number"
        value={draft.tooLate}
        error={errorAt("tooLateAfterHours")}
        onInput={(tooLate) => set({ tooLate })}
        optional
      />
    </details>
  );
}

type CheckProps = { label: string; help?: string; checked: boolean; onChange(checked: boolean): void };

function Check({ label, help, checked, onChange }: CheckProps) {
  return (
    <div class="field check">
      <label>
        <input
          type="checkbox"
          checked={checked}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />{" "}
        {label}
      </label>
      {help && <p class="note">{help}</p>}
    </div>
  );
}
