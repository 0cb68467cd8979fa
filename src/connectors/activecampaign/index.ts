// ActiveCampaign: lists that a shop's customers join and leave.
import type { Connector } from "../kit";
import { source } from "./source";
import { tool } from "./tool";

const activecampaign: Connector = {
  id: "activecampaign",
  title: "ActiveCampaign",
  summary:
    "Adds customers to a list in ActiveCampaign, takes them off it, and tells who joins, leaves or bounces there.",
  docsUrl: "https://developers.activecampaign.com/reference/authentication",
  source,
  tool,
};

export default activecampaign;
