// Gumroad: a shop and checkout for digital products and memberships.
import type { Connector } from "../kit";
import { source } from "./source";

const gumroad: Connector = {
  id: "gumroad",
  title: "Gumroad",
  summary: "Sales, refunds, disputes and memberships of a Gumroad account.",
  docsUrl: "https://gumroad.com/ping",
  source,
};

export default gumroad;
