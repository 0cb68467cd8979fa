// A source that signs as Standard Webhooks describes, whatever its bodies look like.
import { z } from "zod";
import { defineSource, idleCarts, type Source, secret } from "./kit";
import { readPlain } from "./plain";
import { byBody, byFact, byHeader, byHeaderAndPlace, byMapping } from "./plain-keys";
import { mapping } from "./plain-mapping";
import { type HeaderFamily, isStandardKey, signStandard, verifyStandard } from "./signatures";

/**
 * @param families whose headers it takes; it signs with the first
 * @param secretHelp where the signing secret is found
 */
export function signedSource(
  families: [HeaderFamily, ...HeaderFamily[]],
  secretHelp: string,
  texts: Pick<Source, "setupSteps" | "samples" | "sampleIds">,
): Source {
  const ids = families.map((family) => `${family}-id`);
  // What it is about is known by ids of its own; the id in the headers is the same in every try of one message.
  const keys = [byFact, byMapping, byHeader(...ids), byBody, byHeaderAndPlace(...ids)];
  const settings = z.object({
    signingSecret: secret(
      z
        .string()
        .trim()
        .refine(isStandardKey, { error: "is neither a secret (whsec_…) nor a public key (whpk_…)" }),
      { title: "Signing secret", description: secretHelp },
    ),
    mapping: mapping.optional(),
    ...idleCarts,
  });
  return defineSource({
    ...texts,
    settings,
    globalIds: false,
    tells: "any",
    verify: (request, { signingSecret }, now) => verifyStandard(request, signingSecret, families, now),
    read: (request, { mapping }, now) => readPlain(request, { mapping, keys, followsIds: true }, now),
    sign: (request, { signingSecret }, now) => signStandard(request, signingSecret, families[0], now),
  });
}
