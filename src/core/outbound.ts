// The outbound guard: which addresses may be called. Asked when a setting is saved and before every request.
import ipaddr from "ipaddr.js";

export type AddressPolicy = {
  /** Only for a local installation: loopback, by http too. Never another private network. */
  allowLoopback: boolean;
  /** Origins under which this installation answers: calling itself would be a loop. */
  ownOrigins: string[];
};

export type AddressCheck = { ok: true; url: URL } | { ok: false; reason: string };

/** Ports that serve https on the open internet; any other is more often an inner service than a webhook. */
const publicPorts = new Set(["443", "8443"]);
/** The lowest port that needs no privilege: local receivers and tests listen above it. */
const lowestLoopbackPort = 1024;

/**
 * Names that by standard or custom mean something inside a network (RFC 6761, 6762, 8375, ICANN's .internal,
 * and those ICANN will not delegate). `.test`, `.example` and `.invalid` pass: they lead nowhere, and
 * examples use them.
 */
const innerSuffixes = [
  "local",
  "internal",
  "home.arpa",
  "onion",
  "lan",
  "home",
  "corp",
  "intranet",
  "private",
  "localdomain",
];

/**
 * Whether an address may be called. Call `url`, not the text it came from: it is what was checked.
 *
 * A name is judged by itself, since a Worker cannot pin a request to the addresses it resolved. A public name
 * that points into a private network is stopped by Cloudflare's edge, which has no route there.
 */
export function checkAddress(text: string, policy: AddressPolicy): AddressCheck {
  if (!URL.canParse(text)) return refuse("This is not a complete web address; it begins with https://.");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return refuse(`Only web addresses can be called; this one begins with “${url.protocol}”.`);
  if (url.username || url.password)
    return refuse("The address holds a user name or password before the @; put them into a header instead.");

  // "example.com." is the same host as "example.com", and must not pass for another.
  const host = url.hostname.replace(/\.+$/, "");
  if (host === "" || host.includes("..")) return refuse("The address has no host name.");
  if (host !== url.hostname) url.hostname = host;

  if (isLoopback(host)) return checkLoopback(url, policy);
  const inner = innerReason(host);
  if (inner) return refuse(inner);
  if (url.protocol === "http:")
    return refuse(`http:// sends everything readable to all on the way; use https://${url.host} instead.`);
  if (!publicPorts.has(portOf(url)))
    return refuse(`Port ${url.port} cannot be called; only 443 and 8443 can.`);
  // Whatever the port: all of a host's ports may lead to the same Worker.
  if (ownUrls(policy).some((own) => own.hostname.replace(/\.+$/, "") === host)) return refuse(ownReason);
  return { ok: true, url };
}

/** Ports where mail servers take mail from programs. 25 is for servers among themselves, and Cloudflare blocks it. */
const mailPorts = new Set([465, 587, 2465, 2525, 2587]);

/** @returns the host as the URL parser writes it, and whether it is this machine: nobody on the way could listen in */
export type MailServerCheck = { ok: true; host: string; isLoopback: boolean } | { ok: false; reason: string };

/** Whether a mail server may be called, by the same rules as a web address. */
export function checkMailServer(host: string, port: number, policy: AddressPolicy): MailServerCheck {
  const text = `https://${host}:${port}`;
  if (/[\s/\\?#@]/.test(host) || !URL.canParse(text))
    return { ok: false, reason: `“${host}” is not the name of a mail server, such as smtp.example.com.` };
  const url = new URL(text);
  const name = url.hostname.replace(/\.+$/, "");
  if (isLoopback(name)) {
    const checked = checkLoopback(url, policy);
    return checked.ok ? { ok: true, host: name, isLoopback: true } : checked;
  }
  const inner = innerReason(name);
  if (inner) return { ok: false, reason: inner };
  if (!mailPorts.has(port))
    return { ok: false, reason: `Port ${port} cannot be called; only ${[...mailPorts].join(", ")} can.` };
  return { ok: true, host: name, isLoopback: false };
}

const ownReason = "This is Shopbell's own address: calling it would ring in a circle.";

function refuse(reason: string): AddressCheck {
  return { ok: false, reason };
}

function portOf(url: URL): string {
  return url.port || (url.protocol === "https:" ? "443" : "80");
}

function ownUrls(policy: AddressPolicy): URL[] {
  return policy.ownOrigins.filter((origin) => URL.canParse(origin)).map((origin) => new URL(origin));
}

function checkLoopback(url: URL, policy: AddressPolicy): AddressCheck {
  if (!policy.allowLoopback)
    return refuse(
      `${url.hostname} means “this very computer”; only addresses on the public internet can be called.`,
    );
  if (Number(portOf(url)) < lowestLoopbackPort)
    return refuse(
      `Port ${portOf(url)} of this computer cannot be called; only ports from ${lowestLoopbackPort} on can.`,
    );
  // 127.0.0.1, localhost and [::1] are one place, so the port alone says whether it is ours.
  const isOwn = ownUrls(policy).some((own) => isLoopback(own.hostname) && portOf(own) === portOf(url));
  return isOwn ? refuse(ownReason) : { ok: true, url };
}

/** `host` as the URL parser writes it: IPv4 in any spelling is dotted decimal there, IPv6 is in brackets. */
function isLoopback(host: string): boolean {
  return (
    host === "localhost" ||
    host.endsWith(".localhost") ||
    host === "[::1]" ||
    /^127(?:\.\d{1,3}){3}$/.test(host)
  );
}

/** Why a host is not on the public internet; undefined when it may be. */
function innerReason(host: string): string | undefined {
  const address = host.replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(address))
    return isPublic(address)
      ? undefined
      : `${address} is not an address on the public internet, and only those can be called.`;
  if (!host.includes(".")) return `“${host}” is not a complete host name, such as hooks.example.com.`;
  if (innerSuffixes.some((suffix) => host.endsWith(`.${suffix}`)))
    return `“${host}” is a name inside a network; only names on the public internet can be called.`;
  return undefined;
}

function isPublic(address: string): boolean {
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  // Outside 2000::/3 nothing is assigned, but ::/96 and the like hold an IPv4 address that was not checked.
  return parsed instanceof ipaddr.IPv4 || ((parsed.toByteArray()[0] ?? 0) & 0xe0) === 0x20;
}
