// ISO 4217's own numbers of decimals, where they are not two. Runtimes disagree about them: their `Intl` tells how an
// amount is usually shown, which for the forint is without fillér.
const decimals: Record<string, number> = Object.fromEntries([
  ..."BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
    .split(" ")
    .map((code) => [code, 0]),
  ..."BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3]),
  ..."CLF UYW".split(" ").map((code) => [code, 4]),
]);

/** How many decimals an amount in a currency's major units has. */
export function decimalsOf(currency: string): number {
  return Object.hasOwn(decimals, currency) ? (decimals[currency] ?? 2) : 2;
}
