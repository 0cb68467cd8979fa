// BlueConic: visitors' profiles that enter a segment or change.
import type { Connector } from "../kit";
import { source } from "./source";

const blueconic: Connector = {
  id: "blueconic",
  title: "BlueConic",
  summary: "Profiles that enter a segment or change, sent by BlueConic's webhook connection.",
  docsUrl: "https://support.blueconic.com/en/articles/247717-webhook-connection",
  source,
};

export default blueconic;
