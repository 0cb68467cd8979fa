// MailerLite Classic, for accounts older than 2022: groups that a shop's customers join and leave.
import type { Connector } from "../kit";
import { tool } from "./tool";

const mailerliteClassic: Connector = {
  id: "mailerlite-classic",
  title: "MailerLite Classic",
  summary: "Adds customers to a group in MailerLite Classic, and takes them out of it.",
  docsUrl: "https://developers-classic.mailerlite.com/docs/authentication",
  tool,
};

export default mailerliteClassic;
