// EasyCart (Easycart by easy.tools): a shop for courses, memberships and other digital products.
import type { Connector } from "../kit";
import { source } from "./source";

const easycart: Connector = {
  id: "easycart",
  title: "EasyCart",
  summary: "Sales, subscriptions and access to products of a shop on EasyCart (easy.tools).",
  docsUrl: "https://easy.tools/docs/list-of-webhook-events",
  source,
};

export default easycart;
