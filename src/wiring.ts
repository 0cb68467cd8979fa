// From bindings to dependencies: the only reader of the environment.
import { connect } from "cloudflare:sockets";
import { z } from "zod";
import { connectors } from "./connectors/all";
import { idleCartMsOf } from "./connectors/kit";
import { codeKey } from "./core/code";
import { armFaultsFrom } from "./core/faults";
import { makeKeyring } from "./core/secrets";
import { tokenKey } from "./core/token";
import { doerOf } from "./flows/complete";
import type { DeliverDeps } from "./flows/deliver";
import { type IngestDeps, scopeOf } from "./flows/ingest";
import { makeLookUp } from "./flows/look-up";
import { cloudflareMail } from "./flows/mail";
import type { LedgerPort, Ledgers, WakeUp } from "./flows/ports";
import type { Connect } from "./flows/smtp";
import type { WatchDeps } from "./flows/watch";
import type { HttpDeps } from "./http/deps";
import { Ledger as LedgerObject, type LedgerParts } from "./ledger/ledger";
import { openDatabase } from "./storage/database";
import { deletionsUnderWay, removeWorkspace } from "./storage/deleting";
import { everyWorkspace, loadConfig } from "./storage/workspaces";

const settingsSchema = z.object({
  ENVIRONMENT: z.enum(["production", "local"]),
  PUBLIC_URL: z
    .string()
    .transform((url) => url.replace(/\/+$/, ""))
    .refine((url) => URL.canParse(url) && new URL(url).origin === url, {
      error: "it must be this installation's address alone, such as https://shopbell.example.com",
    }),
  JURISDICTION: z.enum(["eu", "fedramp", ""]).default(""),
  ADMIN_TOKEN: z.string().min(1, "ADMIN_TOKEN must not be empty"),
  TOKEN_SECRET: z.string().min(32, "TOKEN_SECRET must hold at least 32 characters"),
  SECRET_KEYS: z.string(),
  /** Lets tools call this machine itself; for local runs and tests alone. */
  ALLOW_LOOPBACK: z.enum(["true", "false", ""]).default(""),
  /** The address mail is sent from; its domain must be set up with Cloudflare's mail service. */
  MAIL_FROM: z.string().default(""),
  /** Cloudflare Access before this installation, where both are set: the team's domain, and the application's tag. */
  ACCESS_TEAM_DOMAIN: z
    .string()
    .default("")
    .transform((domain) => domain.trim().replace(/^https:\/\/|\/+$/g, ""))
    .refine((domain) => domain === "" || /^[a-z0-9-]+\.cloudflareaccess\.com$/.test(domain), {
      error: "it must be your team's domain, such as shop.cloudflareaccess.com",
    }),
  ACCESS_AUD: z.string().trim().default(""),
  /** Fault points to switch on; for chaos runs of a local installation alone. */
  FAULTS: z.string().default(""),
});
type Settings = z.infer<typeof settingsSchema>;

/** @throws Error that names the setting that is missing, wrong, or not allowed in production */
export function readSettings(env: object): Settings {
  const parsed = settingsSchema.safeParse(env);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`The setting ${issue?.path.join(".")} is missing or wrong: ${issue?.message}`);
  }
  const settings = parsed.data;
  const { ENVIRONMENT, PUBLIC_URL, ALLOW_LOOPBACK, FAULTS } = settings;
  if (ENVIRONMENT === "production" && (ALLOW_LOOPBACK === "true" || FAULTS !== ""))
    throw new Error("ALLOW_LOOPBACK and FAULTS are for local runs; production refuses them.");
  if (ENVIRONMENT === "production" && settings.ADMIN_TOKEN.length < 16)
    throw new Error("ADMIN_TOKEN opens everything: in production it must hold at least 16 characters.");
  if (ENVIRONMENT === "production" && !PUBLIC_URL.startsWith("https://"))
    throw new Error(
      "PUBLIC_URL must be this installation's https:// address, say https://shopbell.example.com",
    );
  if ((settings.ACCESS_TEAM_DOMAIN === "") !== (settings.ACCESS_AUD === ""))
    throw new Error("ACCESS_TEAM_DOMAIN and ACCESS_AUD belong together: set both of them, or none.");
  return settings;
}

const findConnector = (id: string) => connectors.find((connector) => connector.id === id);
const randomBytes = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

export type Parts = { http: HttpDeps; deliver: DeliverDeps; watch: WatchDeps };

let wired: Promise<Parts> | undefined;

/** The dependencies of this isolate, made once. */
export function wire(env: Env): Promise<Parts> {
  wired ??= makeParts(env).catch((error: unknown) => {
    wired = undefined;
    throw error;
  });
  return wired;
}

