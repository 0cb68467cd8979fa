// TYPO3: webhooks of its own extension “webhooks”, since version 12.
import type { Connector } from "../kit";
import { source } from "./source";

const typo3: Connector = {
  id: "typo3",
  title: "TYPO3",
  summary:
    "Changed pages and files, failed logins, and whatever extensions tell, of a TYPO3 site (12 or newer).",
  docsUrl: "https://docs.typo3.org/c/typo3/cms-webhooks/main/en-us/",
  source,
};

export default typo3;
