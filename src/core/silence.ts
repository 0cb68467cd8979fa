// When a source that usually speaks has gone silent. Derived from its own history, so that a quiet shop is left in peace
// and a busy one is missed within hours.

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What is remembered of when a source spoke. */
export type Heard = {
  /** Hours in which it did (epoch milliseconds / 3,600,000, rounded down), ascending, of the last four weeks before the last. */
  hours: number[];
  /** Epoch milliseconds. */
  lastAt: number;
};

const rememberedHours = 28 * 24;
/** So much is needed to know a habit: three weeks hold two whole weekends, wherever they begin. */
const fewestHours = 20;
const shortestHistoryMs = 21 * dayMs;
/** A pause is none that could have come by chance: for those, the longest so far is hardly ever doubled. */
const timesLongest = 2;
const shortestSilenceMs = 6 * hourMs;

/** Adds a moment at which the source spoke; moments come in order. */
export function heardAt({ hours, lastAt }: Heard, at: number): Heard {
  const hour = Math.floor(at / hourMs);
  if (hours.at(-1) === hour) return { hours, lastAt: Math.max(lastAt, at) };
  const kept = hours.filter((one) => one > hour - rememberedHours && one < hour);
  return { hours: [...kept, hour], lastAt: Math.max(lastAt, at) };
}

export const neverHeard: Heard = { hours: [], lastAt: 0 };

export type Silence = {
  /** The pause in the middle of all its pauses. */
  usuallyMs: number;
  /** The longest that is no exception. */
  longestMs: number;
  /** From this moment on it counts as silent (epoch milliseconds). */
  from: number;
};

/** What a source's habit is, as far as there is one. */
export function habitOf({ hours, lastAt }: Heard): Silence | undefined {
  const [first] = hours;
  if (first === undefined || hours.length < fewestHours) return undefined;
  const pauses = hours
    .slice(1)
    .map((hour, i) => hour - (hours[i] ?? hour))
    .sort((a, b) => a - b);
  const usual = pauses[Math.floor(pauses.length / 2)] ?? 1;
  const { longest, exception } = longestOf(pauses);
  const limitMs = Math.max(timesLongest * longest * hourMs, shortestSilenceMs);
  // A habit is known once it was watched for so long, the present pause included.
  const knownAt = (first + exception) * hourMs + shortestHistoryMs;
  return {
    usuallyMs: usual * hourMs,
    longestMs: longest * hourMs,
    from: Math.max(lastAt + limitMs, knownAt),
  };
}

/**
 * The longest pause that belongs to the habit. One that is more than twice as long as any other is a holiday or an outage,
 * and tells nothing of the habit.
 * @param pauses in ascending order
 */
function longestOf(pauses: number[]): { longest: number; exception: number } {
  const last = pauses.at(-1) ?? 1;
  const before = pauses.at(-2) ?? last;
  return last > 2 * before ? { longest: before, exception: last } : { longest: last, exception: 0 };
}

/** @returns the habit that is broken; undefined while nothing is unusual */
export function silenceOf(heard: Heard, now: number): Silence | undefined {
  const habit = habitOf(heard);
  return habit && now >= habit.from ? habit : undefined;
}
