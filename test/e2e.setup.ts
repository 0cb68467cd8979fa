// Once per run, before all whole installations: one is started from nothing, and the others begin with its empty database.
// To prepare one takes longer than all the rest of a start.
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { newInstallation } from "./installation";

export default async function () {
  const folder = await mkdtemp(path.join(tmpdir(), "shopbell-empty-"));
  const first = await newInstallation();
  try {
    await (await first.start()).interrupt();
    await cp(first.stateFolder, folder, { recursive: true });
  } finally {
    await first.remove();
  }
  process.env.EMPTY_STATE = folder;
  return () => rm(folder, { recursive: true, force: true });
}
