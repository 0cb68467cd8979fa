// Where alerts go: mailboxes, webhooks, Slack. Each with what it hears of, and what became of what it was told last.
import { createRoute, z } from "@hono/zod-openapi";
import {
  type AlertChannelConfig,
  channelKinds,
  digestChoices,
  type NoticeView,
  noticeViewSchema,
} from "../../core/alert-channel";
import { attemptSchema } from "../../core/delivery";
import { encodeBytes, idBytes, newId } from "../../core/ids";
import { languages } from "../../core/language";
import { troubleKinds } from "../../core/trouble";
import { channelForms, sendNotice } from "../../flows/alert-channels";
import {
  type AlertChannelRow,
  createAlertChannel,
  deleteAlertChannel,
  getAlertChannel,
  listAlertChannels,
  updateAlertChannel,
} from "../../storage/alert-channels";
import { getConnection } from "../../storage/connections";
import { atLeast } from "../auth";
import type { HttpDeps } from "../deps";
import { invalidFields } from "../problem";
import {
  answer,
  body,
  edits,
  found,
  inWorkspace,
  jsonObject,
  oneInWorkspace,
  problems,
  router,
} from "../routing";
import { apply, changeBy } from "./applying";
import { afterEdit, auditedChannel } from "./audited";
import { takeSettings } from "./settings-input";

const shownNotices = 5;

const fields = {
  name: z.string().trim().max(100).default(""),
  settings: jsonObject.default({}).openapi({
    description: "E-mail: `to` (a list), `connectionId`. Webhook: `url`, `signingSecret`. Slack: `url`",
  }),
  hears: z
    .array(z.enum(troubleKinds))
    .default([...troubleKinds])
    .openapi({ description: "Of which kinds of troubles it is told; all unless you say otherwise" }),
  digest: z
    .enum(digestChoices)
    .default("off")
    .openapi({ description: "E-mail only: the digest at 8:00 by the workspace's clock" }),
  language: z.enum(languages).default("en"),
};

const channelSchema = z
  .object({
    id: z.string(),
    kind: z.enum(channelKinds),
    name: z.string(),
    settings: jsonObject.openapi({ description: "Without secrets" }),
    hasSecret: z.boolean(),
    hears: z.array(z.enum(troubleKinds)),
    digest: z.enum(digestChoices),
    language: z.enum(languages),
    createdAt: z.int(),
    notices: z.array(noticeViewSchema.openapi("Notice")).openapi({ description: "What it was told last" }),
    applied: z.boolean().optional(),
  })
  .openapi("AlertChannel");

const testedSchema = z
  .object({ arrived: z.boolean(), attempt: attemptSchema.omit({ shown: true }) })
  .openapi("AlertTested");

function view(
  { workspaceId: _, secrets, ...row }: AlertChannelRow,
  notices: NoticeView[] = [],
  applied?: boolean,
): z.infer<typeof channelSchema> {
  return {
    ...row,
    hasSecret: secrets !== null,
    notices: notices.slice(0, shownNotices),
    ...(applied === undefined ? {} : { applied }),
  };
}

const configOf = ({ workspaceId: _, createdAt: __, ...channel }: AlertChannelRow): AlertChannelConfig =>
  channel;

/** A channel that is told nothing would look as if it were. */
function checkWhole({ kind, hears, digest }: Pick<AlertChannelRow, "kind" | "hears" | "digest">): void {
  if (kind !== "email" && digest !== "off")
    throw invalidFields([{ path: "digest", message: "is sent by e-mail only" }]);
  if (hears.length === 0 && digest === "off")
    throw invalidFields([{ path: "hears", message: "is empty: choose what it is told of, or the digest" }]);
}

