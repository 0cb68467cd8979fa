// The ways Zoho CRM tells its events, for the conformance suite.
export const variants = [
  { integration: "notifications", clientId: "1000.SAMPLECLIENT" },
  { integration: "workflow" },
];
