// MailerLite: groups that a shop's customers join and leave.
import type { Connector } from "../kit";
import { tool } from "./tool";

const mailerlite: Connector = {
  id: "mailerlite",
  title: "MailerLite",
  summary: "Adds customers to a group in MailerLite, and takes them out of it.",
  docsUrl: "https://developers.mailerlite.com/getting-started",
  tool,
};

export default mailerlite;