export function alertChannelsApi(deps: HttpDeps) {
  /** Mail may only be sent by a connection of the workspace that sends mail. */
  async function checkSender({ kind, workspaceId, settings }: AlertChannelRow): Promise<void> {
    if (kind !== "email" || settings.connectionId === undefined) return;
    const by = await getConnection(deps.db, workspaceId, String(settings.connectionId));
    if (by?.tool !== "email")
      throw invalidFields([{ path: "settings.connectionId", message: "is no e-mail connection of yours" }]);
  }

  return router()
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/alert-channels",
        tags: ["Troubles"],
        summary: "List where alerts go",
        middleware: atLeast("viewer"),
        request: { params: inWorkspace },
        responses: {
          200: answer("Alert channels", z.object({ items: z.array(channelSchema) })),
          ...problems,
        },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const [rows, notices] = await Promise.all([
          listAlertChannels(deps.db, workspaceId),
          deps.ledgers(workspaceId).notices(),
        ]);
        return c.json({ items: rows.map((row) => view(row, notices[row.id])) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/alert-channels",
        tags: ["Troubles"],
        summary: "Add a mailbox, a webhook or a Slack channel",
        description:
          "It is told once when something begins to need a hand, and once when it is over; also of what needs a hand already.",
        middleware: atLeast("editor"),
        request: { params: inWorkspace, ...body(z.strictObject({ kind: z.enum(channelKinds), ...fields })) },
        responses: { 201: answer("The channel", channelSchema), ...problems },
      }),
      async (c) => {
        const { settings, ...input } = c.req.valid("json");
        const workspaceId = c.get("workspace").id;
        const id = newId("alertChannel", deps.randomBytes);
        checkWhole(input);
        const row: AlertChannelRow = {
          id,
          workspaceId,
          ...input,
          secrets: null,
          ...(await takeSettings(
            channelForms[input.kind],
            settings,
            { workspaceId, id, secrets: null },
            deps,
          )),
          createdAt: deps.now(),
        };
        await checkSender(row);
        const detail = { kind: row.kind, name: row.name };
        const change = changeBy(deps, c.get("principal"), "alert-channel.created", id, detail, {
          after: auditedChannel(row),
        });
        await createAlertChannel(deps.db, row, change);
        return c.json(view(row, [], await apply(deps, workspaceId)), 201);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/alert-channels/{id}",
        tags: ["Troubles"],
        summary: "Read an alert channel",
        middleware: atLeast("viewer"),
        request: { params: oneInWorkspace },
        responses: { 200: answer("The channel", channelSchema), ...problems },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const row = await getAlertChannel(deps.db, workspaceId, c.req.valid("param").id);
        const notices = await deps.ledgers(workspaceId).notices();
        return c.json(view(found(row, "alert channel"), notices[c.req.valid("param").id]), 200);
      },
    )
    .openapi(
      createRoute({
        method: "patch",
        path: "/api/workspaces/{ws}/alert-channels/{id}",
        tags: ["Troubles"],
        summary: "Change an alert channel",
        description:
          "`settings` replaces the settings; a secret that is left out stays, one that is null goes.",
        middleware: atLeast("editor"),
        request: { params: oneInWorkspace, ...body(edits(fields)) },
        responses: { 200: answer("The channel", channelSchema), ...problems },
      }),
      async (c) => {
        const { settings, name, hears, digest, language } = c.req.valid("json");
        const workspaceId = c.get("workspace").id;
        const row = await getAlertChannel(deps.db, workspaceId, c.req.valid("param").id);
        const before = found(row, "alert channel");
        const values = {
          ...(name === undefined ? {} : { name }),
          ...(hears === undefined ? {} : { hears }),
          ...(digest === undefined ? {} : { digest }),
          ...(language === undefined ? {} : { language }),
          ...(settings ? await takeSettings(channelForms[before.kind], settings, before, deps) : {}),
        };
        checkWhole({ ...before, ...values });
        await checkSender({ ...before, ...values });
        const was = auditedChannel(before);
        const detail = { kind: before.kind, name: before.name, fields: Object.keys(c.req.valid("json")) };
        const change = changeBy(deps, c.get("principal"), "alert-channel.changed", before.id, detail, {
          before: was,
          after: afterEdit(was, values),
        });
        await updateAlertChannel(deps.db, workspaceId, before.id, values, change);
        const applied = await apply(deps, workspaceId);
        const after = found(await getAlertChannel(deps.db, workspaceId, before.id), "alert channel");
        const notices = await deps
          .ledgers(workspaceId)
          .notices()
          .catch((): Record<string, NoticeView[]> => ({}));
        return c.json(view(after, notices[before.id], applied), 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/alert-channels/{id}/test",
        tags: ["Troubles"],
        summary: "Send a test message, and say what became of it",
        middleware: atLeast("editor"),
        request: { params: oneInWorkspace },
        responses: { 200: answer("What became of it", testedSchema), ...problems },
      }),
      async (c) => {
        const workspace = c.get("workspace");
        const row = await getAlertChannel(deps.db, workspace.id, c.req.valid("param").id);
        const channel = configOf(found(row, "alert channel"));
        const by = await getConnection(deps.db, workspace.id, String(channel.settings.connectionId));
        const notice = {
          id: `ntc_1${encodeBytes(deps.randomBytes(idBytes))}`,
          tries: 1,
          madeAt: deps.now(),
          news: { is: "test" as const },
          channel,
          ...(by ? { by } : {}),
          shop: workspace.name,
        };
        const { verdict, attempt } = await sendNotice(workspace.id, notice, {
          ...deps,
          mail: deps.toolMail,
        });
        return c.json({ arrived: verdict.is === "done", attempt }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/api/workspaces/{ws}/alert-channels/{id}",
        tags: ["Troubles"],
        summary: "Delete an alert channel",
        middleware: atLeast("editor"),
        request: { params: oneInWorkspace },
        responses: { 204: { description: "Deleted" }, ...problems },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const row = found(
          await getAlertChannel(deps.db, workspaceId, c.req.valid("param").id),
          "alert channel",
        );
        const detail = { kind: row.kind, name: row.name };
        const change = changeBy(deps, c.get("principal"), "alert-channel.deleted", row.id, detail, {
          before: auditedChannel(row),
        });
        await deleteAlertChannel(deps.db, workspaceId, row.id, change);
        await apply(deps, workspaceId);
        return c.body(null, 204);
      },
    );
}
