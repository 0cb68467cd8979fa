// What a replay rings, and on which terms: the same two questions for one event and for many.
import type { Replay } from "../api";
import { t } from "../text";
import { SelectField } from "../ui";

const words = t.replay;

export type ReplayHow = Pick<Replay, "which" | "terms">;

const choicesOf = (labels: Record<string, string>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

export function HowFields({ how, onChange }: { how: ReplayHow; onChange(how: ReplayHow): void }) {
  return (
    <div class="filters">
      <SelectField
        label={words.which}
        value={how.which}
        onChange={(value) => {
          const which = value as ReplayHow["which"]; // the choices' keys
          onChange({ which, terms: which === "missing" ? "current" : how.terms });
        }}
        choices={choicesOf(words.choices)}
      />
      {/* What has not rung yet has no terms of before. */}
      {how.which !== "missing" && (
        <SelectField
          label={words.terms}
          value={how.terms}
          onChange={(value) => onChange({ ...how, terms: value as ReplayHow["terms"] })} // the choices' keys
          choices={choicesOf(words.termsChoices)}
        />
      )}
    </div>
  );
}
