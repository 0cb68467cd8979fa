// A provider as a tool hears it, for the tests that look at what is asked of it word for word.
import type { Answer, OutboundRequest } from "./kit";

export const answered = (
  status: number,
  body: unknown = "",
  headers: Record<string, string> = {},
): Answer => ({
  is: "answer",
  status,
  headers: new Headers(headers),
  body: typeof body === "string" ? body : JSON.stringify(body),
  cut: false,
});

/** Answers in turn, and remembers what was asked. */
export function sender(answers: Answer[]) {
  const requests: OutboundRequest[] = [];
  const left = [...answers];
  return {
    requests,
    async send(request: OutboundRequest): Promise<Answer> {
      requests.push(request);
      const answer = left.shift();
      if (!answer) throw new Error(`Nobody expected ${request.method} ${request.url}`);
      return answer;
    },
  };
}
