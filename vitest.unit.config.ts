// Tests of the rules: pure, beside their code, run in Node.
import { defineConfig } from "vitest/config";

// The limit of time is for what hangs, on the slowest of machines.
export default defineConfig({ test: { include: ["src/**/*.test.ts"], testTimeout: 60_000, maxWorkers: 2 } });
