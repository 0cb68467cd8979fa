// Two mailing tools that tell each other by way of Shopbell: what the person did in one is done in the other, which tells
// it in turn. Whatever the tools tell of what was done by their API, it ends by itself, after a few rounds.
// The stand-ins post as the real ones do, to a box of the receiver, from where each webhook goes on to the Worker.
import { exports } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { type Account, newAccount } from "./account";
import {
  deliveries,
  newAutomation,
  newBox,
  newShop,
  newSource,
  ok,
  origin,
  type Received,
  type Shop,
  until,
} from "./world";

const email = "zoe@shop.example";
const secret = "ybmcD7PQ9R";
/** The stand-ins' lists named “Course”. */
const places = {
  mailchimp: { listId: "f5eeafef91" },
  mailerlite: { groupId: "139791145237481303" },
  activecampaign: { listId: "1" },
};
const actions = {
  mailchimp: { add: "add-to-audience", remove: "remove-from-audience" },
  mailerlite: { add: "add-to-group", remove: "remove-from-group" },
  activecampaign: { add: "add-to-list", remove: "remove-from-list" },
};
type Tool = keyof typeof places;

type Event = { id: string; type: string; source: { kind: string } };

let shop: Shop;
/** Where webhooks arrive that are not passed on yet. */
let boxes: { tool: Tool; got(): Promise<Received[]>; passed: number }[];
/** What became of each webhook: "mailchimp contact.unsubscribed", or nothing. */
let log: string[];

beforeEach(async () => {
  shop = await newShop();
  boxes = [];
  log = [];
});

type Connected = { tool: Tool; account: Account; sourceId: string; connectionId: string };

/** A tool that Shopbell calls, and that calls Shopbell. */
async function connect(tool: Tool, settings: object = {}, knobs: object = {}): Promise<Connected> {
  const account = newAccount(tool);
  const source = await newSource(shop, tool, { secret, ...settings });
  const box = newBox();
  boxes.push({ tool, got: box.got, passed: 0 });
  await account.knobs({ webhookUrl: source.webhookUrl.replace(origin, box.url), ...knobs });
  const { id } = await ok<{ id: string }>(`${shop.api}/connections`, {
    body: { tool, name: tool, settings: account.settings },
  });
  return { tool, account, sourceId: source.id, connectionId: id };
}

/** Whoever joins or leaves the one joins or leaves the other. */
async function mirror(from: Connected, to: Connected, input: object = {}): Promise<void> {
  const automation = (event: string, action: string, more: object = {}) =>
    newAutomation(shop, to.connectionId, {
      trigger: { event, sourceId: from.sourceId },
      action: { connectionId: to.connectionId, action, input: { ...places[to.tool], ...more } },
    });
  await automation("contact.subscribed", actions[to.tool].add, input);
  await automation("contact.unsubscribed", actions[to.tool].remove);
}

/** Passes on what has arrived since. @returns how many webhooks that were */
async function passOn(): Promise<number> {
  let passed = 0;
  for (const box of boxes) {
    for (const { path, headers, body } of (await box.got()).slice(box.passed)) {
      box.passed++;
      passed++;
      const below = path.replace(/^\/[^/]+/, "");
      const { host: _, ...rest } = headers;
      const answer = await exports.default.fetch(`${origin}${below}`, {
        method: "POST",
        headers: rest,
        body,
      });
      expect(answer.status, await answer.clone().text()).toBe(200);
      const { received = [] } = (await answer.json()) as { received?: string[] };
      const events = await Promise.all(received.map((id) => ok<Event>(`${shop.api}/events/${id}`)));
      log.push([box.tool, ...events.map(({ type }) => type)].join(" "));
    }
  }
  return passed;
}

/** How long nothing has to happen: far longer than a webhook or a delivery takes here. */
const quietMs = 1_000;

/** Lets the tools talk until they fall silent. More than a few rounds fail the test. */
async function untilQuiet(): Promise<void> {
  let quietSince = performance.now();
  await until(
    async () => {
      const passed = await passOn();
      expect(log.length, log.join("\n")).toBeLessThan(10);
      const all = await deliveries(shop);
      if (passed > 0 || all.some(({ state }) => ["ready", "running"].includes(state)))
        quietSince = performance.now();
    },
    () => performance.now() - quietSince > quietMs,
    20_000,
  );
  const all = await deliveries(shop);
  expect(all.filter(({ state }) => state !== "succeeded")).toEqual([]);
  expect(all.filter(({ tries }) => tries !== 1)).toEqual([]);
}

const stateOf = async <S>({ account }: Connected) => (await account.state()) as unknown as S;
const inMailchimp = async (mailchimp: Connected) => {
  const { audiences } = await stateOf<{
    audiences: { members: { email_address: string; status: string }[] }[];
  }>(mailchimp);
  return audiences[0]?.members.find((member) => member.email_address === email)?.status;
};
const inMailerLite = async (mailerlite: Connected) => {
  const { subscribers } = await stateOf<{ subscribers: { email: string; groups: string[] }[] }>(mailerlite);
  return subscribers.find((one) => one.email === email)?.groups;
};
const inActiveCampaign = async (activecampaign: Connected) => {
  const { memberships } = await stateOf<{ memberships: { status: string }[] }>(activecampaign);
  return memberships.map(({ status }) => status);
};

