// The scan page's service worker: it keeps the page's own files, so that it opens without a network. It knows no API.
// The build fills in which files those are, and a version that changes with any of them.
export {};

declare const self: ServiceWorkerGlobalScope;
declare const __SCAN_FILES__: string[];
declare const __SCAN_VERSION__: string;

const page = "/scan";
const cacheName = `scan-${__SCAN_VERSION__}`;
/** A network that is there and does not answer must not keep a door waiting. */
const patienceMs = 3_000;

self.addEventListener("install", (event) => event.waitUntil(keepFiles()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));

/** All or nothing. In the middle of a deploy a file may be answered by another page: that version is not kept then. */
async function keepFiles(): Promise<void> {
  const cache = await caches.open(cacheName);
  await Promise.all(
    [page, ...__SCAN_FILES__].map(async (path) => {
      const response = await fetch(path, { cache: "reload", credentials: "same-origin" });
      const isPage = response.headers.get("content-type")?.startsWith("text/html") ?? false;
      if (!response.ok || response.redirected || isPage !== (path === page))
        throw new Error(`${path} cannot be kept.`);
      await cache.put(path, response);
    }),
  );
}

/** A newer worker takes over once no page of the older one is open, so no page loses its files while it is in use. */
async function forgetOlder(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith("scan-") && name !== cacheName).map((name) => caches.delete(name)),
  );
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname === page) event.respondWith(freshPage(request));
  else if (__SCAN_FILES__.includes(pathname)) event.respondWith(keptFile(request));
});

/** The page itself comes from the network where there is one, so that nobody works with an old one for long. */
async function freshPage(request: Request): Promise<Response> {
  const kept = await (await caches.open(cacheName)).match(page);
  if (!kept) return fetch(request);
  const patience = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), patienceMs));
  const fresh = fetch(request).then((response) => (response.status >= 500 ? kept : response));
  return Promise.race([fresh.catch(() => kept), patience]);
}

/** Their names change with their contents, so what is kept is never stale. */
async function keptFile(request: Request): Promise<Response> {
  return (await (await caches.open(cacheName)).match(request.url)) ?? fetch(request);
}
