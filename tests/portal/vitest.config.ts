// The portal's logic without a browser: tests/portal/<feature>/*.test.ts.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte()],
  resolve: { conditions: ["browser"] },
  test: { include: ["**/*.test.ts"], exclude: ["node_modules/**"], environment: "node", testTimeout: 10_000 },
});
