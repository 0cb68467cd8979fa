// The audit log as a calm list of sentences: who changed what, and from what to what.
import { useState } from "preact/hooks";
import { type Change, read, workspace } from "../api";
import type { Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { t } from "../text";
import { Button, Card, Pending, Time, Trouble } from "../ui";

const pageSize = "20";

export function AuditLog({ shop }: { shop: Shop }) {
  const param = { ws: shop.ws };
  return (
    <ChangeLog
      title={t.audit.title}
      place={shop.ws}
      readPage={(query) => read(workspace.audit.$get({ param, query }))}
    />
  );
}

type PageOfChanges = { items: Change[]; next?: string | undefined };
type ChangeLogProps = {
  title: string;
  /** The id of what it is the log of. */
  place: string;
  readPage(query: { limit: string; cursor?: string }): Promise<PageOfChanges>;
};

export function ChangeLog({ title, place, readPage }: ChangeLogProps) {
  const loaded = useLoad(() => readPage({ limit: pageSize }), place);
  const [older, setOlder] = useState<PageOfChanges>();
  const doing = useDoing();
  if (!loaded.value)
    return (
      <Card title={title}>
        <Pending loaded={loaded} />
      </Card>
    );
  const items = [...loaded.value.items, ...(older?.items ?? [])];
  const next = older ? older.next : loaded.value.next;
  const more = (cursor: string) =>
    doing.run(async () => {
      const page = await readPage({ limit: pageSize, cursor });
      setOlder({ items: [...(older?.items ?? []), ...page.items], next: page.next });
    });
  return (
    <Card title={title}>
      <ul class="audit">
        {items.map((change) => (
          <li key={change.id}>
            <span>
              <strong>{actorWords(change)}</strong> {actionWords(change)}
              <Changed change={change} />
            </span>
            <span class="soft">
              <Time at={change.at} />
            </span>
          </li>
        ))}
      </ul>
      <Trouble problem={doing.problem} />
      {next !== undefined && (
        <Button busy={doing.busy} onClick={() => void more(next)}>
          {t.common.more}
        </Button>
      )}
    </Card>
  );
}

function actorWords({ actor, actorName }: Change): string {
  if (actorName !== null) return t.audit.key(actorName);
  return actor === "installation" ? t.audit.installation : actor;
}

function actionWords({ action, target, detail }: Change): string {
  const name = typeof detail?.name === "string" ? detail.name : undefined;
  const words = t.audit.actions[action];
  if (words === undefined) return `${action} ${target}`;
  return name === undefined ? words : t.audit.named(words, name);
}

/** Of an edit, each part from what to what; of a new member, what they may do. */
function Changed({ change: { action, before, after } }: { change: Change }) {
  const isEdit = action.endsWith(".changed");
  if (!isEdit && action !== "member.added") return null;
  const [was, is] = [leaves(before), leaves(after)];
  const paths = [...new Set([...was.keys(), ...is.keys()])].filter((path) => isEdit || path !== "email");
  return (
    <>
      {paths.map((path) => (
        <span class="reason" key={path}>
          {label(path)} {isEdit && was.has(path) && <>{was.get(path)} → </>}
          {is.get(path) ?? t.audit.nothing}
        </span>
      ))}
    </>
  );
}

/** The innermost parts of an object by their path, each as short text. */
function leaves(value: object | null, path: string[] = []): Map<string, string> {
  const entries = Object.entries(value ?? {}).flatMap(([name, part]: [string, unknown]) => {
    const here = [...path, name];
    if (typeof part === "object" && part !== null && !Array.isArray(part)) return [...leaves(part, here)];
    return [[here.join("."), short(part)] as const];
  });
  return new Map(entries);
}

const mostCharacters = 80;

function short(value: unknown): string {
  if (typeof value === "boolean") return value ? t.common.yes : t.audit.no;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}

/** "time zone" for "timeZone", "amount" for "timing.amount". */
function label(path: string): string {
  const name = path.split(".").at(-1) ?? path;
  return t.audit.fields[path] ?? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
