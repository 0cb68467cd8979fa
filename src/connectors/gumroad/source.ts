// Proves and reads Gumroad's pings. What each resource means is in resources.ts.
import { z } from "zod";
import { jsonOrFormIn } from "../forms";
import { defineSource, idIn, refused, secret, textIn, verified } from "../kit";
import { verifySentSecret } from "../signatures";
import { resources } from "./resources";
import { samples } from "./samples";

const settings = z.object({
  secret: secret(z.string().trim().min(8), {
    title: "Secret",
    description:
      "Make one up: at least 8 characters that nobody can guess. It becomes a part of the address that Gumroad calls.",
  }),
  sellerId: z.string().trim().max(200).optional().meta({
    title: "Seller ID",
    description:
      "Optional: the seller_id that Gumroad shows below Settings → Advanced → Ping. Sales of any other seller are then refused.",
  }),
});

export const source = defineSource({
  settings,
  setupSteps: [
    "In Gumroad, open Settings → Advanced.",
    "Paste {{url}} under “Ping endpoint” as it is, with its secret, and save. Gumroad then sends every sale, also each renewal of a membership.",
    "Choose “Send test ping to URL”: your last sale arrives here. It is taken as a sale, unless it is already known.",
    "Refunds, disputes and cancellations come only to addresses registered by API: with an access token of the scope view_sales, call PUT https://api.gumroad.com/v2/resource_subscriptions once for each of refund, dispute, dispute_won, cancellation, subscription_updated, subscription_ended and subscription_restarted, with this address as post_url.",
  ],
  globalIds: true,
  tells: [
    "purchase.completed",
    "purchase.refunded",
    "subscription.started",
    "subscription.renewed",
    "subscription.changed",
    "subscription.resumed",
    "subscription.cancel_scheduled",
    "subscription.cancelled",
    "payment.failed",
    "custom.dispute_opened",
    "custom.dispute_won",
    "custom.preorder_placed",
  ],

  urlQuery: ({ secret }) => ({ secret }),

  // Gumroad signs nothing: the secret in the address is the proof.
  async verify(request, { secret, sellerId }) {
    const proof = await verifySentSecret(request, secret);
    if (!proof.ok || !sellerId) return proof;
    // Pings about memberships name no seller.
    const seller = idIn(jsonOrFormIn(request)?.seller_id);
    return seller === undefined || seller === sellerId
      ? verified
      : refused("mismatch", "The ping is about another seller than the saved one.");
  },

  async read(request, _settings, now) {
    const body = jsonOrFormIn(request);
    if (!body) return { is: "unreadable", reason: "The body is neither a form nor a JSON object." };
    // A test ping is the last sale without the resource's name.
    const resource = textIn(body.resource_name) ?? (body.sale_id === undefined ? undefined : "sale");
    if (!resource)
      return {
        is: "not-understood",
        type: "unknown",
        reason: "The ping has no resource_name and no sale_id.",
      };
    const understand = resources.get(resource);
    if (!understand)
      return {
        is: "not-understood",
        type: resource,
        reason: `Gumroad's “${resource.slice(0, 100)}” is not known here.`,
      };
    const facts = understand({ body, now });
    if (facts.length === 0)
      return { is: "not-understood", type: resource, reason: "The ping lacks the id of what it is about." };
    return { is: "facts", facts: facts.map((fact) => ({ ...fact, data: body })) };
  },

  async sign(_request, { secret }) {
    return { query: { secret } };
  },

  samples,
  sampleIds: [
    "FO8TXN21dvxY48abdavG97",
    "8mT4Qd07hJx52LrcK3w91A",
    "7Vn2Ub90tRs64PqzM8e15C",
    "5Yk3Wf16gBa83DvxH2o40E",
    "9Zc6Xs35jNu17FtyG4i28B",
    "524459935",
    "524460217",
    "G81_kw4Mz9cT7xQv3b25Ng",
  ],
});
