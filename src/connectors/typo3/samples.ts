// Messages as TYPO3's own webhooks write them, with escaped slashes, and one of an extension. All are made up.
import type { JsonObject } from "../../core/json";
import type { Sample } from "../kit";

const sample = (title: string, body: JsonObject): Sample => ({
  title,
  body: JSON.stringify(body).replaceAll("/", "\\/"),
  headers: { "content-type": "application/json", "webhook-signature-algo": "sha256" },
});

const page: JsonObject = {
  uid: 4200001,
  pid: 1,
  tstamp: 1767225600,
  crdate: 1735689600,
  hidden: 0,
  doktype: 1,
  title: "Tickets",
  slug: "/tickets",
};

const author: JsonObject = { uid: 1, username: "editor", isAdmin: false };

const change = (action: string, changedFields: JsonObject): JsonObject => ({
  action,
  identifier: 4200001,
  record: page,
  url: "https://www.example.com/tickets",
  site: "main",
  workspace: 0,
  author,
  changedFields,
});

const file = (id: number): JsonObject => ({
  storage: 1,
  identifier: `/user_upload/programme-${id}.pdf`,
  url: `/fileadmin/user_upload/programme-${id}.pdf`,
});

export const samples: Sample[] = [
  sample("Page created", {
    action: "new",
    identifier: 4200001,
    record: { pid: 1, tstamp: 1767225600, crdate: 1767225600, title: "Tickets", slug: "/tickets" },
    url: "https://www.example.com/tickets",
    site: "main",
    workspace: 0,
    author,
  }),
  sample("Page changed", change("modified", { title: "Tickets", tstamp: 1767225600 })),
  sample("Page published", change("published", { hidden: 0, tstamp: 1767225600 })),
  sample("File added or removed", file(4200002)),
  sample("File updated", {
    ...file(4200003),
    relevantProperties: { size: 52311, mime_type: "application/pdf", modification_date: 1767225500 },
    updatedFields: { size: 52311, modification_date: 1767225500, tstamp: 1767225600 },
  }),
  sample("Login failed", {
    context: "frontend",
    url: "https://www.example.com/account/login",
    loginData: { status: "login", uname: "visitor-4200004", uident: "********" },
  }),
  sample("Second factor failed", {
    context: "backend",
    url: "https://www.example.com/typo3/auth/mfa",
    details: { user: { id: 4200005, name: "editor" }, provider: "totp", isLocked: false },
  }),
  sample("Lead of an extension", {
    type: "lead.created",
    id: "4200006",
    email: "ada@example.com",
    name: "Ada Lovelace",
    form: "contact-4200007",
  }),
];
