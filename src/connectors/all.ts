// The registry: every connector, in the order people see them. To add one, add its folder and a line here.
import activecampaign from "./activecampaign";
import blueconic from "./blueconic";
import circle from "./circle";
import dynamics from "./dynamics";
import easycart from "./easycart";
import email from "./email";
import facebookLeadAds from "./facebook-lead-ads";
import getresponse from "./getresponse";
import gumroad from "./gumroad";
import instagramLeadAds from "./instagram-lead-ads";
import type { Connector } from "./kit";
import kit from "./kit/index"; // the folder; "./kit" is what all connectors share
import lemonSqueezy from "./lemon-squeezy";
import linkedinLeadGen from "./linkedin-lead-gen";
import magento from "./magento";
import mailchimp from "./mailchimp";
import mailerlite from "./mailerlite";
import mailerliteClassic from "./mailerlite-classic";
import make from "./make";
import paddle from "./paddle";
import salesforce from "./salesforce";
import sendgrid from "./sendgrid";
import sendowl from "./sendowl";
import shopify from "./shopify";
import showMe from "./show-me";
import standardWebhooks from "./standard-webhooks";
import stripe from "./stripe";
import svix from "./svix";
import thrivecart from "./thrivecart";
import typo3 from "./typo3";
import webhook from "./webhook";
import webpower from "./webpower";
import woocommerce from "./woocommerce";
import wordpress from "./wordpress";
import zapier from "./zapier";
import zoho from "./zoho";

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
  facebookLeadAds,
  instagramLeadAds,
  linkedinLeadGen,
  salesforce,
  dynamics,
  zoho,
  wordpress,
  blueconic,
  typo3,
  webpower,
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
