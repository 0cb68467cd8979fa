// Dates that are known in advance: how they are set, moved and dropped, what comes before them, and what is raised.
import { afterEach, describe, expect, it } from "vitest";
import { armFault, disarmFaults, type FaultPoint } from "../src/core/faults";
import { ahead, atEnd, course, email, Shop } from "./ledger-shop";
import { automation, connection, minutes, told } from "./ledger-world";

afterEach(() => disarmFaults());

const club = (currentPeriodEnd?: number) => ({
  subscription: { id: "s1", ...(currentPeriodEnd === undefined ? {} : { currentPeriodEnd }) },
});

describe("access that ends at a known moment", () => {
  it("is warned of three days before and told of at its end, once each, like any event", async () => {
    const shop = await Shop.open(
      atEnd(),
      { trigger: { event: "access.expiring" } },
      atEnd({ enabled: false }),
    );
    const bought = await shop.buy(30, { consent: { marketing: true } });
    expect(await shop.bench.alarm()).toBe(shop.day(27));
    await shop.until(60);
    expect(await shop.raised()).toEqual(["access.expiring 27", "access.expired 30"]);
    expect(await shop.owed()).toEqual(["succeeded 27", "succeeded 30"]);
    expect(await shop.expected()).toEqual(["access product:p1 reached 30"]);
    expect(await shop.bench.alarm()).toBeNull();
    const { items } = await shop.bench.ledger.events({ type: "access.expired" });
    const story = await shop.bench.ledger.event(items[0]?.id ?? "");
    expect(story).toMatchObject({
      state: "matched",
      source: { id: "src_bench", kind: "bench" },
      customer: { email, id: `cus_${email}` },
      products: [{ id: "p1", name: "Course" }],
      consent: { marketing: true },
      accessEndsAt: shop.day(30),
      unmatched: [{ reason: "The automation was paused." }],
    });
    expect(story?.id).not.toBe(bought);
  });

  it("is not warned of when it is set with less than three days left", async () => {
    const shop = await Shop.open();
    await shop.buy(2);
    expect(await shop.bench.alarm()).toBe(shop.day(2));
    await shop.until(5);
    expect(await shop.raised()).toEqual(["access.expired 2"]);
  });

  it("is told of at once when it is past already", async () => {
    const shop = await Shop.open(atEnd());
    await shop.buy(-1, { occurredAt: shop.day(-2) });
    await shop.until(1);
    expect(await shop.raised()).toEqual(["access.expired -1"]);
    expect((await shop.bench.states()).length).toBe(1);
  });

  it("ends for each product, by the order where there is none, and for nobody where there is no customer", async () => {
    const shop = await Shop.open();
    await shop.buy(2, { products: [{ id: "p1" }, { id: "p2" }] });
    await shop.buy(2, { products: [] });
    await shop.bench.accept(told({ ...course, accessEndsAt: shop.day(2) }));
    expect(await shop.expected()).toEqual([
      "access order:o1 open 2",
      "access product:p1 open 2",
      "access product:p2 open 2",
    ]);
    await shop.until(3);
    expect(await shop.raised()).toHaveLength(3);
  });

  it("of a customer whose e-mail is learnt later is expected from then on", async () => {
    const shop = await Shop.open(ahead());
    await shop.bench.accept(
      told({ ...course, accessEndsAt: shop.day(30) }, { customerRefs: ["customer:7"] }),
    );
    expect(await shop.expected()).toEqual([]);
    await shop.bench.accept(told({ type: "customer.updated", email }, { customerRefs: ["customer:7"] }));
    expect(await shop.expected()).toEqual(["access product:p1 open 30"]);
    expect(await shop.owed()).toEqual(["waiting 25"]);
  });

  it("cancels what its end cancels", async () => {
    const shop = await Shop.open({
      timing: { when: "after", amount: 60, unit: "days" },
      cancelOn: ["access.expired"],
    });
    await shop.buy(30);
    await shop.until(40);
    expect((await shop.bench.all())[0]).toMatchObject({
      state: "cancelled",
      reason: "Cancelled, because access.expired happened.",
    });
  });

  it("moves with a renewal, and its old end is not told of", async () => {
    const shop = await Shop.open(atEnd());
    await shop.buy(30);
    await shop.until(28);
    await shop.tell("subscription.renewed", { ...course, accessEndsAt: shop.day(60) });
    await shop.until(45);
    expect(await shop.raised()).toEqual(["access.expiring 27"]);
    await shop.until(90);
    expect(await shop.raised()).toEqual(["access.expiring 27", "access.expiring 57", "access.expired 60"]);
    expect(await shop.owed()).toEqual(["succeeded 60"]);
  });

  it("is not moved by older news, in whatever order it comes", async () => {
    const shop = await Shop.open(ahead());
    await shop.tell("subscription.renewed", {
      ...course,
      occurredAt: shop.day(-1),
      accessEndsAt: shop.day(60),
    });
    await shop.buy(30, { occurredAt: shop.day(-2) });
    expect(await shop.expected()).toEqual(["access product:p1 open 60"]);
    expect(await shop.owed()).toEqual(["waiting 55"]);
  });

  it("begins anew when it is bought again after its end", async () => {
    const shop = await Shop.open(ahead(), atEnd());
    await shop.buy(30);
    await shop.until(31);
    await shop.buy(90, { order: { id: "o2" } });
    expect(await shop.expected()).toEqual(["access product:p1 open 90"]);
    await shop.until(100);
    expect((await shop.raised()).filter((one) => one.startsWith("access.expired"))).toEqual([
      "access.expired 30",
      "access.expired 90",
    ]);
    expect((await shop.owed()).sort()).toEqual([
      "succeeded 25",
      "succeeded 30",
      "succeeded 85",
      "succeeded 90",
    ]);
  });

  it("is expected once of a sale that is told twice, with what the second telling adds", async () => {
    const shop = await Shop.open(
      ahead(),
      ahead(5, { trigger: { event: "access.expired", marketingConsent: true } }),
    );
    await shop.buy(30, {}, "order:1");
    expect(await shop.owed()).toEqual(["waiting 25"]);
    await shop.buy(30, { consent: { marketing: true } }, "order:1");
    expect(await shop.owed()).toEqual(["waiting 25", "waiting 25"]);
    await shop.buy(30, { consent: { marketing: true } }, "order:1");
    expect(await shop.owed()).toHaveLength(2);
    await shop.until(31);
    expect(await shop.raised()).toEqual(["access.expiring 27", "access.expired 30"]);
  });

  it("is about the product that the second telling names", async () => {
    const shop = await Shop.open(ahead());
    await shop.buy(30, { products: [] }, "order:1");
    expect(await shop.expected()).toEqual(["access order:o1 open 30"]);
    await shop.buy(30, {}, "order:1");
    expect(await shop.expected()).toEqual(["access order:o1 dropped 30", "access product:p1 open 30"]);
    expect(await shop.owed()).toEqual(["waiting 25"]);
    await shop.tell("subscription.renewed", { ...course, accessEndsAt: shop.day(60) });
    expect(await shop.owed()).toEqual(["waiting 55"]);
  });

  it.each([
    ["a refund", "purchase.refunded", { order: { id: "o1" } }],
    ["a cancelled order", "purchase.cancelled", { order: { id: "o1" } }],
    ["the end of the subscription", "subscription.cancelled", club()],
  ])("is dropped by %s, whichever comes first", async (_, type, fact) => {
    for (const isLate of [false, true]) {
      const shop = await Shop.open(ahead(), atEnd());
      const buy = () => shop.buy(30, { ...club(), occurredAt: shop.day(-1) });
      if (!isLate) await buy();
      await shop.tell(type, fact);
      if (isLate) await buy();
      await shop.until(60);
      expect(await shop.raised()).toEqual([]);
      const states = await shop.bench.states();
      expect(states).toEqual(isLate ? [] : ["cancelled"]);
    }
  });

  it("stays with a refund of a part", async () => {
    const shop = await Shop.open(ahead());
    const pln = (amount: number) => ({ amount, currency: "PLN" });
    await shop.buy(30, { order: { id: "o1", total: pln(100) } });
    await shop.tell("purchase.refunded", { order: { id: "o1", refunded: pln(40) } });
    expect(await shop.expected()).toEqual(["access product:p1 open 30"]);
    await shop.tell("purchase.refunded", { order: { id: "o1", refunded: pln(100) } });
    expect(await shop.expected()).toEqual(["access product:p1 dropped 30"]);
    expect((await shop.bench.all())[0]).toMatchObject({
      state: "cancelled",
      reason: "Cancelled, because the purchase was refunded.",
    });
  });

  it("ends as the first purchase said when a second one is given back", async () => {
    const shop = await Shop.open(ahead());
    await shop.buy(30);
    await shop.buy(60, { order: { id: "o2" }, occurredAt: shop.start + 1 });
    expect(await shop.owed()).toEqual(["waiting 55"]);
    await shop.tell("purchase.refunded", { order: { id: "o2" } });
    expect(await shop.expected()).toEqual(["access product:p1 open 30"]);
    expect(await shop.owed()).toEqual(["waiting 25"]);
  });

  it("moves with the end of the subscription where that tells a later one", async () => {
    const shop = await Shop.open(ahead());
    await shop.buy(30, club());
    await shop.until(1);
    await shop.tell("subscription.cancelled", { ...course, ...club(), accessEndsAt: shop.day(20) });
    expect(await shop.expected()).toEqual(["access product:p1 open 20"]);
    expect(await shop.owed()).toEqual(["waiting 15"]);
  });

  it("rests while the subscription is paused, and goes on with it", async () => {
    const shop = await Shop.open(ahead(), atEnd());
    await shop.buy(30, club());
    await shop.tell("subscription.paused", { ...club(), occurredAt: shop.start + 1 });
    expect(await shop.expected()).toEqual(["access product:p1 open resting"]);
    expect((await shop.bench.all())[0]).toMatchObject({
      state: "cancelled",
      reason: "Cancelled, because the subscription was paused.",
    });
    await shop.until(40);
    expect(await shop.raised()).toEqual([]);
    await shop.tell("subscription.resumed", { ...course, ...club(), accessEndsAt: shop.day(70) });
    expect(await shop.owed()).toEqual(["cancelled 25", "waiting 65"]);
    await shop.until(80);
    expect(await shop.raised()).toEqual(["access.expiring 67", "access.expired 70"]);
  });

  it("goes on by its old date when the resumption tells none", async () => {
    const shop = await Shop.open(ahead());
    await shop.buy(30, club());
    await shop.tell("subscription.paused", { ...club(), occurredAt: shop.start + 1 });
    await shop.until(10);
    await shop.tell("subscription.resumed", club());
    expect(await shop.owed()).toEqual(["cancelled 25", "waiting 25"]);
    await shop.until(40);
    expect(await shop.raised()).toEqual(["access.expiring 27", "access.expired 30"]);
    const { items } = await shop.bench.ledger.events({ type: "access.expired" });
    expect(items[0]?.products).toEqual([{ id: "p1" }]);
  });

  it("never puts out who has paid for longer", async () => {
    const shop = await Shop.open(atEnd());
    await shop.buy(30, club(shop.day(30)));
    await shop.until(29);
    await shop.tell("subscription.renewed", club(shop.day(60)));
    await shop.until(100);
    expect(await shop.raised()).toEqual(["access.expiring 27"]);
    expect(await shop.expected()).toEqual([
      "access product:p1 open resting",
      "period subscription:s1 reached 60",
    ]);
  });
});

