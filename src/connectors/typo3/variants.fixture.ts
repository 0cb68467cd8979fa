// What a webhook of TYPO3's can be for, for the conformance suite.
const identifier = "3f0c7a52-9b1e-4d68-8a47-5c2e91d0b6f3";

export const variants = [
  { identifier, fileTrigger: "added" },
  { identifier, fileTrigger: "removed" },
];
