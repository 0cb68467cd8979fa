// GetResponse: lists that a shop's customers join and leave. Its API calls a list a campaign.
import type { Connector } from "../kit";
import { source } from "./source";
import { tool } from "./tool";

const getresponse: Connector = {
  id: "getresponse",
  title: "GetResponse",
  summary:
    "Adds customers to a list in GetResponse, and takes them off it; tells who joins, leaves or bounces there.",
  docsUrl: "https://apidocs.getresponse.com/v3/authentication",
  source,
  tool,
};

export default getresponse;
