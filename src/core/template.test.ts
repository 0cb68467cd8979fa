// Templates: what they give, what they may not do, and that no value breaks out of where it was put.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Json } from "./json";
import { checkTemplate, hasTemplate, renderText, renderTree, renderUrl } from "./template";

const scope = {
  occurredAt: Date.UTC(2026, 6, 1, 22, 30),
  customer: { email: "ada@example.com", firstName: "Ada", name: `<b>"Ada" & 'Co'</b>` },
  products: [
    { id: "c1", name: "Oil" },
    { id: "c2", name: "Ink" },
  ],
  order: { total: { amount: 5000, currency: "PLN" } },
  data: {
    vip: true,
    nothing: null,
    lines: "one\r\ntwo\u2028three\u0000",
    dots: "..",
    slash: "a/b?c#d&e=é +",
    big: "x".repeat(1000),
  },
};

const text = (template: string, options?: Parameters<typeof renderText>[2]) => {
  const result = renderText(template, scope, options);
  return result.ok ? result.text : `refused: ${result.reason}`;
};
const tree = (json: Json, form?: z.ZodType) => {
  const result = renderTree(json, scope, form);
  return result.ok ? result.value : `refused: ${result.reason}`;
};
const url = (template: string) => {
  const result = renderUrl(template, scope);
  return result.ok ? result.url : `refused: ${result.reason}`;
};

describe("hasTemplate", () => {
  it.each([
    ["Hello", false],
    ["{ not } one", false],
    ["Hello {{ name }}", true],
    ["{% if x %}", true],
  ])("%s → %s", (template, expected) => {
    expect(hasTemplate(template)).toBe(expected);
  });
});

describe("checkTemplate", () => {
  it.each([
    "Hello",
    "{{ customer.email }}",
    "{% if data.vip %}yes{% endif %}",
    "{{ nothing.here | upcase }}",
  ])("finds nothing wrong with %s", (template) => {
    expect(checkTemplate(template)).toBeUndefined();
  });

  it.each([
    ["{{ customer.email", "not closed"],
    ["{% if x %}", "not closed"],
    ["{% unknown %}", "unknown"],
    ["{{ a | shout }}", "undefined filter: shout"],
    ["{% include 'a' %}", "include"],
    ["{% render 'a' %}", "render"],
    ["{% layout 'a' %}", "layout"],
    ["{% increment counter %}", "increment"],
    [`{{ a }}${"x".repeat(100_001)}`, "too large"],
  ])("says what is wrong with %.40s", (template, words) => {
    expect(checkTemplate(template)).toContain(words);
  });
});

describe("renderText", () => {
  it.each([
    ["Hello", "Hello"],
    ["Hello {{ customer.firstName }}!", "Hello Ada!"],
    ["Hello {{ customer.middleName }}!", "Hello !"],
    ["{{ no.such.thing }}", ""],
    ["{{ customer.middleName | default: 'you' }}", "you"],
    ["{{ order.total.amount | divided_by: 100.0 }} {{ order.total.currency }}", "50 PLN"],
    ["{% for p in products %}{{ p.name }};{% endfor %}", "Oil;Ink;"],
    ["{{ products | map: 'name' | join: ', ' }}", "Oil, Ink"],
    ["{{ products.size }} {{ products[0].id }} {{ products.last.id }}", "2 c1 c2"],
    ["{% if data.vip %}VIP{% endif %}", "VIP"],
    ["{{ order.total }}", '{"amount":5000,"currency":"PLN"}'],
    ["{{ customer.email | json }}", '"ada@example.com"'],
    ["{{ occurredAt | date: '%Y-%m-%d %H:%M' }}", "2026-07-01 22:30"],
    ["{{ occurredAt | date: '%Y-%m-%d %H:%M', 'Europe/Warsaw' }}", "2026-07-02 00:30"],
    ["{{ occurredAt | date_to_xmlschema }}", "2026-07-01T22:30:00+00:00"],
    ["{{ 1782945000 | date: '%Y' }}", "2026"],
    ["{{ '2026-12-24' | date: '%-d.%-m.%Y' }}", "24.12.2026"],
    ["{{ customer.name }}", `<b>"Ada" & 'Co'</b>`],
  ])("%s → %s", (template, expected) => {
    expect(text(template)).toBe(expected);
  });

  it("escapes every value in HTML, and only once", () => {
    const escaped = "&lt;b&gt;&#34;Ada&#34; &amp; &#39;Co&#39;&lt;/b&gt;";
    expect(text("<p>{{ customer.name }}</p>", { escape: "html" })).toBe(`<p>${escaped}</p>`);
    expect(text("{{ customer.name | escape }}", { escape: "html" })).toBe(escaped);
    expect(text("{% echo customer.name %}", { escape: "html" })).toBe(escaped);
    expect(text("{% cycle customer.name %}", { escape: "html" })).toBe(escaped);
    expect(text("{{ customer.name | json }}", { escape: "html" })).not.toContain("<");
    expect(text("{{ customer.name | newline_to_br }}", { escape: "html" })).toBe(escaped);
    expect(text("{{ 'a<\nb' | escape | newline_to_br }}", { escape: "html" })).toBe("a&lt;<br />\nb");
    expect(text("{{ customer.name | raw }}", { escape: "html" })).toBe(`<b>"Ada" & 'Co'</b>`);
  });

  it("lets no value break out of HTML", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (value) => {
        const result = renderText(`<a title="{{ v }}">`, { v: value }, { escape: "html" });
        expect(result.ok && result.text.replace(/^<a title="|">$/g, "")).not.toMatch(/[<>"']/);
      }),
    );
  });

  it("keeps one line one line", () => {
    expect(text("a: {{ data.lines }}\n", { oneLine: true })).toBe("a: one two three");
    expect(text("no template\r\nX-Evil: 1", { oneLine: true })).toBe("no template X-Evil: 1");
  });
});

