// What an automation would have done with what has really happened, before anybody turns it on.
import { useState } from "preact/hooks";
import { type LookBack, read, workspace } from "../api";
import type { Shop } from "../app";
import { useDoing } from "../load";
import { eventName, t, when } from "../text";
import { Button, Card, Json, Mark, SelectField, Time, type Tone, Trouble } from "../ui";

type Definition = Parameters<typeof workspace.automations.preview.$post>[0]["json"];
type Item = LookBack["items"][number];

const shownAtFirst = 10;

/** @param definition what stands in the form, saved or not */
export function TryOut({ shop, definition }: { shop: Shop; definition: Definition }) {
  const [days, setDays] = useState("7");
  const [found, setFound] = useState<{ asked: string; value: LookBack }>();
  const doing = useDoing();
  // What was found says nothing of what the form has become since.
  const asked = JSON.stringify([definition, days]);
  const tryIt = () =>
    doing.run(async () => {
      const json = { ...definition, name: definition.name || t.lookBack.unnamed };
      const param = { ws: shop.ws };
      const value = await read(workspace.automations.preview.$post({ param, query: { days }, json }));
      setFound({ asked, value });
    });
  return (
    <Card title={t.lookBack.title}>
      <p class="soft">{t.lookBack.intro}</p>
      <div class="row end">
        <SelectField
          label={t.lookBack.days}
          value={days}
          onChange={setDays}
          choices={Object.entries(t.lookBack.dayChoices).map(([value, label]) => ({ value, label }))}
        />
        <Button busy={doing.busy} onClick={() => void tryIt()}>
          {t.lookBack.button}
        </Button>
      </div>
      <Trouble problem={doing.problem} />
      {found?.asked === asked && <Found shop={shop} found={found.value} />}
    </Card>
  );
}

function Found({ shop, found }: { shop: Shop; found: LookBack }) {
  const [most, setMost] = useState(shownAtFirst);
  const { counts, items, looked, notes } = found;
  const words = [
    t.lookBack.summary(looked, counts.ring),
    ...(counts.cancel ? [t.lookBack.cancel(counts.cancel)] : []),
    ...(counts.skip ? [t.lookBack.skip(counts.skip)] : []),
    ...(counts.nothing ? [t.lookBack.none(counts.nothing)] : []),
  ];
  return (
    <div class="found" role="status">
      <p>
        <strong>{words.join(" ")}</strong>
      </p>
      {[...notes, ...(items.length === 0 ? [t.lookBack.nothing] : [])].map((note) => (
        <p key={note} class="soft">
          {note}
        </p>
      ))}
      <ul class="timeline">
        {items.slice(0, most).map((item) => (
          <Looked key={item.event.id} shop={shop} item={item} />
        ))}
      </ul>
      {items.length > most && <Button onClick={() => setMost(items.length)}>{t.common.more}</Button>}
    </div>
  );
}

const tones: Record<Item["would"], Tone> = { ring: "good", cancel: "warn", skip: "warn", nothing: "calm" };

function Looked({ shop, item: { event, would, reason, dueAt, request, shown } }: { shop: Shop; item: Item }) {
  const who = event.customer?.email ?? event.customer?.name;
  return (
    <li>
      <div class="row between">
        <div>
          <a href={`/w/${shop.ws}/events/${event.id}`}>
            <strong>{eventName(event.type)}</strong>
          </a>
          {who && ` · ${who}`}
          <div class="soft">
            <Time at={event.receivedAt} />
          </div>
        </div>
        <Mark tone={reason && would === "ring" ? "warn" : tones[would]}>
          {t.lookBack.would[would]}
          {dueAt !== null && ` ${t.lookBack.at} ${when(dueAt)}`}
        </Mark>
      </div>
      {reason && <p class="reason">{reason}</p>}
      {request && <Request request={request} />}
      {shown !== undefined && (
        <details>
          <summary>{t.lookBack.shown}</summary>
          <Json value={shown} />
        </details>
      )}
    </li>
  );
}

export function Request({ request }: { request: NonNullable<Item["request"]> }) {
  const { method, url, headers = {}, body, isWhole } = request;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <details>
      <summary>{isWhole ? t.lookBack.request : t.lookBack.requestOfMany}</summary>
      <h4>
        {method} {url}
      </h4>
      {lines.length > 0 && <pre>{lines.join("\n")}</pre>}
      {body !== undefined && <Json value={body} />}
      {!isWhole && <p class="soft">{t.lookBack.isFirst}</p>}
    </details>
  );
}
