// SendGrid: contact lists that a shop's customers join and leave, and mails made from a template.
import type { Connector } from "../kit";
import { source } from "./source";
import { tool } from "./tool";

const sendgrid: Connector = {
  id: "sendgrid",
  title: "SendGrid",
  summary:
    "Adds customers to a list in SendGrid, takes them off it, and sends them a mail from a template; tells who bounces or unsubscribes.",
  docsUrl: "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",
  source,
  tool,
};

export default sendgrid;
