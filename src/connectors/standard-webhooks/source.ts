// Events of any system that follows Standard Webhooks: https://www.standardwebhooks.com
import { signedSource } from "../signed-source";
import { sampleIds, samples } from "./samples";

export const source = signedSource(
  ["webhook"],
  "The system shows it beside the endpoint and it begins with whsec_; where it signs with a private key, paste the public one, whpk_….",
  {
    setupSteps: [
      "In the system that sends, open its webhook settings (often Settings → Developers → Webhooks) and add an endpoint with the address {{url}}.",
      "Choose the events you want: paid orders, refunds, subscriptions, contacts.",
      "Copy the endpoint's signing secret (whsec_…) or public key (whpk_…) and paste it here.",
      "If an event arrives that is not understood, name its type, or the place of what is not found, under “Where things are”.",
    ],
    samples,
    sampleIds,
  },
);
