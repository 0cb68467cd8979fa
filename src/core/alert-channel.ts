// Where alerts go: mailboxes, a webhook, a Slack channel. What each hears of, and what became of what it was told.
import { z } from "zod";
import { attemptSchema } from "./delivery";
import type { JsonObject } from "./json";
import type { Language } from "./language";
import type { TroubleKind } from "./trouble";
import type { News } from "./trouble-words";

export const channelKinds = ["email", "webhook", "slack"] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** When a mailbox gets the digest of the morning. */
export const digestChoices = ["off", "daily", "when-needed"] as const;
export type DigestChoice = (typeof digestChoices)[number];

/** The digest is due at this time of day, by the workspace's clock. */
export const digestAt = "08:00";

export type AlertChannelConfig = {
  id: string;
  kind: ChannelKind;
  name: string;
  /** The settings that may be read. */
  settings: JsonObject;
  /** The secret settings as one sealed JSON object; null when there are none. */
  secrets: string | null;
  hears: TroubleKind[];
  digest: DigestChoice;
  language: Language;
};

/** Whether a message may be sent again when nobody knows if it arrived: a receiver of webhooks knows it again by its id. */
export const isRepeatable = ({ kind }: Pick<AlertChannelConfig, "kind">) => kind === "webhook";

/** One message to one channel. `uncertain`: it was sent, and nobody knows whether it arrived. */
export type Notice = { id: string; madeAt: number; news: News };

export const noticeStates = ["owed", "sending", "sent", "failed", "uncertain"] as const;

export const noticeViewSchema = z.object({
  id: z.string(),
  about: z.enum(["alert", "digest"]),
  state: z.enum(noticeStates).meta({ description: "`owed`: to be tried again" }),
  madeAt: z.int(),
  tries: z.int(),
  reason: z.string().nullable(),
  attempt: attemptSchema
    .omit({ shown: true })
    .nullable()
    .meta({ description: "The latest, with what was sent" }),
});
export type NoticeView = z.infer<typeof noticeViewSchema>;
