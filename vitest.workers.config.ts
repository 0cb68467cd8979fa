// Tests that need the platform: the real Worker, database, queues and ledgers, in workerd.
import path from "node:path";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [
    cloudflareTest(async () => ({
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: {
        bindings: {
          ENVIRONMENT: "local",
          PUBLIC_URL: "https://shopbell.example",
          JURISDICTION: "",
          MAIL_FROM: "bell@shopbell.example",
          ALLOW_LOOPBACK: "true",
          ADMIN_TOKEN: "admin-token-of-the-tests",
          TOKEN_SECRET: "a token secret for the tests alone",
          SECRET_KEYS: `test:${Buffer.alloc(32, 7).toString("base64")}`,
          TEST_MIGRATIONS: await readD1Migrations(path.join(import.meta.dirname, "migrations")),
        },
      },
    })),
  ],
  test: {
    include: ["test/**/*.workers.test.ts"],
    setupFiles: ["./test/setup.ts"],
    globalSetup: ["./test/receiver.setup.ts"],
    isolate: false,
    testTimeout: 90_000,
  },
});
