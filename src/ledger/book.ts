// The ledger's copy of the configuration, in memory and in its own storage, and the terms of what was scheduled by it.
import type { AlertChannelConfig } from "../core/alert-channel";
import { type Automation, cancelledBy } from "../core/automation";
import type { CampaignCode } from "../core/codes";
import { asConnection, completion } from "../core/completion";
import type { ConnectionConfig, SourceConfig, WorkspaceConfig } from "../core/config";
import { type ProductConfig, warnBeforeMsOf } from "../core/product";
import { beginRevision } from "./revising";

const closedKey = "closed";

export class Book {
  workspaceId = "";
  version = 0;
  name = "";
  timeZone = "UTC";
  /** Its workspace has been deleted: nothing is taken over any more. */
  isClosed = false;
  readonly sources = new Map<string, SourceConfig>();
  readonly connections = new Map<string, ConnectionConfig>();
  readonly automations = new Map<string, Automation>();
  readonly products = new Map<string, ProductConfig>();
  readonly codes = new Map<string, CampaignCode>();
  readonly alertChannels = new Map<string, AlertChannelConfig>();
  private readonly terms = new Map<string, Automation>();
  /** The types of events that cancel something by any terms, also by terms that are kept no more. */
  private cancelling: Set<string> | undefined;
  /** What is known of rows without reading them: not to be trusted after a transaction that was rolled back. */
  readonly memories: { clear(): void }[] = [this.terms];

  constructor(private readonly storage: DurableObjectStorage) {
    const { sql } = storage;
    for (const row of sql.exec<{ key: string; value: string | number }>("SELECT key, value FROM meta")) {
      if (row.key === "workspace_id") this.workspaceId = String(row.value);
      if (row.key === "version") this.version = Number(row.value);
      if (row.key === "name") this.name = String(row.value);
      if (row.key === "time_zone") this.timeZone = String(row.value);
      if (row.key === closedKey) this.isClosed = true;
    }
    // Rows of `config` were written by `apply` below from a checked configuration.
    for (const row of sql.exec<{ kind: string; id: string; json: string }>(
      "SELECT kind, id, json FROM config",
    )) {
      if (row.kind === "source") this.sources.set(row.id, JSON.parse(row.json) as SourceConfig);
      if (row.kind === "connection") this.connections.set(row.id, JSON.parse(row.json) as ConnectionConfig);
      if (row.kind === "automation") this.automations.set(row.id, JSON.parse(row.json) as Automation);
      if (row.kind === "product") this.products.set(row.id, JSON.parse(row.json) as ProductConfig);
      if (row.kind === "code") this.codes.set(row.id, JSON.parse(row.json) as CampaignCode);
      if (row.kind === "alert-channel")
        this.alertChannels.set(row.id, JSON.parse(row.json) as AlertChannelConfig);
    }
  }

  /**
   * Takes over a newer configuration; an older one, or the same again, changes nothing.
   * @returns the connections (and sources) whose settings changed or that are no longer paused: what they held may go on
   */
  apply(config: WorkspaceConfig): { mended: string[] } {
    if (this.isClosed || config.version <= this.version) return { mended: [] };
    const mended = config.connections
      .filter((now) => {
        const before = this.connections.get(now.id);
        return before !== undefined && !now.paused && (before.paused || before.version !== now.version);
      })
      .map((connection) => connection.id);
    for (const now of config.sources) {
      const before = this.sources.get(now.id);
      if (before && now.enabled && keyOf(before) !== keyOf(now)) mended.push(now.id);
    }
    const { sql } = this.storage;
    const { name = "", products = [], codes = [], alertChannels = [] } = config; // a Worker of an earlier release tells of none
    const reminded = this.remindedOtherwise(products);
    this.storage.transactionSync(() => {
      const save = (kind: string, one: { id: string }) =>
        sql.exec("INSERT INTO config VALUES (?, ?, ?)", kind, one.id, JSON.stringify(one));
      sql.exec("DELETE FROM config");
      for (const source of config.sources) save("source", source);
      for (const connection of config.connections) save("connection", connection);
      for (const automation of config.automations) save("automation", automation);
      for (const product of products) save("product", product);
      for (const code of codes) save("code", code);
      for (const channel of alertChannels) save("alert-channel", channel);
      if (reminded.length > 0) beginRevision(this, { products: reminded });
      this.setMeta("workspace_id", config.workspaceId);
      this.setMeta("version", config.version);
      this.setMeta("name", name);
      this.setMeta("time_zone", config.timeZone);
    });
    this.workspaceId = config.workspaceId;
    this.version = config.version;
    this.name = name;
    this.timeZone = config.timeZone;
    refill(this.sources, config.sources);
    refill(this.connections, config.connections);
    refill(this.automations, config.automations);
    refill(this.products, products);
    refill(this.codes, codes);
    refill(this.alertChannels, alertChannels);
    return { mended };
  }

