// Starts the receiver for the Workers tests and tells them where it is.
import type { TestProject } from "vitest/node";
import { startReceiver } from "./receiver.mjs";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const receiver = await startReceiver();
  project.provide("receiverUrl", receiver.url);
  return async () => receiver.close();
}
