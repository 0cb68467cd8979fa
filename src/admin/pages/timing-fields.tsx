// The fields of an automation that say when it rings: its moment, as a part of the sentence, and what is finer.
import type { Automation } from "../api";
import { t } from "../text";
import { SelectField, TextField } from "../ui";

type Timing = Automation["timing"];
type Unit = NonNullable<Timing["unit"]>;

/** As the fields hold it. */
export type TimingDraft = {
  when: Timing["when"];
  amount: string;
  unit: Unit;
  atTime: string;
  quietFrom: string;
  quietTo: string;
};

type Props = {
  event: string;
  draft: TimingDraft;
  set(change: Partial<TimingDraft>): void;
  errorAt(path: string): string | undefined;
};

const units = Object.keys(t.automations.units) as Unit[]; // a label for each unit, which the types check

/** A moment before an event is offered where its date is known in advance. */
export function momentOf(when: string, event: string): Timing["when"] {
  if (when === "before") return event in t.automations.before ? "before" : "at";
  return when === "after" ? "after" : "at";
}

export function MomentFields({ event, draft, set, errorAt }: Props) {
  const before = t.automations.before[event];
  return (
    <>
      <SelectField
        label={t.automations.moment}
        value={draft.when}
        error={errorAt("timing.when")}
        onChange={(when) => set({ when: momentOf(when, event) })}
        choices={[
          { value: "at", label: t.automations.at },
          { value: "after", label: t.automations.after },
          ...(before ? [{ value: "before", label: t.automations.beforeBy(before) }] : []),
        ]}
      />
      {draft.when !== "at" && (
        <div class="spoken">
          <TextField
            label={t.automations.amount}
            kind="number"
            value={draft.amount}
            required
            error={errorAt("timing.amount")}
            onInput={(amount) => set({ amount })}
          />
          <SelectField
            label={t.automations.unit}
            value={draft.unit}
            onChange={(unit) => set({ unit: units.find((one) => one === unit) ?? "hours" })}
            choices={units.map((unit) => ({ value: unit, label: t.automations.units[unit] }))}
          />
        </div>
      )}
    </>
  );
}

export function ClockFields({ draft, set, errorAt }: Omit<Props, "event">) {
  return (
    <>
      <TextField
        label={t.automations.atTime}
        help={t.automations.atTimeHelp}
        kind="time"
        value={draft.atTime}
        error={errorAt("timing.atTime")}
        onInput={(atTime) => set({ atTime })}
        optional
      />
      <div class="row">
        <TextField
          label={t.automations.quietFrom}
          kind="time"
          value={draft.quietFrom}
          required={draft.quietTo !== ""}
          error={errorAt("timing.quietHours") ?? errorAt("timing.quietHours.from")}
          onInput={(quietFrom) => set({ quietFrom })}
          optional
        />
        <TextField
          label={t.automations.quietTo}
          kind="time"
          value={draft.quietTo}
          required={draft.quietFrom !== ""}
          error={errorAt("timing.quietHours.to")}
          onInput={(quietTo) => set({ quietTo })}
          optional
        />
      </div>
      <p class="note">{t.automations.quietHelp}</p>
    </>
  );
}

export function timingDraftOf(timing: Timing | undefined): TimingDraft {
  return {
    when: timing?.when ?? "at",
    amount: String(timing?.amount ?? 1),
    unit: timing?.unit ?? "hours",
    atTime: timing?.atTime ?? "",
    quietFrom: timing?.quietHours?.from ?? "",
    quietTo: timing?.quietHours?.to ?? "",
  };
}

export function timingOf({ when, amount, unit, atTime, quietFrom, quietTo }: TimingDraft): Timing {
  return {
    when,
    ...(when === "at" ? {} : { amount: Number(amount), unit }),
    ...(atTime ? { atTime } : {}),
    ...(quietFrom || quietTo ? { quietHours: { from: quietFrom, to: quietTo } } : {}),
  };
}