it("who leaves Mailchimp leaves MailerLite's group, and no more comes of it", async () => {
  const mailchimp = await connect("mailchimp", {}, { webhookApi: true });
  const mailerlite = await connect("mailerlite");
  await mirror(mailchimp, mailerlite);
  await mirror(mailerlite, mailchimp);
  await mailchimp.account.seed({ email, status: "subscribed" });
  await mailerlite.account.seed({ email, groups: [places.mailerlite.groupId] });

  await mailchimp.account.seed({ email, status: "unsubscribed", themselves: true });
  await untilQuiet();
  expect(log).toEqual(["mailchimp contact.unsubscribed", "mailerlite contact.unsubscribed"]);
  expect(await inMailchimp(mailchimp)).toBe("unsubscribed");
  expect(await inMailerLite(mailerlite)).toEqual([]);
});

it("who joins MailerLite joins Mailchimp, also where each brings back who left the other", async () => {
  const mailchimp = await connect("mailchimp", {}, { webhookApi: true });
  const mailerlite = await connect("mailerlite", { includeApi: true });
  await mirror(mailchimp, mailerlite, { resubscribe: true });
  await mirror(mailerlite, mailchimp, { resubscribe: true });
  await mailchimp.account.seed({ email, status: "unsubscribed" });

  await mailerlite.account.seed({ email, groups: [places.mailerlite.groupId], themselves: true });
  await untilQuiet();
  // MailerLite tells of the account and of the group.
  expect(log.toSorted()).toEqual([
    "mailchimp contact.subscribed",
    "mailerlite contact.subscribed",
    "mailerlite contact.subscribed",
  ]);
  expect(await inMailchimp(mailchimp)).toBe("subscribed");
  expect(await inMailerLite(mailerlite)).toEqual([places.mailerlite.groupId]);
});

it("who joins Mailchimp joins MailerLite, which does not tell that as news", async () => {
  const mailchimp = await connect("mailchimp");
  const mailerlite = await connect("mailerlite");
  await mirror(mailchimp, mailerlite);
  await mirror(mailerlite, mailchimp);

  await mailchimp.account.seed({ email, status: "subscribed", themselves: true });
  await untilQuiet();
  // Of a new subscriber MailerLite tells that the API made them; of the group it tells nothing of the kind.
  expect(log.toSorted()).toEqual([
    "mailchimp contact.subscribed",
    "mailerlite",
    "mailerlite contact.subscribed",
  ]);
  expect(await inMailerLite(mailerlite)).toEqual([places.mailerlite.groupId]);
});

it.each([
  [false, ["mailchimp contact.unsubscribed", "activecampaign"]],
  [true, ["mailchimp contact.unsubscribed", "activecampaign contact.unsubscribed"]],
])(
  "who leaves Mailchimp leaves ActiveCampaign, whose word on it counts or not (includeApi: %s)",
  async (includeApi, told) => {
    const mailchimp = await connect("mailchimp", {}, { webhookApi: true });
    const activecampaign = await connect("activecampaign", { includeApi }, { webhookApi: true });
    await mirror(mailchimp, activecampaign);
    await mirror(activecampaign, mailchimp);
    await mailchimp.account.seed({ email, status: "subscribed" });
    await activecampaign.account.seed({ email });

    await mailchimp.account.seed({ email, status: "unsubscribed", themselves: true });
    await untilQuiet();
    expect(log).toEqual(told);
    expect(await inActiveCampaign(activecampaign)).toEqual(["2"]);
  },
);

it("who leaves ActiveCampaign leaves both others, which tell each other and it", async () => {
  const activecampaign = await connect("activecampaign", { includeApi: true }, { webhookApi: true });
  const mailchimp = await connect("mailchimp", {}, { webhookApi: true });
  const mailerlite = await connect("mailerlite", { includeApi: true });
  const all = [activecampaign, mailchimp, mailerlite];
  for (const from of all) for (const to of all) if (from !== to) await mirror(from, to);
  await activecampaign.account.seed({ email });
  await mailchimp.account.seed({ email, status: "subscribed" });
  await mailerlite.account.seed({ email, groups: [places.mailerlite.groupId] });

  await activecampaign.account.seed({ email, status: "2", themselves: true });
  await untilQuiet();
  expect(log.toSorted()).toEqual([
    "activecampaign contact.unsubscribed",
    "mailchimp contact.unsubscribed",
    "mailerlite contact.unsubscribed",
  ]);
  expect(await inMailchimp(mailchimp)).toBe("unsubscribed");
  expect(await inMailerLite(mailerlite)).toEqual([]);
  expect(await inActiveCampaign(activecampaign)).toEqual(["2"]);
});
