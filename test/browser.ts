// A headless Chromium for end-to-end tests, of the system's own package.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const places = [
  process.env.CHROMIUM ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/**
 * @param more arguments for Chromium
 * @throws Error that says how to install Chromium, where it neither is nor can be installed here
 */
export async function openBrowser(...more: string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium() ?? installChromium(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  });
}

function findChromium(): string | undefined {
  return places.find((place) => place !== "" && existsSync(place));
}

/** On Debian, as root (as CI is), the package is one command away. */
function installChromium(): string {
  const how = "The end-to-end tests need Chromium: apt-get install chromium, or set CHROMIUM to where it is.";
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) throw new Error(how);
  execFileSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
  execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], {
    stdio: "inherit",
  });
  const found = findChromium();
  if (!found) throw new Error(how);
  return found;
}
