// Ready automations in one click, and the first event of a newcomer. They use "Show me", which sends nothing.
import { type Connection, read, workspace } from "./api";
import type { Shop } from "./app";
import { t } from "./text";

type Timing =
  | { when: "at" }
  | { when: "after"; amount: number; unit: "minutes" | "hours" | "days" | "weeks" };
type Recipe = {
  title: string;
  body: string;
  event: string;
  timing: Timing;
  cancelOn: string[];
  /** Also those who agreed to marketing, by a connection that the organisation shares with the shop. */
  isForChains?: boolean;
};

export const recipes: Recipe[] = [
  {
    title: t.recipes.course,
    body: t.recipes.courseBody,
    event: "purchase.completed",
    timing: { when: "at" },
    cancelOn: [],
  },
  {
    title: t.recipes.ended,
    body: t.recipes.endedBody,
    event: "access.expired",
    timing: { when: "at" },
    cancelOn: [],
  },
  {
    title: t.recipes.cart,
    body: t.recipes.cartBody,
    event: "cart.abandoned",
    timing: { when: "after", amount: 2, unit: "hours" },
    cancelOn: ["purchase.completed"],
  },
  {
    title: t.recipes.guests,
    body: t.recipes.guestsBody,
    event: "purchase.completed",
    timing: { when: "at" },
    cancelOn: [],
    isForChains: true,
  },
];

const showMe = "show-me";

/** @returns what to say about it */
export async function addRecipe(shop: Shop, recipe: Recipe): Promise<string> {
  const param = { ws: shop.ws };
  const { items: connections } = await read(workspace.connections.$get({ param }));
  const { event, timing, cancelOn } = recipe;
  const connectionId = connections.find((one) => one.tool === showMe)?.id ?? "";
  const show = { connectionId, action: "show", input: {} };
  const first = { name: recipe.title, trigger: { event }, timing, action: show, cancelOn };
  if (!recipe.isForChains) {
    await read(workspace.automations.$post({ param, json: first }));
    return t.recipes.used;
  }
  const shared = await sharedAction(shop, connections);
  const trigger = { event, marketingConsent: true };
  await read(workspace.automations.$post({ param, json: { ...first, name: t.recipes.ownList } }));
  const second = { ...first, name: t.recipes.chainList, trigger, action: shared ?? show, enabled: !shared };
  await read(workspace.automations.$post({ param, json: second }));
  return shared ? t.recipes.usedPaused : t.recipes.used;
}

type Action = { connectionId: string; action: string; input: Record<string, string> };

/**
 * What the organisation's connection does first of all, with the first of whatever must be picked: a person looks it over
 * before it is turned on. Undefined where there is no such connection, or where something would have to be typed.
 */
async function sharedAction(shop: Shop, connections: Connection[]): Promise<Action | undefined> {
  const shared = connections.find((one) => one.organisation !== undefined);
  const action = shop.connectors.find((one) => one.id === shared?.tool)?.tool?.actions[0];
  if (!shared || !action) return undefined;
  const { required = [] } = action.input as { required?: string[] }; // JSON Schema made from the action's form
  const input: Record<string, string> = {};
  for (const field of required) {
    const value = action.choices.includes(field)
      ? await firstChoice(shop, shared, action.id, field)
      : undefined;
    if (value === undefined) return undefined;
    input[field] = value;
  }
  return { connectionId: shared.id, action: action.id, input };
}

async function firstChoice(shop: Shop, { id }: Connection, action: string, field: string) {
  const param = { ws: shop.ws, id };
  const { items } = await read(
    workspace.connections[":id"].choices.$get({ param, query: { action, field } }),
  );
  return items[0]?.value;
}

/** Sets up what a first event takes, where it is missing, and sends a test purchase. @returns the event's id */
export async function tryItOut(shop: Shop): Promise<string> {
  const param = { ws: shop.ws };
  const [sources, automations] = await Promise.all([
    read(workspace.sources.$get({ param })),
    read(workspace.automations.$get({ param })),
  ]);
  const [recipe] = recipes;
  if (recipe && !automations.items.some((one) => one.trigger.event === recipe.event))
    await addRecipe(shop, recipe);
  const json = { kind: "easycart", name: "EasyCart", settings: {} };
  const source =
    sources.items.find((one) => one.kind === json.kind) ??
    (await read(workspace.sources.$post({ param, json })));
  const test = await read(
    workspace.sources[":id"].test.$post({ param: { ...param, id: source.id }, json: {} }),
  );
  return test.received[0] ?? "";
}
