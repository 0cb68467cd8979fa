// Data on its way to the screen: loaded, kept fresh while the page is looked at, and loaded again on demand.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "./api";
import { t } from "./text";

export type Loaded<T> = { value: T | undefined; problem: Problem | undefined; reload(): Promise<void> };

/**
 * @param key what is loaded depends on; a change starts afresh
 * @param everyMs how often to look again while the page is visible
 */
export function useLoad<T>(load: () => Promise<T>, key: string, everyMs?: number): Loaded<T> {
  const [value, setValue] = useState<T>();
  const [problem, setProblem] = useState<Problem>();
  const latest = useRef(load);
  latest.current = load;
  const current = useRef(key);
  current.current = key;

  const reload = useCallback(async () => {
    const asked = current.current;
    try {
      const loaded = await latest.current();
      if (current.current !== asked) return; // an answer to an earlier question
      setValue(() => loaded);
      setProblem(undefined);
    } catch (error) {
      if (current.current === asked) setProblem(problemOf(error));
    }
  }, []);

  useEffect(() => {
    setValue(undefined);
    setProblem(undefined);
    void reload();
    if (everyMs === undefined) return;
    const timer = setInterval(() => {
      if (!document.hidden) void reload();
    }, everyMs);
    return () => clearInterval(timer);
  }, [key, everyMs, reload]);

  return { value, problem, reload };
}

export type Doing = {
  busy: boolean;
  problem: Problem | undefined;
  run(work: () => Promise<void>): Promise<void>;
};

/** Something a person set off: busy while it goes on, and what went wrong. */
export function useDoing(): Doing {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, run };
}

export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  console.error(error);
  return new Problem(0, t.common.brokenPage);
}
