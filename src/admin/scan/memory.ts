// The few settings that this phone remembers from one time to the next.

type Remembered = {
  shop: { id: string; name: string; timeZone: string };
  takesEach: boolean;
  isLoud: boolean;
};

const place = (name: keyof Remembered) => `shopbell-scan-${name}`;

export function remembered<Name extends keyof Remembered>(name: Name): Remembered[Name] | undefined {
  try {
    const text = localStorage.getItem(place(name));
    return text === null ? undefined : (JSON.parse(text) as Remembered[Name]); // only `remember` writes there
  } catch {
    return undefined; // storage is switched off: then nothing is remembered
  }
}

export function remember<Name extends keyof Remembered>(name: Name, value: Remembered[Name]): void {
  try {
    localStorage.setItem(place(name), JSON.stringify(value));
  } catch {
    // As above: the page works, and starts afresh the next time.
  }
}
