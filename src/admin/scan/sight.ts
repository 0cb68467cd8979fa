// Which of the codes that a camera sees, picture after picture, is a scan.

/** Decoders miss a picture now and then, and hands shake: only what was gone for this long has left the view. */
const goneMs = 2_000;
/** So that each result can be seen before the next. */
const betweenMs = 1_000;

/**
 * A code is scanned once, however long it is held up: a phone that lies on a ticket must not use it up. To scan it again,
 * move it out of the view for two seconds.
 */
export function newSight(): (seen: string | undefined, now: number) => string | undefined {
  const lastSeenAt = new Map<string, number>();
  let lastScanAt = Number.NEGATIVE_INFINITY;
  return (seen, now) => {
    for (const [code, at] of lastSeenAt) if (now - at >= goneMs) lastSeenAt.delete(code);
    if (seen === undefined) return undefined;
    const isNew = !lastSeenAt.has(seen);
    if (isNew && now - lastScanAt < betweenMs) return undefined;
    lastSeenAt.set(seen, now);
    if (!isNew) return undefined;
    lastScanAt = now;
    return seen;
  };
}
