// Make: events from any of the apps that Make knows.
import type { Connector } from "../kit";
import { source } from "./source";

const make: Connector = {
  id: "make",
  title: "Make",
  summary: "Events from any app that Make knows, sent by a scenario's HTTP module.",
  docsUrl: "https://apps.make.com/http",
  source,
};

export default make;
