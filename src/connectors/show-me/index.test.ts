// Show me: it shows the event's body and sends nothing.
import { expect, it } from "vitest";
import { eventBody, type ShopEvent } from "../../core/event";
import showMe from ".";

const event: ShopEvent = {
  id: "evt_1",
  type: "lead.created",
  occurredAt: 0,
  receivedAt: 0,
  source: { id: "src_1", kind: "webhook" },
  codes: [],
  data: {},
};

function run(input: unknown) {
  const action = showMe.tool?.actions.show;
  return action?.run({
    event,
    input: action.input.parse(input),
    settings: {},
    deliveryId: "dlv_1",
    now: 0,
    send: () => Promise.reject(new Error("Show me sent something.")),
    mail: () => Promise.reject(new Error("Show me sent a mail.")),
  });
}

it("shows what a webhook would have sent", async () => {
  expect(await run({})).toEqual({ is: "done", note: "Shown, nothing was sent.", shown: eventBody(event) });
});

it("shows the note that was filled in", async () => {
  expect(await run({ note: "Hello Ada" })).toMatchObject({ note: "Shown, nothing was sent. Hello Ada" });
});

it("needs no account, and is always well", async () => {
  expect(showMe.tool?.builtIn).toBe(true);
  expect(showMe.tool?.settings.parse({})).toEqual({});
  expect(await showMe.tool?.check({}, () => Promise.reject(new Error("sent")))).toEqual({ is: "ok" });
});
