// Tests of whole installations: real processes, real ports, real crashes. One after the other; they take minutes.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.e2e.test.ts"],
    environment: "node",
    globalSetup: ["./test/e2e.setup.ts"],
    fileParallelism: false,
    testTimeout: 15 * 60_000,
    hookTimeout: 3 * 60_000,
    // A browser, a network and a clock are real here: a step that fails twice is wrong.
    retry: 1,
  },
});
