// A list that grows at its top while somebody reads it. What has come in slips in where that moves nothing they look at;
// otherwise it waits until they ask for it.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "./api";
import { type Doing, type Loaded, problemOf, useDoing, useLoad } from "./load";

export type Told<T> = { items: T[]; newest?: string; next?: string; searchedTo?: number };

/** What is shown, and what has come in and waits. Ids of events are in the order of their arrival. */
export type Listed<T> = Told<T> & {
  unseen: T[];
  /** More has come in than one answer tells: to see it is to load the list anew. */
  isFarBehind: boolean;
  /** So many slipped in last. */
  arrived: number;
  isPaged: boolean;
};

export type LiveSource<T> = {
  page(place: { after?: string; cursor?: string }): Promise<Told<T>>;
  idOf(item: T): string;
  eventOf(item: T): string;
  /** Whether it will soon be something else, and is asked for again. */
  isOnItsWay(item: T): boolean;
  /** Whether the top of the list may move just now. */
  mayMove(): boolean;
};

const everyMs = 3000;
/** Of a long list, the first so many are looked after. */
const lookedAfter = 50;

export const listed = <T>(told: Told<T>): Listed<T> => ({
  ...told,
  unseen: [],
  isFarBehind: false,
  arrived: 0,
  isPaged: false,
});

/** The event after which to ask: the newest that is known, or what lies behind the last one that is on its way. */
export function askAfter<T>(list: Listed<T>, { eventOf, isOnItsWay }: LiveSource<T>): string | undefined {
  const { items, newest } = list;
  const last = items.slice(0, lookedAfter).findLastIndex(isOnItsWay);
  const moving = items[last];
  if (moving === undefined) return newest;
  const behind = items.slice(last + 1).find((one) => eventOf(one) !== eventOf(moving));
  return behind && eventOf(behind);
}

/** The list after news. What was asked for and is not told any more no longer belongs to it. */
export function withNews<T>(
  list: Listed<T>,
  news: Told<T>,
  after: string | undefined,
  source: Pick<LiveSource<T>, "idOf" | "eventOf">,
  mayMove: boolean,
): Listed<T> {
  const { idOf, eventOf } = source;
  const told = new Map(news.items.map((one) => [idOf(one), one]));
  const isWhole = news.next === undefined;
  const wasAsked = (one: T) => isWhole && after !== undefined && eventOf(one) > after;
  const today = (all: T[]) => all.flatMap((one) => told.get(idOf(one)) ?? (wasAsked(one) ? [] : [one]));
  const known = new Set([...list.items, ...list.unseen].map(idOf));
  const fresh = news.items.filter((one) => !known.has(idOf(one)));
  const isGap = !isWhole && after !== undefined && fresh.length > 0;
  const next: Listed<T> = {
    ...list,
    items: today(list.items),
    unseen: today(list.unseen),
    arrived: 0,
    isFarBehind: list.isFarBehind || isGap,
    ...(isWhole && news.newest !== undefined ? { newest: news.newest } : {}),
  };
  if (fresh.length === 0) return next;
  if (!mayMove || isGap) return { ...next, unseen: inOrder([...fresh, ...next.unseen], source) };
  return { ...next, items: inOrder([...fresh, ...next.items], source), arrived: fresh.length };
}

/** Newest first; what belongs to one event keeps its order. */
export function inOrder<T>(items: T[], { eventOf }: Pick<LiveSource<T>, "eventOf">): T[] {
  return items.toSorted((a, b) => (eventOf(a) < eventOf(b) ? 1 : eventOf(a) > eventOf(b) ? -1 : 0));
}

export type LiveList<T> = {
  first: Loaded<Told<T>>;
  list: Listed<T> | undefined;
  /** Why there is no news. */
  problem: Problem | undefined;
  more: Doing;
  showMore(): Promise<void>;
  showUnseen(): Promise<void>;
};

/** @param key what the list depends on; a change starts afresh */
export function useLiveList<T>(key: string, source: LiveSource<T>): LiveList<T> {
  const first = useLoad(() => source.page({}), key);
  const [list, setList] = useState<Listed<T>>();
  const [problem, setProblem] = useState<Problem>();
  const more = useDoing();
  const latest = useRef({ list, source, key });
  latest.current = { list, source, key };
  useEffect(() => setList(first.value && listed(first.value)), [first.value]);
  useEffect(() => {
    let isAsking = false;
    const look = async () => {
      const { list, source } = latest.current;
      if (!list || document.hidden || isAsking) return;
      isAsking = true;
      try {
        const after = askAfter(list, source);
        const news = await source.page(after === undefined ? {} : { after });
        const isMeant = latest.current.key === key;
        if (isMeant) setList((now) => now && withNews(now, news, after, source, source.mayMove()));
        setProblem(undefined);
      } catch (error) {
        setProblem(problemOf(error));
      } finally {
        isAsking = false;
      }
    };
    const timer = setInterval(() => void look(), everyMs);
    const onVisible = () => void look();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [key]);

  const showMore = () =>
    more.run(async () => {
      if (!list?.next) return;
      const { items, next, searchedTo } = await source.page({ cursor: list.next });
      if (latest.current.key !== key) return;
      setList((now) => now && { ...now, items: [...now.items, ...items], next, searchedTo, isPaged: true });
    });
  const showUnseen = async () => {
    scrollTo({ top: 0 });
    if (list?.isFarBehind) await first.reload();
    else
      setList((now) => now && { ...now, items: inOrder([...now.unseen, ...now.items], source), unseen: [] });
  };
  return { first, list, problem, more, showMore, showUnseen };
}
