// LinkedIn Lead Gen Forms: people who fill in the form of an ad, an event or a page on LinkedIn.
import type { Connector } from "../kit";
import { source } from "./source";

const linkedinLeadGen: Connector = {
  id: "linkedin-lead-gen",
  title: "LinkedIn Lead Gen Forms",
  summary: "People who fill in a lead form of an ad, an event or a page on LinkedIn.",
  docsUrl: "https://learn.microsoft.com/en-us/linkedin/marketing/lead-sync/leadsync",
  source,
};

export default linkedinLeadGen;
