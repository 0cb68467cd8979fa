// Doing the same for many, some at a time.

/** @returns what came of each, in the order of the items */
export async function inGroups<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const done: R[] = [];
  for (let i = 0; i < items.length; i += atOnce)
    done.push(...(await Promise.all(items.slice(i, i + atOnce).map(work))));
  return done;
}
