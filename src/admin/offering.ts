// What makes sense to choose in an automation: the events a shop's sources tell of, and the actions that an event can feed.
import type { Connection, Connector, Source } from "./api";
import { connectionName } from "./text";

type Told = ReadonlySet<string> | "any";
type Action = NonNullable<Connector["tool"]>["actions"][number];

/** What Shopbell tells of by itself, and what it takes to know it. */
const raised: [type: string, from: string[]][] = [
  ["access.expiring", ["purchase.completed", "access.granted"]],
  ["access.expired", ["purchase.completed", "access.granted"]],
  ["cart.abandoned", ["cart.updated"]],
];

/** @returns the types a shop's sources can tell of, or "any" while there is none, or one that may tell of anything */
export function toldBy(sources: Pick<Source, "kind">[], connectors: Connector[]): Told {
  const types = new Set(["qr.scanned"]); // codes are Shopbell's own
  for (const { kind } of sources) {
    const told = connectors.find(({ id }) => id === kind)?.source?.tells ?? [];
    if (told === "any") return "any";
    for (const type of told) types.add(type);
  }
  if (sources.length === 0) return "any";
  for (const [type, from] of raised) if (from.some((one) => types.has(one))) types.add(type);
  return types;
}

export const isTold = (told: Told, type: string): boolean => told === "any" || told.has(type);

/** The sources that can tell of a type, and the one that is chosen already. */
export function sourcesFor<S extends Pick<Source, "id" | "kind">>(
  type: string,
  sources: S[],
  connectors: Connector[],
  chosen: string,
): S[] {
  return sources.filter((one) => one.id === chosen || isTold(toldBy([one], connectors), type));
}

/** Which parts events of a family never have. */
const lacking: Record<string, string[]> = {
  contact: ["products", "order", "subscription", "cart"],
  email: ["products", "order", "subscription", "cart"],
  customer: ["products", "order", "subscription", "cart"],
  lead: ["order", "subscription", "cart"],
  cart: ["order", "subscription"],
  qr: ["subscription", "cart"],
  access: ["cart"],
};
/** Often about nobody in particular: a cart before its owner has signed in, a code on a poster. */
const oftenNobodys = new Set(["cart.updated", "qr.scanned"]);

const familyOf = (type: string) => type.split(".")[0] ?? "";
const partOf = (path: string) => path.split(".")[0] ?? "";

/** What the action needs and no event of this type has ("order"); undefined where they fit. */
export function missingFor(type: string, { needs }: Pick<Action, "needs">): string | undefined {
  return needs.map(partOf).find((part) => lacking[familyOf(type)]?.includes(part));
}

/** Whether the action needs a customer, whom many events of this type do not name. */
export function isOftenNobodys(type: string, { needs }: Pick<Action, "needs">): boolean {
  return oftenNobodys.has(type) && needs.some((path) => partOf(path) === "customer");
}

export const hasProducts = (type: string): boolean => !lacking[familyOf(type)]?.includes("products");

/** The actions of a connection's tool. */
export function actionsOf(
  connection: Pick<Connection, "tool"> | undefined,
  connectors: Connector[],
): Action[] {
  return connectors.find(({ id }) => id === connection?.tool)?.tool?.actions ?? [];
}

/** "Mailchimp · Main account", or the one where both are the same; with whose it is where it is not the shop's own. */
export function nameOfConnection(
  connection: Pick<Connection, "name" | "tool" | "organisation">,
  connectors: Connector[],
): string {
  const { tool } = connection;
  const title = connectors.find(({ id }) => id === tool)?.title ?? tool;
  const name = connectionName(connection);
  return name.toLowerCase().includes(title.toLowerCase()) ? name : `${title} · ${name}`;
}
