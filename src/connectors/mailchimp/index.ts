// Mailchimp: audiences that a shop's customers join and leave.
import type { Connector } from "../kit";
import { tool } from "./tool";

const mailchimp: Connector = {
  id: "mailchimp",
  title: "Mailchimp",
  summary: "Adds customers to an audience in Mailchimp, and takes them off it.",
  docsUrl: "https://mailchimp.com/help/about-api-keys/",
  tool,
};

export default mailchimp;
