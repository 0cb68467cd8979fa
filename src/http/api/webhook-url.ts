// The address a shop owner pastes into a shop: it says which source is meant, and proves that we made it.
import { makeSourceToken } from "../../core/token";
import type { SourceRow } from "../../storage/sources";
import type { HttpDeps } from "../deps";

/** @param query what the URL must hold besides, where that is how the shop proves itself */
export async function webhookUrl(
  row: SourceRow,
  query: Record<string, string>,
  deps: Pick<HttpDeps, "tokenKey" | "publicUrl">,
): Promise<string> {
  const { workspaceId, id: sourceId, tokenVersion: version } = row;
  const token = await makeSourceToken(deps.tokenKey, { workspaceId, sourceId, version });
  const search = new URLSearchParams(query).toString();
  return `${deps.publicUrl}/in/${token}${search && `?${search}`}`;
}
