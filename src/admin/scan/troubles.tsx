// What stands between the list of scans and being settled, and what turned out otherwise than staff were told.
import { type Reader, shortly } from "../../http/scan/reader";
import type { Conflict, List, State } from "./list";
import { inWords } from "./result";
import type { Texts } from "./texts";

type Props = { state: State; isSignedOut: boolean; list: List; words: Texts; reader: Reader };

export function Troubles({ state, isSignedOut, list, words, reader }: Props) {
  const { waiting, conflicts, trouble, isKept } = state;
  const open = waiting.filter(({ isProvisional }) => isProvisional).length;
  return (
    <div class="troubles">
      {(isSignedOut || trouble?.is === "signed-out") && (
        <p class="bar warn" role="alert">
          <span>{words.signedOut}</span>
          <a href="/sign-in">{words.signIn}</a>
        </p>
      )}
      {trouble?.is === "shut-out" && (
        <p class="bar warn" role="alert">
          {trouble.words}
        </p>
      )}
      {!isKept && (
        <p class="bar warn" role="alert">
          {words.notKept}
        </p>
      )}
      <div role="status">
        {open > 0 && (
          <p class="bar wait">
            <span>{words.waiting(open)}</span>
            <button type="button" class="small" onClick={() => void list.settle()}>
              {words.tryNow}
            </button>
          </p>
        )}
      </div>
      <Conflicts conflicts={conflicts} list={list} words={words} reader={reader} />
    </div>
  );
}

type ConflictsProps = {
  conflicts: readonly Conflict[];
  list: List;
  words: Texts;
  reader: Reader;
};

function Conflicts({ conflicts, list, words, reader }: ConflictsProps) {
  return (
    <div role="alert">
      {conflicts.length > 0 && (
        <section class="conflicts">
          <h2>{words.conflicts(conflicts.length)}</h2>
          <ul>
            {conflicts.map((one) => (
              <li key={one.key}>
                <div>
                  <p class="what">{one.product ?? words.ticket}</p>
                  <p>
                    {[shortly(reader, one.at), `…${one.code.slice(-6)}`, wishOf(one, words)]
                      .filter(Boolean)
                      .join(" · ")}
                  </p>
                  {linesOf(one, words, reader).map((line) => (
                    <p key={line}>{line}</p>
                  ))}
                </div>
                <button type="button" class="small" onClick={() => void list.acknowledge(one.key)}>
                  {words.seen}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function wishOf({ change }: Conflict, words: Texts): string {
  if (change === undefined) return "";
  return change < 0 ? words.asTaken : words.asGivenBack;
}

function linesOf({ verdict }: Conflict, words: Texts, reader: Reader): string[] {
  const lines = verdict.is === "rejected" ? [verdict.words] : inWords(verdict, words, reader);
  return lines.filter((line) => line !== "");
}
