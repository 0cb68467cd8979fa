// Where everything of a plot of bars lies. Lengths are pixels, from the top left corner of the drawing.

export const inset = { top: 12, right: 2, bottom: 24 };
/** Of a slot: what is left free between one and the next. */
const gap = 0.3;
/** What happened once among thousands is seen, too. */
const thinnest = 2;
const broadest = 24;
const mostSteps = 4;
const characterWidth = 7.5;

export type Rect = { x: number; y: number; width: number; height: number };
/** The field that bars stand in: one slot for each span of time, up to the value `top`. */
export type Field = { left: number; width: number; height: number; slot: number; count: number; top: number };

/**
 * @param most the largest number to be shown
 * @returns whole, round numbers from 0 up; the last is at least `most`
 */
export function ticksUpTo(most: number): number[] {
  const largest = Math.max(most, mostSteps);
  const least = largest / mostSteps;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = power * ([1, 2, 5].find((one) => one * power >= least) ?? 10);
  return Array.from({ length: Math.ceil(largest / step) + 1 }, (_, i) => i * step);
}

/** @param widest of the words beside the ticks, in characters */
export function fieldOf(
  size: { width: number; height: number },
  count: number,
  top: number,
  widest: number,
): Field {
  const left = Math.ceil(widest * characterWidth) + 6;
  const width = size.width - left - inset.right;
  const height = size.height - inset.top - inset.bottom;
  return { left, width, height, slot: width / count, count, top };
}

export const yOf = (value: number, { height, top }: Field) => inset.top + height * (1 - value / top);

/** All of a slot, from top to bottom. */
export function slotAt(index: number, { left, slot, height }: Field): Rect {
  return { x: left + index * slot, y: inset.top, width: slot, height };
}

/** Which slot a pointer means, if any. */
export function indexAt(x: number, { left, slot, count }: Field): number | undefined {
  const index = Math.floor((x - left) / slot);
  return index >= 0 && index < count ? index : undefined;
}

/**
 * Two columns side by side in a slot, each of values one upon the other, the first at the bottom.
 * @returns a rectangle for each value, without height where it is 0
 */
export function columnsIn(index: number, columns: [number[], number[]], field: Field): [Rect[], Rect[]] {
  const { x, width } = slotAt(index, field);
  const each = Math.min((width * (1 - gap)) / 2, broadest);
  const begin = x + width / 2 - each;
  return [stack(columns[0], begin, each, field), stack(columns[1], begin + each, each, field)];
}

function stack(values: number[], x: number, width: number, field: Field): Rect[] {
  let y = inset.top + field.height;
  return values.map((value) => {
    const height = value === 0 ? 0 : Math.max((field.height * value) / field.top, thinnest);
    y -= height;
    return { x, y, width: Math.max(width - 1, 1), height };
  });
}

export type Label = { index: number; x: number; anchor: "middle" | "end" };

/**
 * The slots whose names there is room for, the last one always.
 * @param widest of the names, in characters
 */
export function labelsIn(field: Field, widest: number): Label[] {
  const half = (widest * characterWidth) / 2;
  const right = field.left + field.width;
  // The last name ends where the drawing does, so it may begin before its turn.
  const early = Math.max(0, half - field.slot / 2);
  const every = Math.ceil((2 * half + early + characterWidth) / field.slot);
  const labels: Label[] = [];
  for (let index = field.count - 1; index >= 0; index -= every) {
    const middle = field.left + (index + 0.5) * field.slot;
    if (middle < half) break;
    const isAtEdge = middle + half > right;
    labels.unshift({ index, x: isAtEdge ? right : middle, anchor: isAtEdge ? "end" : "middle" });
  }
  return labels;
}

/** Where a box about a slot begins, so that all of it is inside the drawing. */
export function boxAt(index: number, boxWidth: number, field: Field): number {
  const middle = field.left + (index + 0.5) * field.slot;
  const right = field.left + field.width;
  return Math.max(0, Math.min(middle - boxWidth / 2, right - boxWidth));
}
