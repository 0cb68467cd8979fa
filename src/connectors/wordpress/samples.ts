// What WP Webhooks sends, written from its documentation and shortened: capabilities and most meta fields are left out.
import type { Json, JsonObject } from "../../core/json";
import type { Sample } from "../kit";

const sample = (title: string, trigger: string, body: Json): Sample => ({
  title,
  // PHP escapes slashes, and writes objects and lists alike.
  body: JSON.stringify(body).replaceAll("/", "\\/"),
  headers: {
    "content-type": "application/json; charset=UTF-8",
    "x-wp-webhook-source": "https://www.example.com/",
    "x-wp-webhook-name": trigger,
    "x-wp-webhook-url-name": "shopbell",
  },
});

const user = (id: number): JsonObject => ({
  data: {
    ID: String(id),
    user_login: "ada",
    user_pass: "$P$BSampleSampleSampleSampleSampleS",
    user_nicename: "ada",
    user_email: "ada@example.com",
    user_url: "",
    user_registered: "2026-03-02 10:15:00",
    user_activation_key: "",
    user_status: "0",
    display_name: "Ada Lovelace",
  },
  ID: id,
  caps: { subscriber: true },
  cap_key: "wp_capabilities",
  roles: ["subscriber"],
  allcaps: { read: true, subscriber: true },
  filter: null,
});

const userMeta: JsonObject = {
  nickname: ["ada"],
  first_name: ["Ada"],
  last_name: ["Lovelace"],
  locale: [""],
};

const post = (id: number): JsonObject => ({
  post_id: id,
  post: {
    ID: id,
    post_author: "1",
    post_date: "2026-03-02 11:15:00",
    post_date_gmt: "2026-03-02 10:15:00",
    post_content: "Doors open at seven.",
    post_title: "Summer concert",
    post_status: "publish",
    post_name: "summer-concert",
    post_modified: "2026-03-05 09:00:00",
    post_modified_gmt: "2026-03-05 08:00:00",
    guid: `https://www.example.com/?p=${id}`,
    post_type: "post",
  },
  post_meta: {},
  post_thumbnail: false,
  post_permalink: "https://www.example.com/summer-concert/",
  taxonomies: {},
});

export const samples: Sample[] = [
  sample("User created", "create_user", { ...user(4400001), user_meta: userMeta }),
  sample("User changed", "update_user", {
    ...user(4400001),
    user_meta: userMeta,
    user_old_data: { data: { ID: "4400001", user_email: "ada@example.org" }, ID: 4400001 },
  }),
  sample("User login", "login_user", {
    ...user(4400001),
    user_meta: { ...userMeta, session_tokens: ['a:1:{s:4:"4400009";a:0:{}}'] },
  }),
  sample("User deleted", "deleted_user", {
    user_id: 4400001,
    reassign: null,
    user: user(4400001),
    user_meta: userMeta,
  }),
  sample("Post created", "post_create", post(4400002)),
  sample("Post changed", "post_update", { ...post(4400002), post_before: false }),
  sample("Post trashed", "post_trash", post(4400002)),
  sample("Post deleted", "post_delete", post(4400002)),
  sample("Comment", "create_comment", {
    comment_id: 4400003,
    comment_data: {
      comment_ID: "4400003",
      comment_post_ID: "4400002",
      comment_author: "Ada Lovelace",
      comment_author_email: "ada@example.com",
      comment_date: "2026-03-06 13:00:00",
      comment_date_gmt: "2026-03-06 12:00:00",
      comment_content: "Is there a cloakroom?",
      comment_approved: "1",
      user_id: "0",
    },
    comment_meta: {},
    current_post_id: "4400002",
    user_id: 0,
    user_data: [],
  }),
  sample("Contact form", "cf7_forms", {
    form_id: 12,
    form_data: { ID: 12, post_title: "Contact", post_type: "wpcf7_contact_form" },
    form_data_meta: {},
    form_submit_data: {
      "your-name": "Ada Lovelace",
      "your-email": "ada@example.com",
      "your-message": "Do you have tickets left? (4400004)",
    },
    special_mail_tags: [],
  }),
  sample("Gravity form", "gf_submit", {
    form_id: 3,
    lead: {
      "1": "ada@example.com",
      "2": "+48 600 000 000",
      id: "4400005",
      form_id: "3",
      date_created: "2026-03-07 07:00:00",
    },
    form: {
      title: "Newsletter",
      fields: [
        { type: "email", id: 1, label: "Your address" },
        { type: "phone", id: 2, label: "Call me" },
      ],
    },
  }),
  sample("Course of LearnDash completed", "ld_course_completed", {
    user_id: 4400006,
    user: user(4400006),
    course_id: 77,
  }),
  sample("The site's own code", "custom_action", {
    type: "lead.created",
    id: "quiz-4400007",
    email: "ada@example.com",
    name: "Ada Lovelace",
  }),
  {
    ...sample("User created, as a form", "create_user", {}),
    body: "data%5BID%5D=4400008&data%5Buser_email%5D=ada%40example.com&data%5Buser_registered%5D=2026-03-02+10%3A15%3A00&data%5Bdisplay_name%5D=Ada&ID=4400008&roles%5B0%5D=subscriber&user_meta%5Bfirst_name%5D%5B0%5D=Ada",
    headers: {
      "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
      "x-wp-webhook-source": "https://www.example.com/",
      "x-wp-webhook-name": "create_user",
      "x-wp-webhook-url-name": "shopbell",
    },
  },
];
