// Webpower, now Spotler MailPro: contacts of its e-mail campaigns.
import type { Connector } from "../kit";
import { source } from "./source";

const webpower: Connector = {
  id: "webpower",
  title: "Webpower (Spotler MailPro)",
  summary:
    "New, changed, subscribed, unsubscribed and bounced contacts of Spotler MailPro, formerly Webpower.",
  docsUrl: "https://mailpro.spotler.help/hc/en-gb/articles/27463751568146-Integration-Webhooks",
  source,
};

export default webpower;
