// Asking where to: a moment, or so much later or earlier.
import { useState } from "preact/hooks";
import { clock, fromLocalTime, toLocalTime } from "./reader";
import { t } from "./text";
import { Button, Field, SelectField, TextField } from "./ui";

export type Moving = { at: number } | { byMs: number };

/** Where one delivery comes to lie. */
export function momentOf(moving: Moving, from: number): number {
  return "at" in moving ? moving.at : from + moving.byMs;
}

const unitsMs = { hours: 3_600_000, days: 86_400_000, weeks: 604_800_000 } as const;
type Unit = keyof typeof unitsMs;
type Way = keyof typeof t.moving.ways;

type Props = {
  /** The moment it has (epoch milliseconds); null or left out where there are several. */
  from?: number | null;
  busy: boolean;
  onMove(moving: Moving): void;
};

export function MoveForm({ from = null, busy, onMove }: Props) {
  const [way, setWay] = useState<Way>(from === null ? "later" : "at");
  const [at, setAt] = useState(() => toLocalTime(from ?? Date.now() + unitsMs.days));
  const [amount, setAmount] = useState("1");
  const [unit, setUnit] = useState<Unit>("days");
  const move = () => {
    const byMs = Math.round(Number(amount) * unitsMs[unit]);
    onMove(way === "at" ? { at: fromLocalTime(at) } : { byMs: way === "later" ? byMs : -byMs });
  };
  return (
    <form
      class="move"
      onSubmit={(event) => {
        event.preventDefault();
        move();
      }}
    >
      <SelectField
        label={t.moving.how}
        value={way}
        onChange={(value) => setWay(value as Way)} // the choices below are the ways
        choices={Object.entries(t.moving.ways).map(([value, label]) => ({ value, label }))}
      />
      {way === "at" ? (
        <Field label={t.moving.at} help={t.moving.clock(clock().timeZone)}>
          {({ id, describedBy }) => (
            <input
              id={id}
              type="datetime-local"
              required
              value={at}
              aria-describedby={describedBy}
              onInput={(event) => setAt(event.currentTarget.value)}
            />
          )}
        </Field>
      ) : (
        <>
          <TextField label={t.moving.amount} kind="number" required value={amount} onInput={setAmount} />
          <SelectField
            label={t.moving.unit}
            value={unit}
            onChange={(value) => setUnit(value as Unit)} // the choices below are the units
            choices={Object.entries(t.moving.units).map(([value, label]) => ({ value, label }))}
          />
        </>
      )}
      <Button type="submit" kind="main" busy={busy}>
        {t.moving.button}
      </Button>
    </form>
  );
}
