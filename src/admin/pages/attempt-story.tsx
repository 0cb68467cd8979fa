// One attempt: what was sent, what was answered, and what that came to.
import type { Delivery } from "../api";
import { t, when } from "../text";
import { Json, Mark } from "../ui";

export type Attempt = Delivery["attempts"][number];

export function AttemptStory({ attempt }: { attempt: Attempt }) {
  return (
    <>
      <div class="row between">
        <span>
          {when(attempt.at)} · {t.deliveries.took(attempt.tookMs)}
        </span>
        <Mark
          tone={
            attempt.outcome === "done"
              ? "good"
              : attempt.outcome === "retry" || attempt.outcome === "unknown"
                ? "warn"
                : "bad"
          }
        >
          {attempt.response ? `${attempt.response.status} · ` : ""}
          {t.deliveries.outcomes[attempt.outcome]}
        </Mark>
      </div>
      {attempt.reason && <p class="reason">{attempt.reason}</p>}
      {attempt.shown !== undefined && (
        <>
          <h4>{t.deliveries.shown}</h4>
          <Json value={attempt.shown} />
        </>
      )}
      {attempt.request && (
        <>
          <h4>
            {t.deliveries.sent}: {attempt.request.method} {attempt.request.url}
          </h4>
          {attempt.request.body && <Json value={attempt.request.body} />}
        </>
      )}
      {attempt.response?.body && (
        <>
          <h4>{t.deliveries.answered}</h4>
          <Json value={attempt.response.body} />
        </>
      )}
    </>
  );
}
