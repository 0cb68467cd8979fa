// One delivery in an event's story: planned, waited, tried, ended; with what a person can do about it.
import { useState } from "preact/hooks";
import { type Delivery, type EventDetail, read, workspace } from "../api";
import { mayEdit, type Shop } from "../app";
import { useDoing } from "../load";
import { MoveForm, type Moving, momentOf } from "../moving";
import { hasWaited } from "../story";
import { fullTime, t } from "../text";
import { Button, Trouble } from "../ui";
import { AttemptStory } from "./attempt-story";
import { DeliveryMark } from "./marks";
import { AutomationName, type Things, ToolName } from "./things";

const words = t.story;

type State = Delivery["state"];

type ChapterProps = {
  shop: Shop;
  event: EventDetail;
  delivery: Delivery;
  /** When it was planned (epoch milliseconds). */
  at: number;
  /** The later delivery that repeats this one. */
  repeatedBy: string | undefined;
  things: Things | undefined;
  /** The only one on the page: there is room to show what it did at once. */
  isOnly: boolean;
  onChange(): Promise<void>;
};

const acts = {
  retry: (state: State) => ["failed", "skipped", "cancelled", "uncertain", "retrying"].includes(state),
  "run-now": (state: State) => ["waiting", "held"].includes(state),
  cancel: (state: State) => ["waiting", "ready", "retrying", "held"].includes(state),
  "mark-done": (state: State) => state === "uncertain",
} as const;
type Act = keyof typeof acts;
const actWords: Record<Act, string> = {
  retry: t.deliveries.retry,
  "run-now": t.deliveries.runNow,
  cancel: t.deliveries.cancel,
  "mark-done": t.deliveries.markDone,
};

export function DeliveryChapter(props: ChapterProps) {
  const { shop, event, delivery, at, repeatedBy, things, isOnly, onChange } = props;
  const doing = useDoing();
  const [isMoving, setMoving] = useState(false);
  const call = { param: { ws: shop.ws, id: delivery.id } };
  const one = workspace.deliveries[":id"];
  const move = (moving: Moving) =>
    doing.run(async () => {
      const at = momentOf(moving, delivery.nextAt ?? delivery.dueAt);
      await read(one.move.$post({ ...call, json: { at } }));
      setMoving(false);
      await onChange();
    });
  const act = (name: Act) =>
    doing.run(async () => {
      if (name === "retry") await read(one.retry.$post(call));
      else if (name === "run-now") await read(one["run-now"].$post(call));
      else if (name === "cancel") await read(one.cancel.$post(call));
      else await read(one["mark-done"].$post(call));
      await onChange();
    });
  const possible = mayEdit(shop)
    ? (Object.keys(acts) as Act[]).filter((name) => acts[name](delivery.state)) // the keys of acts
    : [];
  return (
    <li id={delivery.id} tabIndex={-1}>
      <div class="row between">
        <div>
          <AutomationName shop={shop} delivery={delivery} things={things} />
          <div class="soft">
            <ToolName shop={shop} id={delivery.connectionId} things={things} />
          </div>
        </div>
        <div class="row">
          <DeliveryMark state={delivery.state} />
          {possible.map((name) => (
            <Button key={name} busy={doing.busy} onClick={() => void act(name)}>
              {actWords[name]}
            </Button>
          ))}
          {mayEdit(shop) && delivery.state === "waiting" && (
            <Button busy={doing.busy} isOpen={isMoving} onClick={() => setMoving(!isMoving)}>
              {t.moving.open}
            </Button>
          )}
        </div>
      </div>
      {isMoving && delivery.state === "waiting" && (
        <MoveForm from={delivery.nextAt} busy={doing.busy} onMove={(to) => void move(to)} />
      )}
      <Trouble problem={doing.problem} />
      <ol class="turns">
        <li>{words.planned(fullTime(at))}</li>
        <Beginning delivery={delivery} event={event} />
        {delivery.attempts.length > 0 && (
          <li>
            <details open={isOnly && delivery.attempts.length === 1}>
              <summary>{t.deliveries.attempts(delivery.attempts.length)}</summary>
              <ol class="attempts">
                {delivery.attempts.map((attempt) => (
                  <li key={attempt.at}>
                    <AttemptStory attempt={attempt} />
                  </li>
                ))}
              </ol>
            </details>
          </li>
        )}
        <Standing delivery={delivery} />
        {repeatedBy && (
          <li>
            <LinkTo id={repeatedBy}>{words.repeatedBy}</LinkTo>
          </li>
        )}
      </ol>
    </li>
  );
}

/** Why it was made, what it repeats, how its moment moved, and until when it waited or waits. */
function Beginning({ delivery, event }: Pick<ChapterProps, "delivery" | "event">) {
  const { replayOf, because, moved, state, dueAt, nextAt } = delivery;
  const isWaiting = state === "waiting" && nextAt !== null;
  return (
    <>
      {because && <li>{because}</li>}
      {replayOf && (
        <li>
          <LinkTo id={replayOf}>{words.repeats}</LinkTo>
        </li>
      )}
      {moved.map(({ at, from, to, because }) => (
        <li key={at}>{t.deliveries.moved(fullTime(from), fullTime(to), because)}</li>
      ))}
      {isWaiting && <li>{words.waitsUntil(fullTime(nextAt))}</li>}
      {!isWaiting && replayOf === null && hasWaited(delivery, event) && (
        <li>{words.waitedUntil(fullTime(dueAt))}</li>
      )}
    </>
  );
}

/** How it stands, or how and when it ended. */
function Standing({ delivery: { state, reason, nextAt, endedAt } }: Pick<ChapterProps, "delivery">) {
  const ended = endedAt === null ? undefined : words.ended[state]?.(fullTime(endedAt));
  return (
    <>
      {state === "retrying" && nextAt !== null && <li>{words.nextTry(fullTime(nextAt))}</li>}
      {(ended || reason) && (
        <li>
          {ended}
          {reason && <span class="reason">{reason}</span>}
        </li>
      )}
    </>
  );
}

/** Leads to another delivery of the same page. */
function LinkTo({ id, children }: { id: string; children: string }) {
  const show = (event: Event) => {
    event.preventDefault();
    const target = document.getElementById(id);
    target?.scrollIntoView({ block: "center" });
    target?.focus();
  };
  return (
    <a href={`#${id}`} onClick={show}>
      {children}
    </a>
  );
}
