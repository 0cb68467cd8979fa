// From where a scan comes, by the request that told of it.
import type { Context } from "hono";
import { type Device, deviceOf, type Place, placeOf } from "../../core/visitor";

export function fromOf(c: Context): { device: Device; place: Place } {
  // The edge says where a request comes from; elsewhere there is nothing.
  const edge = c.req.raw.cf as IncomingRequestCfProperties | undefined;
  return { device: deviceOf(c.req.header("user-agent") ?? ""), place: placeOf(edge) };
}
