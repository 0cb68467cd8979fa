// ActiveCampaign: lists that a shop's customers join and leave.
import type { Connector } from "../kit";
import { tool } from "./tool";

const activecampaign: Connector = {
  id: "activecampaign",
  title: "ActiveCampaign",
  summary: "Adds customers to a list in ActiveCampaign, and takes them off it.",
  docsUrl: "https://developers.activecampaign.com/reference/authentication",
  tool,
};

export default activecampaign;
