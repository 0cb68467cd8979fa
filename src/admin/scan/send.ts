// Sends scans to the API, and reads from what comes back what is to become of them.
import { Problem, read, workspace } from "../api";
import type { Asked, Sent } from "./list";

/** Longer than this no answer will help anybody at a door; the scan stays on the list and is sent again. */
const timeLimitMs = 8_000;

export async function send(ws: string, scans: Asked[]): Promise<Sent> {
  try {
    const init = { signal: AbortSignal.timeout(timeLimitMs) };
    const { results } = await read(workspace.codes.scans.$post({ param: { ws }, json: { scans } }, { init }));
    return { is: "answered", answers: results };
  } catch (error) {
    return sentBy(error);
  }
}

/** Whatever is not our own refusal is the network: a hotspot's sign-in page, say, answers as it likes. */
export function sentBy(error: unknown): Sent {
  if (!(error instanceof Problem)) return { is: "unreachable" };
  const { status, message } = error;
  if (status === 401) return { is: "signed-out" };
  if (status === 403 || status === 404) return { is: "shut-out", words: message };
  if (status === 400 || status === 413 || status === 422) return { is: "rejected", words: message };
  return { is: "unreachable" };
}
