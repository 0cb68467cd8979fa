// What forms are read as, and what they cannot do.
import { describe, expect, it } from "vitest";
import { contentTypeOf, formIn, formType, jsonOrFormIn, maxFormFields } from "./forms";
import { requestOf } from "./request.fixture";

describe("a form", () => {
  it.each([
    ["a=1&b=two+words&c=%C5%BC", { a: "1", b: "two words", c: "ż" }],
    [
      "customer[email]=a%40example.com&customer%5Bname%5D=Ada",
      { customer: { email: "a@example.com", name: "Ada" } },
    ],
    [
      "items[0][id]=1&items[1][id]=2&tags[]=x&tags[]=y",
      { items: [{ id: "1" }, { id: "2" }], tags: ["x", "y"] },
    ],
    ["items[7]=a&items[9]=b", { items: { 7: "a", 9: "b" } }],
    ["a=1&a=2", { a: "2" }],
    ["a=1&a[b]=2", { a: { b: "2" } }],
    ["a[b=1&[c]=2&d]=3&e[f][[g]]=4", { "a[b": "1", "[c]": "2", "d]": "3", "e[f][[g]]": "4" }],
    ["a[b%5Bc%5D]=1", { "a[b[c]]": "1" }],
    ["", {}],
  ])("%s is %j", (text, value) => {
    expect(formIn(text)).toEqual(value);
  });

  it("cannot reach the prototype of all objects", () => {
    for (const name of ["__proto__[x]", "a[__proto__][x]", "constructor[prototype][x]", "__proto__"])
      formIn(`${name}=1`);
    expect("x" in {}).toBe(false);
    expect(formIn("__proto__[x]=1&a=2")).toEqual({ a: "2" });
  });

  it("of too many fields is refused whole, and a name too deep left out", () => {
    expect(formIn(Array(maxFormFields).fill("a[]=1").join("&"))).toEqual({
      a: Array(maxFormFields).fill("1"),
    });
    expect(
      formIn(
        Array(maxFormFields + 1)
          .fill("a[]=1")
          .join("&"),
      ),
    ).toBeUndefined();
    expect(formIn(`a${"[b]".repeat(100_000)}=1&c=2`)).toEqual({ c: "2" });
  });
});

describe("a body that is JSON or a form", () => {
  const bodyOf = (body: string | Uint8Array, type?: string) =>
    jsonOrFormIn(requestOf(body, type === undefined ? {} : { "content-type": type }));

  it.each([
    ['{"a":"1"}', "application/json"],
    [' {"a":"1"}', "Application/JSON; charset=utf-8"],
    ['{"a":"1"}', undefined],
    ['{"a":"1"}', formType],
    ["a=1", formType],
    ["a=1", "Application/X-WWW-Form-URLencoded; charset=UTF-8"],
    ["a=1", undefined],
  ])("%s called %s is read", (body, type) => {
    expect(bodyOf(body, type)).toEqual({ a: "1" });
  });

  it.each([
    ["", formType],
    ["  ", undefined],
    ["a=1", "application/json"],
    ["{", "application/json"],
    ["[1]", "application/json"],
    ["7", "application/json"],
    ["a=1", "text/plain"],
    ["--x\r\nContent-Disposition: form-data", "multipart/form-data; boundary=x"],
    [Uint8Array.of(0xff, 0xfe), formType],
    ["0=a&1=b", formType],
  ])("%s called %s is not", (body, type) => {
    expect(bodyOf(body, type)).toBeUndefined();
  });

  it("keeps the digits of big ids", () => {
    expect(bodyOf('{"id":429583657898226111}', "application/json")).toEqual({ id: "429583657898226111" });
  });

  it("tells its content type without parameters", () => {
    expect(contentTypeOf(requestOf("", { "Content-Type": " Text/XML ;x=1" }))).toBe("text/xml");
    expect(contentTypeOf(requestOf(""))).toBe("");
  });
});