async function makeParts(env: Env): Promise<Parts> {
  const settings = readSettings(env);
  if (settings.FAULTS !== "") armFaultsFrom(settings.FAULTS);
  const publicUrl = settings.PUBLIC_URL;
  const db = openDatabase(env.DB);
  const ledgers = makeLedgers(env.LEDGERS, settings.JURISDICTION);
  const shared = {
    ledgers,
    keyring: await makeKeyring(settings.SECRET_KEYS),
    connector: findConnector,
    policy: { allowLoopback: settings.ALLOW_LOOPBACK === "true", ownOrigins: [publicUrl] },
    fetch: (url: string, init: RequestInit) => fetch(url, init),
    connect: ((hostname, port, tls) =>
      connect({ hostname, port }, { secureTransport: tls, allowHalfOpen: false })) satisfies Connect,
    now: () => Date.now(),
    randomBytes,
  };
  const ingest: IngestDeps = {
    ...shared,
    tokenKey: await tokenKey(settings.TOKEN_SECRET),
    lookUp: makeLookUp(shared),
    cache: new Map(),
    reconcile: async (workspaceId) => {
      const config = await loadConfig(db, workspaceId);
      if (config) await ledgers(workspaceId).configure(config);
    },
  };
  const mail = cloudflareMail(env.MAIL, settings.MAIL_FROM);
  const codes = await codeKey(settings.TOKEN_SECRET);
  return {
    http: {
      ...shared,
      db,
      ingest,
      tokenKey: ingest.tokenKey,
      codeKey: codes,
      connectors,
      publicUrl,
      adminToken: settings.ADMIN_TOKEN,
      mail: canMail(settings) ? mail : undefined,
      toolMail: mail,
      access: settings.ACCESS_AUD === "" ? undefined : accessOf(settings),
      askQueue: () => env.FAST.metrics(),
    },
    deliver: { ...shared, codeKey: codes, publicUrl, mail },
    watch: {
      ...shared,
      tokenKey: ingest.tokenKey,
      publicUrl,
      mail,
      workspaces: () => everyWorkspace(db),
      loadConfig: (workspaceId) => loadConfig(db, workspaceId),
      deletionsUnderWay: () => deletionsUnderWay(db),
      removeWorkspace: (workspaceId) => removeWorkspace(db, workspaceId),
    },
  };
}

const accessOf = ({ ACCESS_TEAM_DOMAIN, ACCESS_AUD: audience }: Settings) => ({
  issuer: `https://${ACCESS_TEAM_DOMAIN}`,
  audience,
});

/** On one's own machine mail is written to files, where nobody looks for a link to sign in. */
const canMail = ({ ENVIRONMENT, MAIL_FROM }: Settings) => ENVIRONMENT === "production" && MAIL_FROM !== "";

const mostCalls = 4;

/**
 * Ledgers from outside. A stub that met a reset, also that of a deploy, stays broken, so each try takes a fresh one;
 * every call is safe to repeat.
 */
function makeLedgers(
  namespace: DurableObjectNamespace<Ledger>,
  jurisdiction: Settings["JURISDICTION"],
): Ledgers {
  const within = jurisdiction === "" ? namespace : namespace.jurisdiction(jurisdiction);
  return (workspaceId) =>
    new Proxy({} as LedgerPort, {
      // Every member of a LedgerPort is a method that the ledger has under the same name.
      get:
        (_, method: keyof LedgerPort) =>
        async (...args: unknown[]) => {
          for (let call = 1; ; call++) {
            try {
              const stub = within.get(within.idFromName(workspaceId)) as unknown as Record<
                string,
                (...args: unknown[]) => Promise<unknown>
              >;
              return await stub[method]?.(...args);
            } catch (error) {
              if (call === mostCalls) throw error;
              await new Promise((resolve) =>
                setTimeout(resolve, 20 * 4 ** (call - 1) * (0.5 + Math.random())),
              );
            }
          }
        },
    });
}

/** The ledger's class as the platform sees it. */
export class Ledger extends LedgerObject<Env> {
  protected wire(env: Env): LedgerParts {
    const queues = { fast: env.FAST, slow: env.SLOW };
    return {
      queues: { send: async (queue, wakeUp: WakeUp) => void (await queues[queue].send(wakeUp)) },
      actionOf: (tool, actionId) => {
        const action = findConnector(tool)?.tool?.actions[actionId];
        return (
          action && {
            needs: action.needs,
            laneOf: (event, input) => action.lane?.(event, input as never),
            passesOnData: (input) => action.passesOnData?.(input) ?? false,
          }
        );
      },
      runFactsOf: (toolId, actionId) => {
        const tool = doerOf(findConnector(toolId), actionId);
        const action = tool?.actions[actionId];
        return (
          tool && action && { repeatable: action.repeatable, timeLimitMs: tool.timeLimitMs, ...tool.limits }
        );
      },
      sourceFacts: {
        scopeOf: (source) => scopeOf(findConnector(source.kind)?.source, source),
        idleCartMsOf: ({ kind, settings }) => idleCartMsOf(findConnector(kind)?.source, settings),
      },
      now: () => Date.now(),
      random: () => Math.random(),
      randomBytes,
    };
  }
}
