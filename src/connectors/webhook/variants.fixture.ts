// The ways a webhook source can be set up, for the conformance suite.
export const variants = [
  { verification: "standard-webhooks" },
  { verification: "hmac" },
  { verification: "hmac", header: "X-Hook-Mac", algorithm: "sha512", encoding: "base64", prefix: "v0=" },
  { verification: "url-secret" },
];
