// What events and deliveries name: automations, tools, sources and people, by what they are called, with a way to each.
import {
  type Automation,
  type Connection,
  type Delivery,
  type Event,
  type EventDetail,
  read,
  type Source,
  workspace,
} from "../api";
import type { Shop } from "../app";
import { useLoad } from "../load";
import { t } from "../text";

/** What the shop has, for choosing and for names. */
export type Things = { automations: Automation[]; connections: Connection[]; sources: Source[] };

export function useThings(shop: Shop): Things | undefined {
  const param = { ws: shop.ws };
  return useLoad(async () => {
    const [automations, connections, sources] = await Promise.all([
      read(workspace.automations.$get({ param })),
      read(workspace.connections.$get({ param })),
      read(workspace.sources.$get({ param })),
    ]);
    return { automations: automations.items, connections: connections.items, sources: sources.items };
  }, shop.ws).value;
}

/** Whom an event is about, with a way to all that is known of them. */
export function Who({ shop, event: { customer } }: { shop: Shop; event: Pick<Event, "customer"> }) {
  const who = customer?.email ?? customer?.name;
  if (who === undefined || customer?.id === undefined) return <span>{who ?? "–"}</span>;
  return <a href={`/w/${shop.ws}/customers/${customer.id}`}>{who}</a>;
}

/** Which automation a delivery is by, with a way to it while it exists. */
export function AutomationName({
  shop,
  delivery: { automationId, connectionId },
  things,
}: {
  shop: Shop;
  delivery: Pick<Delivery, "automationId" | "connectionId">;
  things: Things | undefined;
}) {
  if (connectionId.startsWith("src_")) return <strong>{t.deliveries.completion}</strong>;
  const known = things?.automations.find(({ id }) => id === automationId);
  if (!known) return <strong>{things ? t.deliveries.deleted : "…"}</strong>;
  return (
    <strong>
      <a href={`/w/${shop.ws}/automations/${known.id}`}>{known.name}</a>
    </strong>
  );
}

/** The tool that is rung, or the source that is asked for more. */
export function ToolName({ shop, id, things }: { shop: Shop; id: string; things: Things | undefined }) {
  const connection = things?.connections.find((one) => one.id === id);
  if (connection) return <a href={`/w/${shop.ws}/connections/${id}`}>{connection.name}</a>;
  const source = things?.sources.find((one) => one.id === id);
  if (source) return <a href={`/w/${shop.ws}/sources/${id}`}>{source.name}</a>;
  return <span>{things ? t.deliveries.deleted : "…"}</span>;
}

/** What the source of an event is called. */
export function sourceName(event: EventDetail, things: Things | undefined): string {
  return things?.sources.find(({ id }) => id === event.source.id)?.name ?? event.source.kind;
}