describe("a template cannot", () => {
  it.each([
    ["{{ customer.constructor }}"],
    ["{{ customer.__proto__ }}"],
    ["{{ customer.email.constructor.constructor }}"],
    ["{{ customer.toString }}"],
  ])("reach what is not the event's own: %s", (template) => {
    expect(text(template)).toBe("");
  });

  it.each([
    ["{% for a in (1..100000000) %}{% endfor %}"],
    ["{% for a in (1..1000) %}{% for b in (1..1000) %}{% endfor %}{% endfor %}"],
    [
      "{% for a in (1..2000) %}{% for b in products %}{% for c in (1..100) %}x{% endfor %}{% endfor %}{% endfor %}",
    ],
    [`{% for a in (1..40000) %}${"x".repeat(90_000)}{% endfor %}`],
    [`{% assign a = 'xxxxxxxxxx' %}${"{% assign a = a | append: a %}".repeat(40)}{{ a }}`],
    [
      `{% capture a %}xxxxxxxxxx{% endcapture %}${"{% capture a %}{{ a }}{{ a }}{% endcapture %}".repeat(40)}`,
    ],
    [
      `{% capture a %}xxxxxxxxxx{% endcapture %}${"{% capture a %}{% if a %}{{ a | raw }}{{ a | raw }}{% endif %}{% endcapture %}".repeat(40)}`,
    ],
    ["{% for a in (1..20000) %}{{ data.big }}{% endfor %}"],
    ["{{ 'x' | date: '%1000000000d' }}{{ occurredAt | date: '%1000000000d' }}"],
    ["{{ 'aaaaaaaaaa' | replace: 'a', data.big | replace: 'x', data.big }}"],
  ])("use up the Worker: %.70s", (template) => {
    const before = performance.now();
    expect(text(template)).toMatch(/^refused: The template makes too much/);
    expect(performance.now() - before).toBeLessThan(2000);
  });

  it("fail by exception, however deep it is", () => {
    const depth = 4000;
    const template = `${"{% if true %}".repeat(depth)}x${"{% endif %}".repeat(depth)}`;
    expect(() => text(template)).not.toThrow();
    expect(() => checkTemplate(template)).not.toThrow();
  });

  it("write into the event", () => {
    const own = { customer: { email: "a@example.com" } };
    renderText("{% assign customer = 1 %}{% assign x = 2 %}{% capture y %}3{% endcapture %}", own);
    expect(own).toEqual({ customer: { email: "a@example.com" } });
  });
});

describe("renderUrl", () => {
  it.each([
    ["https://example.com/hook", "https://example.com/hook"],
    ["https://example.com/c/{{ customer.email }}", "https://example.com/c/ada%40example.com"],
    ["https://example.com/?q={{ data.slash }}", "https://example.com/?q=a%2Fb%3Fc%23d%26e%3D%C3%A9%20%2B"],
    [
      "https://example.com?q={{ data.slash | url_encode }}",
      "https://example.com?q=a%2Fb%3Fc%23d%26e%3D%C3%A9+%2B",
    ],
    ["https://example.com/{{ missing }}", "https://example.com/"],
    ["https://example.com:8443/{{ order.total.amount }}", "https://example.com:8443/5000"],
  ])("%s → %s", (template, expected) => {
    expect(url(template)).toBe(expected);
  });

  it.each([
    "{{ data.url }}",
    "https://{{ data.host }}/hook",
    "https://{{ customer.firstName }}.example.com/",
    "https://example.com{{ data.slash }}",
    "https://example.com{% if data.vip %}/vip{% endif %}",
    "https://example.com:{{ data.port }}/",
    "{{ scheme }}://example.com/",
    "https:{{ customer.firstName }}",
    "/only/a/path",
    "",
  ])("refuses %s, whose host is not fixed", (template) => {
    expect(url(template)).toContain("a fixed host name");
  });

  it.each(["https://example.com/lists/{{ data.dots }}/x", "https://example.com/{{ data.dots }}"])(
    "refuses %s when a value would climb out of the path",
    (template) => {
      expect(url(template)).toContain("lead elsewhere");
    },
  );

  it("sends no value outside its place", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        const result = renderUrl("https://example.com/a/{{ v }}/b?q={{ v }}&r=1", { v: value });
        if (!result.ok) return;
        const read = new URL(result.url);
        expect(read.origin).toBe("https://example.com");
        expect(read.pathname.split("/")).toHaveLength(4);
        expect([...read.searchParams.keys()]).toEqual(["q", "r"]);
        expect(read.hash).toBe("");
      }),
    );
  });
});

