// A workspace's configuration as the ledger keeps it: a copy of what the database holds, secrets still sealed.
import type { AlertChannelConfig } from "./alert-channel";
import type { Automation } from "./automation";
import type { CampaignCode } from "./codes";
import type { JsonObject } from "./json";
import type { ProductConfig } from "./product";

export type SourceConfig = {
  id: string;
  kind: string;
  name: string;
  enabled: boolean;
  tokenVersion: number;
  /** The settings that may be read. */
  settings: JsonObject;
  /** The secret settings as one sealed JSON object; null when there are none. */
  secrets: string | null;
  /** The secret settings before a rotation, good until `previousUntil` (epoch milliseconds). */
  previousSecrets: string | null;
  previousUntil: number | null;
};

export type ConnectionConfig = {
  id: string;
  tool: string;
  name: string;
  paused: boolean;
  /** Raised when the settings change, so that the ledger knows to try a refused connection again. */
  version: number;
  settings: JsonObject;
  secrets: string | null;
  /** Of a connection of the organisation: whose it is. Its settings are not the workspace's to see. */
  organisationId?: string;
  /** The organisation's, and this workspace may not use it: a paused stub, so that what was to run by it is held. */
  isWithheld?: true;
};

export type WorkspaceConfig = {
  workspaceId: string;
  version: number;
  /** As people who scan its codes read it. */
  name: string;
  timeZone: string;
  sources: SourceConfig[];
  connections: ConnectionConfig[];
  automations: Automation[];
  /** Those of which something was said. */
  products: ProductConfig[];
  /** Campaign codes; tickets are the ledger's own. */
  codes: CampaignCode[];
  /** A Worker of an earlier release tells of none. */
  alertChannels?: AlertChannelConfig[];
};

/** What a sealed secret is bound to. @param ownerId the workspace, or the organisation, that the record belongs to */
export function secretOwner(ownerId: string, recordId: string): string {
  return `${ownerId} ${recordId}`;
}
