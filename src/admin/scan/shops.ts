// Which shop is scanned for. The last one is remembered, so that the page can be opened without a network.
import { useEffect, useState } from "preact/hooks";
import { api, Problem, read, type Workspace } from "../api";
import { remember, remembered } from "./memory";

export type Shop = Pick<Workspace, "id" | "name" | "timeZone">;

export type Shops = {
  all: Shop[];
  chosen: Shop | undefined;
  choose(id: string): void;
  /** Whether there is more to see than this page. */
  hasMore: boolean;
  state: "loading" | "loaded" | "signed-out" | "unreachable";
};

export function useShops(): Shops {
  const last = remembered("shop");
  const [all, setAll] = useState<Workspace[]>([]);
  const [chosenId, setChosenId] = useState(new URLSearchParams(location.search).get("ws") ?? last?.id);
  const [state, setState] = useState<Shops["state"]>("loading");

  useEffect(() => {
    const load = async () => {
      try {
        const { items } = await read(api.workspaces.$get());
        setAll(items);
        setState("loaded");
      } catch (error) {
        setState(error instanceof Problem && error.status === 401 ? "signed-out" : "unreachable");
      }
    };
    void load();
    addEventListener("online", load);
    return () => removeEventListener("online", load);
  }, []);

  const offline = last && state !== "loaded" ? [last] : [];
  const known: Shop[] = state === "loaded" ? all : offline;
  const chosen = known.find(({ id }) => id === chosenId) ?? known[0];
  useEffect(() => {
    if (state === "loaded" && chosen)
      remember("shop", { id: chosen.id, name: chosen.name, timeZone: chosen.timeZone });
  }, [state, chosen?.id, chosen?.name, chosen?.timeZone]);

  return {
    all: known,
    chosen,
    choose: setChosenId,
    hasMore: all.some(({ role }) => role !== "scanner"),
    state,
  };
}
