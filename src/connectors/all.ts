// The registry: every connector, in the order people see them. To add one, add its folder and a line here.
import easycart from "./easycart";
import email from "./email";
import type { Connector } from "./kit";
import mailchimp from "./mailchimp";
import shopify from "./shopify";
import showMe from "./show-me";
import webhook from "./webhook";

export const connectors: Connector[] = [easycart, shopify, webhook, mailchimp, email, showMe];
