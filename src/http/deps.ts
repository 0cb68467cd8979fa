// What the routes are given. Everything they reach goes through here; the wiring makes it.
import type { Connector, SendMail } from "../connectors/kit";
import type { Random } from "../core/ids";
import type { AddressPolicy } from "../core/outbound";
import type { Keyring } from "../core/secrets";
import type { IngestDeps } from "../flows/ingest";
import type { Ledgers } from "../flows/ports";
import type { Fetch } from "../flows/send";
import type { Connect } from "../flows/smtp";
import type { Database } from "../storage/database";
import type { Access } from "./access";

export type HttpDeps = {
  db: Database;
  ledgers: Ledgers;
  ingest: IngestDeps;
  keyring: Keyring;
  tokenKey: CryptoKey;
  /** Makes and proves QR codes. */
  codeKey: CryptoKey;
  connectors: readonly Connector[];
  connector(id: string): Connector | undefined;
  policy: AddressPolicy;
  fetch: Fetch;
  connect: Connect;
  /** Without a slash at the end. */
  publicUrl: string;
  adminToken: string;
  /** Mail from the installation itself: links to sign in. Undefined where it has no mail service. */
  mail: SendMail | undefined;
  /** Mail of tools and alerts. On one's own machine it goes to files, and what was sent is shown. */
  toolMail: SendMail;
  /** Cloudflare Access, where it stands before this installation. */
  access: Access | undefined;
  /** Settles when the queue answers. */
  askQueue(): Promise<unknown>;
  now(): number;
  randomBytes: Random;
};
