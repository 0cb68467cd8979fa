// What the last scan found, large enough to be seen at arm's length. Colour never speaks alone: a word and a sign say the same.
import { moment, placeName, type Reader, shortly } from "../../http/scan/reader";
import type { ScanAnswer } from "../api";
import { type Change, changesFor, toneOf, type Verdict, verdictOf } from "./answers";
import type { Waiting } from "./list";
import type { Texts } from "./texts";

export type Card =
  | { is: "asked"; scan: Waiting; isProvisional: boolean }
  | { is: "answered"; scan: Waiting; answer: ScanAnswer }
  /** Nothing that could be one of our codes. */
  | { is: "unreadable" };

type Look = "good" | "bad" | "wait" | "plain";

/** A ring with a tick, an octagon with a cross, a clock, and a ring with a dot. */
const signs: Record<Look, string> = {
  good: "M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22zM6.5 12.5l4 4 7-8.5",
  bad: "M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9zM8 8l8 8m0-8-8 8",
  wait: "M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22zM12 5.5V12l4.5 3",
  plain: "M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22zM12 11v6m0-10v.01",
};

export function Result({ card, words, reader }: { card: Card | undefined; words: Texts; reader: Reader }) {
  const { look, word, large, lines } = told(card, words, reader);
  return (
    <section class={`result ${look}`} role="status" aria-live="assertive" aria-atomic="true">
      {card && (
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d={signs[look]} />
        </svg>
      )}
      <div>
        {word && <h2>{word}</h2>}
        {large && <p class="left">{large}</p>}
        {lines
          .filter((line) => line !== "")
          .map((line) => (
            <p key={line}>{line}</p>
          ))}
      </div>
      {card?.is === "answered" && <Ticket answer={card.answer} words={words} reader={reader} />}
    </section>
  );
}

type Told = { look: Look; word: string; large?: string; lines: string[] };

function told(card: Card | undefined, words: Texts, reader: Reader): Told {
  if (!card) return { look: "plain", word: "", lines: [words.holdCode] };
  if (card.is === "unreadable") return { look: "bad", word: words.notValid, lines: [words.unknown] };
  if (card.is === "asked" && card.isProvisional)
    return { look: "wait", word: words.provisional, lines: [words.provisionalHow] };
  if (card.is === "asked") return { look: "plain", word: words.checking, lines: [] };
  const verdict = verdictOf(card.answer, card.scan.change);
  const { ticket, result } = card.answer;
  const credits = ticket?.credits ?? result?.credits;
  const [word, ...lines] = inWords(verdict, words, reader);
  return {
    look: toneOf(verdict),
    word,
    lines,
    ...(credits ? { large: words.left(credits.left, credits.of) } : {}),
  };
}

/** The word, and lines below it. */
export function inWords(verdict: Verdict, words: Texts, reader: Reader): [string, ...string[]] {
  const dated = (at: number | undefined) => (at === undefined ? "" : moment(reader, at));
  switch (verdict.is) {
    case "valid": {
      return [words.valid, words.good[verdict.why](dated(verdict.at))];
    }
    case "not-valid": {
      const { why, at, takenBy } = verdict;
      const first =
        takenBy && `${words.takenBy}: ${takenBy.by ?? words.someone}, ${shortly(reader, takenBy.at)}`;
      return [words.notValid, why ? words.bad[why](dated(at)) : "", first ?? ""];
    }
    case "moved":
      return [verdict.change < 0 ? words.taken : words.givenBack, verdict.isRepeat ? words.repeated : ""];
    case "nothing-done":
      return [words.nothingDone, words.refused[verdict.why]];
    case "no-ticket":
      return [words.notTicket, words.notTicketHow];
    case "unknown":
      return [words.notValid, words.unknown];
  }
}

/** More of them than this would push the buttons out of sight. */
const mostScansShown = 3;

function Ticket({ answer: { ticket }, words, reader }: { answer: ScanAnswer; words: Texts; reader: Reader }) {
  if (!ticket) return null;
  const { customer, scans, boughtAt } = ticket;
  return (
    <div class="ticket">
      <p class="what">{ticket.product.name ?? words.ticket}</p>
      {customer && <p>{[customer.name, customer.email].filter(Boolean).join(" · ")}</p>}
      <p class="soft">
        {words.bought}: {shortly(reader, boughtAt)}
      </p>
      {scans.length > 0 && (
        <>
          <h3>{words.scannedBefore}</h3>
          <ul>
            {scans.slice(0, mostScansShown).map(({ at, by, place }) => (
              <li key={at}>
                <b>{shortly(reader, at)}</b>{" "}
                {[by ?? words.someone, placeName(reader, place)].filter(Boolean).join(" · ")}
              </li>
            ))}
            {scans.length > mostScansShown && <li>{words.andMore(scans.length - mostScansShown)}</li>}
          </ul>
        </>
      )}
    </div>
  );
}

type ActionsProps = { card: Card | undefined; words: Texts; onPress(scan: Waiting, change: Change): void };

/** Taking and giving back, where it may be done. */
export function Actions({ card, words, onPress }: ActionsProps) {
  const changes = card ? offered(card) : [];
  return (
    <div class="actions">
      {card &&
        card.is !== "unreadable" &&
        changes.map((change) => (
          <button
            key={change}
            type="button"
            class={change < 0 ? "large" : "large second"}
            onClick={() => onPress(card.scan, change)}
          >
            {change < 0 ? words.take : words.giveBack}
          </button>
        ))}
    </div>
  );
}

function offered(card: Card): Change[] {
  if (card.is === "unreadable") return [];
  // Without a network nobody knows what may be done; taking can be undone.
  if (card.is === "asked") return card.isProvisional ? [card.scan.change === -1 ? 1 : -1] : [];
  return changesFor(card.answer);
}
