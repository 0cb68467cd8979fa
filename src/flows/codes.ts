// Codes as the outside is told of them. Ids are drawn where the ledger writes them; their MACs are made here.
import { type CodeAddresses, codeAddresses, makeCode } from "../core/code";

export type CodeDeps = {
  codeKey: CryptoKey;
  /** Without a slash at the end. */
  publicUrl: string;
};

/** Where the tickets of a workspace lead and where their pictures are. */
export function addressesOf(
  workspaceId: string,
  ids: readonly string[],
  deps: CodeDeps,
): Promise<CodeAddresses[]> {
  return Promise.all(ids.map((codeId) => addressOf({ kind: "ticket", workspaceId, codeId }, deps)));
}

export async function addressOf(
  code: Parameters<typeof makeCode>[1],
  { codeKey, publicUrl }: CodeDeps,
): Promise<CodeAddresses> {
  return codeAddresses(publicUrl, await makeCode(codeKey, code));
}
