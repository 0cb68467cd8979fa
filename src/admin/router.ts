// Where we are: the path of the page, and how to go elsewhere without loading it again.
import { useEffect, useState } from "preact/hooks";

/** Asked before another page is shown; false keeps the one that is. */
let mayLeave = () => true;

/** Lets a page with something unsaved ask before it is left. @returns how to stop asking */
export function guardLeaving(ask: () => boolean): () => void {
  mayLeave = ask;
  return () => {
    mayLeave = () => true;
  };
}

export function go(path: string, replace = false): void {
  if (!mayLeave()) return;
  shown = path;
  history[replace ? "replaceState" : "pushState"](null, "", path);
  dispatchEvent(new PopStateEvent("popstate"));
  scrollTo(0, 0);
}

/** Shows something else of the same page, which stays where it is. @param query as `range=day`, or nothing */
export function show(query: string): void {
  shown = query === "" ? location.pathname : `${location.pathname}?${query}`;
  history.replaceState(null, "", shown);
  dispatchEvent(new PopStateEvent("popstate"));
}

export function usePath(): string {
  return useLocation("pathname");
}

/** What stands behind the #, without it. */
export function useHash(): string {
  return useLocation("hash").slice(1);
}

/** What a page is asked to show, as `?day=…`. */
export function useQuery(): URLSearchParams {
  return new URLSearchParams(useLocation("search"));
}

function useLocation(part: "pathname" | "search" | "hash"): string {
  const [value, setValue] = useState(location[part]);
  useEffect(() => {
    const onChange = () => setValue(location[part]);
    addEventListener("popstate", onChange);
    return () => removeEventListener("popstate", onChange);
  }, [part]);
  return value;
}

let shown = location.pathname + location.search;

/** Back and forward ask as well. What is shown stays shown where the answer is no. */
function watchHistory(): void {
  addEventListener("popstate", (event) => {
    if (!event.isTrusted) return; // our own, which has asked
    if (mayLeave()) {
      shown = location.pathname + location.search;
      return;
    }
    event.stopImmediatePropagation();
    history.pushState(null, "", shown);
  });
}

/** Lets plain clicks on our own links change the page in place; everything else stays the browser's. */
export function followLinks(): void {
  watchHistory();
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.origin !== location.origin || link.target !== "" || link.hasAttribute("download")) return;
    if (link.pathname.startsWith("/api/") || link.pathname === "/scan") return; // not of this page
    event.preventDefault();
    go(link.pathname + link.search);
  });
}
