// What Shopbell connects to, described from the connectors' own schemas: forms, actions, set-up steps.
import { createRoute, z } from "@hono/zod-openapi";
import type { Connector } from "../../connectors/kit";
import type { HttpDeps } from "../deps";
import { answer, problems, router } from "../routing";
import { describedBy } from "../words/words";

const jsonSchema = z
  .record(z.string(), z.unknown())
  .openapi({ description: "JSON Schema; `secret: true` marks a secret" });
const connectorSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    summary: z.string(),
    docsUrl: z.string().optional(),
    source: z
      .object({
        settings: jsonSchema,
        setupSteps: z.array(z.string()),
        samples: z.array(z.object({ title: z.string() })),
        tells: z
          .union([z.array(z.string()), z.literal("any")])
          .openapi({ description: "The types of events it tells of; “any” where whoever sends decides" }),
      })
      .optional(),
    tool: z
      .object({
        settings: jsonSchema,
        builtIn: z.boolean(),
        actions: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            needs: z.array(z.string()).openapi({ description: "What an event must have" }),
            repeatable: z.boolean().openapi({ description: "Whether running it twice does no harm" }),
            input: jsonSchema,
            choices: z
              .array(z.string())
              .openapi({ description: "Fields of the input whose values are picked from the account" }),
          }),
        ),
      })
      .optional(),
  })
  .openapi("Connector");

type ConnectorView = z.infer<typeof connectorSchema>;

const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });

function view({ id, title, summary, docsUrl, source, tool }: Connector): ConnectorView {
  return {
    id,
    title,
    summary,
    ...(docsUrl ? { docsUrl } : {}),
    ...(source
      ? {
          source: {
            settings: schemaOf(source.settings),
            setupSteps: source.setupSteps,
            samples: source.samples.map((sample) => ({ title: sample.title })),
            tells: source.tells === "any" ? source.tells : [...source.tells],
          },
        }
      : {}),
    ...(tool
      ? {
          tool: {
            settings: schemaOf(tool.settings),
            builtIn: tool.builtIn === true,
            actions: Object.entries(tool.actions).map(([actionId, action]) => ({
              id: actionId,
              title: action.title,
              needs: action.needs,
              repeatable: action.repeatable,
              input: schemaOf(action.input),
              choices: Object.keys(action.choices ?? {}),
            })),
          },
        }
      : {}),
  };
}

/** All that connectors say of themselves to people, once each: what there is to translate. */
export function phrasesOf(connectors: readonly Connector[]): Set<string> {
  const phrases = new Set<string>();
  const note = (phrase: string) => {
    phrases.add(phrase);
    return phrase;
  };
  for (const connector of connectors) describedBy(view(connector), note);
  return phrases;
}

export function connectorsApi(deps: HttpDeps) {
  const items = deps.connectors.map(view);
  return router().openapi(
    createRoute({
      method: "get",
      path: "/api/connectors",
      tags: ["Connectors"],
      summary: "What Shopbell connects to",
      description: "In the language that `Accept-Language` asks for: English, Polish or Swedish.",
      responses: { 200: answer("Connectors", z.object({ items: z.array(connectorSchema) })), ...problems },
    }),
    (c) => c.json({ items }, 200),
  );
}
