// Runs desk_bench.ts, which is TypeScript: PAPERS and PRESSES in the environment say how many.
import { createServer } from "vite";

const server = await createServer({ root: new URL("..", import.meta.url).pathname, configFile: false, server: { middlewareMode: true, ws: false, hmr: false, watch: null }, appType: "custom", optimizeDeps: { noDiscovery: true } });
await server.ssrLoadModule("/desk/desk_bench.ts");
await server.close();
