// Instagram Lead Ads: people who fill in a form in an ad on Instagram, told by the Facebook page that runs it.
import type { Connector } from "../kit";
import { metaLeads } from "../meta-leads";

const instagramLeadAds: Connector = {
  id: "instagram-lead-ads",
  title: "Instagram Lead Ads",
  summary: "People who fill in the form of an ad on Instagram.",
  docsUrl: "https://developers.facebook.com/docs/graph-api/webhooks/getting-started/webhooks-for-leadgen",
  source: metaLeads("instagram"),
};

export default instagramLeadAds;
