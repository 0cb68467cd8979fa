// The address a shop owner pastes into a shop: it says which source is meant, and proves that we made it.
import type { SourceConfig } from "../core/config";
import { makeSourceToken } from "../core/token";

export type UrlDeps = { tokenKey: CryptoKey; publicUrl: string };

/** @param query what the URL must hold besides, where that is how the shop proves itself */
export async function webhookUrl(
  workspaceId: string,
  { id: sourceId, tokenVersion: version }: Pick<SourceConfig, "id" | "tokenVersion">,
  query: Record<string, string>,
  deps: UrlDeps,
): Promise<string> {
  const token = await makeSourceToken(deps.tokenKey, { workspaceId, sourceId, version });
  const search = new URLSearchParams(query).toString();
  return `${deps.publicUrl}/in/${token}${search && `?${search}`}`;
}
