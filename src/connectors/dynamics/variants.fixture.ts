// The ways Dataverse proves its messages, for the conformance suite.
const app = {
  tenantId: "0f9f4711-8122-4d3a-a233-1c5b3a7d9e10",
  clientId: "1c5b3a7d-9e10-4d3a-a233-0f9f47118122",
  environmentUrl: "https://contoso.crm4.dynamics.com",
};

export const variants = [
  { ...app, authentication: "http-header" },
  { ...app, authentication: "webhook-key" },
  { ...app, authentication: "http-query-string", key: "bell" },
];