describe("a shop that tells of the end itself", () => {
  const data = JSON.stringify({ said: "by the shop, in many words" });
  const end = (shop: Shop, type: string, on: number, key: string) =>
    shop.bench.accept(told({ type, email, ...course, occurredAt: shop.day(on) }, { key, data }));

  it("after us tells nothing new, and adds its data", async () => {
    const shop = await Shop.open(atEnd(), { trigger: { event: "access.expiring" } });
    await shop.buy(30);
    await shop.until(31);
    const [warned] = await end(shop, "access.expiring", 27, "shop:expiring");
    const [ended] = await end(shop, "access.expired", 30.5, "shop:expired");
    expect([warned?.outcome, ended?.outcome]).toEqual(["duplicate", "duplicate"]);
    const richer = told(
      { type: "access.expired", email, ...course, customer: { email, phone: "1" } },
      { key: "k", data },
    );
    expect((await shop.bench.accept(richer))[0]).toEqual({ eventId: ended?.eventId, outcome: "merged" });
    expect(await shop.bench.ledger.event(ended?.eventId ?? "")).toMatchObject({
      data: { said: "by the shop, in many words" },
      customer: { phone: "1" },
    });
    await shop.bench.carryOut();
    expect(await shop.raised()).toHaveLength(2);
    expect(await shop.owed()).toHaveLength(2);
  });

  it("before us is believed", async () => {
    const shop = await Shop.open(atEnd(), { trigger: { event: "access.expiring" } }, ahead(1));
    await shop.buy(30);
    await shop.until(20);
    await end(shop, "access.expiring", 20, "shop:expiring");
    await shop.until(28);
    expect(await shop.raised()).toEqual(["access.expiring 20"]);
    await end(shop, "access.expired", 28, "shop:expired");
    expect(await shop.expected()).toEqual(["access product:p1 reached 30"]);
    await shop.until(40);
    expect(await shop.raised()).toEqual(["access.expiring 20", "access.expired 28"]);
    const all = await shop.bench.all();
    expect(all.map((one) => one.state).sort()).toEqual(["cancelled", "succeeded", "succeeded"]);
    expect(all.find((one) => one.state === "cancelled")?.reason).toBe(
      "Cancelled, because access has already ended.",
    );
  });

  it("is known again when it repeats itself after the date has moved", async () => {
    const shop = await Shop.open(atEnd());
    await shop.buy(30);
    await shop.until(31);
    const [first] = await end(shop, "access.expired", 30, "shop:expired");
    await shop.buy(90, { order: { id: "o2" } });
    expect(await end(shop, "access.expired", 30, "shop:expired")).toEqual([
      { eventId: first?.eventId, outcome: "duplicate" },
    ]);
    expect(await shop.expected()).toEqual(["access product:p1 open 90"]);
  });

  it("before the purchase is known is believed too", async () => {
    const shop = await Shop.open(atEnd());
    await end(shop, "access.expired", 0, "shop:expired");
    await shop.buy(30, { occurredAt: shop.day(-1) });
    await shop.until(60);
    expect(await shop.raised()).toEqual(["access.expired 0"]);
    expect(await shop.owed()).toHaveLength(1);
  });

  it("of an end that was put off since changes nothing", async () => {
    const shop = await Shop.open();
    await shop.buy(60);
    await end(shop, "access.expired", -1, "shop:expired");
    expect(await shop.expected()).toEqual(["access product:p1 open 60"]);
    await shop.until(70);
    expect(await shop.raised()).toEqual(["access.expired -1", "access.expiring 57", "access.expired 60"]);
  });

  it("for several products at once tells of each", async () => {
    const shop = await Shop.open(atEnd());
    const both = { products: [{ id: "p1" }, { id: "p2" }] };
    await shop.buy(30, both);
    await shop.until(30);
    await shop.bench.ring();
    const twice = () => told({ type: "access.expired", email, ...both }, { key: "shop:both" });
    const outcomes = [await shop.bench.accept(twice()), await shop.bench.accept(twice())].flat();
    expect(outcomes.map((one) => one.outcome)).toEqual(Array(4).fill("duplicate"));
    await shop.until(31);
    expect((await shop.raised()).filter((one) => one.startsWith("access.expired"))).toHaveLength(2);
    expect(await shop.owed()).toHaveLength(2);
  });
});

