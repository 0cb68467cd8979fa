// Mailchimp: audiences that a shop's customers join and leave.
import type { Connector } from "../kit";
import { source } from "./source";
import { tool } from "./tool";

const mailchimp: Connector = {
  id: "mailchimp",
  title: "Mailchimp",
  summary:
    "Adds customers to an audience in Mailchimp, takes them off it, and tells who joins, leaves or bounces there.",
  docsUrl: "https://mailchimp.com/help/about-api-keys/",
  source,
  tool,
};

export default mailchimp;
