// What an automation would send for a real event, while it is being written; and a test that is really sent.
import { useEffect, useState } from "preact/hooks";
import { type Connection, Problem, type Rehearsal, read, type TestSend, workspace } from "../api";
import type { Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { nameOfConnection } from "../offering";
import { eventName, t, when } from "../text";
import {
  Button,
  Card,
  confirmed,
  Json,
  Mark,
  Notice,
  SelectField,
  TextField,
  Time,
  type Tone,
  Trouble,
} from "../ui";
import { type AccountChoices, type Action, titleIn } from "./action-input";
import { AttemptStory } from "./attempt-story";
import type { Definition } from "./automation-draft";
import { Request } from "./look-back";

const typingMs = 500;

export type FieldTrouble = { path: string; message: string };
type TryWith = { event?: string; email?: string };

type Props = {
  shop: Shop;
  /** What stands in the form, saved or not. */
  definition: Definition;
  automationId: string | undefined;
  connection: Connection | undefined;
  action: Action | undefined;
  choices: AccountChoices;
  /** What is wrong with fields that are filled in. */
  onTroubles(troubles: FieldTrouble[]): void;
};

export function RehearsalCard({
  shop,
  definition,
  automationId,
  connection,
  action,
  choices,
  onTroubles,
}: Props) {
  const [event, setEvent] = useState("");
  const [email, setEmail] = useState("");
  useEffect(() => setEvent(""), [definition.trigger.event, definition.timing.when === "before"]);
  const tryWith: TryWith = { ...(event ? { event } : {}), ...(isAddress(email) ? { email } : {}) };
  const json = { ...definition, name: definition.name || t.lookBack.unnamed, tryWith };
  const { seen, problem, isFresh } = useRehearsal(shop, json);
  const troubles = [...(seen?.errors ?? []), ...(problem?.errors ?? [])];
  const missing = troubles.filter(({ path }) => isEmptyAt(definition, path));
  const wrong = troubles.filter(({ path }) => !isEmptyAt(definition, path));
  const known = JSON.stringify(wrong);
  useEffect(() => onTroubles(wrong), [known]);
  return (
    <Card title={t.rehearsal.title}>
      <p class="soft">{t.rehearsal.intro}</p>
      {seen && seen.others.length > 0 && (
        <SelectField
          label={t.rehearsal.event}
          value={event}
          onChange={setEvent}
          choices={[{ value: "", label: t.rehearsal.newest }, ...seen.others.map(choiceOf)]}
        />
      )}
      {missing.length > 0 && (
        <Notice tone="warn">
          {t.rehearsal.incomplete(missing.map(({ path }) => fieldName(path, action)).join(", "))}
        </Notice>
      )}
      {problem && missing.length === 0 && <Trouble problem={problem} />}
      {seen && !problem && (
        <>
          <Seen seen={seen} action={action} choices={choices} />
          <Test
            key={JSON.stringify([definition, event])}
            shop={shop}
            json={{
              ...json,
              ...(automationId ? { automationId } : {}),
              // The very event that is seen: a newer one may come in meanwhile.
              tryWith: { ...tryWith, ...(seen.event.id ? { event: seen.event.id } : {}) },
            }}
            isReady={isFresh}
            question={t.rehearsal.ask(
              connection ? nameOfConnection(connection, shop.connectors) : "",
              action?.title ?? "",
              isAddress(email) ? email : whoIn(seen.event),
            )}
            isHarmless={connection?.tool === "show-me"}
            email={email}
            setEmail={setEmail}
          />
        </>
      )}
      {automationId && <EarlierTests shop={shop} automationId={automationId} />}
    </Card>
  );
}

type Body = Definition & { tryWith: TryWith };
type Answer = { seen?: Rehearsal; problem?: Problem };

/** Asked again once nobody has typed for a moment; what is shown meanwhile is what stood there before. */
function useRehearsal(shop: Shop, json: Body): Answer & { isFresh: boolean } {
  const [answer, setAnswer] = useState<Answer & { asked?: string }>({});
  const asked = JSON.stringify(json);
  useEffect(() => {
    let isLatest = true;
    const timer = setTimeout(async () => {
      try {
        const param = { ws: shop.ws };
        const seen = await read(workspace.automations.rehearsal.$post({ param, json }));
        if (isLatest) setAnswer({ seen, asked });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (isLatest) setAnswer(({ seen }) => ({ ...(seen ? { seen } : {}), problem: error, asked }));
      }
    }, typingMs);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [asked]);
  return { ...answer, isFresh: answer.asked === asked };
}

const isAddress = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

function isEmptyAt(definition: Definition, path: string): boolean {
  const value = path
    .split(".")
    .reduce<unknown>((at, name) => (Object(at) as Record<string, unknown>)[name], definition);
  return value === undefined || value === "" || value === null;
}

function fieldName(path: string, action: Action | undefined): string {
  const [head, second, field = ""] = path.split(".");
  if (head === "action" && second === "input") return titleIn(action, field);
  return head === "action" ? t.automations.action : path;
}

const whoIn = ({ customer }: Rehearsal["event"]) => customer?.email ?? customer?.name ?? "";

const choiceOf = ({ event }: Rehearsal["others"][number]) => ({
  value: event.id,
  label: t.rehearsal.choice(eventName(event.type), whoIn(event), when(event.receivedAt)),
});

const tones: Record<Rehearsal["would"], Tone> = {
  ring: "good",
  cancel: "warn",
  skip: "warn",
  nothing: "warn",
};

type SeenProps = { seen: Rehearsal; action: Action | undefined; choices: AccountChoices };

function Seen({ seen, action, choices }: SeenProps) {
  const { event, would, reason, dueAt, filled, request, shown } = seen;
  return (
    <div class="found">
      <p role="status">
        <Mark tone={reason && would === "ring" ? "warn" : tones[would]}>{t.rehearsal.seen[would]}</Mark>{" "}
        {would !== "nothing" && dueAt !== null && t.rehearsal.ringsAt(when(dueAt))}{" "}
        {whoIn(event) && t.rehearsal.ringsFor(whoIn(event))}
        {reason && <span class="reason">{reason}</span>}
      </p>
      {event.id === undefined && <p class="soft">{t.rehearsal.example}</p>}
      <Filled filled={filled} action={action} choices={choices} />
      {request && <Request request={request} />}
      {shown !== undefined && (
        <details>
          <summary>{t.lookBack.shown}</summary>
          <Json value={shown} />
        </details>
      )}
    </div>
  );
}

/** Each field of the action with what stands in it for this event. */
function Filled({ filled, action, choices }: Omit<SeenProps, "seen"> & { filled: Rehearsal["filled"] }) {
  const labelOf = (name: string, value: string) =>
    choices.byField[name]?.find((choice) => choice.value === value)?.label ?? value;
  const wordsOf = (name: string, value: unknown): string => {
    if (typeof value === "boolean") return value ? t.common.yes : t.audit.no;
    if (Array.isArray(value)) return value.map((one) => wordsOf(name, one)).join(", ");
    return typeof value === "object" ? JSON.stringify(value) : labelOf(name, String(value));
  };
  const fields = Object.entries(Object(filled) as Record<string, unknown>);
  if (fields.length === 0) return null;
  return (
    <>
      <h3>{t.rehearsal.filled}</h3>
      <dl class="facts">
        {fields.map(([name, value]) => (
          <>
            <dt key={`${name} title`}>{titleIn(action, name)}</dt>
            <dd key={name} class="filled">
              {wordsOf(name, value) || t.rehearsal.empty}
            </dd>
          </>
        ))}
      </dl>
    </>
  );
}

type TestProps = {
  shop: Shop;
  json: Body & { automationId?: string };
  question: string;
  /** What is seen is of what stands in the form by now. */
  isReady: boolean;
  /** It sends nothing to anybody. */
  isHarmless: boolean;
  email: string;
  setEmail(email: string): void;
};

function Test({ shop, json, question, isReady, isHarmless, email, setEmail }: TestProps) {
  const [sent, setSent] = useState<TestSend>();
  const doing = useDoing();
  const send = () =>
    doing.run(async () => {
      setSent(undefined);
      setSent(await read(workspace.automations.test.$post({ param: { ws: shop.ws }, json })));
    });
  const isHalfTyped = email !== "" && !isAddress(email);
  return (
    <div class="test">
      <TextField
        label={t.rehearsal.email}
        help={t.rehearsal.emailHelp}
        kind="email"
        value={email}
        onInput={setEmail}
        optional
      />
      <Button
        busy={doing.busy}
        disabled={isHalfTyped || !isReady}
        onClick={() => (isHarmless || confirmed(question)) && void send()}
      >
        {t.rehearsal.send}
      </Button>
      <Trouble problem={doing.problem} />
      {sent?.attempt && (
        <div class="found" role="status">
          <p>
            <strong>{t.rehearsal.sent[sent.attempt.outcome]}</strong> {t.rehearsal.noDelivery}
          </p>
          <AttemptStory attempt={sent.attempt} />
        </div>
      )}
    </div>
  );
}

function EarlierTests({ shop, automationId }: { shop: Shop; automationId: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t.rehearsal.earlier}</summary>
      {isOpen && <TestList shop={shop} automationId={automationId} />}
    </details>
  );
}

function TestList({ shop, automationId }: { shop: Shop; automationId: string }) {
  const loaded = useLoad(() => read(workspace.tests.$get({ param: { ws: shop.ws } })), automationId);
  const tests = loaded.value?.items.filter((one) => one.automationId === automationId) ?? [];
  return (
    <>
      <Trouble problem={loaded.problem} />
      {loaded.value && tests.length === 0 && <p class="soft">{t.common.none}</p>}
      <ol class="attempts">
        {tests.map((test) => (
          <li key={test.id}>
            <p class="soft">
              <Time at={test.at} /> {t.rehearsal.by(test.by)}
            </p>
            {test.attempt ? <AttemptStory attempt={test.attempt} /> : <p>{t.rehearsal.unheard}</p>}
          </li>
        ))}
      </ol>
    </>
  );
}
