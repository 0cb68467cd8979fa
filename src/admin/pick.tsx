// Fields that are picked from what an account holds: one of many found by typing, several of them, or name and value.
import { useEffect, useId, useState } from "preact/hooks";
import { t } from "./text";
import { Button, Field, type FieldProps } from "./ui";

export type Choice = { value: string; label: string };

const mostShown = 100;

function matches(choices: Choice[], typed: string): Choice[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter(({ label, value }) =>
    words.every((word) => label.toLowerCase().includes(word) || value.toLowerCase() === word),
  );
}

const labelIn = (choices: Choice[], value: string): string =>
  choices.find((choice) => choice.value === value)?.label ?? value;

type PickProps = Omit<FieldProps, "children"> & {
  value: string;
  onChange(value: string): void;
  choices: Choice[];
  /** Also takes what is typed and not among the choices. */
  isOpen?: boolean;
  required?: boolean;
  placeholder?: string | undefined;
};

/** A combobox (ARIA APG, list autocomplete): type to find, arrows and Enter or a click to choose. */
export function PickField({
  value,
  onChange,
  choices,
  isOpen = false,
  required = false,
  placeholder = t.common.typeToFind,
  ...field
}: PickProps) {
  const listId = useId();
  const [isListed, setListed] = useState(false);
  /** What has been typed since the list opened; undefined while nothing has, and then leaving changes nothing. */
  const [typed, setTyped] = useState<string>();
  /** The option that Enter chooses; -1 for none. */
  const [active, setActive] = useState(-1);
  const found = matches(choices, typed ?? "").slice(0, mostShown);
  useEffect(() => {
    document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [active, isListed]);
  const open = () => {
    if (isListed) return;
    setListed(true);
    setActive(found.findIndex((choice) => choice.value === value));
  };
  const close = () => {
    setListed(false);
    setTyped(undefined);
  };
  const choose = (choice: Choice) => {
    onChange(choice.value);
    close();
  };
  /** Takes what was typed, where it means something; otherwise the value stays. */
  const leave = () => {
    if (typed !== undefined) {
      const text = typed.trim();
      const exact = choices.find(({ label }) => label.toLowerCase() === text.toLowerCase());
      if (text === "") onChange("");
      else if (exact) onChange(exact.value);
      else if (isOpen) onChange(text);
    }
    close();
  };
  const press = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      if (!isListed) open();
      else if (found.length > 0)
        setActive((Math.max(active, move > 0 ? -1 : 0) + move + found.length) % found.length);
    } else if (event.key === "Enter" && isListed) {
      event.preventDefault(); // not the form's
      const choice = found[active];
      if (choice) choose(choice);
      else if (isOpen || choices.length > 0) leave(); // otherwise the account has yet to tell what there is
    } else if (event.key === "Escape" && isListed) {
      event.preventDefault();
      close();
    }
  };
  return (
    <Field {...field}>
      {({ id, describedBy, invalid }) => (
        <div class="pick">
          <input
            id={id}
            type="text"
            role="combobox"
            autocomplete="off"
            aria-autocomplete="list"
            aria-expanded={isListed}
            aria-controls={listId}
            aria-activedescendant={isListed && found[active] ? `${listId}-${active}` : undefined}
            aria-describedby={describedBy}
            aria-invalid={invalid}
            required={required}
            placeholder={placeholder}
            value={typed ?? labelIn(choices, value)}
            onFocus={(event) => event.currentTarget.select()}
            onClick={open}
            onInput={(event) => {
              setListed(true);
              setTyped(event.currentTarget.value);
              // What may be typed freely is taken as it is typed, unless an arrow says otherwise.
              setActive(isOpen ? -1 : 0);
            }}
            onKeyDown={press}
            onBlur={leave}
          />
          <div class="options" hidden={!isListed}>
            <div id={listId} role="listbox" aria-label={field.label}>
              {found.map((choice, i) => (
                <div
                  key={choice.value}
                  id={`${listId}-${i}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={choice.value === value}
                  class={i === active ? "active" : ""}
                  onMouseDown={(event) => {
                    event.preventDefault(); // keeps the field's focus, so that it does not leave before the choice
                    choose(choice);
                  }}
                >
                  {choice.label}
                </div>
              ))}
            </div>
            {found.length === 0 && (
              <p class="soft" role="status">
                {choices.length === 0 ? t.common.nothingToPick : t.common.notFound}
              </p>
            )}
          </div>
        </div>
      )}
    </Field>
  );
}

type ListProps = Omit<FieldProps, "children"> & {
  values: string[];
  onChange(values: string[]): void;
  choices: Choice[];
  isOpen?: boolean;
  placeholder?: string | undefined;
};

/** Several of them: what is chosen stands below, each with a way to take it out. */
export function PickListField({ values, onChange, choices, isOpen = false, ...field }: ListProps) {
  return (
    <div class="pick-list">
      <PickField
        {...field}
        value=""
        choices={choices.filter(({ value }) => !values.includes(value))}
        isOpen={isOpen}
        onChange={(value) => value !== "" && !values.includes(value) && onChange([...values, value])}
      />
      {values.length > 0 && (
        <ul class="chips">
          {values.map((value) => (
            <li key={value}>
              {labelIn(choices, value)}
              <button
                type="button"
                aria-label={`${t.common.remove}: ${labelIn(choices, value)}`}
                onClick={() => onChange(values.filter((one) => one !== value))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type PairsProps = {
  label: string;
  help: string | undefined;
  error: string | undefined;
  values: Record<string, string>;
  onChange(values: Record<string, string>): void;
  /** What the names are picked from; undefined where they are typed. */
  choices: Choice[] | undefined;
};

/** Name and value, line by line: custom fields. */
export function PairsField({ label, help, error, values, onChange, choices }: PairsProps) {
  // A line being written has no name yet, so lines are kept beside the value.
  const [lines, setLines] = useState<[string, string][]>(() => Object.entries(values));
  const change = (next: [string, string][]) => {
    setLines(next);
    onChange(Object.fromEntries(next.filter(([name]) => name !== "")));
  };
  const set = (at: number, line: [string, string]) => change(lines.map((one, i) => (i === at ? line : one)));
  return (
    <fieldset class="pairs">
      <legend>{label}</legend>
      {(error ?? help) && <p class={error ? "note bad" : "note"}>{error ?? help}</p>}
      {lines.map(([name, value], i) => (
        // By its place: a line has no other identity while its name is being chosen.
        <div class="pair" key={i}>
          <PickField
            label={t.common.field}
            value={name}
            choices={choices ?? []}
            isOpen
            onChange={(next) => set(i, [next, value])}
          />
          <Field label={t.common.value}>
            {({ id }) => (
              <input
                id={id}
                type="text"
                autocomplete="off"
                value={value}
                onInput={(event) => set(i, [name, event.currentTarget.value])}
              />
            )}
          </Field>
          <Button onClick={() => change(lines.filter((_, at) => at !== i))}>{t.common.remove}</Button>
        </div>
      ))}
      <Button onClick={() => setLines([...lines, ["", ""]])}>{t.common.addField}</Button>
    </fieldset>
  );
}
