// The kinds of channels that hear of troubles: what each needs to know, and how a message gets there.
import { z } from "zod";
import { passOn } from "../connectors/email";
import { addressesIn, mostAddresses } from "../connectors/email/addresses";
import type { Settings as MailSettings } from "../connectors/email/settings";
import { type Form, secret, standInUrl, unanswered } from "../connectors/kit";
import { sendWebhook, webhookAddress } from "../connectors/webhook/tool";
import type { ChannelKind } from "../core/alert-channel";
import type { Attempt, Verdict } from "../core/delivery";
import { retryAfterMs } from "../core/retry";
import type { Trouble } from "../core/trouble";
import { type Letter, letterOf, overSentenceOf, sentenceOf } from "../core/trouble-words";
import { attemptOf, type DeliverDeps, hidden } from "./deliver";
import { htmlOf, type Links, slackMessageOf, textOf } from "./letters";
import { recordingMail } from "./mail";
import type { OwedNotice } from "./ports";
import { type ReachDeps, reach } from "./reach";
import { type Exchange, makeSend } from "./send";
import { openSecrets, secretTexts } from "./settings";

const email = z.object({
  to: z
    .array(z.string())
    .transform((value, context) => {
      const { addresses, wrong } = addressesIn(value);
      const [first] = wrong;
      const say = (message: string) => context.addIssue({ code: "custom", message });
      if (first !== undefined) say(`holds what is no e-mail address: “${first}”`);
      else if (addresses.length === 0) say("names no e-mail address");
      else if (addresses.length > mostAddresses) say(`names more than ${mostAddresses} addresses`);
      return addresses;
    })
    .meta({ title: "To", description: "E-mail addresses; up to 50." }),
  connectionId: z.string().optional().meta({
    title: "Sent by",
    description: "One of the workspace's e-mail connections. Empty: this installation's own mail.",
  }),
});

const webhook = z.object(webhookAddress);

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
const slackAddress = /^https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9/_-]{10,300}$/;

const slack = z.object({
  url: secret(
    z.string().trim().regex(slackAddress, {
      error: "is not an address of Slack's: it begins with https://hooks.slack.com/services/",
    }),
    {
      title: "Webhook URL",
      description: "In Slack: Incoming Webhooks → Add to Slack → choose the channel → copy the URL.",
    },
  ),
  baseUrl: standInUrl,
});

export const channelForms: Record<ChannelKind, Form> = { email, webhook, slack };

export type AlertDeps = ReachDeps & Pick<DeliverDeps, "connector" | "mail"> & { publicUrl: string };
export type Outcome = { verdict: Verdict; attempt: Attempt };

const timeLimitMs = 15_000;

/** Sends one message to its channel. @returns what became of it; trouble of any kind is an outcome */
export async function sendNotice(workspaceId: string, notice: OwedNotice, deps: AlertDeps): Promise<Outcome> {
  const at = deps.now();
  const { verdict, exchanges } = await ways[notice.channel.kind](workspaceId, notice, deps).catch(
    (error: unknown): Sent => {
      // A bug of ours or of the platform's: its message is for our log, not for a shop owner.
      const message = "a message could not be sent";
      console.error(JSON.stringify({ message, channel: notice.channel.id, error: String(error) }));
      return { verdict: { is: "unknown", reason: "Something went wrong inside Shopbell." }, exchanges: [] };
    },
  );
  return { verdict, attempt: attemptOf(verdict, exchanges, at, deps.now()) };
}

type Sent = { verdict: Verdict; exchanges: Exchange[] };
type Way = (workspaceId: string, notice: OwedNotice, deps: AlertDeps) => Promise<Sent>;

