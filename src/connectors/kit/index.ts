// Kit, once called ConvertKit: subscribers of one account, sorted by tags.
import type { Connector } from "../kit";
import { source } from "./source";
import { tool } from "./tool";

const kit: Connector = {
  id: "kit",
  title: "Kit (ConvertKit)",
  summary:
    "Makes customers subscribers in Kit, gives them tags, and takes tags away again; tells who subscribes, leaves or bounces there.",
  docsUrl: "https://developers.kit.com/api-reference/authentication",
  source,
  tool,
};

export default kit;
