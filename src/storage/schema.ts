// The database: who owns what, and how it is configured. What happens lives in the ledgers, not here.
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { channelKinds, digestChoices } from "../core/alert-channel";
import type { AutomationDefinition } from "../core/automation";
import type { LeadsTo } from "../core/codes";
import type { JsonObject } from "../core/json";
import { languages } from "../core/language";
import { roles } from "../core/people";
import type { ProductSettings } from "../core/product";
import type { Colours } from "../core/qr";
import type { TroubleKind } from "../core/trouble";

const createdAt = integer("created_at").notNull();
const workspaceId = text("workspace_id").notNull();

export const organisations = sqliteTable("organisations", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  createdAt,
});

export const workspaces = sqliteTable(
  "workspaces",
  {
    id: text("id").primaryKey(),
    organisationId: text("organisation_id").notNull(),
    name: text("name").notNull(),
    timeZone: text("time_zone").notNull(),
    /** Raised by every edit of what belongs to the workspace, in the same batch. */
    version: integer("version").notNull(),
    createdAt,
    /** Since when it is being deleted: nobody finds it any more. */
    deletingAt: integer("deleting_at"),
  },
  (table) => [index("workspaces_of_organisation").on(table.organisationId)],
);

export const sources = sqliteTable(
  "sources",
  {
    id: text("id").primaryKey(),
    workspaceId,
    kind: text("kind").notNull(),
    name: text("name").notNull(),
    enabled: integer("enabled", { mode: "boolean" }).notNull(),
    tokenVersion: integer("token_version").notNull(),
    settings: text("settings", { mode: "json" }).$type<JsonObject>().notNull(),
    /** Sealed; see core/secrets. */
    secrets: text("secrets"),
    previousSecrets: text("previous_secrets"),
    previousUntil: integer("previous_until"),
    createdAt,
  },
  (table) => [index("sources_of_workspace").on(table.workspaceId)],
);

export const connections = sqliteTable(
  "connections",
  {
    id: text("id").primaryKey(),
    workspaceId,
    tool: text("tool").notNull(),
    name: text("name").notNull(),
    paused: integer("paused", { mode: "boolean" }).notNull(),
    version: integer("version").notNull(),
    settings: text("settings", { mode: "json" }).$type<JsonObject>().notNull(),
    secrets: text("secrets"),
    createdAt,
  },
  (table) => [index("connections_of_workspace").on(table.workspaceId)],
);

/** Connections that an organisation has: workspaces use them, and see nothing of their settings. */
export const organisationConnections = sqliteTable(
  "organisation_connections",
  {
    id: text("id").primaryKey(),
    organisationId: text("organisation_id").notNull(),
    tool: text("tool").notNull(),
    name: text("name").notNull(),
    paused: integer("paused", { mode: "boolean" }).notNull(),
    version: integer("version").notNull(),
    settings: text("settings", { mode: "json" }).$type<JsonObject>().notNull(),
    secrets: text("secrets"),
    /** All its workspaces may use it, also later ones; else those that `connection_shares` names. */
    isForAll: integer("is_for_all", { mode: "boolean" }).notNull(),
    createdAt,
  },
  (table) => [index("connections_of_organisation").on(table.organisationId)],
);

export const connectionShares = sqliteTable(
  "connection_shares",
  { connectionId: text("connection_id").notNull(), workspaceId },
  (table) => [primaryKey({ columns: [table.connectionId, table.workspaceId] })],
);

export const automations = sqliteTable(
  "automations",
  {
    id: text("id").primaryKey(),
    workspaceId,
    version: integer("version").notNull(),
    /** The version of the action's input when it was saved. */
    inputVersion: integer("input_version").notNull(),
    definition: text("definition", { mode: "json" }).$type<AutomationDefinition>().notNull(),
    createdAt,
  },
  (table) => [index("automations_of_workspace").on(table.workspaceId)],
);

