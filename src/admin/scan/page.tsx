// The scan page: the camera above, what the last scan found below, and buttons where the thumb is.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { newScanKey } from "../../core/scan";
import { type Reader, readerOf } from "../../http/scan/reader";
import type { ScanAnswer } from "../api";
import { askableCode, type Change, toneOf, verdictOf } from "./answers";
import type { Waiting } from "./list";
import { remember, remembered } from "./memory";
import { Actions, type Card, Result } from "./result";
import { type Shop, useShops } from "./shops";
import { type Signal, signal } from "./signals";
import type { Texts } from "./texts";
import { Troubles } from "./troubles";
import { useList } from "./use-list";
import { Viewfinder } from "./viewfinder";

export function ScanPage({ words, languages }: { words: Texts; languages: string }) {
  const shops = useShops();
  const { chosen } = shops;
  if (!chosen) return <Nowhere words={words} shops={shops} />;
  const reader = readerOf(languages, chosen.timeZone);
  return <Scanning shop={chosen} shops={shops} words={words} reader={reader} />;
}

type Shops = ReturnType<typeof useShops>;

function Nowhere({ words, shops: { state } }: { words: Texts; shops: Shops }) {
  if (state === "loading") return <p class="lonely">…</p>;
  const told = { "signed-out": words.signedOut, unreachable: words.firstOnline, loaded: words.noShop };
  return (
    <main class="lonely">
      <h1>{words.title}</h1>
      <p>{told[state]}</p>
      {state === "signed-out" && <a href="/sign-in">{words.signIn}</a>}
    </main>
  );
}

type ScanningProps = { shop: Shop; shops: Shops; words: Texts; reader: Reader };

function Scanning({ shop, shops, words, reader }: ScanningProps) {
  const [card, setCard] = useState<Card>();
  const shown = useRef<Card>(undefined);
  const [isLoud, setLoud] = useState(remembered("isLoud") ?? true);
  const [takesEach, setTakesEach] = useState(remembered("takesEach") ?? false);
  const settings = useRef({ isLoud, takesEach });
  settings.current = { isLoud, takesEach };

  const show = useCallback((next: Card, sign?: Signal) => {
    shown.current = next;
    setCard(next);
    if (sign) signal(sign, settings.current.isLoud);
  }, []);

  const { list, state } = useList({
    answered: (scan, answer) => {
      const { current } = shown;
      if (current?.is === "asked" && current.scan.key === scan.key)
        show({ is: "answered", scan, answer }, signalOf(scan, answer));
      else if (scan.isProvisional && signalOf(scan, answer) === "bad") signal("bad", settings.current.isLoud);
    },
    provisional: (keys) => {
      const { current } = shown;
      if (current?.is === "asked" && !current.isProvisional && keys.has(current.scan.key))
        show({ ...current, isProvisional: true }, "other");
    },
  });

  const ask = useCallback(
    (ws: string, code: string, change?: Change) => {
      const scan = { key: newKey(), ws, code, at: Date.now(), ...(change === undefined ? {} : { change }) };
      show({ is: "asked", scan, isProvisional: false });
      void list.add(scan);
    },
    [list, show],
  );
  const pressedAt = useRef(0);
  const press = ({ ws, code }: Waiting, change: Change) => {
    const now = Date.now();
    if (now - pressedAt.current < doubleTapMs) return;
    pressedAt.current = now;
    ask(ws, code, change);
  };
  const scan = useCallback(
    (text: string) => {
      const code = askableCode(text);
      if (code) ask(shop.id, code, settings.current.takesEach ? -1 : undefined);
      else show({ is: "unreadable" }, "bad");
    },
    [ask, show, shop.id],
  );

  return (
    <div class="scan">
      <Top
        shop={shop}
        shops={shops}
        words={words}
        isLoud={isLoud}
        onLoud={(isOn) => {
          setLoud(isOn);
          remember("isLoud", isOn);
        }}
      />
      <main>
        <Troubles
          state={state}
          isSignedOut={shops.state === "signed-out"}
          list={list}
          words={words}
          reader={reader}
        />
        <Viewfinder words={words} onCode={scan} />
        <Result card={card} words={words} reader={reader} />
      </main>
      <footer>
        <Actions card={card} words={words} onPress={press} />
        <CodeField words={words} onCode={scan} />
        <label class="switch">
          <input
            type="checkbox"
            checked={takesEach}
            onChange={(event) => {
              setTakesEach(event.currentTarget.checked);
              remember("takesEach", event.currentTarget.checked);
            }}
          />
          {words.takeEach}
        </label>
      </footer>
    </div>
  );
}

/** An answer may be here before a hand that taps twice is done, and offers the same button again. */
const doubleTapMs = 800;

function newKey(): string {
  return newScanKey((bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
}

function signalOf({ change }: Waiting, answer: ScanAnswer): Signal {
  const tone = toneOf(verdictOf(answer, change));
  return tone === "plain" ? "other" : tone;
}

type TopProps = { shop: Shop; shops: Shops; words: Texts; isLoud: boolean; onLoud(isOn: boolean): void };

function Top({ shop, shops, words, isLoud, onLoud }: TopProps) {
  return (
    <header>
      <h1 class="unseen">{words.title}</h1>
      {shops.hasMore && (
        <a href={`/w/${shop.id}`} aria-label={words.home}>
          <img src="/bell.svg" alt="" width="28" height="28" />
        </a>
      )}
      {shops.all.length > 1 ? (
        <select
          aria-label={words.shop}
          value={shop.id}
          onChange={(event) => shops.choose(event.currentTarget.value)}
        >
          {shops.all.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <p class="shop">{shop.name}</p>
      )}
      <button type="button" class="small" aria-pressed={isLoud} onClick={() => onLoud(!isLoud)}>
        {words.sound}
      </button>
    </header>
  );
}

/** For scratched tickets, and for scanners that type like a keyboard and end with Enter. */
function CodeField({ words, onCode }: { words: Texts; onCode(text: string): void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Whatever is typed while nothing has the focus is meant for this field.
    const onKey = (event: KeyboardEvent) => {
      const isText = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
      const isElsewhere = event.target instanceof Element && event.target.matches("input, select, button, a");
      if (isText && event.key !== " " && !isElsewhere) field.current?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const text = field.current?.value.trim() ?? "";
        if (field.current) field.current.value = "";
        // On a phone its keyboard would hide the result.
        if (matchMedia("(pointer: coarse)").matches) field.current?.blur();
        if (text !== "") onCode(text);
      }}
    >
      <input
        ref={field}
        aria-label={words.typeCode}
        placeholder={words.typeCode}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        enterkeyhint="go"
      />
      <button type="submit" class="small">
        {words.check}
      </button>
    </form>
  );
}
