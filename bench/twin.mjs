// The bare twin of Shopbell: the same hops with no product in them. What it manages is what the runtime allows on
// this machine, so that Shopbell's figures can be told as a share of it.
import { DurableObject } from "cloudflare:workers";

/** As Shopbell's consumer does: so many events per call of the object, so many requests under way at once. */
const claimSize = 25;
const mostAtOnce = 6;
const idsPerMessage = 100;

/** @typedef {{ LEDGERS: DurableObjectNamespace<Ledger>, FAST: Queue<{ name: string, ids: number[] }>, SECRET: string, RECEIVER: string }} TwinEnv */

/** @type {Promise<CryptoKey> | undefined} */
let key;

export default {
  /** @param {Request} request @param {TwinEnv} env */
  async fetch(request, env) {
    const { pathname: name } = new URL(request.url);
    if (name === "/scan") {
      const id = await ledgerOf(env, name).accept(name, request.headers.get("user-agent") ?? "");
      return new Response(`<!doctype html><title>Welcome</title><p>${id}`, {
        headers: { "content-type": "text/html" },
      });
    }
    if (request.method === "GET") return Response.json(await ledgerOf(env, name).rowsOfOne());
    const body = await request.arrayBuffer();
    key ??= crypto.subtle.importKey(
      "raw",
      new TextEncoder().encode(env.SECRET),
      { name: "HMAC", hash: "SHA-256" },
      false,
      ["verify"],
    );
    const mac = Uint8Array.from(atob(request.headers.get("x-shopify-hmac-sha256") ?? ""), (char) =>
      char.charCodeAt(0),
    );
    if (!(await crypto.subtle.verify("HMAC", await key, mac, body)))
      return new Response(null, { status: 401 });
    const id = await ledgerOf(env, name).accept(name, new TextDecoder().decode(body));
    return Response.json({ received: [id] });
  },

  /** @param {MessageBatch<{ name: string, ids: number[] }>} batch @param {TwinEnv} env */
  async queue(batch, env) {
    const name = batch.messages[0]?.body.name ?? "";
    const ids = batch.messages.flatMap((message) => message.body.ids);
    const ledger = ledgerOf(env, name);
    /** @type {{ id: number, body: string }[]} */
    const owed = [];
    /** @type {number[]} */
    let sent = [];
    /** @type {Promise<void> | undefined} */
    let claiming;
    const claim = async () => {
      const told = sent;
      sent = [];
      owed.push(...(await ledger.work(ids.splice(0, claimSize), told)));
      claiming = undefined;
    };
    const send = async () => {
      for (;;) {
        const next = owed.shift();
        if (next) {
          const response = await fetch(env.RECEIVER, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: next.body,
          });
          await response.text();
          if (response.ok) sent.push(next.id);
        } else if (ids.length > 0 || claiming) {
          claiming ??= claim();
          await claiming;
        } else return;
      }
    };
    await Promise.all(Array.from({ length: mostAtOnce }, send));
    await ledger.work([], sent);
  },
};

/** @param {TwinEnv} env @param {string} name */
function ledgerOf(env, name) {
  return env.LEDGERS.get(env.LEDGERS.idFromName(name));
}

/** @extends {DurableObject<TwinEnv>} */
export class Ledger extends DurableObject {
  /** @type {number[]} */
  pending = [];

  /** @param {DurableObjectState} state @param {TwinEnv} env */
  constructor(state, env) {
    super(state, env);
    this.sql = state.storage.sql;
    this.sql.exec(
      "CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY, body TEXT NOT NULL, sent_at INTEGER)",
    );
  }

  /** @param {string} name the path it was posted to: "/ringing", or "/quiet", where nothing is owed @param {string} body */
  accept(name, body) {
    const { id } = this.sql.exec("INSERT INTO events (body) VALUES (?) RETURNING id", body).one();
    if (name === "/ringing" && this.pending.push(Number(id)) === 1) setTimeout(() => this.flush(name), 0);
    return Number(id);
  }

  /** @param {string} name */
  async flush(name) {
    const ids = this.pending;
    this.pending = [];
    while (ids.length > 0) await this.env.FAST.send({ name, ids: ids.splice(0, idsPerMessage) });
  }

  /** @param {number[]} ids @param {number[]} sent @returns {{ id: number, body: string }[]} */
  work(ids, sent) {
    if (sent.length > 0) this.markSent(sent);
    if (ids.length === 0) return [];
    return this.sql
      .exec(
        "SELECT id, body FROM events WHERE id IN (SELECT value FROM json_each(?)) AND sent_at IS NULL",
        JSON.stringify(ids),
      )
      .toArray()
      .map(({ id, body }) => ({ id: Number(id), body: String(body) }));
  }

  /** @param {number[]} sent */
  markSent(sent) {
    return this.sql.exec(
      "UPDATE events SET sent_at = ? WHERE id IN (SELECT value FROM json_each(?))",
      Date.now(),
      JSON.stringify(sent),
    );
  }

  /** What one event writes, and how much is not sent yet. */
  rowsOfOne() {
    const unsent = Number(this.sql.exec("SELECT COUNT(*) AS n FROM events WHERE sent_at IS NULL").one().n);
    const inserted = this.sql.exec("INSERT INTO events (body) VALUES ('one more') RETURNING id");
    const { id } = inserted.one();
    return { unsent, rows: inserted.rowsWritten + this.markSent([Number(id)]).rowsWritten };
  }
}
