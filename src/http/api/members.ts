// Members: who may enter a workspace, by a membership of it or of all its organisation.
import { createRoute, z } from "@hono/zod-openapi";
import { newId, normalEmail } from "../../core/ids";
import { isAtLeast, type Role, roles } from "../../core/people";
import {
  addMember,
  changeRole,
  getMember,
  listMembers,
  type Member,
  removeMember,
} from "../../storage/members";
import { getOrganisation, type Workspace } from "../../storage/workspaces";
import { countMail } from "../asking";
import { actorOf, atLeast, ownsOrganisation, type Principal } from "../auth";
import type { HttpDeps } from "../deps";
import { invitation, mailTo } from "../door-mails";
import { Problem } from "../problem";
import { answer, body, found, inWorkspace, oneInWorkspace, problems, router } from "../routing";
import { makeSignInLink } from "../sessions";
import { changeBy } from "./applying";

const inviteMs = 3 * 24 * 3600 * 1000;
const scopes = ["workspace", "organisation"] as const;

const memberSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    role: z.enum(roles),
    scope: z.enum(scopes).openapi({ description: "This workspace alone, or all of its organisation" }),
    createdAt: z.int(),
    invitedBy: z.string().nullable(),
    signedInAt: z.int().nullable().openapi({ description: "The last time; null if they never have" }),
    isYou: z.boolean(),
    mayChange: z.boolean().openapi({ description: "Whether whoever asks may change or remove it" }),
  })
  .openapi("Member");

const invitedSchema = z.object({
  mailed: z.boolean().openapi({ description: "Whether a link to sign in was sent to them" }),
  link: z
    .object({ url: z.string(), expiresAt: z.int() })
    .optional()
    .openapi({
      description:
        "Where it was not: a link to hand over, good once and for three days. It opens nothing beyond the organisation, or " +
        "beyond the workspace where whoever asks owns no more.",
    }),
  problem: z.string().optional().openapi({ description: "Why no mail was sent" }),
});

const isOf = (principal: Principal, { userId }: Member) =>
  principal.is === "person" && principal.id === userId;

/** Whether a principal that owns the workspace may also change this membership. */
function mayChange(principal: Principal, { workspaceId, organisationId }: Member): boolean {
  return workspaceId !== null || ownsOrganisation(principal, organisationId);
}

function view(member: Member, principal: Principal): z.infer<typeof memberSchema> {
  const { id, email, role, workspaceId, createdAt, invitedBy, signedInAt } = member;
  const scope = workspaceId === null ? "organisation" : "workspace";
  const asked = { isYou: isOf(principal, member), mayChange: mayChange(principal, member) };
  return { id, email, role, scope, createdAt, invitedBy, signedInAt, ...asked };
}

const audited = ({ email, role, workspaceId }: Pick<Member, "email" | "role" | "workspaceId">) => ({
  email,
  role,
  scope: workspaceId === null ? "organisation" : "workspace",
});

const notOrganisations = () =>
  new Problem(403, "This takes an owner of the whole organisation; you own this workspace alone.");
const lastOwner = () =>
  new Problem(
    409,
    "This is the last owner. Make somebody else an owner first, so that the shop is never without one.",
  );

