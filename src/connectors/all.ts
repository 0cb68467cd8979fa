// The registry: every connector, in the order people see them. To add one, add its folder and a line here.
import activecampaign from "./activecampaign";
import circle from "./circle";
import easycart from "./easycart";
import email from "./email";
import getresponse from "./getresponse";
import gumroad from "./gumroad";
import type { Connector } from "./kit";
import kit from "./kit/index"; // the folder; "./kit" is what all connectors share
import lemonSqueezy from "./lemon-squeezy";
import magento from "./magento";
import mailchimp from "./mailchimp";
import mailerlite from "./mailerlite";
import mailerliteClassic from "./mailerlite-classic";
import make from "./make";
import paddle from "./paddle";
import sendgrid from "./sendgrid";
import sendowl from "./sendowl";
import shopify from "./shopify";
import showMe from "./show-me";
import standardWebhooks from "./standard-webhooks";
import stripe from "./stripe";
import svix from "./svix";
import thrivecart from "./thrivecart";
import webhook from "./webhook";
import woocommerce from "./woocommerce";
import zapier from "./zapier";

export const connectors: Connector[] = [
  easycart,
  shopify,
  woocommerce,
  magento,
  stripe,
  paddle,
  lemonSqueezy,
  gumroad,
  thrivecart,
  sendowl,
  standardWebhooks,
  svix,
  zapier,
  make,
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
