// The built-in tool that sends nothing and shows what would have been sent, so that a rule can be tried out.
import { z } from "zod";
import { eventBody } from "../../core/event";
import { type Connector, defineAction, defineTool } from "../kit";

const input = z.object({
  note: z.string().trim().max(1000).optional().meta({
    title: "Note",
    description: "A text to show with it; templates are filled in, so it can be tried out here.",
  }),
});

const show = defineAction({
  title: "Show what would have been sent",
  input,
  inputVersion: 1,
  needs: [],
  repeatable: true,
  passesOnData: () => true,
  async run({ event, input: { note } }) {
    const words = "Shown, nothing was sent.";
    return { is: "done", note: note ? `${words} ${note}` : words, shown: eventBody(event) };
  },
});

const showMe: Connector = {
  id: "show-me",
  title: "Show me",
  summary: "Shows what would have been sent, and sends nothing: for trying things out.",
  tool: defineTool({
    settings: z.object({}),
    builtIn: true,
    limits: { concurrency: 50 },
    timeLimitMs: 1000,
    check: async () => ({ is: "ok" }),
    actions: { show },
  }),
};

export default showMe;
