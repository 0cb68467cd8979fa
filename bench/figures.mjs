// Sums and tables for the bench.

/** What was written, by stage and statement ("accept: insert into events"). @typedef {Record<string, { times: number, rows: number }>} Tally */

/** Adds to a tally. @param {Tally} tally @param {string} label @param {number} rows */
export function count(tally, label, rows, times = 1) {
  const before = tally[label];
  tally[label] = { times: (before?.times ?? 0) + times, rows: (before?.rows ?? 0) + rows };
}

/** @param {number[]} values @param {number} share 0.5 for the median */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low = Number.NaN, high = low] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

/** @param {number[]} values */
export const median = (values) => percentile(values, 0.5);
/** @param {number[]} values */
export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * How ours compares with the twin's: the median over neighbouring rounds, which share their minute's noise.
 * @param {number[]} ours @param {number[]} twins
 */
export const ratioOf = (ours, twins) => median(ours.map((value, i) => value / (twins[i] ?? Number.NaN)));

/** @param {string[][]} rows the first is the head; numbers stand to the right of a first column of words */
export function table([head = [], ...rows]) {
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}
