// What the staff hears and feels: two rising notes for good, two low buzzes for bad, one note in between for the rest.

export type Signal = "good" | "bad" | "other";

/** Frequency in hertz, start and length in seconds. */
type Note = { hertz: number; at: number; length: number; shape: OscillatorType };

const notes: Record<Signal, Note[]> = {
  good: [
    { hertz: 880, at: 0, length: 0.09, shape: "sine" },
    { hertz: 1320, at: 0.1, length: 0.14, shape: "sine" },
  ],
  bad: [
    { hertz: 170, at: 0, length: 0.18, shape: "square" },
    { hertz: 130, at: 0.22, length: 0.3, shape: "square" },
  ],
  other: [{ hertz: 520, at: 0, length: 0.14, shape: "triangle" }],
};
/** Milliseconds on, off, on … */
const shakes: Record<Signal, number[]> = { good: [60], bad: [200, 90, 200], other: [40, 60, 40] };

let context: AudioContext | undefined;

/** Browsers let a page sound only once somebody has touched it: call it when they do. */
export function allowSound(): void {
  context ??= new AudioContext();
  if (context.state !== "running") void context.resume();
}

export function signal(kind: Signal, isLoud: boolean): void {
  navigator.vibrate?.(shakes[kind]); // not on iPhones
  if (!isLoud || context?.state !== "running") return;
  for (const note of notes[kind]) play(context, note);
}

function play(context: AudioContext, { hertz, at, length, shape }: Note): void {
  const start = context.currentTime + at;
  const tone = new OscillatorNode(context, { type: shape, frequency: hertz });
  const loudness = new GainNode(context, { gain: 0 });
  tone.connect(loudness).connect(context.destination);
  // Up and down in some milliseconds: an edge would click.
  loudness.gain.setTargetAtTime(0.5, start, 0.005);
  loudness.gain.setTargetAtTime(0, start + length, 0.015);
  tone.start(start);
  tone.stop(start + length + 0.1);
}
