// An organisation, for the conformance suite: messages come only from one that is named.
export const variants = [{ organizationId: "00D5e000000KQ2e", currency: "EUR" }];
