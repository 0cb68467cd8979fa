// Recipes as cards: what each makes is told before it is made, and can be undone afterwards.
import { useState } from "preact/hooks";
import { type Connection, read, workspace } from "../api";
import { mayEdit, type Shop } from "../app";
import { type Doing, useDoing, useLoad } from "../load";
import { actionsOf, nameOfConnection } from "../offering";
import { madeBy, type RecipeName, recipesFor } from "../recipes";
import type { Values } from "../schema-form";
import { limitsOf, sentenceOf } from "../sentence";
import { t } from "../text";
import { Button, Card, Notice, Trouble } from "../ui";
import { ActionInput, ChoicesTrouble, useChoices } from "./action-input";
import { deleteAutomation } from "./automation-acts";
import type { Definition } from "./automation-draft";

type Made = { id: string; name: string }[];

/** @param most so many of those that fit */
export function Recipes({ shop, most, onChange }: { shop: Shop; most?: number; onChange(): void }) {
  const param = { ws: shop.ws };
  const loaded = useLoad(async () => {
    const [sources, connections] = await Promise.all([
      read(workspace.sources.$get({ param })),
      read(workspace.connections.$get({ param })),
    ]);
    return { sources: sources.items, connections: connections.items };
  }, shop.ws);
  const [open, setOpen] = useState<RecipeName>();
  const [made, setMade] = useState<Made>([]);
  const [isUndone, setUndone] = useState(false);
  const doing = useDoing();
  const undo = () =>
    doing.run(async () => {
      for (const { id } of made) await deleteAutomation(shop, id, "cancel");
      setMade([]);
      setUndone(true);
      onChange();
    });
  if (!mayEdit(shop)) return null;
  if (!loaded.value) return <Trouble problem={loaded.problem} retry={() => void loaded.reload()} />;
  const { sources, connections } = loaded.value;
  return (
    <section class="cards-with-notice" aria-label={t.recipes.title}>
      <Trouble problem={doing.problem} />
      {isUndone && <Notice>{t.recipes.undone}</Notice>}
      {made.length > 0 && (
        <div class="notice good" role="status">
          <span>{t.recipes.made(made.map(({ name }) => name))}</span>
          <Button busy={doing.busy} onClick={() => void undo()}>
            {t.recipes.undo}
          </Button>
        </div>
      )}
      <div class="cards">
        {recipesFor(sources, connections, shop.connectors)
          .slice(0, most)
          .map((name) => (
            <Card key={name} title={t.recipes.list[name].title}>
              <p class="soft">{t.recipes.list[name].body}</p>
              {open === name ? (
                <Recipe
                  shop={shop}
                  definitions={madeBy(name, connections, shop.connectors)}
                  connections={connections}
                  onMade={(all) => {
                    setOpen(undefined);
                    setUndone(false);
                    setMade(all);
                    onChange();
                  }}
                  onCancel={() => setOpen(undefined)}
                />
              ) : (
                <Button
                  label={t.automations.labelOf(t.recipes.open, t.recipes.list[name].title)}
                  isOpen={false}
                  onClick={() => setOpen(name)}
                >
                  {t.recipes.open}
                </Button>
              )}
            </Card>
          ))}
      </div>
    </section>
  );
}

type RecipeProps = {
  shop: Shop;
  definitions: Definition[];
  connections: Connection[];
  onMade(all: Made): void;
  onCancel(): void;
};

