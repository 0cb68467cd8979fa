// Svix: any system whose webhooks Svix delivers.
import type { Connector } from "../kit";
import { source } from "./source";

const svix: Connector = {
  id: "svix",
  title: "Svix",
  summary: "Any system whose webhooks Svix delivers (svix-signature).",
  docsUrl: "https://docs.svix.com/receiving/introduction",
  source,
};

export default svix;