describe("renderTree", () => {
  it.each<[Json, Json]>([
    ["{{ order.total.amount }}", 5000],
    ["{{order.total.amount}}", 5000],
    ["{{ order.total.amount }} ", "5000 "],
    ["{{ order.total.amount }}{{ order.total.currency }}", "5000PLN"],
    ["{{ order.total.amount | divided_by: 100.0 }}", 50],
    ["{{ data.vip }}", true],
    ["{{ data.nothing }}", null],
    ["{{ no.such.thing }}", null],
    ["{{ no.such.thing }}!", "!"],
    ["{{ customer.firstName }}", "Ada"],
    ["{{ order.total }}", { amount: 5000, currency: "PLN" }],
    ["{{ products | map: 'id' }}", ["c1", "c2"]],
    ["{{ order.total | json }}", '{"amount":5000,"currency":"PLN"}'],
    ["{% if data.vip %}{{ order.total.amount }}{% endif %}", "5000"],
    ["plain", "plain"],
    [7, 7],
    [null, null],
    [[], []],
  ])("%j → %j", (json, expected) => {
    expect(tree(json)).toEqual(expected);
  });

  it("fills in leaves at any depth, and never keys", () => {
    expect(tree({ a: [{ "{{ customer.email }}": "{{ customer.email }}" }], n: 1 })).toEqual({
      a: [{ "{{ customer.email }}": "ada@example.com" }],
      n: 1,
    });
  });

  it("lets no value become structure", () => {
    const result = renderTree({ name: "Hi {{ v }}" }, { v: '", "admin": true, "x": "{{ customer.email }}' });
    expect(result).toEqual({ ok: true, value: { name: 'Hi ", "admin": true, "x": "{{ customer.email }}' } });
  });

  it("keeps a member called __proto__ an ordinary member", () => {
    const result = tree(JSON.parse('{"__proto__": "{{ customer.firstName }}"}'));
    expect(JSON.stringify(result)).toBe('{"__proto__":"Ada"}');
  });

  it("names the leaf that cannot be filled in", () => {
    expect(tree({ body: { total: "{{ a | shout }}" } })).toMatch(
      /^refused: In body\.total: .*undefined filter: shout/,
    );
  });

  it("has one budget for all leaves together", () => {
    const big = { big: "x".repeat(100_000) };
    expect(renderTree(Array(5).fill("{{ big }}"), big).ok).toBe(true);
    expect(renderTree(Array(50).fill("{{ big }}"), big).ok).toBe(false);
    expect(renderTree(Array(50).fill("{{ all }}"), { all: big }).ok).toBe(false);
    expect(renderTree(Array(50).fill("{{ big }} "), big).ok).toBe(false);
  });

  it("refuses a tree nested without end", () => {
    let json: Json = "leaf";
    for (let depth = 0; depth < 5000; depth++) json = [json];
    expect(tree(json)).toContain("nested too deeply");
  });

  it("gives text where the form asks for text", () => {
    const form = z.object({
      subject: z.string(),
      note: z.string().trim().max(500).optional(),
      to: z.email().default("nobody@example.com"),
      tags: z.array(z.string()).nullable(),
      headers: z.record(z.string(), z.string().meta({ textKind: "one-line" })).optional(),
      html: z.string().meta({ textKind: "html" }).optional(),
      link: z.string().meta({ textKind: "url" }),
      amount: z.number(),
      body: z.json(),
    });
    expect(
      tree(
        {
          subject: "{{ order.total.amount }}",
          note: "{{ no.such.thing }}",
          to: "{{ customer.email }}",
          tags: ["{{ order.total.amount }}"],
          headers: { "x-lines": "{{ data.lines }}" },
          html: "{{ customer.name }}",
          link: "https://example.com/{{ data.slash }}",
          amount: "{{ order.total.amount }}",
          body: { amount: "{{ order.total.amount }}" },
          other: "{{ order.total.amount }}",
        },
        form,
      ),
    ).toEqual({
      subject: "5000",
      note: "",
      to: "ada@example.com",
      tags: ["5000"],
      headers: { "x-lines": "one two three" },
      html: "&lt;b&gt;&#34;Ada&#34; &amp; &#39;Co&#39;&lt;/b&gt;",
      link: "https://example.com/a%2Fb%3Fc%23d%26e%3D%C3%A9%20%2B",
      amount: 5000,
      body: { amount: 5000 },
      other: 5000,
    });
  });
});
