// The few parts every page is made of.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Problem } from "./api";
import type { Loaded } from "./load";
import { fromNow, fullTime, t } from "./text";

type Children = { children?: ComponentChildren };

export function Page({
  title,
  intro,
  actions,
  children,
}: Children & { title: string; intro?: string; actions?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t.name}`;
  }, [title]);
  return (
    <>
      <header class="page-head">
        <div>
          <h1 ref={heading}>{title}</h1>
          {intro && <p class="soft">{intro}</p>}
        </div>
        {actions && <div class="row">{actions}</div>}
      </header>
      {children}
    </>
  );
}

export function Card({
  title,
  actions,
  children,
  tone,
}: Children & { title?: string; actions?: ComponentChildren; tone?: "bad" }) {
  return (
    <section class={tone ? `card ${tone}` : "card"}>
      {(title || actions) && (
        <div class="card-head">
          {title && <h2>{title}</h2>}
          {actions && <div class="row">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}

type ButtonProps = Children & {
  onClick?(): void;
  kind?: "main" | "plain" | "danger";
  busy?: boolean;
  disabled?: boolean;
  type?: "button" | "submit";
  /** For a button that shows or hides something: whether it is shown. */
  isOpen?: boolean;
  /** What it does and to what, where many on a page have the same words. */
  label?: string;
};

export function Button({
  children,
  onClick,
  kind = "plain",
  busy = false,
  disabled = false,
  type = "button",
  isOpen,
  label,
}: ButtonProps) {
  return (
    <button
      type={type}
      class={`button ${kind}`}
      disabled={busy || disabled}
      aria-busy={busy}
      aria-expanded={isOpen}
      aria-label={label}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

export function Trouble({ problem, retry }: { problem: Problem | undefined; retry?: () => void }) {
  if (!problem) return null;
  return (
    <div class="notice bad" role="alert">
      <span>{wordsOf(problem)}</span>
      {retry && <Button onClick={retry}>{t.common.tryAgain}</Button>}
    </div>
  );
}

/** What is wrong, also where nobody put it into words. */
export function wordsOf({ message, status }: Problem): string {
  return message || (status === 0 ? t.common.unreachable : t.common.answerWas(status));
}

export function Notice({ children, tone = "good" }: Children & { tone?: "good" | "warn" }) {
  return (
    <div class={`notice ${tone}`} role="status">
      <span>{children}</span>
    </div>
  );
}

/** A form whose fields whoever may not change it can only read; its buttons are not there. */
export function ReadOnly({ unless, children }: Children & { unless: boolean }) {
  if (unless) return <>{children}</>;
  return (
    <fieldset class="read-only" disabled>
      {children}
    </fieldset>
  );
}

export function Loading() {
  return (
    <p class="soft" role="status">
      {t.loading}
    </p>
  );
}

/** In place of what has not been loaded yet, or could not be. */
export function Pending({ loaded }: { loaded: Loaded<unknown> }) {
  return loaded.problem ? (
    <Trouble problem={loaded.problem} retry={() => void loaded.reload()} />
  ) : (
    <Loading />
  );
}

export function Empty({ children, action }: Children & { action?: ComponentChildren }) {
  return (
    <div class="empty">
      <p>{children}</p>
      {action}
    </div>
  );
}

export type Tone = "good" | "bad" | "warn" | "calm";

/** A coloured mark beside its word; the colour alone never says it. */
export function Mark({ tone, children }: Children & { tone: Tone }) {
  return (
    <span class={`mark ${tone}`}>
      <span class="dot" aria-hidden="true" />
      {children}
    </span>
  );
}

export function Time({ at }: { at: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={fullTime(at)}>
      {fromNow(at)}
    </time>
  );
}

export function Copy({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <div class="copy">
      <input readOnly value={text} aria-label={label} onFocus={(event) => event.currentTarget.select()} />
      <Button onClick={() => void copy()}>{copied ? t.common.copied : t.common.copy}</Button>
    </div>
  );
}

export type FieldProps = {
  label: string;
  help?: string | undefined;
  error?: string | undefined;
  optional?: boolean;
  /** Gets the ids that tie the input to its label and help. */
  children(ids: { id: string; describedBy: string | undefined; invalid: boolean }): ComponentChildren;
};

export function Field({ label, help, error, optional = false, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? help;
  return (
    <div class="field">
      <label for={id}>
        {label} {optional && <span class="soft">({t.common.optional})</span>}
      </label>
      {children({ id, describedBy: note ? noteId : undefined, invalid: error !== undefined })}
      {note && (
        <p id={noteId} class={error ? "note bad" : "note"}>
          {note}
        </p>
      )}
    </div>
  );
}

type TextFieldProps = Omit<FieldProps, "children"> & {
  value: string;
  onInput(value: string): void;
  kind?: "text" | "email" | "password" | "number" | "time" | "area";
  placeholder?: string | undefined;
  required?: boolean;
  /** What browsers may fill in, where it is not what the kind says. */
  autocomplete?: string;
};

export function TextField({
  value,
  onInput,
  kind = "text",
  placeholder,
  required = false,
  autocomplete,
  ...field
}: TextFieldProps) {
  return (
    <Field {...field}>
      {({ id, describedBy, invalid }) => {
        const shared = {
          id,
          value,
          required,
          "aria-describedby": describedBy,
          "aria-invalid": invalid,
          ...(placeholder ? { placeholder } : {}),
        };
        const type = (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value);
        switch (kind) {
          case "area":
            return <textarea {...shared} rows={4} onInput={type} />;
          case "password":
            return <input {...shared} type="password" autocomplete="new-password" onInput={type} />;
          case "email":
            return <input {...shared} type="email" autocomplete={autocomplete ?? "email"} onInput={type} />;
          case "number":
            return <input {...shared} type="number" min={0} step="any" onInput={type} />;
          case "time":
            return <input {...shared} type="time" onInput={type} />;
          case "text":
            return <input {...shared} type="text" autocomplete="off" onInput={type} />;
        }
      }}
    </Field>
  );
}

type Choice = {
  value: string;
  label: string;
  disabled?: boolean;
  /** Choices of one group stand together under its name. */
  group?: string | undefined;
};

export function SelectField({
  value,
  onChange,
  choices,
  ...field
}: Omit<FieldProps, "children"> & { value: string; onChange(value: string): void; choices: Choice[] }) {
  return (
    <Field {...field}>
      {({ id, describedBy, invalid }) => (
        <select
          id={id}
          value={value}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {grouped(choices).map(({ group, members }) =>
            group === undefined ? (
              members.map(optionOf)
            ) : (
              <optgroup key={group} label={group}>
                {members.map(optionOf)}
              </optgroup>
            ),
          )}
        </select>
      )}
    </Field>
  );
}

const optionOf = ({ value, label, disabled = false }: Choice) => (
  <option key={value} value={value} disabled={disabled}>
    {label}
  </option>
);

/** Neighbours of the same group together. */
function grouped(choices: Choice[]): { group: string | undefined; members: Choice[] }[] {
  const groups: { group: string | undefined; members: Choice[] }[] = [];
  for (const choice of choices) {
    const last = groups.at(-1);
    if (last && last.group === choice.group) last.members.push(choice);
    else groups.push({ group: choice.group, members: [choice] });
  }
  return groups;
}

/** Asks before something that cannot be taken back. */
export function confirmed(question: string): boolean {
  return confirm(question);
}

export function Json({ value }: { value: unknown }) {
  return <pre>{typeof value === "string" ? pretty(value) : JSON.stringify(value, null, 2)}</pre>;
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
