// WordPress: users, posts, comments and forms of a site, sent by the plugin WP Webhooks.
import type { Connector } from "../kit";
import { source } from "./source";

const wordpress: Connector = {
  id: "wordpress",
  title: "WordPress",
  summary: "New users, logins, posts, comments and form submissions, sent by the plugin WP Webhooks.",
  docsUrl: "https://wp-webhooks.com/docs/",
  source,
};

export default wordpress;
