// What the tests add to the Worker's environment, and what their set-up hands them.
import "vitest";

declare global {
  namespace Cloudflare {
    interface Env {
      TEST_MIGRATIONS: import("cloudflare:test").D1Migration[];
      ADMIN_TOKEN: string;
    }
  }
}

declare module "vitest" {
  export interface ProvidedContext {
    receiverUrl: string;
    smtp: import("./smtp.mjs").Running;
    /** Offers TLS with a certificate that nobody knows. */
    smtpUntrusted: import("./smtp.mjs").Running;
    standIns: Record<string, import("./stand-ins/all.mjs").Running>;
  }
}
