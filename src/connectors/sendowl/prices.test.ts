// Prices as people write them.
import { describe, expect, it } from "vitest";
import { priceIn } from "./prices";

describe("a written price", () => {
  it.each([
    ["£15.00", undefined, 1500, "GBP"],
    ["€1.234,50", undefined, 123450, "EUR"],
    ["€1,234.50", undefined, 123450, "EUR"],
    ["1 234,50 €", undefined, 123450, "EUR"],
    ["1\u00a0234,50\u00a0zł", undefined, 123450, "PLN"],
    ["1’234.50 CHF", undefined, 123450, "CHF"],
    ["USD 1,234,567.89", undefined, 123456789, "USD"],
    ["₹12,34,567.00", undefined, 123456700, "INR"],
    ["R$1.234,56", undefined, 123456, "BRL"],
    ["US$5.5", undefined, 550, "USD"],
    ["€1.234", undefined, 123400, "EUR"],
    ["€1,234", undefined, 123400, "EUR"],
    ["€15", undefined, 1500, "EUR"],
    ["-£3.00", undefined, -300, "GBP"],
    ["£-3.00", undefined, -300, "GBP"],
    ["(£3.00)", undefined, -300, "GBP"],
    ["£0.00", undefined, 0, "GBP"],
    ["$15.00", "USD", 1500, "USD"],
    ["$15.00", "aud", 1500, "AUD"],
    ["¥1,500", "JPY", 1500, "JPY"],
    ["¥1500.00", "JPY", 1500, "JPY"],
    ["kr 1.234,50", "SEK", 123450, "SEK"],
    ["15.00", "GBP", 1500, "GBP"],
    [15, "GBP", 1500, "GBP"],
    ["15.00 GBP", "GBP", 1500, "GBP"],
    ["1,234.567", "KWD", 1234567, "KWD"],
    ["1,234.5", "KWD", 1234500, "KWD"],
  ])("%s (%s) is %d %s", (text, told, amount, currency) => {
    expect(priceIn(text, told)).toEqual({ amount, currency });
  });

  it.each([
    ["$15.00", undefined],
    ["¥1,500", undefined],
    ["kr 15,00", undefined],
    ["15.00", undefined],
    ["€15.00", "GBP"],
    ["15.00 USD", "EUR"],
    ["15.00", "pounds"],
    ["1.234", "KWD"],
    ["€1.23.45", undefined],
    ["€1,2,3", undefined],
    ["€12.34,567", undefined],
    ["€1,234,50", undefined],
    ["€1.23456", undefined],
    ["€1 and €2", undefined],
    ["from €1", undefined],
    ["€", undefined],
    ["", "EUR"],
    [null, "EUR"],
    [{}, "EUR"],
    ["9".repeat(41), "EUR"],
    [`${"1,".repeat(20)}1`, "EUR"],
  ])("%s (%s) is not guessed", (text, told) => {
    expect(priceIn(text, told)).toBeUndefined();
  });
});
