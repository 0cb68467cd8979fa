// The two proofs of a SendGrid source, for the conformance suite. The key is of a pair made for this.
export const variants = [
  {},
  {
    verificationKey:
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/GN/lY7DVFbS0WR8LO6HkHWO7nXJc2pJu5q8Hl3UU/qLz0H4SQ5RFncpbkhU3URNv7UIEBkse1efpUwKkebfiw==",
  },
];
