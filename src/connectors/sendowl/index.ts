// SendOwl: sells and delivers digital products.
import type { Connector } from "../kit";
import { source } from "./source";

const sendowl: Connector = {
  id: "sendowl",
  title: "SendOwl",
  summary: "Orders, refunds, disputes and subscriptions of a SendOwl account.",
  docsUrl: "https://help.sendowl.com/help/using-web-hooks",
  source,
};

export default sendowl;
