// Proves and reads the webhooks of Dataverse, which is under Dynamics 365. What a record means is in tables.ts.
import { isObject, type JsonObject } from "../../core/json";
import {
  bodyKey,
  bodyKeyLastsMs,
  compact,
  defineSource,
  idIn,
  jsonIn,
  type Reading,
  refused,
  type SourceFact,
  type SourceRequest,
  textIn,
  textOf,
  verified,
} from "../kit";
import { isSameText, type Signed } from "../signatures";
import { accessIn, fetchRecord } from "./api";
import { type Context, contextIn } from "./context";
import { sampleIds, samples } from "./samples";
import { type Settings, settings } from "./settings";
import {
  currencyIn,
  customerIn,
  customerRefsIn,
  factIn,
  isPeople,
  meaningOf,
  tableOf,
  timeIn,
} from "./tables";

/** The proof as the tool sends it. */
function proofOf({ authentication, key, value }: Settings): Signed {
  if (authentication === "http-header") return { headers: { [key.toLowerCase()]: value } };
  return { query: { [authentication === "webhook-key" ? "code" : key]: value } };
}

const notUnderstood = (type: string, reason: string): Reading => ({ is: "not-understood", type, reason });

const postOperation = 40;

export const source = defineSource({
  settings,
  setupSteps: [
    "Make up a long secret, enter it here as the value, and save. Without a developer at hand, a Power Automate flow with the action “HTTP” can send the same events to a source of the kind “Webhook” instead.",
    "Open the Plug-in Registration Tool (in a terminal: pac tool prt), connect it to your environment, and choose Register → Register New Web Hook.",
    "Paste {{url}} as the Endpoint URL, without its ?… part where there is one: the tool adds that by itself. Choose the same Authentication as here. HttpHeader and HttpQueryString: add one property with the key and the value that you saved here. WebhookKey: enter the value.",
    "Right-click the web hook and choose “Register New Step”. Message: Create or Update (or Delete). Primary Entity: lead, contact, salesorder, invoice or opportunity. Event Pipeline Stage: PostOperation. Execution Mode: Asynchronous, since in a synchronous step Dynamics waits for the answer, and undoes the user's work when none comes.",
    "For Update, choose the columns that matter as Filtering Attributes: for contacts emailaddress1, firstname and lastname, for invoices, orders and opportunities statecode. A purchase is told when an invoice becomes Paid.",
    "Right-click each step for Update and choose “Register New Image”: a Post Image with the columns emailaddress1, firstname, lastname, fullname and mobilephone, and with statecode, totalamount and customerid where the entity has them. Without it only the changed columns are told. For Delete, a Pre Image does the same.",
    "To let Shopbell fetch what is left out: in Microsoft Entra, register an app and give it a client secret; in the Power Platform admin center, open the environment → Settings → Users + permissions → Application users, and add the app with a security role that can read these entities. Enter its four values here.",
  ],
  globalIds: false, // a copy of an environment keeps its ids
  tells: [
    "purchase.completed",
    "purchase.cancelled",
    "lead.created",
    "customer.updated",
    "custom.dynamics_contact_deleted",
    "custom.dynamics_invoice_created",
    "custom.dynamics_invoice_deleted",
    "custom.dynamics_invoice_updated",
    "custom.dynamics_lead_deleted",
    "custom.dynamics_lead_updated",
    "custom.dynamics_opportunity_created",
    "custom.dynamics_opportunity_deleted",
    "custom.dynamics_opportunity_lost",
    "custom.dynamics_opportunity_updated",
    "custom.dynamics_opportunity_won",
    "custom.dynamics_order_created",
    "custom.dynamics_order_deleted",
    "custom.dynamics_order_updated",
  ],

  urlQuery: (all) => proofOf(all).query ?? {},

  async verify(request, all) {
    const { headers = {}, query = {} } = proofOf(all);
    const [header] = Object.keys(headers);
    const [parameter = ""] = Object.keys(query);
    const given = header ? request.headers.get(header) : request.query.get(parameter);
    if (!given)
      return refused(
        "missing",
        header ? `The request has no ${header} header.` : `The address has no ?${parameter}=….`,
      );
    return (await isSameText(all.value, given.trim()))
      ? verified
      : refused("mismatch", `The value of ${header ?? parameter} is not the saved one.`);
  },

  async read(request, all, now) {
    const body = jsonIn(textOf(request) ?? "");
    if (!isObject(body)) return { is: "unreadable", reason: "The body is not a JSON object." };
    const context = contextIn(body, request.headers);
    const { message, id, record } = context;
    const type = [context.table, message].filter(Boolean).join(".").slice(0, 200);
    const table = tableOf(context.table);
    if (!type || !table)
      return notUnderstood(
        type || "unknown",
        "Only the entities lead, contact, salesorder, invoice and opportunity are known here.",
      );
    if (context.stage !== undefined && context.stage < postOperation)
      return notUnderstood(
        type,
        "The step is registered before the change is made, and the change may yet fail: choose the stage PostOperation.",
      );
    const meaning = meaningOf(table, message, record);
    if (!meaning) return notUnderstood(type, "Only the messages Create, Update and Delete are known here.");
    if (!id) return notUnderstood(type, "The message does not say which record it is about.");

    // Nothing else in a message tells a program that writes back what it was told: each of its writes is a new operation.
    if (all.ignoredUserId && context.userId === all.ignoredUserId.toLowerCase())
      return { is: "nothing", reason: "Made by the user whose changes are to be left out." };

    const end = meaning.key ?? (context.change && `:updated:${context.change}`);
    const key = end === undefined ? undefined : `${context.table}:${id}${end}`;
    const fetches = accessIn(all) !== undefined;
    const missing = message === "Delete" ? undefined : missingIn(context);
    const fact: SourceFact = compact({
      key: key ?? (await bodyKey(request)),
      keyLastsMs: key === undefined ? bodyKeyLastsMs : undefined,
      fact: factIn(meaning.type, context.table, id, record, timeIn(message, record) ?? context.at ?? now),
      customerRefs: customerRefsIn(context.table, id, record),
      incomplete: missing && fetches ? `${missing} It is being fetched.` : undefined,
      data: compact({
        message,
        table: context.table,
        id,
        missing: missing && !fetches ? `${missing} ${howToFetch}` : undefined,
        record,
      }) as JsonObject, // without undefined it is JSON
    });
    return { is: "facts", facts: [fact] };
  },

  async sign(_request: SourceRequest, all) {
    return proofOf(all);
  },

  complete: {
    limits: { concurrency: 4, perSecond: 5 }, // 6000 requests in five minutes are allowed, to all who share the app
    timeLimitMs: 20_000,
    async run({ event, settings: all, send, now }) {
      const access = accessIn(all);
      if (!access)
        return { is: "failed", reason: `What the message left out was not fetched. ${howToFetch}` };
      const told = isObject(event.data) ? event.data : {};
      const id = idIn(told.id);
      const name = textIn(told.table) ?? "";
      const table = tableOf(name);
      if (!id || !table) return { is: "failed", reason: "The event does not say which record it is about." };
      const fetched = await fetchRecord(access, table, id, send, now);
      if (fetched.is !== "record") return fetched;
      // Of columns that were told and fetched, the fetched ones are of today.
      const record = { ...(isObject(told.record) ? told.record : {}), ...fetched.record };
      const createdAt = told.message === "Create" ? timeIn("Create", record) : undefined;
      return {
        is: "complete",
        // A state that the record has come into since is told by a message of its own: what this one meant stays.
        fact: factIn(event.type, name, id, record, createdAt ?? event.occurredAt),
        customerRefs: customerRefsIn(name, id, record),
        data: { ...told, record },
      };
    },
  },

  samples,
  sampleIds,
});

const howToFetch =
  "Shopbell can fetch it with an app of yours: fill in tenant ID, client ID, client secret and environment URL of this source.";

/** What an automation will want to know and the message did not tell, in a sentence. */
function missingIn({ isTruncated, table, record }: Context): string | undefined {
  if (isTruncated) return "The message was larger than 256 KB, so Dynamics left the record out.";
  const hasEmail = customerIn(table, record)?.email !== undefined;
  if (isPeople(table))
    return hasEmail
      ? undefined
      : "The message does not tell the e-mail: it has no image, or one without that column.";
  if (!hasEmail || !currencyIn(record))
    return "The message names the customer and the currency only by their ids.";
  return undefined;
}
