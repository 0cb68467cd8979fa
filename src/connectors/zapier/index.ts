// Zapier: events from any of the apps that Zapier knows.
import type { Connector } from "../kit";
import { source } from "./source";

const zapier: Connector = {
  id: "zapier",
  title: "Zapier",
  summary: "Events from any app that Zapier knows, sent by a Zap with “Webhooks by Zapier”.",
  docsUrl: "https://help.zapier.com/hc/en-us/articles/8496326446989-Send-webhooks-in-Zaps",
  source,
};

export default zapier;
