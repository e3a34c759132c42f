// A build step: tells the service worker which files the first page, the form and the check need, and a version made from them.
import { createHash } from "node:crypto";
import type { Plugin } from "vite";

// Pages that open without a network; what they import comes with them.
const PAGES = ["src/main.ts", "src/home/HomePage.svelte", "src/write/WritePage.svelte", "src/write/CheckPage.svelte", "src/write/Conflict.svelte", "src/write/PaperFiles.svelte", "src/offline/sender.svelte.ts"];
const STYLES = /^assets\/heavy-[^/]*\.css$/;
const FONTS = /be-vietnam-pro-(latin|vietnamese)-(400|600)-normal-[^/]*\.woff2$/;

function holds(chunk: { moduleIds: string[] }, page: string): boolean {
  return chunk.moduleIds.some((id) => id.split("?")[0]!.endsWith(page));
}

export function shellList(): Plugin {
  return {
    name: "giaoban-shell-list",
    enforce: "post",
    generateBundle(_options, bundle) {
      const files = new Set<string>();
      const add = (name: string): void => {
        const file = bundle[name];
        if (!file || files.has(name)) return;
        files.add(name);
        if (file.type !== "chunk") return;
        for (const css of file.viteMetadata?.importedCss ?? []) files.add(css);
        file.imports.forEach(add);
      };
      for (const file of Object.values(bundle)) {
        if (file.type === "asset" && (FONTS.test(file.fileName) || STYLES.test(file.fileName))) files.add(file.fileName);
        if (file.type === "chunk" && PAGES.some((page) => holds(file, page))) add(file.fileName);
      }
      const missing = PAGES.filter((page) => !Object.values(bundle).some((file) => file.type === "chunk" && holds(file, page)));
      if (missing.length > 0) this.error(`no file of the build holds ${missing.join(", ")}`);
      const list = ["/", "/icon.svg", "/manifest.webmanifest", ...[...files].sort().map((file) => `/${file}`)];
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk" || !worker.code.includes("__SHELL__") || !worker.code.includes("__VERSION__")) this.error("sw.js has no place for the list of files");
      const version = createHash("sha256").update(list.join("\n")).digest("hex").slice(0, 16);
      worker.code = worker.code.replace("__SHELL__", JSON.stringify(list).replaceAll('"', '\\"')).replaceAll("__VERSION__", version);
    },
  };
}
