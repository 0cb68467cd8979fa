// How states look: the same mark for the same thing on every page.
import type { Connection, Delivery, Event } from "../api";
import { t } from "../text";
import { Mark, type Tone } from "../ui";

const deliveryTones: Record<Delivery["state"], Tone> = {
  waiting: "calm",
  ready: "calm",
  running: "calm",
  retrying: "warn",
  held: "bad",
  uncertain: "warn",
  succeeded: "good",
  failed: "bad",
  cancelled: "calm",
  skipped: "calm",
};

export function DeliveryMark({ state }: { state: Delivery["state"] }) {
  return <Mark tone={deliveryTones[state]}>{t.deliveries.states[state]}</Mark>;
}

const eventTones: Record<Event["state"], Tone> = {
  matched: "good",
  unmatched: "calm",
  incomplete: "warn",
  "not-understood": "warn",
};

export function EventMark({ state }: { state: Event["state"] }) {
  return <Mark tone={eventTones[state]}>{t.events.states[state]}</Mark>;
}

export function ConnectionMark({ connection }: { connection: Pick<Connection, "status" | "paused"> }) {
  if (connection.paused) return <Mark tone="warn">{t.connections.paused}</Mark>;
  const tone = { ok: "good", failing: "bad", unchecked: "calm" } as const;
  return <Mark tone={tone[connection.status]}>{t.connections[connection.status]}</Mark>;
}
