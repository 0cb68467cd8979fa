// The ways Magento tells its events, for the conformance suite.
export const variants = [
  { integration: "io-events", clientId: "ca7b36f23be94dcb9d2ebb97f0276e3f" },
  { integration: "commerce-webhooks" },
  { integration: "module" },
];