const ways: Record<ChannelKind, Way> = {
  async email(workspaceId, notice, deps) {
    const letter = letterFor(notice, deps.now());
    const links = linksFor(workspaceId, deps);
    const mail = {
      id: notice.id,
      to: email.parse(notice.channel.settings).to,
      subject: letter.subject,
      text: textOf(letter, links),
      html: htmlOf(letter, links),
    };
    const tool = notice.by && deps.connector(notice.by.tool)?.tool;
    if (!notice.by || !tool) {
      const exchanges: Exchange[] = [];
      return { verdict: await recordingMail(deps.mail, exchanges)(mail), exchanges };
    }
    const { exchanges, send, hide, mailServer, ...reached } = await reach(
      workspaceId,
      notice.by,
      tool,
      0,
      deps,
    );
    const sendMail = recordingMail(mailServer?.send ?? deps.mail, exchanges);
    const settings = reached.settings as MailSettings; // read by the form of the tool, which is e-mail's
    const verdict = await passOn(mail, settings, send, sendMail, deps.now());
    return { verdict: hidden(verdict, hide), exchanges };
  },

  async webhook(workspaceId, notice, deps) {
    const { settings, send, hide, exchanges } = await open(webhook, workspaceId, notice, deps);
    const body = JSON.stringify(payloadOf(workspaceId, notice, deps));
    const { url, signingSecret } = settings;
    const one = { id: notice.id, method: "POST" as const, url, signingSecret, body };
    return { verdict: hidden(await sendWebhook(one, send, deps.now()), hide), exchanges };
  },

  async slack(workspaceId, notice, deps) {
    const { settings, send, hide, exchanges } = await open(slack, workspaceId, notice, deps);
    const message = slackMessageOf(letterFor(notice, deps.now()), linksFor(workspaceId, deps));
    const answer = await send({
      method: "POST",
      url: settings.baseUrl ? settings.baseUrl + new URL(settings.url).pathname : settings.url,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(message),
    });
    const verdict =
      answer.is === "answer"
        ? slackVerdict(answer.status, answer.body, answer.headers, deps.now())
        : unanswered(answer);
    return { verdict: hidden(verdict, hide), exchanges };
  },
};

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors */
function slackVerdict(status: number, body: string, headers: Headers, now: number): Verdict {
  if (status === 200) return { is: "done" };
  const told = /^[a-z_]{1,40}$/.test(body.trim()) ? `${status} ${body.trim()}` : String(status);
  if (status === 429 || status >= 500) {
    const afterMs = retryAfterMs(headers.get("retry-after") ?? undefined, now);
    const reason = `Slack has trouble, or asks to slow down (${told}).`;
    return { is: "retry", reason, ...(afterMs === undefined ? {} : { afterMs }) };
  }
  if (status === 403 || status === 404 || status === 410)
    return {
      is: "refused",
      reason: `Slack no longer takes messages at this address (${told}): add a new incoming webhook there.`,
    };
  return { is: "failed", reason: `Slack does not take this message (${told}).` };
}

/** A channel's settings with its secrets, and a way out that keeps those to itself. */
async function open<F extends z.ZodType>(
  form: F,
  workspaceId: string,
  { channel }: OwedNotice,
  { fetch, policy, keyring }: AlertDeps,
): Promise<ReturnType<typeof makeSend> & { settings: z.output<F> }> {
  const secrets = await openSecrets(keyring, workspaceId, channel.id, channel.secrets);
  const texts = secretTexts(secrets);
  // Of an address that is secret, the path is what must not be seen, wherever it is sent to.
  const paths = texts.filter((text) => URL.canParse(text)).map((text) => new URL(text).pathname);
  const way = makeSend({ fetch, policy, timeLimitMs, hops: 0, secrets: [...texts, ...paths] });
  return { ...way, settings: form.parse({ ...channel.settings, ...secrets }) };
}

function letterFor({ news, shop, channel }: OwedNotice, now: number): Letter {
  return letterOf(news, shop, channel.language, now);
}

function linksFor(workspaceId: string, { publicUrl }: AlertDeps): Links {
  const home = `${publicUrl}/w/${workspaceId}`;
  return { home, to: ({ kind, id, name }) => (name === null ? home : `${home}/${kind}s/${id}`) };
}

/** Type, time and data, as Standard Webhooks wants it. The same for every try. */
function payloadOf(workspaceId: string, notice: OwedNotice, deps: AlertDeps) {
  const { news, shop, madeAt, channel } = notice;
  const { language } = channel;
  const links = linksFor(workspaceId, deps);
  const told = (say: typeof sentenceOf) => (trouble: Trouble) => ({
    ...trouble,
    sentence: say(trouble, language, madeAt),
    url: links.to(trouble.subject),
  });
  return {
    type: `troubles.${news.is}`,
    timestamp: new Date(madeAt).toISOString(),
    data: {
      workspace: { id: workspaceId, name: shop, url: links.home },
      title: letterFor(notice, madeAt).subject,
      ...(news.is === "alert"
        ? { opened: news.opened.map(told(sentenceOf)), closed: news.closed.map(told(overSentenceOf)) }
        : {}),
    },
  };
}
