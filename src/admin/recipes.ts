// Ready automations in one click, as they fit a shop's sources and connections; and the first event of a newcomer.
import { type Automation, type Connection, type Connector, read, workspace } from "./api";
import type { Shop } from "./app";
import { actionsOf, isTold, toldBy } from "./offering";
import type { Definition } from "./pages/automation-draft";
import { t } from "./text";

/** What a step is to do; which tool does it depends on what the shop has. */
type Deed = "join" | "leave" | "tell" | "write";
type MailName = keyof typeof t.recipes.mails;
type Step = {
  event: string;
  timing?: Automation["timing"];
  deed: Deed;
  /** What "write" says. */
  mail?: MailName;
  cancelOn?: string[];
  frequency?: Automation["frequency"];
  marketingConsent?: true;
  /** By the shop's own connection, or by one that the organisation shares with it; left out, by either. */
  by?: "shop" | "organisation";
};
export type RecipeName = keyof typeof t.recipes.list;

const recipes: Record<RecipeName, Step[]> = {
  course: [
    { event: "purchase.completed", deed: "join" },
    { event: "access.expired", deed: "leave" },
  ],
  reminder: [{ event: "access.expiring", deed: "write", mail: "reminder" }],
  cart: [
    {
      event: "cart.abandoned",
      timing: { when: "after", amount: 2, unit: "hours" },
      deed: "write",
      mail: "cart",
      cancelOn: ["purchase.completed"],
    },
  ],
  lead: [
    { event: "lead.created", deed: "tell" },
    { event: "lead.created", deed: "join" },
  ],
  payment: [{ event: "payment.failed", deed: "write", mail: "payment" }],
  refund: [{ event: "purchase.refunded", deed: "leave" }],
  review: [
    {
      event: "purchase.completed",
      timing: { when: "after", amount: 7, unit: "days" },
      deed: "write",
      mail: "review",
      frequency: "once-per-customer",
      marketingConsent: true,
    },
  ],
  tickets: [{ event: "qr.scanned", deed: "tell" }],
  guests: [
    { event: "purchase.completed", deed: "join", by: "shop" },
    { event: "purchase.completed", deed: "join", by: "organisation", marketingConsent: true },
  ],
  lists: [{ event: "contact.unsubscribed", deed: "leave" }],
};

const names = Object.keys(recipes) as RecipeName[]; // the keys of recipes
const showMe = "show-me";

/** The recipes of which every event can be told, by what the shop has. */
export function recipesFor(
  sources: { kind: string }[],
  connections: Connection[],
  connectors: Connector[],
): RecipeName[] {
  const told = toldBy(sources, connectors);
  const isInChain = connections.some(isShared);
  return names.filter((name) =>
    recipes[name].every(({ event, by }) => isTold(told, event) && (by !== "organisation" || isInChain)),
  );
}

const isShared = ({ organisation }: Pick<Connection, "organisation">) => organisation !== undefined;

/** What a recipe makes: whole, but for what only the account can tell (which list, say). */
export function madeBy(name: RecipeName, connections: Connection[], connectors: Connector[]): Definition[] {
  return recipes[name].map((step, i) => ({
    name: t.recipes.list[name].steps[i] ?? t.recipes.list[name].title,
    trigger: { event: step.event, ...(step.marketingConsent ? { marketingConsent: true } : {}) },
    timing: step.timing ?? { when: "at" },
    action: actionFor(step, connections, connectors),
    cancelOn: step.cancelOn ?? [],
    frequency: step.frequency ?? "every-time",
    enabled: true,
  }));
}

/** By the first connection that can do it; "Show me", which sends nothing, where there is none. */
function actionFor(step: Step, connections: Connection[], connectors: Connector[]): Definition["action"] {
  const working = connections.filter(
    (one) =>
      one.status !== "failing" && (step.by === undefined || isShared(one) === (step.by === "organisation")),
  );
  for (const connection of working) {
    const actions = actionsOf(connection, connectors);
    // What an organisation lends is lent to be used, whatever it is called: a webhook, say.
    const lent = step.by === "organisation" ? actions[0] : undefined;
    const found = actions.find(({ id }) => isMeant(step.deed, connection, id)) ?? lent;
    if (found) return { connectionId: connection.id, action: found.id, input: inputFor(step) };
  }
  const connectionId = connections.find(({ tool }) => tool === showMe)?.id ?? "";
  return { connectionId, action: "show", input: {} };
}

/** Actions are called by what they do: "add-to-list", "invite-to-community", "remove-tag". */
function isMeant(deed: Deed, { tool, settings }: Connection, action: string): boolean {
  switch (deed) {
    case "join":
      return /^(?:add|invite)-/.test(action);
    case "leave":
      return action.startsWith("remove-");
    case "tell":
      return tool === "email";
    case "write":
      // To customers only from the shop's own address.
      return tool === "email" && (settings.service ?? "shopbell") !== "shopbell";
  }
}

function inputFor({ deed, mail }: Step): Record<string, string> {
  return deed === "write" && mail ? { to: "{{ customer.email }}", ...t.recipes.mails[mail] } : {};
}

/** Sets up what a first event takes, where it is missing, and sends a test purchase. @returns the event's id */
export async function tryItOut(shop: Shop): Promise<string> {
  const param = { ws: shop.ws };
  const [sources, automations, connections] = await Promise.all([
    read(workspace.sources.$get({ param })),
    read(workspace.automations.$get({ param })),
    read(workspace.connections.$get({ param })),
  ]);
  const event = "purchase.completed";
  if (!automations.items.some((one) => one.trigger.event === event)) {
    const connectionId = connections.items.find(({ tool }) => tool === showMe)?.id ?? "";
    const action = { connectionId, action: "show", input: {} };
    await read(
      workspace.automations.$post({ param, json: { name: t.recipes.first, trigger: { event }, action } }),
    );
  }
  const json = { kind: "easycart", name: "EasyCart", settings: {} };
  const source =
    sources.items.find((one) => one.kind === json.kind) ??
    (await read(workspace.sources.$post({ param, json })));
  const test = await read(
    workspace.sources[":id"].test.$post({ param: { ...param, id: source.id }, json: {} }),
  );
  return test.received[0] ?? "";
}
