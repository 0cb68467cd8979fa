import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  customerId,
  decodeBytes,
  deliveryId,
  deliveryKey,
  encodeBytes,
  eventId,
  eventNumber,
  idBytes,
  idBytesOf,
  idOf,
  isId,
  newId,
} from "./ids";

const tenBytes = fc.uint8Array({ minLength: idBytes, maxLength: idBytes });
const number = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

describe("bytes as text", () => {
  it("come back as they were", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(decodeBytes(encodeBytes(bytes))).toEqual(bytes);
      }),
    );
  });

  it("hold no letter that is read as another, and nothing else is read", () => {
    fc.assert(
      fc.property(tenBytes, (bytes) => {
        expect(encodeBytes(bytes)).toMatch(/^[0-9a-hjkmnp-tv-z]{16}$/);
      }),
    );
    for (const text of ["il", "o0", "U", "a-b", "ä"]) expect(decodeBytes(text)).toBeUndefined();
  });
});

describe("a random id", () => {
  it("says what it is and comes back as its bytes", () => {
    fc.assert(
      fc.property(tenBytes, (bytes) => {
        const id = newId("automation", () => bytes);
        expect(id).toBe(idOf("automation", bytes));
        expect(id).toMatch(/^aut_1.{16}$/);
        expect(idBytesOf("automation", id)).toEqual(bytes);
        expect(isId("connection", id)).toBe(false);
      }),
    );
  });

  it.each(["", "aut_1", "aut_2aaaaaaaaaaaaaaaa", "aut_1aaaaaaaaaaaaaaai", "aut_1aaaaaaaaaaaaaaaaa"])(
    "is not %j",
    (text) => expect(isId("automation", text)).toBe(false),
  );
});

describe("an event's id", () => {
  it("comes back as its number, and ids are in the order of their numbers", () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(eventNumber(eventId(a))).toBe(a);
        expect(eventId(a) < eventId(b)).toBe(a < b);
      }),
    );
  });

  it.each(["", "evt_1", "evt_2aaaaaaaaaaa", "evt_1zzzzzzzzzzz", "dlv_100000000001", "evt_10000000000l"])(
    "is not %j",
    (text) => expect(eventNumber(text)).toBeUndefined(),
  );
});

describe("a delivery's id", () => {
  it("comes back as its three parts", () => {
    fc.assert(
      fc.property(number, tenBytes, fc.integer({ min: 0, max: 32 ** 4 - 1 }), (event, bytes, run) => {
        const key = { event, automationId: idOf("automation", bytes), run };
        expect(deliveryKey(deliveryId(key))).toEqual(key);
      }),
    );
  });

  it("is found in no other text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const key = deliveryKey(text);
        expect(key === undefined || deliveryId(key) === text).toBe(true);
      }),
    );
    expect(deliveryKey("dlv_1nonsense")).toBeUndefined();
    expect(deliveryKey(eventId(1))).toBeUndefined();
  });

  it("is one text alone: a run is not written with zeros before it", () => {
    const key = { event: 7, automationId: idOf("automation", new Uint8Array(idBytes)), run: 1 };
    expect(deliveryKey(`${deliveryId(key).slice(0, -1)}01`)).toBeUndefined();
  });
});

describe("a customer's id", () => {
  it("is the same for one address in one workspace, however it is written", async () => {
    const id = await customerId("ws_1", "ada@example.com");
    expect(id).toMatch(/^cus_1[0-9a-z]{16}$/);
    expect(await customerId("ws_1", "  Ada@Example.COM ")).toBe(id);
    expect(await customerId("ws_2", "ada@example.com")).not.toBe(id);
    expect(await customerId("ws_1", "bob@example.com")).not.toBe(id);
  });
});
