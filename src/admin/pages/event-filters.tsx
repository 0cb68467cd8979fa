// What a list of events or deliveries is asked to show. It stands in the page's address, so that it can be handed on; an
// e-mail never does: there, a customer's hash stands for it.
import { useState } from "preact/hooks";
import { read, workspace } from "../api";
import type { Shop } from "../app";
import type { Doing } from "../load";
import { fromLocalTime } from "../reader";
import { go, useQuery } from "../router";
import { t } from "../text";
import { Button, Field, SelectField, TextField, Trouble } from "../ui";
import type { Things } from "./things";

const words = t.lists;

/** The parts of the address, by their names there; empty for all. */
const parts = [
  "view",
  "type",
  "state",
  "delivery",
  "source",
  "automation",
  "connection",
  "customer",
  "order",
  "from",
  "to",
] as const;
export type Asked = Record<(typeof parts)[number], string>;

const nothing = Object.fromEntries(parts.map((part) => [part, ""])) as Asked; // by the names above

export function useAsked(): Asked {
  const query = useQuery();
  return Object.fromEntries(parts.map((part) => [part, query.get(part) ?? ""])) as Asked; // by the names above
}

export function hrefOf(shop: Shop, asked: Partial<Asked>): string {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ""));
  return `/w/${shop.ws}/events${query.size > 0 ? `?${query}` : ""}`;
}

/** Whether less than everything is asked for. */
export function isNarrowed({ view: _, ...rest }: Asked): boolean {
  return Object.values(rest).some((value) => value !== "");
}

/** Both days included, by the shop's clock. */
export function timesOf({ from, to }: Pick<Asked, "from" | "to">): { from?: number; to?: number } {
  const [first, last] = [startOf(from, 0), startOf(to, 1)];
  return { ...(first === undefined ? {} : { from: first }), ...(last === undefined ? {} : { to: last }) };
}

/** The first moment of a day ("2026-11-22"), or of one so many days after it. */
function startOf(day: string, more: number): number | undefined {
  const midnight = Date.parse(day); // as if in UTC, where each day has 24 hours
  if (Number.isNaN(midnight)) return undefined;
  const date = new Date(midnight + more * 86_400_000).toISOString().slice(0, 10);
  return fromLocalTime(`${date}T00:00`);
}

type Named = { id: string; name: string };

const choicesOf = (all: string, some: Named[] = []) => [
  { value: "", label: all },
  ...some.map(({ id, name }) => ({ value: id, label: name })),
];

const statesOf = (all: string, states: Record<string, string>) => [
  { value: "", label: all },
  ...Object.entries(states).map(([value, label]) => ({ value, label })),
];

type FiltersProps = { shop: Shop; asked: Asked; things: Things | undefined };

/** One choice after the other; each leads to the address that says so. */
export function Filters({ shop, asked, things }: FiltersProps) {
  const change = (part: keyof Asked) => (value: string) =>
    go(hrefOf(shop, { ...asked, [part]: value }), true);
  const isDeliveries = asked.view === "deliveries";
  const typeField = (
    <SelectField
      label={t.events.type}
      value={asked.type}
      onChange={change("type")}
      choices={statesOf(t.events.allTypes, t.eventNames)}
    />
  );
  const isMoreAsked = [asked.source, asked.automation, asked.from, asked.to, asked.delivery].some(Boolean);
  return (
    <>
      <div class="filters">
        {isDeliveries ? (
          <>
            <SelectField
              label={t.events.state}
              value={asked.state}
              onChange={change("state")}
              choices={statesOf(t.events.allStates, t.deliveries.states)}
            />
            <SelectField
              label={words.connection}
              value={asked.connection}
              onChange={change("connection")}
              choices={choicesOf(words.allConnections, things?.connections)}
            />
          </>
        ) : (
          <>
            {typeField}
            <SelectField
              label={t.events.state}
              value={asked.state}
              onChange={change("state")}
              choices={statesOf(t.events.allStates, t.events.states)}
            />
          </>
        )}
      </div>
      <details open={isMoreAsked}>
        <summary>{words.more}</summary>
        <div class="filters">
          <SelectField
            label={words.automation}
            value={asked.automation}
            onChange={change("automation")}
            choices={choicesOf(words.allAutomations, things?.automations)}
          />
          {isDeliveries ? (
            typeField
          ) : (
            <>
              <SelectField
                label={words.delivery}
                value={asked.delivery}
                onChange={change("delivery")}
                choices={statesOf(words.allDeliveries, t.deliveries.states)}
              />
              <SelectField
                label={words.source}
                value={asked.source}
                onChange={change("source")}
                choices={choicesOf(words.allSources, things?.sources)}
              />
            </>
          )}
          <DayField label={words.from} value={asked.from} onChange={change("from")} />
          <DayField label={words.to} value={asked.to} onChange={change("to")} />
        </div>
      </details>
    </>
  );
}

type DayProps = { label: string; value: string; onChange(value: string): void };

function DayField({ label, value, onChange }: DayProps) {
  return (
    <Field label={label}>
      {({ id }) => (
        <input id={id} type="date" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
      )}
    </Field>
  );
}

type FindProps = {
  shop: Shop;
  asked: Asked;
  doing: Doing;
  /** What is shown is told to whoever looks for a customer, so that the list can name them. */
  onCustomer(id: string, email: string): void;
};

/** One field for what somebody knows: an address, an order's number, an event's id. */
export function Find({ shop, asked, doing, onCustomer }: FindProps) {
  const [typed, setTyped] = useState(asked.order);
  const find = (text: string) =>
    doing.run(async () => {
      if (/^evt_\w+$/.test(text)) return go(`/w/${shop.ws}/events/${text}`);
      const narrower = { ...asked, order: "", customer: "" };
      if (!text.includes("@")) return go(hrefOf(shop, { ...narrower, order: text }));
      const { customerId = "" } = await read(
        workspace.events.search.$post({ param: { ws: shop.ws }, json: { email: text, limit: 1 } }),
      );
      onCustomer(customerId, text);
      go(hrefOf(shop, { ...narrower, customer: customerId }));
    });
  return (
    <search>
      <form
        class="filters find"
        onSubmit={(event) => {
          event.preventDefault();
          void find(typed.trim());
        }}
      >
        <TextField
          label={words.find}
          help={words.findHelp}
          placeholder={words.example}
          value={typed}
          onInput={setTyped}
        />
        <Button type="submit" kind="main" busy={doing.busy}>
          {words.button}
        </Button>
      </form>
      <Trouble problem={doing.problem} />
    </search>
  );
}

/** Nothing is asked for but which of the two lists. */
export const everythingOf = ({ view }: Asked): Asked => ({ ...nothing, view });