export const products = sqliteTable(
  "products",
  {
    workspaceId,
    /** The shop's own. */
    id: text("id").notNull(),
    /** The owner's name for it; null for the shop's. */
    name: text("name"),
    /** Only what was set: the rest is as for any product. */
    settings: text("settings", { mode: "json" }).$type<Partial<ProductSettings>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

/** Campaign codes; tickets belong to the ledger. */
export const codes = sqliteTable(
  "codes",
  {
    id: text("id").primaryKey(),
    workspaceId,
    name: text("name").notNull(),
    leadsTo: text("leads_to", { mode: "json" }).$type<LeadsTo>().notNull(),
    colours: text("colours", { mode: "json" }).$type<Colours>().notNull(),
    createdAt,
  },
  (table) => [index("codes_of_workspace").on(table.workspaceId)],
);

/** Where alerts go. What they were told lies in the ledgers. */
export const alertChannels = sqliteTable(
  "alert_channels",
  {
    id: text("id").primaryKey(),
    workspaceId,
    kind: text("kind", { enum: channelKinds }).notNull(),
    name: text("name").notNull(),
    settings: text("settings", { mode: "json" }).$type<JsonObject>().notNull(),
    secrets: text("secrets"),
    hears: text("hears", { mode: "json" }).$type<TroubleKind[]>().notNull(),
    digest: text("digest", { enum: digestChoices }).notNull(),
    language: text("language", { enum: languages }).notNull(),
    createdAt,
  },
  (table) => [index("alert_channels_of_workspace").on(table.workspaceId)],
);

export const users = sqliteTable(
  "users",
  {
    id: text("id").primaryKey(),
    email: text("email").notNull(),
    createdAt,
    /** The last time; null for who was invited and has not come yet. */
    signedInAt: integer("signed_in_at"),
  },
  (table) => [uniqueIndex("users_by_email").on(table.email)],
);

export const memberships = sqliteTable(
  "memberships",
  {
    id: text("id").primaryKey(),
    userId: text("user_id").notNull(),
    organisationId: text("organisation_id").notNull(),
    /** One workspace; null for all of the organisation. */
    workspaceId: text("workspace_id"),
    role: text("role", { enum: roles }).notNull(),
    createdAt,
    invitedBy: text("invited_by"),
  },
  (table) => [
    index("memberships_of_user").on(table.userId),
    index("memberships_of_organisation").on(table.organisationId),
  ],
);

/** One-time links; only a hash of the token is kept. */
export const signInLinks = sqliteTable("sign_in_links", {
  hash: text("hash").primaryKey(),
  userId: text("user_id").notNull(),
  expiresAt: integer("expires_at").notNull(),
  usedAt: integer("used_at"),
  /** An organisation or a workspace beyond which it opens nothing; null for everything. See core/people. */
  reach: text("reach"),
});

/** How often somebody asked at a door that is open to all; the bucket is a MAC of whom or from where. */
export const doorAsks = sqliteTable("door_asks", {
  bucket: text("bucket").primaryKey(),
  since: integer("since").notNull(),
  count: integer("count").notNull(),
});

export const sessions = sqliteTable(
  "sessions",
  {
    hash: text("hash").primaryKey(),
    userId: text("user_id").notNull(),
    createdAt,
    expiresAt: integer("expires_at").notNull(),
    /** As the link's that opened it. */
    reach: text("reach"),
    /** “Firefox on Windows”. */
    device: text("device"),
    /** To the hour. */
    lastSeenAt: integer("last_seen_at"),
  },
  (table) => [index("sessions_of_user").on(table.userId)],
);

/** What of a person's passkeys is kept here: the public half. */
export const passkeys = sqliteTable(
  "passkeys",
  {
    id: text("id").primaryKey(),
    userId: text("user_id").notNull(),
    /** As the session's that added it. */
    reach: text("reach"),
    /** What the authenticator calls it, in base64url. */
    credentialId: text("credential_id").notNull(),
    /** COSE, in base64url. */
    publicKey: text("public_key").notNull(),
    /** How often it was used, as the authenticator counts; many do not count, and always say 0. */
    counter: integer("counter").notNull(),
    /** How browsers may reach it: “internal”, “usb”. */
    transports: text("transports", { mode: "json" }).$type<string[]>().notNull(),
    backedUp: integer("backed_up", { mode: "boolean" }).notNull(),
    name: text("name").notNull(),
    createdAt,
    lastUsedAt: integer("last_used_at"),
  },
  (table) => [
    uniqueIndex("passkeys_by_credential").on(table.credentialId),
    index("passkeys_of_user").on(table.userId),
  ],
);

/** Challenges that were answered; each is kept until it would have run out anyway. */
export const usedChallenges = sqliteTable("used_challenges", {
  challenge: text("challenge").primaryKey(),
  expiresAt: integer("expires_at").notNull(),
});

/** API keys of a workspace; only a hash is kept. */
export const keys = sqliteTable(
  "keys",
  {
    id: text("id").primaryKey(),
    workspaceId,
    name: text("name").notNull(),
    role: text("role", { enum: roles }).notNull(),
    hash: text("hash").notNull(),
    createdAt,
    createdBy: text("created_by"),
    /** To the hour. */
    lastUsedAt: integer("last_used_at"),
  },
  (table) => [uniqueIndex("keys_by_hash").on(table.hash), index("keys_of_workspace").on(table.workspaceId)],
);

/** Who changed what. No secrets: only that they changed. */
export const audit = sqliteTable(
  "audit",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    /** Or the organisation, for what is done above its workspaces. */
    workspaceId,
    at: integer("at").notNull(),
    /** A person's e-mail, a key's id, or “installation”. */
    actor: text("actor").notNull(),
    /** What a key was called. */
    actorName: text("actor_name"),
    action: text("action").notNull(),
    target: text("target").notNull(),
    detail: text("detail", { mode: "json" }).$type<JsonObject>(),
    /** The parts that an edit changed, as they were and as they are. */
    before: text("before", { mode: "json" }).$type<JsonObject>(),
    after: text("after", { mode: "json" }).$type<JsonObject>(),
  },
  (table) => [
    index("audit_of_workspace").on(table.workspaceId, table.at),
    index("audit_in_order").on(table.workspaceId, table.id),
  ],
);
