// Circle: a community, its space groups and spaces, that a shop's customers join and leave.
import type { Connector } from "../kit";
import { tool } from "./tool";

const circle: Connector = {
  id: "circle",
  title: "Circle",
  summary: "Invites customers to a community on Circle.so and its spaces, and takes them out again.",
  docsUrl: "https://api.circle.so/apis/admin-api/quick-start",
  tool,
};

export default circle;
