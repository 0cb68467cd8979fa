import { describe, expect, it } from "vitest";
import { mentionOf } from "./mention";

const { forms, mask } = mentionOf(" Ada.Gone@Shop.example ");

describe("an address in a text", () => {
  it.each([
    ["ada.gone@shop.example", "•••"],
    ["Write to ADA.gone@shop.EXAMPLE.", "Write to •••."],
    ['{"email":"ada.gone@shop.example"}', '{"email":"•••"}'],
    ['{"note":"Hi,\\nada.gone@shop.example\\nasks"}', '{"note":"Hi,\\n•••\\nasks"}'],
    ["mailto:ada.gone@shop.example,bob@shop.example", "mailto:•••,bob@shop.example"],
    ["email=ada.gone%40shop.example&x=1", "email=•••&x=1"],
    ["email%3Dada.gone%40shop.example%26x", "email%3D•••%26x"],
  ])("is blacked out: %s", (text, expected) => {
    expect(mask(text)).toBe(expected);
    expect(forms.some((form) => text.toLowerCase().includes(form))).toBe(true);
  });

  it.each([
    "nada.gone@shop.example",
    "x-ada.gone@shop.example",
    "ada.gone@shop.example.org",
    "ada.gone@shop.examples",
    "adaXgone@shop.example",
    "bob@shop.example",
  ])("is not taken for another one that holds it: %s", (text) => {
    expect(mask(text)).toBe(text);
  });

  it("may hold what means something in a pattern", () => {
    expect(mentionOf("a+b.(c)@d.example").mask("<a+b.(c)@d.example>")).toBe("<•••>");
  });
});
