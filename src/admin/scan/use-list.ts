// The list of scans in the life of a page: opened once, and settled whenever there is a chance that it can be.
import { useEffect, useRef, useState } from "preact/hooks";
import type { ScanAnswer } from "../api";
import { type List, makeList, type State, type Waiting } from "./list";
import { send } from "./send";
import { openStore } from "./store";

type Told = {
  answered(scan: Waiting, answer: ScanAnswer): void;
  /** These are not settled, and it is not known when they will be. */
  provisional(keys: ReadonlySet<string>): void;
};

const empty: State = { waiting: [], conflicts: [], isKept: true };

export function useList(told: Told): { list: List; state: State } {
  const [state, setState] = useState(empty);
  const latest = useRef(told);
  latest.current = told;
  const [list] = useState(() =>
    makeList(
      { store: openStore(), send, after, random: Math.random },
      {
        changed: (state) => {
          setState(state);
          const open = state.waiting.filter(({ isProvisional }) => isProvisional);
          latest.current.provisional(new Set(open.map(({ key }) => key)));
        },
        answered: (scan, answer) => latest.current.answered(scan, answer),
      },
    ),
  );

  useEffect(() => {
    void list.open();
    const onChance = () => {
      if (!document.hidden) void list.settle();
    };
    addEventListener("online", onChance);
    addEventListener("focus", onChance);
    document.addEventListener("visibilitychange", onChance);
    return () => {
      removeEventListener("online", onChance);
      removeEventListener("focus", onChance);
      document.removeEventListener("visibilitychange", onChance);
    };
  }, [list]);

  return { list, state };
}

function after(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}
