// MailerLite: groups that a shop's customers join and leave.
import type { Connector } from "../kit";
import { source } from "./source";
import { tool } from "./tool";

const mailerlite: Connector = {
  id: "mailerlite",
  title: "MailerLite",
  summary:
    "Adds customers to a group in MailerLite, takes them out of it, and tells who joins, leaves or bounces there.",
  docsUrl: "https://developers.mailerlite.com/getting-started",
  source,
  tool,
};

export default mailerlite;
