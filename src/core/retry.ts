// When to try again: about ten times over three days, ever further apart, never in step with others.

const second = 1000;
const hour = 3600 * second;

/** The pause after each try: seconds first, since most trouble is short, then up to a day. Together about three days. */
export const retryDelaysMs = [
  2 * second,
  8 * second,
  30 * second,
  2 * 60 * second,
  8 * 60 * second,
  30 * 60 * second,
  2 * hour,
  8 * hour,
  20 * hour,
  41 * hour,
] as const;

/** A tool's own hint is obeyed up to this long; a longer one is a mistake more often than a wish. */
const longestHintMs = 24 * hour;

/**
 * @param tries runs so far, at least 1
 * @param random uniform in [0, 1)
 * @param hintMs the tool's own word on how long to wait
 * @returns epoch milliseconds of the next try, or undefined when the tries are used up
 */
export function retryAt(
  tries: number,
  now: number,
  random: () => number,
  hintMs?: number,
): number | undefined {
  const delay = retryDelaysMs[tries - 1];
  if (delay === undefined) return undefined;
  const jittered = delay * (0.8 + 0.4 * random());
  return Math.round(now + Math.max(jittered, Math.min(hintMs ?? 0, longestHintMs)));
}

/** `Retry-After` in milliseconds from `now`: seconds or an HTTP date (RFC 9110 §10.2.3). */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
