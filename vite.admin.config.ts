// Builds the admin page into dist/admin, from where the Worker's assets are served.
import { defineConfig } from "vite";

export default defineConfig({
  root: "src/admin",
  build: {
    outDir: "../../dist/admin",
    emptyOutDir: true,
    // Nothing inline: the content security policy allows only files of our own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
