// An account at a provider's stand-in, for one test alone.
import { expect, inject } from "vitest";

const standIns = inject("standIns");
let accounts = 0;

export type Asked = {
  method: string;
  path: string;
  headers: Record<string, string>;
  text: string;
  body: unknown;
  status: number | null;
  answer: unknown;
};

export type Account<S = Record<string, unknown>> = {
  url: string;
  /** The credential it takes. */
  key: string;
  /** Of a connection to it. */
  settings: Record<string, unknown>;
  state(): Promise<S & { asked: Asked[]; mostUnderWay: number }>;
  /** How it behaves from now on; what is left out is as at first. */
  knobs(some: object): Promise<void>;
  seed(what: unknown): Promise<void>;
};

/** @param tool the connector's id */
export function newAccount<S = Record<string, unknown>>(tool: string): Account<S> {
  const standIn = standIns[tool];
  if (!standIn) throw new Error(`There is no stand-in for ${tool}: test/stand-ins/${tool}.mjs`);
  const url = `${standIn.url}/a${Date.now().toString(36)}-${accounts++}`;
  const put = async (path: string, body: unknown) => {
    const response = await fetch(`${url}${path}`, { method: "PUT", body: JSON.stringify(body) });
    expect(response.status, await response.text()).toBeLessThan(300);
  };
  return {
    url,
    key: standIn.key,
    settings: JSON.parse(JSON.stringify(standIn.settings).replaceAll("{url}", url)),
    state: async () => (await fetch(`${url}/_state`)).json(),
    knobs: (some) => put("/_knobs", some),
    seed: (what) => put("/_seed", what),
  };
}
