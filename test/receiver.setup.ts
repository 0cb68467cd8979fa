// Starts what the Workers tests talk to, and tells them where it is: the receiver, and the stand-ins of tools.
import type { TestProject } from "vitest/node";
import { startReceiver } from "./receiver.mjs";
import { startAllStandIns } from "./stand-ins/all.mjs";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const receiver = await startReceiver();
  project.provide("receiverUrl", receiver.url);
  const standIns = await startAllStandIns();
  project.provide("standIns", standIns.running);
  return async () => {
    await Promise.all([receiver.close(), standIns.close()]);
  };
}
