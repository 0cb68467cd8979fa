// Starts what the Workers tests talk to, and tells them where it is: the receiver, a mail server, and the stand-ins of tools.
import type { TestProject } from "vitest/node";
import { startReceiver } from "./receiver.mjs";
import { startSmtp } from "./smtp.mjs";
import { startAllStandIns } from "./stand-ins/all.mjs";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const receiver = await startReceiver();
  project.provide("receiverUrl", receiver.url);
  const standIns = await startAllStandIns();
  project.provide("standIns", standIns.running);
  const smtp = await startSmtp();
  project.provide("smtp", smtp.running);
  const untrusted = await startSmtp({ hideSTARTTLS: false });
  project.provide("smtpUntrusted", untrusted.running);
  return async () => {
    await Promise.all([receiver.close(), standIns.close(), smtp.close(), untrusted.close()]);
  };
}