describe("before a date", () => {
  it("is skipped, with the reason, when the moment is past as the date becomes known", async () => {
    const shop = await Shop.open(ahead(5));
    await shop.buy(3);
    expect((await shop.bench.all())[0]).toMatchObject({
      state: "skipped",
      reason: "Its moment was already past when the date became known.",
      dueAt: shop.day(-2),
    });
  });

  it("is planned by the source, products, conditions and consent of the event that set the date", async () => {
    const access = "access.expired";
    const shop = await Shop.open(
      ahead(5, { trigger: { event: access, productIds: ["p1"] } }),
      ahead(5, { trigger: { event: access, productIds: ["p9"] } }),
      ahead(5, { trigger: { event: access, sourceId: "src_other" } }),
      ahead(5, { trigger: { event: access, marketingConsent: true } }),
      ahead(5, {
        trigger: { event: access, conditions: [{ field: "order.id", op: "equals", value: "o2" }] },
      }),
      ahead(5, { enabled: false }),
      ahead(5, { trigger: { event: "subscription.renewed" } }),
    );
    const bought = await shop.buy(30);
    const story = await shop.bench.ledger.event(bought);
    expect(story?.deliveries.map((one) => one.automationId)).toEqual([shop.rules[0]?.id]);
    expect(story?.unmatched.map((one) => one.reason)).toEqual([
      "It listens to another source.",
      "The shop did not say whether the customer agreed to marketing.",
      expect.stringContaining("A condition was not met"),
      "The automation was paused.",
    ]);
    expect(story?.state).toBe("matched");
  });

  it("moves with the date, and remembers ten times how and why", async () => {
    const shop = await Shop.open(ahead(5));
    await shop.buy(30);
    await shop.tell("subscription.renewed", {
      ...course,
      accessEndsAt: shop.day(60),
      occurredAt: shop.start + 1,
    });
    const [one] = await shop.bench.all();
    expect(one).toMatchObject({
      state: "waiting",
      dueAt: shop.day(55),
      nextAt: shop.day(55),
      moved: [
        { at: shop.start, from: shop.day(25), to: shop.day(55), because: "the subscription was renewed" },
      ],
    });
    for (let n = 2; n < 14; n++)
      await shop.tell("access.granted", {
        ...course,
        accessEndsAt: shop.day(60 + n),
        occurredAt: shop.start + n,
      });
    expect(await shop.bench.all()).toHaveLength(1);
    expect((await shop.bench.all())[0]?.moved).toHaveLength(10);
    expect((await shop.bench.all())[0]?.moved.at(-1)).toMatchObject({ because: "access was given anew" });
    await shop.until(80);
    expect(await shop.owed()).toEqual(["succeeded 68"]);
  });

  it("moves by hand, too", async () => {
    const shop = await Shop.open(ahead(5));
    await shop.buy(30);
    const [one] = await shop.bench.all();
    await shop.bench.ledger.move(one?.id ?? "", shop.day(20));
    expect((await shop.bench.all())[0]?.moved).toEqual([
      { at: shop.start, from: shop.day(25), to: shop.day(20), because: "a person moved it" },
    ]);
  });

  it("is skipped when its date moves so near that the moment is past", async () => {
    const shop = await Shop.open(ahead(5));
    await shop.buy(30);
    await shop.until(1);
    await shop.tell("subscription.changed", { ...course, accessEndsAt: shop.day(3) });
    expect((await shop.bench.all())[0]).toMatchObject({ state: "skipped" });
  });

  it("comes again before the next date, once it has run", async () => {
    const shop = await Shop.open(ahead(5));
    await shop.buy(30);
    await shop.until(26);
    await shop.tell("subscription.renewed", { ...course, accessEndsAt: shop.day(60) });
    expect(await shop.owed()).toEqual(["succeeded 25", "waiting 55"]);
  });

  it("moves what is held or to be tried again, but not what is under way", async () => {
    const shop = await Shop.open(ahead(5), ahead(6), ahead(7));
    await shop.buy(30);
    shop.bench.clock.now = shop.day(25);
    await shop.bench.ring();
    const claim = await shop.bench.claim(await shop.bench.takeTold());
    const [running, retried, held] = claim.deliveries;
    await shop.bench.report(claim, retried?.id ?? "", { is: "retry", reason: "Busy." });
    await shop.bench.report(claim, held?.id ?? "", { is: "refused", reason: "No." });
    await shop.tell("subscription.renewed", { ...course, accessEndsAt: shop.day(60) });
    expect((await shop.bench.delivery(retried?.id ?? "")).state).toBe("waiting");
    expect((await shop.bench.delivery(held?.id ?? "")).state).toBe("waiting");
    expect((await shop.bench.delivery(running?.id ?? "")).state).toBe("running");
    await shop.bench.report(claim, running?.id ?? "", { is: "retry", reason: "Busy." });
    expect(await shop.bench.delivery(running?.id ?? "")).toMatchObject({
      state: "cancelled",
      reason: "Cancelled, because the subscription was renewed.",
    });
    expect((await shop.bench.states()).sort()).toEqual(["cancelled", "waiting", "waiting", "waiting"]);
  });

  it("tells the tool the date that counts by then", async () => {
    const shop = await Shop.open(ahead(5));
    await shop.buy(30);
    await shop.tell("subscription.renewed", { ...course, accessEndsAt: shop.day(60) });
    shop.bench.clock.now = shop.day(55);
    await shop.bench.ring();
    const { deliveries } = await shop.bench.claim(await shop.bench.takeTold());
    expect(JSON.parse(deliveries[0]?.event.fact ?? "{}")).toMatchObject({ accessEndsAt: shop.day(60) });
  });

  it("is once for several products of one event, and stays with those that are not renewed", async () => {
    const shop = await Shop.open(
      ahead(5),
      ahead(5, { trigger: { event: "access.expired", productIds: ["p2"] } }),
    );
    await shop.buy(30, { products: [{ id: "p1" }, { id: "p2" }] });
    expect(await shop.owed()).toEqual(["waiting 25", "waiting 25"]);
    await shop.tell("subscription.renewed", { ...course, accessEndsAt: shop.day(60) });
    expect((await shop.owed()).sort()).toEqual(["waiting 25", "waiting 25", "waiting 55"]);
    await shop.tell("purchase.refunded", { products: [{ id: "p2" }], order: { id: "o1" } });
    expect((await shop.owed()).sort()).toEqual(["cancelled 25", "cancelled 25", "waiting 55"]);
  });

  it("is cancelled by what the automation names", async () => {
    const shop = await Shop.open(ahead(5, { cancelOn: ["purchase.completed"] }));
    await shop.buy(30);
    shop.bench.clock.now += minutes;
    await shop.tell("purchase.completed", { products: [{ id: "p2" }] });
    expect((await shop.bench.all())[0]).toMatchObject({
      state: "cancelled",
      reason: "Cancelled, because purchase.completed happened.",
    });
  });

  it("of a renewal hangs on the end of the period, which raises nothing", async () => {
    const shop = await Shop.open(ahead(2, { trigger: { event: "subscription.renewed" } }));
    await shop.tell("subscription.started", { ...course, ...club(shop.day(30)) });
    expect(await shop.owed()).toEqual(["waiting 28"]);
    await shop.until(20);
    await shop.tell("subscription.renewed", { ...course, ...club(shop.day(60)) });
    expect(await shop.owed()).toEqual(["waiting 58"]);
    await shop.tell("subscription.cancel_scheduled", club());
    expect((await shop.bench.all())[0]).toMatchObject({
      state: "cancelled",
      reason: "Cancelled, because the customer cancelled the subscription.",
    });
    await shop.until(90);
    expect(await shop.raised()).toEqual([]);
  });

  it("is owed once per customer where the automation says so, also after it moved", async () => {
    const shop = await Shop.open(ahead(5, { frequency: "once-per-customer" }));
    await shop.buy(30);
    await shop.tell("subscription.renewed", { ...course, accessEndsAt: shop.day(60) });
    await shop.until(61);
    await shop.buy(90, { order: { id: "o2" } });
    expect(await shop.owed()).toEqual(["succeeded 55"]);
  });

  it("takes the new terms of its automation where it is told to", async () => {
    const shop = await Shop.open(ahead(5));
    const id = shop.rules[0]?.id ?? "";
    const edit = async (amount: number, event = "access.expired") => {
      await shop.bench.edit(({ automations: [rule] }) => {
        if (rule) Object.assign(rule, ahead(amount, { trigger: { event } }), { version: rule.version + 1 });
      });
      await shop.bench.ledger.changeWaiting(id, "update");
    };
    await shop.buy(30);
    await edit(2);
    expect(await shop.owed()).toEqual(["waiting 28"]);
    await shop.tell("subscription.renewed", { ...course, accessEndsAt: shop.day(60) });
    expect(await shop.owed()).toEqual(["waiting 58"]);
    await edit(90);
    expect(await shop.owed()).toEqual(["skipped 58"]);
    await shop.buy(200, { order: { id: "o2" }, occurredAt: shop.start + 1 });
    await edit(5, "subscription.renewed");
    expect((await shop.bench.all())[0]).toMatchObject({
      state: "cancelled",
      reason: "Its event has no date that the new terms could come before.",
    });
  });

  it("is planned for a date of before by a replay", async () => {
    const shop = await Shop.open();
    const bought = await shop.buy(30);
    const rule = automation(connection("web").id, ahead(5));
    await shop.bench.edit((config) => {
      rule.action.connectionId = config.connections[0]?.id ?? "";
      config.automations = [rule];
    });
    await shop.bench.ledger.replay(bought, { which: "missing", terms: "current" });
    expect(await shop.owed()).toEqual(["waiting 25"]);
    await shop.bench.ledger.replay(bought, { which: "missing", terms: "current" });
    expect(await shop.owed()).toHaveLength(1);
  });
});