  /** For good: an edit that was under way when the workspace was deleted must not bring it back. */
  close(): void {
    this.setMeta(closedKey, 1);
    this.isClosed = true;
  }

  /** Products of which the reminder is to come at another time than before. */
  private remindedOtherwise(products: ProductConfig[]): string[] {
    const after = new Map(products.map((product) => [product.id, product]));
    const ids = new Set([...this.products.keys(), ...after.keys()]);
    return [...ids].filter((id) => this.warnBeforeMs(id) !== warnBeforeMsOf(after.get(id)));
  }

  /** So long before the end of access to a product it is told of, and to anything else. */
  warnBeforeMs(productId: string | undefined): number {
    return warnBeforeMsOf(productId === undefined ? undefined : this.products.get(productId));
  }

  setMeta(key: string, value: string | number): void {
    this.storage.sql.exec(
      "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      key,
      value,
    );
  }

  meta(key: string): string | number | undefined {
    return this.storage.sql
      .exec<{ value: string | number }>("SELECT value FROM meta WHERE key = ?", key)
      .toArray()[0]?.value;
  }

  /** Keeps an automation as it is now, for the deliveries scheduled by it. Written once per version. */
  keepTerms(automation: Automation): void {
    const key = `${automation.id} ${automation.version}`;
    if (this.terms.has(key)) return;
    this.storage.sql.exec(
      "INSERT INTO terms VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      automation.id,
      automation.version,
      JSON.stringify(automation),
    );
    this.terms.set(key, automation);
    if (this.cancelling) for (const type of cancelledBy(automation)) this.cancelling.add(type);
  }

  /** Whether an event of this type may cancel what is owed: most do not, and need not look for it. */
  cancels(type: string): boolean {
    this.cancelling ??= new Set(
      this.storage.sql
        .exec<{ json: string }>("SELECT json FROM terms")
        .toArray()
        .flatMap(({ json }) => cancelledBy(JSON.parse(json) as Automation)), // written by keepTerms
    );
    return this.cancelling.has(type);
  }

  /** A transaction; after one that was rolled back, what it wrote would be in memory alone. */
  transact<T>(work: () => T): T {
    try {
      return this.storage.transactionSync(work);
    } catch (error) {
      for (const memory of this.memories) memory.clear();
      throw error;
    }
  }

  /** What a delivery runs by: a connection, or the source that fetches what its notice left out. */
  connectionOf(id: string): ConnectionConfig | undefined {
    const connection = this.connections.get(id);
    if (connection) return connection;
    const source = this.sources.get(id);
    return source && asConnection(source);
  }

  /** The automation as it was at `version`. */
  termsOf(automationId: string, version: number): Automation | undefined {
    if (automationId === completion.id) return completion;
    const key = `${automationId} ${version}`;
    const known = this.terms.get(key);
    if (known) return known;
    const row = this.storage.sql
      .exec<{ json: string }>(
        "SELECT json FROM terms WHERE automation_id = ? AND version = ?",
        automationId,
        version,
      )
      .toArray()[0];
    if (!row) return undefined;
    const terms = JSON.parse(row.json) as Automation; // written by keepTerms
    this.terms.set(key, terms);
    return terms;
  }
}

/** What a source fetches by. */
function keyOf({ enabled, settings, secrets }: SourceConfig): string {
  return JSON.stringify([enabled, settings, secrets]);
}

function refill<T extends { id: string }>(map: Map<string, T>, items: T[]): void {
  map.clear();
  for (const item of items) map.set(item.id, item);
}
