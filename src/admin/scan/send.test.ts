// What becomes of scans that got no answer to themselves.
import { expect, it } from "vitest";
import { Problem } from "../api";
import { sentBy } from "./send";

it.each([
  ["no network", new Problem(0, "Shopbell cannot be reached."), "unreachable"],
  ["no answer in time", new DOMException("The operation timed out.", "TimeoutError"), "unreachable"],
  ["a hotspot's own page instead of JSON", new SyntaxError("Unexpected token <"), "unreachable"],
  ["a hotspot that wants to be paid", new Problem(511, "Network Authentication Required"), "unreachable"],
  ["a server that stumbles", new Problem(500, "This is our fault."), "unreachable"],
  ["too many at once", new Problem(429, "Slow down."), "unreachable"],
  ["an ended session", new Problem(401, "Sign in."), "signed-out"],
  ["a workspace that was taken away", new Problem(404, "There is no such workspace."), "shut-out"],
  ["a role that is too small", new Problem(403, "This takes the role."), "shut-out"],
  ["a scan that cannot be read", new Problem(422, "scans.0.code: is too long"), "rejected"],
])("%s", (_, error, is) => expect(sentBy(error).is).toBe(is));
