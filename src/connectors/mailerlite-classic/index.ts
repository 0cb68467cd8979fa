// MailerLite Classic, for accounts older than 2022: groups that a shop's customers join and leave.
import type { Connector } from "../kit";
import { source } from "./source";
import { tool } from "./tool";

const mailerliteClassic: Connector = {
  id: "mailerlite-classic",
  title: "MailerLite Classic",
  summary:
    "Adds customers to a group in MailerLite Classic, takes them out of it, and tells who joins, leaves or bounces there.",
  docsUrl: "https://developers-classic.mailerlite.com/docs/authentication",
  source,
  tool,
};

export default mailerliteClassic;
