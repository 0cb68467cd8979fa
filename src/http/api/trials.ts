// Trying an automation with one event: what would be sent, and a test that is really sent.
import { createRoute, z } from "@hono/zod-openapi";
import type { Automation } from "../../core/automation";
import { newId } from "../../core/ids";
import { rehearsalSchema } from "../../core/look-back";
import { automationActivitySchema, testSendSchema } from "../../core/views";
import { sendTest, type Trial, tryOut } from "../../flows/trial";
import { getAutomation } from "../../storage/automations";
import { getUsableConnection } from "../../storage/organisation-connections";
import { listSources } from "../../storage/sources";
import type { Workspace } from "../../storage/workspaces";
import { actorOf, atLeast } from "../auth";
import type { HttpDeps } from "../deps";
import { Problem } from "../problem";
import { answer, anyJson, body, found, inWorkspace, problems, router } from "../routing";
import { noteAct } from "./applying";
import { automationInput, definitionChecks } from "./automations";

const tryWith = z
  .strictObject({
    event: z.string().optional().openapi({
      description: "The event to try it with: the newest that would ring unless given, or else an example",
    }),
    email: z.email({ error: "is no e-mail address" }).optional().openapi({
      description: "An address in place of the customer's, wherever that stands in the event",
    }),
  })
  .default({});

const rehearsalInput = automationInput.extend({ tryWith });
const testInput = automationInput.extend({
  tryWith,
  automationId: z
    .string()
    .optional()
    .openapi({ description: "The automation it is a test of, where that is saved" }),
});

anyJson(rehearsalSchema.shape.filled.unwrap());
anyJson(rehearsalSchema.shape.shown.unwrap());
const rehearsal = rehearsalSchema.openapi("Rehearsal");
const testSend = testSendSchema.openapi("TestSend");
const activity = automationActivitySchema.openapi("AutomationActivity");

type Definition = z.output<typeof automationInput>;

export function trialsApi(deps: HttpDeps) {
  const { checkTrigger, checkTiming, checkAction } = definitionChecks(deps);
  const sendDeps = { ...deps, mail: deps.toolMail };

  /** @throws Problem for what could not be saved either, with the same paths */
  async function trialOf(
    workspace: Workspace,
    definition: Definition,
    { event, email }: z.output<typeof tryWith>,
  ): Promise<Trial> {
    checkTiming(definition);
    await checkTrigger(definition.trigger, workspace.id);
    const action = await checkAction(definition.action, workspace);
    const connection = found(
      await getUsableConnection(deps.db, workspace, definition.action.connectionId),
      "connection",
    );
    const tool = found(deps.connector(connection.tool)?.tool, "tool");
    const { inputVersion } = action;
    const id = newId("automation", deps.randomBytes);
    const automation: Automation = {
      ...definition,
      id,
      version: 1,
      action: { ...definition.action, inputVersion },
    };
    const sources = await listSources(deps.db, workspace.id);
    return { automation, connection, tool, action, eventId: event, email, sources };
  }

  return router()
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/automations/rehearsal",
        tags: ["Automations"],
        summary: "See what an automation would send for one event, before it is saved",
        description:
          "With each field filled in, and why it would not ring where it would not. Nothing is sent and nothing is kept.",
        middleware: atLeast("editor"),
        request: { params: inWorkspace, ...body(rehearsalInput) },
        responses: { 200: answer("What it would do with this event", rehearsal), ...problems },
      }),
      async (c) => {
        const { tryWith, ...definition } = c.req.valid("json");
        const workspace = c.get("workspace");
        const trial = await trialOf(workspace, definition, tryWith);
        return c.json(found(await tryOut(workspace.id, trial, deps), "event"), 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/automations/test",
        tags: ["Automations"],
        summary: "Send a test: really ring the tool, once, with one event's data",
        description:
          "Also for an automation that is not saved. It is noted as a test, is never tried again, and does not count as a " +
          "customer's “once”. It rings at once, whatever the moment, the conditions and the products of the automation.",
        middleware: atLeast("editor"),
        request: { params: inWorkspace, ...body(testInput) },
        responses: { 200: answer("The test with what was sent and answered", testSend), ...problems },
      }),
      async (c) => {
        const { tryWith, automationId = null, ...definition } = c.req.valid("json");
        const workspaceId = c.get("workspace").id;
        const principal = c.get("principal");
        if (automationId !== null)
          found(await getAutomation(deps.db, workspaceId, automationId), "automation");
        const trial = await trialOf(c.get("workspace"), definition, tryWith);
        const by = actorOf(principal);
        const sent = found(await sendTest(workspaceId, trial, { by, automationId }, sendDeps), "event");
        if ("refused" in sent) throw new Problem(409, sent.refused);
        const { test } = sent;
        await noteAct(
          deps,
          principal,
          workspaceId,
          "automation.tested",
          automationId ?? trial.connection.id,
          {
            name: definition.name,
            connection: trial.connection.name,
            outcome: test.attempt.outcome,
            ...(test.eventId === null ? {} : { event: test.eventId }),
            ...(tryWith.email === undefined ? {} : { to: tryWith.email }),
          },
        );
        return c.json(test, 200);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/tests",
        tags: ["Automations"],
        summary: "List the tests that were sent",
        description: "The latest hundred of the last 30 days, newest first.",
        middleware: atLeast("viewer"),
        request: { params: inWorkspace },
        responses: { 200: answer("Tests", z.object({ items: z.array(testSend) })), ...problems },
      }),
      async (c) => c.json({ items: await deps.ledgers(c.get("workspace").id).tests() }, 200),
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/stats/automations",
        tags: ["Automations"],
        summary: "What each automation did in the last seven days",
        middleware: atLeast("viewer"),
        request: { params: inWorkspace },
        responses: {
          200: answer(
            "Counts, of those automations that have any",
            z.object({
              items: z.array(activity),
              isCut: z.boolean().openapi({
                description:
                  "Only the deliveries of the latest events were looked at: there may have been more",
              }),
            }),
          ),
          ...problems,
        },
      }),
      async (c) => c.json(await deps.ledgers(c.get("workspace").id).activity(), 200),
    );
}
