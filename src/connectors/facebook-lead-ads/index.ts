// Facebook Lead Ads: people who fill in a form in an ad on Facebook, and on Instagram if wanted.
import type { Connector } from "../kit";
import { metaLeads } from "../meta-leads";

const facebookLeadAds: Connector = {
  id: "facebook-lead-ads",
  title: "Facebook Lead Ads",
  summary: "People who fill in the form of an ad on Facebook or Instagram.",
  docsUrl: "https://developers.facebook.com/docs/graph-api/webhooks/getting-started/webhooks-for-leadgen",
  source: metaLeads("facebook"),
};

export default facebookLeadAds;
