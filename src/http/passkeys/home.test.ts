import { expect, it } from "vitest";
import { passkeyHome } from "./home";

it.each([
  ["https://shopbell.example.com", "https://shopbell.example.com", "shopbell.example.com"],
  ["https://shopbell.example.com:8443", "https://shopbell.example.com:8443", "shopbell.example.com"],
  ["http://127.0.0.1:8787", "http://localhost:8787", "localhost"],
  ["http://[::1]:8787", "http://localhost:8787", "localhost"],
  ["http://localhost:8787", "http://localhost:8787", "localhost"],
])("passkeys of %s are at home at %s, and bound to %s", (publicUrl, origin, rpId) => {
  expect(passkeyHome(publicUrl)).toEqual({ origin, rpId });
});
