// Applying an automation to customers who are already there: counted, confirmed, and watched until it is done.
import { useState } from "preact/hooks";
import { type Automation, type Backfill, read, workspace } from "../api";
import type { Shop } from "../app";
import { type Doing, useDoing, useLoad } from "../load";
import { t } from "../text";
import { Button, Card, confirmed, Mark, Pending, Time, Trouble } from "../ui";

const lookEveryMs = 2000;

export function Apply({ shop, automation }: { shop: Shop; automation: Automation }) {
  const route = workspace.automations[":id"].apply;
  const param = { ws: shop.ws, id: automation.id };
  const loaded = useLoad(() => read(route.$get({ param })), automation.id, lookEveryMs);
  const doing = useDoing();
  const order = (json: { past: Backfill["past"]; expected?: number }) =>
    doing.run(async () => {
      await read(route.$post({ param, json }));
      await loaded.reload();
    });
  const stop = () =>
    doing.run(async () => {
      await read(route.$delete({ param }));
      await loaded.reload();
    });
  const { value: job } = loaded;
  return (
    <Card title={t.apply.title}>
      <p class="soft">{t.apply.intro}</p>
      <Trouble problem={doing.problem} />
      {!job && <Pending loaded={loaded} />}
      {job?.state === "running" && <Progress job={job} doing={doing} onStop={() => void stop()} />}
      {job && job.state !== "running" && (
        <>
          <Result job={job} version={automation.version} />
          {automation.enabled ? (
            <Next job={job} automation={automation} doing={doing} onOrder={order} />
          ) : (
            <p>{t.apply.paused}</p>
          )}
        </>
      )}
    </Card>
  );
}

function Progress({ job, doing, onStop }: { job: Backfill; doing: Doing; onStop(): void }) {
  return (
    <>
      <progress aria-label={t.apply.title} value={job.looked} max={Math.max(job.total, 1)} />
      <div class="row between">
        <p role="status">
          {job.isCount ? t.apply.counting : t.apply.made(job.made)} {t.apply.progress(job.looked, job.total)}
        </p>
        <Button busy={doing.busy} onClick={onStop}>
          {t.apply.stop}
        </Button>
      </div>
    </>
  );
}

/** What came of it the latest time. What was counted for an earlier version says nothing of this one. */
function Result({ job, version }: { job: Backfill; version: number }) {
  if (job.state === "none" || (job.isCount && !isFresh(job, version))) return null;
  const leftOut = job.leftOut.reduce((sum, one) => sum + one.count, 0);
  return (
    <div class="found" role="status">
      {job.isCount ? (
        <p>
          <strong>{t.apply.counted(job.made)}</strong>
        </p>
      ) : (
        <p>
          <Mark tone={job.state === "done" ? "good" : "warn"}>
            {job.state === "done" ? t.apply.done : t.apply.stopped}
          </Mark>{" "}
          {job.endedAt !== null && <Time at={job.endedAt} />}. {job.reason} {t.apply.made(job.made)}
        </p>
      )}
      {leftOut > 0 && (
        <details>
          <summary>{t.apply.leftOut(leftOut)}</summary>
          <ul class="list">
            {job.leftOut.map(({ reason, count }) => (
              <li key={reason}>
                <strong>{count}</strong> · {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

const isFresh = ({ state, version }: Backfill, now: number) => state === "done" && version === now;

type NextProps = {
  job: Backfill;
  automation: Automation;
  doing: Doing;
  onOrder(order: { past: Backfill["past"]; expected?: number }): Promise<void>;
};

/** Count them, or, once they are counted, apply it to so many. */
function Next({ job, automation, doing, onOrder }: NextProps) {
  const [past, setPast] = useState<Backfill["past"]>(job.past);
  const isCounted = job.isCount && isFresh(job, automation.version) && job.past === past;
  const { made } = job;
  return (
    <>
      {automation.timing.when === "after" && (
        <div class="field check">
          <label>
            <input
              type="checkbox"
              checked={past === "run"}
              onChange={(event) => setPast(event.currentTarget.checked ? "run" : "leave-out")}
            />{" "}
            {t.apply.past}
          </label>
        </div>
      )}
      {isCounted && made > 0 ? (
        <Button
          kind="main"
          busy={doing.busy}
          onClick={() => confirmed(t.apply.ask(made)) && void onOrder({ past, expected: made })}
        >
          {t.apply.button(made)}
        </Button>
      ) : (
        <Button busy={doing.busy} onClick={() => void onOrder({ past })}>
          {t.apply.count}
        </Button>
      )}
    </>
  );
}
