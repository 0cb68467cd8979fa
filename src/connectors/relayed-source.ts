// A source that tells what other systems told it: whoever sets it up says what is sent, and a secret proves it.
import { z } from "zod";
import { defineSource, idIn, idleCarts, type Source, secret } from "./kit";
import { readPlain } from "./plain";
import { byBody, byFact, byHeaderAndPlace, type KeyOf } from "./plain-keys";
import { verifySentSecret } from "./signatures";

const headers = ["idempotency-key", "x-idempotency-key"];

/** By the id that whoever set it up lets it send; an order's id may well be sent for its refund, too. */
const byGivenId: KeyOf = ({ type, fields, headers: given, index }) => {
  const inHeader = headers.map((name) => idIn(given.get(name))).find((id) => id !== undefined);
  const id = (index === undefined ? inHeader : undefined) ?? fields.id("eventId");
  return id && `id:${type}:${id}`;
};

const keys = [byGivenId, byFact, byBody, byHeaderAndPlace(...headers)];

const settings = z.object({
  secret: secret(z.string().trim().min(1).max(200), {
    title: "Secret",
    description:
      "Make one up, long and random. It becomes a part of the address; or leave it out there (from ?secret= on) and send it as the header X-Webhook-Secret.",
  }),
  ...idleCarts,
});

export function relayedSource(texts: Pick<Source, "setupSteps" | "samples" | "sampleIds">): Source {
  return defineSource({
    ...texts,
    settings,
    globalIds: false,
    tells: "any",
    urlQuery: ({ secret }) => ({ secret }),
    verify: (request, { secret }) => verifySentSecret(request, secret),
    read: (request, _settings, now) => readPlain(request, { keys, followsIds: true }, now),
    sign: async (_request, { secret }) => ({ query: { secret } }),
  });
}
