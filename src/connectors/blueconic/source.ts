// Reads what a BlueConic webhook connection sends: its owner writes the body, and a secret proves it.
import { z } from "zod";
import { defineSource, idleCarts, refused, secret, verified } from "../kit";
import { readPlain } from "../plain";
import { byFact, byMapping, type KeyOf } from "../plain-keys";
import { mapping } from "../plain-mapping";
import { isSameText } from "../signatures";
import { samples } from "./samples";

const settings = z.object({
  secret: secret(z.string().trim().min(1).max(200), {
    title: "Secret",
    description:
      "Make one up, long and random. It becomes a part of the address; or leave it out there (from ?secret= on) and send it as a header.",
  }),
  header: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9-]{1,100}$/, { error: "is not the name of a header" })
    .default("X-Webhook-Secret")
    .meta({
      title: "Header",
      description: "The request header that holds the secret, if it is not in the address.",
    }),
  mapping: mapping.optional(),
  ...idleCarts,
});

/** What the body below says, apart from the types that are understood anyway. */
const types = { segment_entered: "custom.blueconic_segment_entered" };

const byEventId: KeyOf = ({ type, fields }) => {
  const id = fields.id("eventId");
  return id && `id:${type}:${id}`;
};

/** Never by a member called `id`: that is the profile's own, and it does the same thing again some day. */
const keys = [byEventId, byMapping, byFact];

export const source = defineSource({
  settings,
  setupSteps: [
    "Make up a secret, save it here, and only then copy the address {{url}}: it holds the secret.",
    "In BlueConic open Connections, choose “Add connection” and then Webhook, and add the outgoing goal “Trigger a request”.",
    "Select the segments whose visitors count, and what triggers the request: entering the segment, a profile property that changes, or an event.",
    "Choose the method POST, paste the address as the URL, and add the request header Content-Type with the value application/json. If the address must not hold the secret, remove it from “?secret=” on and send it as the header that is named here.",
    'Use this as the request body: {"type": "segment_entered", "segment": "Name of the segment", "profile_id": ##{{id}}, "email": ##{{email.0}}, "first_name": ##{{firstname.0}}, "last_name": ##{{lastname.0}}}. Replace email, firstname and lastname by the ids of your own profile properties.',
    "For somebody who left an address, write lead.created as the type; for a changed profile, customer.updated; for a signup, contact.subscribed. Any other name works as custom.anything.",
    "The same body within 24 hours is the same event. If you have an id of your own for what happened, send it as event_id.",
  ],
  globalIds: false,
  tells: "any",

  urlQuery: ({ secret }) => ({ secret }),

  async verify(request, { secret, header }) {
    const given = request.query.get("secret") || request.headers.get(header)?.trim();
    if (!given) return refused("missing", `The secret must come as ?secret=… or in the header ${header}.`);
    return (await isSameText(secret, given.trim()))
      ? verified
      : refused("mismatch", "The secret that came is not the saved one.");
  },

  read: (request, { mapping = {} }, now) =>
    readPlain(
      request,
      {
        mapping: {
          customerId: "profile_id",
          ...mapping,
          types: { ...mapping.types, ...types, ...mapping.types },
        },
        keys,
        followsIds: true,
      },
      now,
    ),

  sign: async (_request, { secret }) => ({ query: { secret } }),

  samples,
  sampleIds: ["4300001", "4300002", "4300003", "4300004", "4300005"],
});
