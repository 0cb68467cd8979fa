// An event's story in the order in which it happened: what came, what it matched, what it rang, scans, and its end.
import type { Delivery, EventDetail, Ticket } from "./api";

export type Chapter = { at: number } & (
  | { is: "received" }
  | { is: "added"; by: EventDetail["added"][number]["by"] }
  | { is: "matched" }
  | { is: "delivery"; delivery: Delivery; repeatedBy: string | undefined }
  | { is: "scan"; ticket: Ticket; scan: Ticket["scans"][number] }
  | { is: "erased" }
);

export function storyOf(event: EventDetail, tickets: Ticket[]): Chapter[] {
  const { receivedAt, added, deliveries, erasedAt } = event;
  const matched: Chapter = { is: "matched", at: added.at(-1)?.at ?? receivedAt };
  const later: Chapter[] = [
    ...deliveries.map((delivery): Chapter => {
      const repeatedBy = deliveries.find(({ replayOf }) => replayOf === delivery.id)?.id;
      return { is: "delivery", at: begunAt(delivery, event), delivery, repeatedBy };
    }),
    ...tickets.flatMap((ticket) =>
      ticket.scans.map((scan): Chapter => ({ is: "scan", at: scan.at, ticket, scan })),
    ),
  ];
  return [
    { is: "received", at: receivedAt },
    ...added.map(({ at, by }): Chapter => ({ is: "added", at, by })),
    matched,
    ...later.toSorted((a, b) => a.at - b.at),
    ...(erasedAt === null ? [] : [{ is: "erased" as const, at: erasedAt }]),
  ];
}

/** When it was planned: with its event, or, where a person asked for it later, by what is known of its beginning. */
function begunAt({ replayOf, because, dueAt, attempts }: Delivery, { receivedAt }: EventDetail): number {
  if (replayOf === null && because === null) return receivedAt;
  return Math.min(dueAt, attempts[0]?.at ?? dueAt);
}

/** Whether there was a moment to wait for, rather than a moment's delay. */
export function hasWaited({ dueAt }: Delivery, { receivedAt }: EventDetail): boolean {
  return dueAt - receivedAt > 60_000;
}
