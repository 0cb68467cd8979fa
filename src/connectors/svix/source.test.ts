// Svix as a source: its own library signs, and either family of headers is taken.
import { Webhook } from "svix";
import { describe, expect, it } from "vitest";
import { requestOf, verifyBy } from "../request.fixture";
import { source } from "./source";

const signingSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const settings = source.settings.parse({ signingSecret });
const now = Date.UTC(2026, 2, 2, 12);
const body = '{"type":"order.completed","data":{"order_id":90071992547409931}}';

function headersOf(family: string, id = "msg_1", secret = signingSecret): Record<string, string> {
  return {
    [`${family}-id`]: id,
    [`${family}-timestamp`]: String(now / 1000),
    [`${family}-signature`]: new Webhook(secret).sign(id, new Date(now), body),
  };
}

const verify = (headers: Record<string, string>) => verifyBy(source, requestOf(body, headers), settings, now);

describe("the proof", () => {
  it.each(["svix", "webhook", "Svix", "WEBHOOK"])("may come in the headers %s-…", async (family) => {
    expect(await verify(headersOf(family))).toEqual({ ok: true });
  });

  it("is Svix's own where both are there", async () => {
    const other = headersOf("webhook", "msg_1", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
    expect(await verify({ ...other, ...headersOf("svix") })).toEqual({ ok: true });
  });

  it("may be one of several while a secret rotates", async () => {
    const genuine = headersOf("svix");
    const old = headersOf("svix", "msg_1", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
    const both = `${old["svix-signature"]} ${genuine["svix-signature"]}`;
    expect(await verify({ ...genuine, "svix-signature": both })).toEqual({ ok: true });
    expect(await verify(old)).toMatchObject({ reason: "mismatch" });
  });

  it("covers the id that facts are known by", async () => {
    const lead = '{"type":"lead.created"}';
    const reading = await source.read(
      requestOf(lead, { "svix-id": "msg_1", "webhook-id": "msg_2" }),
      settings,
      now,
    );
    expect(reading).toMatchObject({ facts: [{ key: "id:msg_1" }] });
    expect(await verify({ ...headersOf("webhook", "msg_2"), "svix-id": "msg_1" })).toMatchObject({
      reason: "mismatch",
    });
  });
});

it("knows a purchase by its order, and all its digits", async () => {
  for (const id of ["svix-id", "webhook-id"]) {
    const reading = await source.read(requestOf(body, { [id]: "msg_1" }), settings, now);
    expect(reading).toMatchObject({ facts: [{ key: "purchase:90071992547409931" }] });
  }
});
