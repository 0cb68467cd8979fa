// Where the phone keeps the list of scans: IndexedDB, which outlives the page.
import type { Conflict, Store, Waiting } from "./list";

const name = "shopbell-scans";
const version = 1;
/** A browser that has not opened it by then never will; a door cannot wait for it. */
const openLimitMs = 3_000;

/** To be used at once. Each call waits until it is open, and fails in a browser that keeps nothing. */
export function openStore(): Store {
  const store = inTime(open(name).then(storeIn));
  store.catch(() => {}); // each call tells
  return {
    load: async () => (await store).load(),
    keep: async (scans) => (await store).keep(scans),
    settle: async (keys, found) => (await store).settle(keys, found),
    forget: async (key) => (await store).forget(key),
  };
}

function inTime<T>(work: Promise<T>): Promise<T> {
  const limit = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error("The browser's storage does not open.")), openLimitMs),
  );
  return Promise.race([work, limit]);
}

function storeIn(database: IDBDatabase): Store {
  /** Resolves once it is on the disk, as far as a browser promises that. */
  const write = (work: (waiting: IDBObjectStore, conflicts: IDBObjectStore) => void) =>
    new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(["waiting", "conflicts"], "readwrite", {
        durability: "strict",
      });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      work(transaction.objectStore("waiting"), transaction.objectStore("conflicts"));
    });
  return {
    load: async () => {
      const transaction = database.transaction(["waiting", "conflicts"]);
      const [waiting, conflicts] = await Promise.all([
        result(transaction.objectStore("waiting").getAll()),
        result(transaction.objectStore("conflicts").getAll()),
      ]);
      return { waiting: waiting as Waiting[], conflicts: conflicts as Conflict[] }; // nobody else writes there
    },
    keep: (scans) => write((waiting) => scans.forEach((scan) => void waiting.put(scan))),
    settle: (keys, found) =>
      write((waiting, conflicts) => {
        for (const key of keys) waiting.delete(key);
        for (const conflict of found) conflicts.put(conflict);
      }),
    forget: (key) => write((_, conflicts) => void conflicts.delete(key)),
  };
}

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("waiting", { keyPath: "key" });
    request.result.createObjectStore("conflicts", { keyPath: "key" });
  };
  return result(request);
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
