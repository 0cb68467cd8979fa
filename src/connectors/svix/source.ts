// Events of any system that lets Svix deliver its webhooks: https://docs.svix.com/receiving/verifying-payloads/how-manual
import { signedSource } from "../signed-source";
import { sampleIds, samples } from "./samples";

// Svix's own libraries look for svix-… first; some senders have it use the names of Standard Webhooks.
export const source = signedSource(
  ["svix", "webhook"],
  "On the endpoint's page in the sender's webhook portal: “Signing Secret”. It begins with whsec_ (a public key with whpk_).",
  {
    setupSteps: [
      "In the system that sends, open its webhook portal (the page with “Endpoints” that Svix provides) and choose “Add Endpoint”.",
      "Paste {{url}} as the Endpoint URL, choose the events you want, and create it.",
      "On the endpoint's page, show the “Signing Secret”, copy it and paste it here.",
      "If an event arrives that is not understood, name its type, or the place of what is not found, under “Where things are”.",
    ],
    samples,
    sampleIds,
  },
);
