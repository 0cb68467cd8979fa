// Tests of the rules: pure, beside their code, run in Node.
import { defineConfig } from "vitest/config";

export default defineConfig({ test: { include: ["src/**/*.test.ts"] } });
