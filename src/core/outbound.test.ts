// The outbound guard against the known ways to make a server call what it should not.
import { describe, expect, it } from "vitest";
import { type AddressPolicy, checkAddress, checkMailServer } from "./outbound";

const production: AddressPolicy = { allowLoopback: false, ownOrigins: ["https://bell.example.com"] };
const local: AddressPolicy = { allowLoopback: true, ownOrigins: ["http://localhost:8787"] };

const reasonOf = (url: string, policy: AddressPolicy) => {
  const result = checkAddress(url, policy);
  return result.ok ? `allowed: ${result.url.href}` : result.reason;
};

describe("in production", () => {
  it.each([
    ["https://hooks.zapier.com/hooks/catch/1/2/", "https://hooks.zapier.com/hooks/catch/1/2/"],
    ["https://example.com", "https://example.com/"],
    ["https://example.com:443/a?b=c", "https://example.com/a?b=c"],
    ["https://example.com:8443/", "https://example.com:8443/"],
    ["https://EXAMPLE.com./x", "https://example.com/x"],
    ["  https://example.com/x\n", "https://example.com/x"],
    ["https://żółw.example/", "https://xn--w-uga1v8h.example/"],
    ["https://receiver.test/hook", "https://receiver.test/hook"],
    ["https://8.8.8.8/", "https://8.8.8.8/"],
    ["https://172.15.255.255/", "https://172.15.255.255/"],
    ["https://[2606:4700:4700::1111]/", "https://[2606:4700:4700::1111]/"],
    ["https://localhost.example.com/", "https://localhost.example.com/"],
    ["https://internal.example.com/", "https://internal.example.com/"],
    ["https://sub.bell.example.com/", "https://sub.bell.example.com/"],
  ])("%s may be called", (url, href) => {
    const result = checkAddress(url, production);
    expect(result.ok && result.url.href).toBe(href);
  });

  it.each([
    ["", "complete web address"],
    ["example.com/hook", "complete web address"],
    ["//example.com", "complete web address"],
    ["https://", "complete web address"],
    ["https://exa mple.com", "complete web address"],
    ["https://1.2.3.4.5/", "complete web address"],
    ["https://256.1.1.1/", "complete web address"],
    ["ftp://example.com/", "begins with “ftp:”"],
    ["file:///etc/passwd", "begins with “file:”"],
    ["javascript:alert(1)", "begins with “javascript:”"],
    ["data:text/plain,x", "begins with “data:”"],
    ["http://example.com/", "http://"],
    ["https://user:pass@example.com/", "user name or password"],
    ["https://user@example.com/", "user name or password"],
    ["https://example.com@10.0.0.1/", "user name or password"],
    ["https://example.com:22/", "Port 22"],
    ["https://example.com:80/", "Port 80"],
    ["https://example.com:6379/", "Port 6379"],
    ["https://example.com:8080/", "Port 8080"],
    ["https://bell.example.com/in/abc", "own address"],
    ["https://BELL.example.com./in/abc", "own address"],
    ["https://bell.example.com:8443/", "own address"],
    ["https://localhost/", "this very computer"],
    ["https://localhost./", "this very computer"],
    ["https://LOCALHOST/", "this very computer"],
    ["https://a.localhost/", "this very computer"],
    ["https://127.0.0.1/", "this very computer"],
    ["https://127.1/", "this very computer"],
    ["https://127.255.255.254/", "this very computer"],
    ["https://2130706433/", "this very computer"],
    ["https://0x7f000001/", "this very computer"],
    ["https://0x7f.0.0.1/", "this very computer"],
    ["https://0177.0.0.01/", "this very computer"],
    ["https://127.0.0.1./", "this very computer"],
    ["https://[::1]/", "this very computer"],
    ["https://[0:0:0:0:0:0:0:1]/", "this very computer"],
    ["https://①②⑦.0.0.1/", "this very computer"],
    ["https://0.0.0.0/", "public internet"],
    ["https://0/", "public internet"],
    ["https://10.0.0.1/", "public internet"],
    ["https://10.1/", "public internet"],
    ["https://167772161/", "public internet"],
    ["https://172.16.0.1/", "public internet"],
    ["https://172.31.255.255/", "public internet"],
    ["https://192.168.1.1/", "public internet"],
    ["https://0xc0a80101/", "public internet"],
    ["https://169.254.169.254/latest/meta-data/", "public internet"],
    ["https://0xa9fea9fe/", "public internet"],
    ["https://2852039166/", "public internet"],
    ["https://100.64.0.1/", "public internet"],
    ["https://100.100.100.200/", "public internet"],
    ["https://192.0.0.192/", "public internet"],
    ["https://192.0.2.1/", "public internet"],
    ["https://198.18.0.1/", "public internet"],
    ["https://203.0.113.1/", "public internet"],
    ["https://224.0.0.1/", "public internet"],
    ["https://240.0.0.1/", "public internet"],
    ["https://255.255.255.255/", "public internet"],
    ["https://[::]/", "public internet"],
    ["https://[fe80::1]/", "public internet"],
    ["https://[fc00::1]/", "public internet"],
    ["https://[fd00:ec2::254]/", "public internet"],
    ["https://[fec0::1]/", "public internet"],
    ["https://[ff02::1]/", "public internet"],
    ["https://[::ffff:127.0.0.1]/", "public internet"],
    ["https://[::ffff:7f00:1]/", "public internet"],
    ["https://[::ffff:8.8.8.8]/", "public internet"],
    ["https://[::127.0.0.1]/", "public internet"],
    ["https://[::a9fe:a9fe]/", "public internet"],
    ["https://[64:ff9b::7f00:1]/", "public internet"],
    ["https://[64:ff9b:1::a00:1]/", "public internet"],
    ["https://[2002:7f00:1::]/", "public internet"],
    ["https://[2002:a9fe:a9fe::1]/", "public internet"],
    ["https://[2001:0:7f00:1::]/", "public internet"],
    ["https://[2001:db8::1]/", "public internet"],
    ["https://[100::1]/", "public internet"],
    ["https://[4000::1]/", "public internet"],
    ["https://metadata.google.internal/", "inside a network"],
    ["https://metadata.google.internal./", "inside a network"],
    ["https://printer.local/", "inside a network"],
    ["https://nas.home.arpa/", "inside a network"],
    ["https://router.lan/", "inside a network"],
    ["https://wiki.corp/", "inside a network"],
    ["https://kubernetes.default.svc.cluster.local/", "inside a network"],
    ["https://hidden.onion/", "inside a network"],
    ["https://intranet/", "complete host name"],
    ["https://metadata/", "complete host name"],
    ["https://com./", "complete host name"],
  ])("%s is refused: %s", (url, words) => {
    expect(reasonOf(url, production)).toContain(words);
  });
});

