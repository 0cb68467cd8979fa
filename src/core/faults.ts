// Named places where a crash would hurt most. Tests and chaos runs switch them on one by one; elsewhere they cost nothing.

export const faultPoints = [
  /** In the ledger's transaction, before it commits. */
  "accept.before-commit",
  /** Event and deliveries are durable; the queue has not been told. */
  "accept.after-commit",
  /** The queue is being told. */
  "wake.before-send",
  /** Rows are claimed; the consumer has not heard so. */
  "claim.after-commit",
  /** The consumer holds claimed rows; nothing is sent. */
  "deliver.before-send",
  /** The tool was rung; the ledger does not know. */
  "deliver.after-send",
  /** The outcome is durable; the consumer has not heard so. */
  "settle.after-commit",
  /** The alarm rang; nothing is done. */
  "alarm.before-work",
  /** An end of access, or an abandoned cart, is being raised, before it commits. */
  "raise.before-commit",
  /** What was due to be raised is durable, with what it owes. */
  "raise.after-commit",
  /** A scan is being written, before it commits. */
  "scan.before-commit",
  /** A scan is durable, with what it owes; the phone has not heard so. */
  "scan.after-commit",
  /** An automation is being applied to a customer who was already there, before it commits. */
  "apply.before-commit",
  /** A slice of customers has been seen to, durably; the alarm that goes on is not set. */
  "apply.after-commit",
  /** An event is being replayed with others, before it commits. */
  "replay.before-commit",
  /** A slice of events has been replayed, durably; the alarm that goes on is not set. */
  "replay.after-commit",
  /** The alarm's work is done; the next alarm is not set. */
  "alarm.before-arm",
] as const;
export type FaultPoint = (typeof faultPoints)[number];

const armed = new Map<FaultPoint, { skip: number; times: number }>();

/** Makes `point` fail `times` times, after passing `skip` times. */
export function armFault(point: FaultPoint, { skip = 0, times = 1 } = {}): void {
  armed.set(point, { skip, times });
}

export function disarmFaults(): void {
  armed.clear();
}

/** @throws Error when the point is armed */
export function faultAt(point: FaultPoint): void {
  if (armed.size === 0) return;
  const fault = armed.get(point);
  if (!fault) return;
  if (fault.skip > 0) {
    fault.skip--;
    return;
  }
  if (--fault.times <= 0) armed.delete(point);
  throw new Error(`Fault switched on at ${point}`);
}

/** Arms from text, "point, point@skip*times": for chaos runs of a local installation. */
export function armFaultsFrom(text: string): void {
  for (const entry of text.split(",").map((one) => one.trim())) {
    if (entry === "") continue;
    const match = /^([a-z.-]+)(?:@(\d+))?(?:\*(\d+))?$/.exec(entry);
    const point = faultPoints.find((one) => one === match?.[1]);
    if (!point)
      throw new Error(`There is no fault point “${entry}”. The points are ${faultPoints.join(", ")}.`);
    armFault(point, { skip: Number(match?.[2] ?? 0), times: Number(match?.[3] ?? 1) });
  }
}
