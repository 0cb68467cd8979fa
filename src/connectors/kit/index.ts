// Kit, once called ConvertKit: subscribers of one account, sorted by tags.
import type { Connector } from "../kit";
import { tool } from "./tool";

const kit: Connector = {
  id: "kit",
  title: "Kit (ConvertKit)",
  summary: "Makes customers subscribers in Kit, gives them tags, and takes tags away again.",
  docsUrl: "https://developers.kit.com/api-reference/authentication",
  tool,
};

export default kit;
