// Builds the portal; `npm run dev` serves it with the calls handed on to a gateway (GIAOBAN_GATEWAY, default port 8080).
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { shellList } from "./shell_list.js";

const target = process.env.GIAOBAN_GATEWAY ?? "http://127.0.0.1:8080";
// The gateway takes calls from its own pages only.
const gateway = { target, changeOrigin: true, headers: { Origin: target } };

export default defineConfig({
  plugins: [svelte(), shellList()],
  server: { host: "127.0.0.1", proxy: { "/giaoban.v1.": gateway, "/files/": gateway } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 300,
    rollupOptions: {
      // Clients and messages do nothing by being imported: each page takes along only those that it uses.
      treeshake: { moduleSideEffects: (id) => !/\/src\/(calls|contract)\//.test(id) },
      input: { index: "index.html", sw: "src/offline/sw.ts" },
      output: { entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
    },
  },
});