function Recipe({ shop, definitions, connections, onMade, onCancel }: RecipeProps) {
  const [inputs, setInputs] = useState<Values[]>(() => definitions.map(({ action }) => action.input ?? {}));
  const [isOn, setOn] = useState(true);
  /** The step that was not accepted. */
  const [failed, setFailed] = useState<number>();
  const doing = useDoing();
  /** What is chosen for one step is meant for the others as well, as long as nothing else was chosen there. */
  const fillIn = (step: number, input: Values) =>
    setInputs(
      inputs.map((known, at) => {
        if (at === step) return input;
        const isSame = definitions[at]?.action.connectionId === definitions[step]?.action.connectionId;
        const wanted = isSame ? requiredOf(shop, definitions[at], connections) : [];
        const before = inputs[step] ?? {};
        const shared = wanted.filter((field) => known[field] === before[field] && field in input);
        return { ...known, ...Object.fromEntries(shared.map((field) => [field, input[field]])) };
      }),
    );
  const use = () =>
    doing.run(async () => {
      const all: Made = [];
      try {
        for (const [i, one] of definitions.entries()) {
          setFailed(i);
          const input = (inputs[i] ?? {}) as Record<string, never>; // the form's values are JSON
          const json = { ...one, enabled: isOn, action: { ...one.action, input } };
          const { id, name } = await read(workspace.automations.$post({ param: { ws: shop.ws }, json }));
          all.push({ id, name });
        }
      } catch (error) {
        // All of it or nothing: half a recipe would add people and never take them away.
        for (const { id } of all) await deleteAutomation(shop, id, "cancel");
        throw error;
      }
      onMade(all);
    });
  const isShown = definitions.some((one) => toolOf(one, connections) === "show-me");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void use();
      }}
    >
      <p>{t.recipes.makes}</p>
      <ol class="steps">
        {definitions.map((definition, i) => (
          <li key={definition.name}>
            <StepView
              shop={shop}
              definition={definition}
              connections={connections}
              input={inputs[i] ?? {}}
              onChange={(input) => fillIn(i, input)}
              doing={failed === i ? doing : undefined}
            />
          </li>
        ))}
      </ol>
      {isShown && <p class="note">{t.recipes.showMe}</p>}
      <div class="field check">
        <label>
          <input type="checkbox" checked={isOn} onChange={(event) => setOn(event.currentTarget.checked)} />{" "}
          {t.recipes.on}
        </label>
      </div>
      <Trouble problem={doing.problem} />
      <div class="row">
        <Button type="submit" kind="main" busy={doing.busy}>
          {t.recipes.use}
        </Button>
        <Button onClick={onCancel}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}

const connectionOf = ({ action }: Definition, connections: Connection[]) =>
  connections.find(({ id }) => id === action.connectionId);
const toolOf = (definition: Definition, connections: Connection[]) =>
  connectionOf(definition, connections)?.tool;

function actionOf(shop: Shop, definition: Definition | undefined, connections: Connection[]) {
  const connection = definition && connectionOf(definition, connections);
  return actionsOf(connection, shop.connectors).find(({ id }) => id === definition?.action.action);
}

/** What only the account, or its owner, can tell. */
function requiredOf(shop: Shop, definition: Definition | undefined, connections: Connection[]): string[] {
  const schema = actionOf(shop, definition, connections)?.input as { required?: string[] } | undefined; // JSON Schema
  return (schema?.required ?? []).filter((field) => definition?.action.input?.[field] === undefined);
}

type StepProps = {
  shop: Shop;
  definition: Definition;
  connections: Connection[];
  input: Values;
  onChange(input: Values): void;
  doing: Doing | undefined;
};

function StepView({ shop, definition, connections, input, onChange, doing }: StepProps) {
  const connection = connectionOf(definition, connections);
  const action = actionOf(shop, definition, connections);
  const { connectionId } = definition.action;
  const choices = useChoices(
    shop,
    { connectionId, action: definition.action.action, input },
    action?.choices ?? [],
  );
  const words = sentenceOf(definition, {
    products: [],
    connection: connection ? nameOfConnection(connection, shop.connectors) : t.deliveries.deleted,
    action: action?.title ?? definition.action.action,
  });
  const required = requiredOf(shop, definition, connections);
  return (
    <>
      <strong>{definition.name}</strong>
      <p class="soft">{[words, ...limitsOf(definition)].join(" ")}</p>
      {action && required.length > 0 && (
        <fieldset>
          <legend>{t.recipes.fill}</legend>
          <ChoicesTrouble choices={choices} />
          <ActionInput
            action={action}
            only={required}
            values={input}
            onChange={onChange}
            errorAt={(path) => doing?.problem?.at(`action.input.${path}`)}
            choices={choices}
          />
        </fieldset>
      )}
    </>
  );
}
