// Replaying many events: counted, confirmed, and watched until it is done. How far it has come is the ledger's to know, so
// the page may be left and come back to.
import { useEffect, useState } from "preact/hooks";
import { type Replay, read, workspace } from "../api";
import type { Shop } from "../app";
import { type Doing, useDoing, useLoad } from "../load";
import { number } from "../reader";
import { fullTime, t } from "../text";
import { Button, Card, confirmed, Mark, Time, Trouble } from "../ui";
import { HowFields, type ReplayHow } from "./replay-how";

const words = t.replays;
const lookEveryMs = 1000;
/** What has ended is shown for so long. */
const shownForMs = 3_600_000;

type Filter = NonNullable<Parameters<typeof workspace.replays.$post>[0]["json"]["filter"]>;

export function Replays({ shop, filter }: { shop: Shop; filter: Filter }) {
  const param = { ws: shop.ws };
  const loaded = useLoad(async () => (await read(workspace.replays.$get({ param }))).items[0], shop.ws);
  const [isOpen, setOpen] = useState(false);
  const doing = useDoing();
  const { value: job, reload } = loaded;
  const isMoving = job?.state === "counting" || job?.state === "running";
  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(() => {
      if (!document.hidden) void reload();
    }, lookEveryMs);
    return () => clearInterval(timer);
  }, [isMoving, reload]);
  const act = (work: () => Promise<unknown>) =>
    doing.run(async () => {
      await work();
      await loaded.reload();
    });
  const one = workspace.replays[":id"];
  const call = { param: { ...param, id: job?.id ?? "" } };
  const isAtWork = job?.state === "running" || job?.state === "paused";
  const isFresh = job && (job.endedAt ?? 0) > Date.now() - shownForMs;
  if (!isOpen && !isAtWork && !isFresh)
    return (
      <p>
        <Button onClick={() => setOpen(true)}>{words.open}</Button>
      </p>
    );
  return (
    <Card title={words.title}>
      <Trouble problem={doing.problem ?? loaded.problem} />
      {job && isAtWork ? (
        <AtWork
          job={job}
          doing={doing}
          onPause={() => void act(() => read(one.pause.$post(call)))}
          onResume={() => void act(() => read(one.resume.$post(call)))}
          onStop={() => void act(() => read(one.stop.$post(call)))}
        />
      ) : (
        <>
          {job && isFresh && <Result job={job} />}
          {isOpen ? (
            <Next
              job={job}
              filter={filter}
              doing={doing}
              onCount={(how) =>
                void act(() => read(workspace.replays.$post({ param, json: { filter, ...how } })))
              }
              onStart={(expected) => void act(() => read(one.start.$post({ ...call, json: { expected } })))}
            />
          ) : (
            <p>
              <Button onClick={() => setOpen(true)}>{words.another}</Button>
            </p>
          )}
        </>
      )}
    </Card>
  );
}

type AtWorkProps = { job: Replay; doing: Doing; onPause(): void; onResume(): void; onStop(): void };

function AtWork({ job, doing, onPause, onResume, onStop }: AtWorkProps) {
  const isPaused = job.state === "paused";
  return (
    <>
      <progress aria-label={words.title} value={job.looked} max={Math.max(job.events, 1)} />
      <div class="row between">
        <p role="status">
          {isPaused ? words.paused : words.running} {words.progress(job.looked, job.events)}
        </p>
        <div class="row">
          <Button busy={doing.busy} onClick={isPaused ? onResume : onPause}>
            {isPaused ? words.resume : words.pause}
          </Button>
          <Button busy={doing.busy} onClick={onStop}>
            {words.stop}
          </Button>
        </div>
      </div>
    </>
  );
}

function Result({ job }: { job: Replay }) {
  const isDone = job.state === "done";
  return (
    <div class="found" role="status">
      <p>
        <Mark tone={isDone ? "good" : "warn"}>{isDone ? words.done : words.stopped}</Mark>{" "}
        {job.endedAt !== null && <Time at={job.endedAt} />}
      </p>
      <p>
        {job.reason} {job.startedAt !== null && words.result(job.replayed, leftAloneOf(job))}
      </p>
      <LeftAlone job={job} />
    </div>
  );
}

const leftAloneOf = ({ leftAlone }: Replay) => leftAlone.reduce((sum, { count }) => sum + count, 0);

function LeftAlone({ job }: { job: Replay }) {
  if (job.leftAlone.length === 0) return null;
  return (
    <details>
      <summary>{words.leftAlone(leftAloneOf(job))}</summary>
      <ul class="list">
        {job.leftAlone.map(({ reason, count }) => (
          <li key={reason}>
            <strong>{number(count)}</strong> · {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}

type NextProps = {
  job: Replay | undefined;
  filter: Filter;
  doing: Doing;
  onCount(how: ReplayHow): void;
  onStart(expected: number): void;
};

/** Count, and then, where what was counted is what is asked for, start. */
function Next({ job, filter, doing, onCount, onStart }: NextProps) {
  const [how, setHow] = useState<ReplayHow>({ which: "failed", terms: "current" });
  const isSame = job && job.which === how.which && job.terms === how.terms && isAlike(job.filter, filter);
  const counted = isSame && job.state === "counted" ? job : undefined;
  return (
    <>
      <p class="soft">
        {words.intro} {words.most}
      </p>
      <HowFields how={how} onChange={setHow} />
      <div class="found" role="status">
        {isSame && job.state === "counting" && (
          <p>
            {words.counting} {job.countedTo !== null && words.countedTo(job.events, fullTime(job.countedTo))}
          </p>
        )}
        {counted && <Counted job={counted} />}
      </div>
      <div class="row">
        {counted && counted.deliveries > 0 ? (
          <Button
            kind="main"
            busy={doing.busy}
            onClick={() => confirmed(words.ask(counted.deliveries)) && onStart(counted.deliveries)}
          >
            {words.button(counted.deliveries)}
          </Button>
        ) : (
          <Button
            busy={doing.busy || (isSame === true && job.state === "counting")}
            onClick={() => onCount(how)}
          >
            {words.count}
          </Button>
        )}
      </div>
    </>
  );
}

function Counted({ job }: { job: Replay }) {
  return (
    <>
      <p>
        <strong>{words.counted(job.events, job.deliveries)}</strong>
      </p>
      <ul class="list">
        {job.byAutomation.map((one) => (
          <li key={`${one.automationId} ${one.connectionId}`}>
            {words.byAutomation(one.connection, one.name, one.count)}
          </li>
        ))}
      </ul>
      <LeftAlone job={job} />
    </>
  );
}

function isAlike(a: object, b: object): boolean {
  const text = (one: object) => JSON.stringify(Object.entries(one).sort(([x], [y]) => (x < y ? -1 : 1)));
  return text(a) === text(b);
}
