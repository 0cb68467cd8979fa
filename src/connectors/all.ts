// The registry: every connector, in the order people see them. To add one, add its folder and a line here.
import easycart from "./easycart";
import type { Connector } from "./kit";
import shopify from "./shopify";
import showMe from "./show-me";
import webhook from "./webhook";

export const connectors: Connector[] = [easycart, shopify, webhook, showMe];
