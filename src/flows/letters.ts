// News as a mail and as a message for Slack: the same lines, dressed for each.
import type { Letter, Line } from "../core/trouble-words";

/** Where the page says more. */
export type Links = { home: string; to(subject: NonNullable<Line["about"]>): string };

const linkOf = ({ about }: Line, links: Links) => about && links.to(about);

export function textOf({ lines, footer }: Letter, links: Links): string {
  const told = lines.map((line) => {
    const link = linkOf(line, links);
    return link === undefined ? line.text : `- ${line.text}\n  ${link}`;
  });
  return `${told.join("\n\n")}\n\n--\n${footer}\n${links.home}\n`;
}

/** Plain enough for every mail program: no styles but a measure, no pictures. */
export function htmlOf({ lines, footer, subject }: Letter, links: Links): string {
  const told = lines.map((line) => {
    const link = linkOf(line, links);
    const text = escaped(line.text);
    return `<p>${link === undefined ? text : `<a href="${escaped(link)}">${text}</a>`}</p>`;
  });
  return `<!doctype html><html><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="font-family:sans-serif;max-width:36em;line-height:1.5">
${told.join("\n")}
<hr><p><small>${escaped(footer)} <a href="${escaped(links.home)}">Shopbell</a></small></p>
</body></html>
`;
}

const mostBlocks = 40;
/** Slack takes 3,000 in one section, and what is escaped grows up to five times. */
const mostInSection = 540;

/**
 * A message for an incoming webhook of Slack's. Three characters mean something there, and are escaped.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function slackMessageOf({ subject, lines }: Letter, links: Links): { text: string; blocks: object[] } {
  const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
  const told = lines.slice(0, mostBlocks).map((line) => {
    const link = linkOf(line, links);
    const text = slackText(line.text.slice(0, mostInSection).toWellFormed());
    return section(link === undefined ? text : `${text} <${slackText(link)}|↗>`);
  });
  const hasTitle = lines.length !== 1 || !subject.endsWith(lines[0]?.text ?? "");
  const title = hasTitle ? [section(`*${slackText(subject)}*`)] : [];
  return { text: slackText(subject), blocks: [...title, ...told] };
}

const slackText = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