describe("where loopback is allowed", () => {
  it.each([
    "http://127.0.0.1:9000/hook",
    "http://localhost:9000/",
    "http://[::1]:9000/",
    "http://receiver.localhost:9000/",
    "https://localhost:9443/",
    "http://2130706433:9000/",
    "https://example.com/",
  ])("%s may be called", (url) => {
    expect(checkAddress(url, local).ok).toBe(true);
  });

  it.each([
    ["http://localhost/", "Port 80"],
    ["https://127.0.0.1/", "Port 443"],
    ["http://127.0.0.1:22/", "Port 22"],
    ["http://localhost:8787/in/abc", "own address"],
    ["http://127.0.0.1:8787/in/abc", "own address"],
    ["http://[::1]:8787/in/abc", "own address"],
    ["http://a.localhost:8787/in/abc", "own address"],
    ["http://10.0.0.1:9000/", "public internet"],
    ["http://192.168.1.1:9000/", "public internet"],
    ["http://169.254.169.254/", "public internet"],
    ["http://0.0.0.0:9000/", "public internet"],
    ["http://[::ffff:127.0.0.1]:9000/", "public internet"],
    ["http://example.com/", "http://"],
    ["https://example.com:9000/", "Port 9000"],
    ["http://user@localhost:9000/", "user name or password"],
  ])("%s is refused: %s", (url, words) => {
    expect(reasonOf(url, local)).toContain(words);
  });
});

it("takes an own origin it cannot read for none", () => {
  expect(
    checkAddress("https://example.com/", { allowLoopback: false, ownOrigins: ["", "nonsense"] }).ok,
  ).toBe(true);
});

describe("a mail server", () => {
  it.each<[string, number, AddressPolicy, object]>([
    ["smtp.example.com", 587, production, { host: "smtp.example.com", isLoopback: false }],
    ["SMTP.example.com.", 465, production, { host: "smtp.example.com", isLoopback: false }],
    ["poczta.świat.example", 2525, production, { host: "poczta.xn--wiat-k5a.example", isLoopback: false }],
    ["127.0.0.1", 2525, local, { host: "127.0.0.1", isLoopback: true }],
    ["0x7f.1", 2525, local, { host: "127.0.0.1", isLoopback: true }],
    ["[::1]", 1025, local, { host: "[::1]", isLoopback: true }],
  ])("%s, port %d, may be called", (host, port, policy, found) => {
    expect(checkMailServer(host, port, policy)).toEqual({ ok: true, ...found });
  });

  it.each<[string, number, AddressPolicy, string]>([
    ["", 587, production, "not the name of a mail server"],
    ["smtp.example.com:465", 587, production, "not the name of a mail server"],
    ["bell@smtp.example.com", 587, production, "not the name of a mail server"],
    ["smtp.example.com/x", 587, production, "not the name of a mail server"],
    ["smtp.example.com", 25, production, "Port 25"],
    ["smtp.example.com", 443, production, "Port 443"],
    ["localhost", 2525, production, "this very computer"],
    ["127.1", 2525, production, "this very computer"],
    ["localhost", 25, local, "only ports from 1024"],
    ["localhost", 8787, local, "own address"],
    ["10.0.0.1", 587, local, "public internet"],
    ["[fd00::1]", 587, production, "public internet"],
    ["[::ffff:10.0.0.1]", 587, production, "public internet"],
    ["169.254.169.254", 587, production, "public internet"],
    ["mail.internal", 587, production, "inside a network"],
    ["mail", 587, production, "complete host name"],
  ])("%s, port %d, may not", (host, port, policy, words) => {
    expect(checkMailServer(host, port, policy)).toEqual({
      ok: false,
      reason: expect.stringContaining(words),
    });
  });
});