export function membersApi(deps: HttpDeps) {
  /** @throws Problem 404 for a membership that does not open this workspace, 403 for one that is not the principal's to change */
  async function changeable(workspace: Workspace, id: string, principal: Principal): Promise<Member> {
    const member = found(await getMember(deps.db, workspace, id), "member");
    if (!mayChange(principal, member)) throw notOrganisations();
    return member;
  }

  /** A link goes to the person's own mailbox, or else to whoever invites, reaching no further than they do. */
  async function invite(
    member: Member,
    workspace: Workspace,
    principal: Principal,
  ): Promise<z.infer<typeof invitedSchema>> {
    const problem = await mailInvitation(member, workspace, principal);
    if (problem === undefined) return { mailed: true };
    const isOwner = ownsOrganisation(principal, workspace.organisationId);
    const reach = isOwner ? workspace.organisationId : workspace.id;
    const link = await makeSignInLink(deps, { userId: member.userId, reach }, inviteMs);
    return { mailed: false, link, problem };
  }

  /** @returns why nothing was sent; undefined when it was */
  async function mailInvitation(
    { userId, email, role, workspaceId }: Member,
    workspace: Workspace,
    principal: Principal,
  ): Promise<string | undefined> {
    if (!deps.mail) return "This installation sends no mail: hand the link over yourself.";
    const { url } = await makeSignInLink(deps, { userId, reach: null }, inviteMs);
    const organisation = await getOrganisation(deps.db, workspace.organisationId);
    const place = workspaceId === null ? (organisation?.name ?? workspace.name) : workspace.name;
    const inviter = principal.is === "person" ? principal.email : "The owner";
    const letter = invitation(inviter, place, role, url, `${deps.publicUrl}/sign-in`);
    const verdict = await deps.mail(mailTo(email, letter, deps.randomBytes));
    if (verdict.is === "done") return undefined;
    return "reason" in verdict ? verdict.reason : "The mail service did not take it.";
  }

  return router()
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/members",
        tags: ["People"],
        summary: "List members: the workspace's own, and those of all its organisation",
        middleware: atLeast("owner"),
        request: { params: inWorkspace },
        responses: {
          200: answer(
            "Members",
            z.object({
              items: z.array(memberSchema),
              scopes: z.array(z.enum(scopes)).openapi({ description: "What whoever asks may invite to" }),
            }),
          ),
          ...problems,
        },
      }),
      async (c) => {
        const workspace = c.get("workspace");
        const principal = c.get("principal");
        const members = await listMembers(deps.db, workspace);
        const isHeadOffice = ownsOrganisation(principal, workspace.organisationId);
        const items = members.map((member) => view(member, principal));
        return c.json({ items, scopes: scopes.filter((one) => one === "workspace" || isHeadOffice) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/members",
        tags: ["People"],
        summary: "Invite somebody",
        description:
          "They are a member at once, and are sent a link to sign in where the installation sends mail; otherwise the answer " +
          "holds a link to hand over. The scope “organisation” takes an owner of all of it.",
        middleware: atLeast("owner"),
        request: {
          params: inWorkspace,
          ...body(
            z.strictObject({
              email: z.email().max(254),
              role: z.enum(roles),
              scope: z.enum(scopes).default("workspace"),
            }),
          ),
        },
        responses: { 201: answer("The member", invitedSchema.extend({ member: memberSchema })), ...problems },
      }),
      async (c) => {
        const workspace = c.get("workspace");
        const principal = c.get("principal");
        const { role, scope, ...input } = c.req.valid("json");
        const email = normalEmail(input.email);
        const { organisationId } = workspace;
        if (scope === "organisation" && !ownsOrganisation(principal, organisationId))
          throw notOrganisations();
        await countMail(deps, email);
        const id = newId("membership", deps.randomBytes);
        const workspaceId = scope === "organisation" ? null : workspace.id;
        const createdAt = deps.now();
        const member = await addMember(
          deps.db,
          { id: newId("user", deps.randomBytes), email, createdAt },
          { id, organisationId, workspaceId, role, createdAt, invitedBy: actorOf(principal) },
          changeBy(
            deps,
            principal,
            "member.added",
            id,
            { name: email },
            { after: audited({ email, role, workspaceId }) },
          ),
        );
        if (!member)
          throw new Problem(
            409,
            `${email} is a member already. Change the role instead, or send a new link.`,
          );
        const invited = await invite(member, workspace, principal);
        return c.json({ member: view(member, principal), ...invited }, 201);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/members/{id}/link",
        tags: ["People"],
        summary: "Send a member a new link to sign in",
        description: "By mail, or to hand over, as with an invitation.",
        middleware: atLeast("owner"),
        request: { params: oneInWorkspace },
        responses: { 200: answer("What became of it", invitedSchema), ...problems },
      }),
      async (c) => {
        const workspace = c.get("workspace");
        const principal = c.get("principal");
        const member = await changeable(workspace, c.req.valid("param").id, principal);
        await countMail(deps, member.email);
        return c.json(await invite(member, workspace, principal), 200);
      },
    )
    .openapi(
      createRoute({
        method: "patch",
        path: "/api/workspaces/{ws}/members/{id}",
        tags: ["People"],
        summary: "Change a member's role",
        middleware: atLeast("owner"),
        request: { params: oneInWorkspace, ...body(z.strictObject({ role: z.enum(roles) })) },
        responses: { 200: answer("The member", memberSchema), ...problems },
      }),
      async (c) => {
        const { role } = c.req.valid("json");
        const principal = c.get("principal");
        const before = await changeable(c.get("workspace"), c.req.valid("param").id, principal);
        if (isOf(principal, before) && isRaise(before.role, role))
          throw new Problem(403, "Nobody raises themselves: ask another owner.");
        const after = { ...before, role };
        if (role === before.role) return c.json(view(after, principal), 200);
        const states = { before: audited(before), after: audited(after) };
        const detail = { name: before.email };
        const change = changeBy(deps, principal, "member.changed", before.id, detail, states);
        if (!(await changeRole(deps.db, before.id, role, change))) throw lastOwner();
        return c.json(view(after, principal), 200);
      },
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/api/workspaces/{ws}/members/{id}",
        tags: ["People"],
        summary: "Remove a member",
        description:
          "It opens nothing from the next request on. Who is a member of nothing any more is signed out everywhere.",
        middleware: atLeast("owner"),
        request: { params: oneInWorkspace },
        responses: { 204: { description: "Removed" }, ...problems },
      }),
      async (c) => {
        const principal = c.get("principal");
        const member = await changeable(c.get("workspace"), c.req.valid("param").id, principal);
        const detail = { name: member.email };
        const change = changeBy(deps, principal, "member.removed", member.id, detail, {
          before: audited(member),
        });
        if (!(await removeMember(deps.db, member, change))) throw lastOwner();
        return c.body(null, 204);
      },
    );
}

const isRaise = (from: Role, to: Role) => from !== to && isAtLeast(to, from);