describe("a person who is erased", () => {
  it("is expected nothing of any more", async () => {
    const shop = await Shop.open(ahead(5), atEnd());
    await shop.buy(30, {}, "order:1");
    await shop.bench.accept(told({ type: "custom.redact", email }, { erase: "customer" }));
    expect(await shop.expected()).toEqual([]);
    await shop.buy(30, {}, "order:1");
    await shop.until(60);
    expect(await shop.expected()).toEqual([]);
    expect(await shop.raised()).toEqual([]);
    expect(await shop.bench.states()).toEqual(["cancelled"]);
  });
});

describe("whatever happens", () => {
  const points: FaultPoint[] = [
    "raise.before-commit",
    "raise.after-commit",
    "alarm.before-work",
    "alarm.before-arm",
    "wake.before-send",
  ];
  it.each(points)("an end is raised once, with a crash at %s", async (point) => {
    const shop = await Shop.open(atEnd());
    await shop.buy(30);
    shop.bench.clock.now = shop.day(30);
    armFault(point, { times: 2 });
    await shop.bench.ring();
    await shop.bench.crash();
    await shop.until(31);
    expect(await shop.raised()).toEqual(["access.expired 30"]);
    expect(await shop.owed()).toEqual(["succeeded 30"]);
  });

  it("nothing has happened when the raising was undone", async () => {
    const shop = await Shop.open(atEnd());
    await shop.buy(30);
    shop.bench.clock.now = shop.day(30);
    armFault("raise.before-commit");
    await shop.bench.ring();
    expect(await shop.raised()).toEqual([]);
    expect(await shop.expected()).toEqual(["access product:p1 open 30"]);
    expect(await shop.owed()).toEqual([]);
    expect(await shop.bench.alarm()).toBe(shop.day(30) + 1000);
  });

  it("a lost alarm is set again by what wakes the ledger, and by the watchdog", async () => {
    for (const wakes of [true, false]) {
      const shop = await Shop.open(atEnd());
      await shop.buy(30);
      await shop.bench.inside((_, { storage }) => storage.deleteAlarm());
      shop.bench.clock.now = shop.day(30);
      if (wakes) {
        await shop.bench.crash();
        expect(await shop.bench.alarm()).not.toBeNull();
      } else await shop.bench.ledger.tend();
      await shop.until(31);
      expect(await shop.raised()).toEqual(["access.expired 30"]);
      expect(await shop.owed()).toEqual(["succeeded 30"]);
    }
  });

  it("a clock that is set back raises nothing twice, and one that rings early nothing too soon", async () => {
    const shop = await Shop.open(atEnd());
    await shop.buy(30);
    shop.bench.clock.now = shop.day(26);
    await shop.bench.ring();
    expect(await shop.raised()).toEqual([]);
    expect(await shop.bench.alarm()).toBe(shop.day(27));
    await shop.until(31);
    shop.bench.clock.now = shop.day(20);
    await shop.bench.ledger.tend();
    await shop.until(40);
    expect(await shop.raised()).toEqual(["access.expiring 27", "access.expired 30"]);
    expect(await shop.owed()).toHaveLength(1);
  });

  it("after a long sleep only the end is told of", async () => {
    const shop = await Shop.open();
    await shop.buy(30);
    shop.bench.clock.now = shop.day(50);
    await shop.bench.ring();
    expect(await shop.raised()).toEqual(["access.expired 30"]);
  });

  it("ten thousand that end at once are raised in slices, and events come in meanwhile", async () => {
    const shop = await Shop.open(atEnd());
    await shop.buy(30);
    await shop.bench.inside((_, { storage }) => {
      storage.sql.exec(`
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
        INSERT INTO expectations SELECT customer_id || i, kind, thing, ends_at, as_of, set_by, order_id, subscription_id,
          state, next_at FROM n, expectations`);
    });
    shop.bench.clock.now = shop.day(30);
    const timed = async (work: () => Promise<unknown>) => {
      const began = performance.now();
      await work();
      return Math.round(performance.now() - began);
    };
    const left = async () =>
      (await shop.bench.sql<{ n: number }>("SELECT COUNT(*) AS n FROM expectations WHERE state = 'open'"))[0]
        ?.n;
    const slices: number[] = [];
    const accepts: number[] = [];
    while ((await left()) !== 0) {
      slices.push(await timed(() => shop.bench.ring()));
      accepts.push(await timed(() => shop.tell("lead.created")));
      shop.bench.clock.now += 20;
    }
    const median = (all: number[]) => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0;
    console.log(
      `10,000 ends in ${slices.length} slices of ${median(slices)} ms; an event meanwhile ${median(accepts)} ms, at most ${Math.max(...accepts)}`,
    );
    expect(slices).toHaveLength(100);
    expect(median(accepts)).toBeLessThan(250);
    expect(
      await shop.bench.sql(
        "SELECT COUNT(*) AS n, COUNT(DISTINCT fact_key) AS keys FROM events WHERE type = 'access.expired'",
      ),
    ).toEqual([{ n: 10_000, keys: 10_000 }]);
    expect((await shop.bench.ledger.stats()).owed).toBe(10_000);
  }, 120_000);

  it("an event without dates costs no query, one with a date two rows more", async () => {
    const shop = await Shop.open();
    await shop.tell("purchase.completed", course); // from now on the product is known
    const statements: { query: string; rows: number }[] = [];
    await shop.bench.inside((_, { storage: { sql } }) => {
      const exec = sql.exec.bind(sql);
      Object.assign(sql, {
        exec: (query: string, ...values: SqlStorageValue[]) => {
          const cursor = exec(query, ...values);
          statements.push({ query, rows: cursor.rowsWritten });
          return cursor;
        },
      });
    });
    const cost = async (work: Promise<unknown>) => {
      await work;
      const all = statements.splice(0);
      return {
        about: all.filter(({ query }) => /expectations|also_told/.test(query)).length,
        rows: all.reduce((sum, one) => sum + one.rows, 0),
      };
    };
    const plain = await cost(shop.tell("purchase.completed", { ...course, order: { id: "o1" } }));
    const dated = await cost(shop.buy(30, { order: { id: "o2" } }));
    const refund = await cost(shop.tell("purchase.refunded", { order: { id: "o1" } }));
    expect(plain.about).toBe(0);
    expect(dated.rows - plain.rows).toBe(2);
    expect(refund.rows).toBe(plain.rows);
  });

  it("what is over is forgotten with its event, and what is to come keeps it", async () => {
    const shop = await Shop.open();
    const short = await shop.buy(30);
    const long = await shop.buy(500, { products: [{ id: "p2" }] });
    await shop.until(31);
    await shop.tell("access.expired", { ...course, occurredAt: shop.day(30) }, "shop:expired");
    await shop.until(450);
    for (let i = 0; i < 9; i++) {
      shop.bench.clock.now += 1000;
      await shop.bench.ledger.tend();
    }
    expect(await shop.bench.ledger.event(short)).toBeUndefined();
    expect(await shop.bench.ledger.event(long)).toBeDefined();
    expect(await shop.expected()).toEqual(["access product:p2 open 500"]);
    expect(await shop.bench.sql("SELECT * FROM also_told")).toEqual([]);
    await shop.until(501);
    expect((await shop.raised()).at(-1)).toBe("access.expired 500");
  });
});
