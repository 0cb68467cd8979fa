// Ready automations in one click, and the first event of a newcomer. They use "Show me", which sends nothing.
import { read, workspace } from "./api";
import type { Shop } from "./app";
import { t } from "./text";

type Timing =
  | { when: "at" }
  | { when: "after"; amount: number; unit: "minutes" | "hours" | "days" | "weeks" };
type Recipe = { title: string; body: string; event: string; timing: Timing; cancelOn: string[] };

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
];

const showMe = "show-me";

export async function addRecipe(shop: Shop, recipe: Recipe): Promise<void> {
  const param = { ws: shop.ws };
  const connections = await read(workspace.connections.$get({ param }));
  const connectionId = connections.items.find((one) => one.tool === showMe)?.id ?? "";
  await read(
    workspace.automations.$post({
      param,
      json: {
        name: recipe.title,
        trigger: { event: recipe.event },
        timing: recipe.timing,
        action: { connectionId, action: "show", input: {} },
        cancelOn: recipe.cancelOn,
      },
    }),
  );
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
