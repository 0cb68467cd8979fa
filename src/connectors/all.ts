// The registry: every connector, in the order people see them. To add one, add its folder and a line here.
import activecampaign from "./activecampaign";
import circle from "./circle";
import easycart from "./easycart";
import email from "./email";
import getresponse from "./getresponse";
import type { Connector } from "./kit";
import kit from "./kit/index"; // the folder; "./kit" is what all connectors share
import mailchimp from "./mailchimp";
import mailerlite from "./mailerlite";
import mailerliteClassic from "./mailerlite-classic";
import sendgrid from "./sendgrid";
import shopify from "./shopify";
import showMe from "./show-me";
import webhook from "./webhook";

export const connectors: Connector[] = [
  easycart,
  shopify,
  webhook,
  activecampaign,
  circle,
  kit,
  getresponse,
  mailchimp,
  mailerlite,
  mailerliteClassic,
  sendgrid,
  email,
  showMe,
];
