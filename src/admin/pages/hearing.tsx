// Whether a source is heard: what came last, or why it was refused and how to mend that.
import type { Event, Heard, Refusal, Source } from "../api";
import type { Shop } from "../app";
import { eventName, t, when } from "../text";
import { Card, Mark, Notice, Time, type Tone } from "../ui";
import { EventMark } from "./marks";
import { type Standing, standingOf } from "./source-standing";

const tones: Record<Standing, Tone> = {
  off: "warn",
  refused: "bad",
  "partly-refused": "warn",
  quiet: "calm",
  well: "good",
};

export function StandingMark({ standing }: { standing: Standing }) {
  return <Mark tone={tones[standing]}>{t.hearing.standings[standing]}</Mark>;
}

/** When it spoke, how much lately, and when it was refused; for a list. */
export function Lately({ source, heard }: { source: Source; heard: Heard | undefined }) {
  return (
    <span class="soft lately">
      {heard?.lastEvent ? (
        <span>
          {t.hearing.lastEvent} <Time at={heard.lastEvent.at} />
        </span>
      ) : (
        <span>{isOld(source) ? t.hearing.noEvent : t.hearing.notYet}</span>
      )}
      {heard && heard.events > 0 && <span>{t.hearing.events(heard.events)}</span>}
      {heard && heard.lastRefusedAt !== null && (
        <span>
          {t.hearing.lastRefused} <Time at={heard.lastRefusedAt} />
        </span>
      )}
    </span>
  );
}

type HearingProps = {
  shop: Shop;
  source: Source;
  heard: Heard | undefined;
  /** The last that came, where it is among the latest. */
  event: Event | undefined;
  /** The last that was refused. */
  refusal: Refusal | undefined;
};

export function Hearing({ shop, source, heard, event, refusal }: HearingProps) {
  const standing = standingOf(source, heard, Date.now());
  const isTurnedAway = standing === "refused" && refusal;
  return (
    <Card title={t.hearing.title} actions={<StandingMark standing={standing} />}>
      {/* Told once as it changes, so it holds no words that change with each minute. */}
      <div class="hearing" role="status">
        {isTurnedAway && (
          <>
            <p>
              <strong>{t.hearing.refusedAt(when(refusal.at))}</strong> {refusal.reason}
            </p>
            <p>{adviceOn(refusal)}</p>
            <p class="note">{t.hearing.afterwards}</p>
          </>
        )}
        {standing === "off" ? (
          <p>{t.hearing.off}</p>
        ) : heard?.lastEvent ? (
          <p class="row">
            <a href={`/w/${shop.ws}/events/${heard.lastEvent.id}`}>
              {receivedWords(heard.lastEvent.at, event)}
            </a>
            {event && event.state !== "matched" && <EventMark state={event.state} />}
          </p>
        ) : (
          !isTurnedAway && <Waiting source={source} />
        )}
      </div>
      {event?.state === "not-understood" && event.reason && <Notice tone="warn">{event.reason}</Notice>}
    </Card>
  );
}

/** Nothing is known of what came before two months ago. */
const isOld = ({ createdAt }: Source) => createdAt < Date.now() - 60 * 86_400_000;

function Waiting({ source }: { source: Source }) {
  if (isOld(source)) return <p>{t.hearing.longSilent}</p>;
  return (
    <>
      <p class="row">
        <span class="pulse" aria-hidden="true" />
        <strong>{t.hearing.waiting}</strong>
      </p>
      <p class="soft">{t.hearing.waitingHelp}</p>
    </>
  );
}

function receivedWords(at: number, event: Event | undefined): string {
  if (!event) return t.hearing.received(t.hearing.anEvent, when(at));
  const who = event.customer?.name ?? event.customer?.email;
  const what = eventName(event.type);
  return who === undefined ? t.hearing.received(what, when(at)) : t.hearing.receivedFrom(what, when(at), who);
}

const adviceOn = ({ cause }: Refusal) => t.hearing.advice[cause ?? "unknown"];

export function Refusals({ refusals }: { refusals: Refusal[] }) {
  return (
    <Card title={t.sources.refusals}>
      {refusals.length === 0 ? (
        <p class="soft">{t.sources.noRefusals}</p>
      ) : (
        <ul class="list refusals">
          {refusals.map((refusal) => (
            <li key={refusal.at}>
              <p class="row">
                <Mark tone="bad">{t.hearing.refusedWith(refusal.status)}</Mark>
                <span class="soft">
                  <Time at={refusal.at} /> {refusal.missed > 0 && t.sources.missed(refusal.missed)}
                </span>
              </p>
              <p>{refusal.reason}</p>
              <p>{t.hearing.mend(adviceOn(refusal))}</p>
              {refusal.body && (
                <details>
                  <summary>{t.hearing.body}</summary>
                  <pre>{refusal.body}</pre>
                </details>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
