// One attempt: what was sent, what was answered, and what that came to.
import type { Delivery } from "../api";
import { t, when } from "../text";
import { Json, Mark, type Tone } from "../ui";

type Attempt = Delivery["attempts"][number];

const tones: Record<Attempt["outcome"], Tone> = {
  done: "good",
  retry: "warn",
  unknown: "warn",
  refused: "bad",
  failed: "bad",
};

export function AttemptStory({ attempt }: { attempt: Attempt }) {
  const { at, tookMs, outcome, reason, shown, request, response } = attempt;
  return (
    <>
      <div class="row between">
        <span>
          {when(at)} · {t.deliveries.took(tookMs)}
        </span>
        <Mark tone={tones[outcome]}>
          {response ? `${response.status} · ` : ""}
          {t.deliveries.outcomes[outcome]}
        </Mark>
      </div>
      {reason && <p class="reason">{reason}</p>}
      {shown !== undefined && (
        <>
          <h4>{t.deliveries.shown}</h4>
          <Json value={shown} />
        </>
      )}
      {request && (
        <>
          <h4>
            {t.deliveries.sent}: {request.method} {request.url}
          </h4>
          {request.body && <Json value={request.body} />}
        </>
      )}
      {response?.body && (
        <>
          <h4>{t.deliveries.answered}</h4>
          <Json value={response.body} />
        </>
      )}
    </>
  );
}
