// The service worker: keeps the portal's own files, so that a phone that was signed in once opens and writes without a network;
// calls and files of papers are never kept. The list is put in by the build (vite.config.ts): what the first page, the form and
// the check need is kept at install, everything else with a hash in its name when it is first used.
/// <reference lib="webworker" />

const worker = self as unknown as ServiceWorkerGlobalScope;
const SHELL: string[] = JSON.parse("__SHELL__");
const VERSION = "__VERSION__";
const NAME = `shell-${VERSION}`;

worker.addEventListener("install", (event) => {
  event.waitUntil(install());
});

// Files of the version before are copied, not fetched again: their names change with their content.
async function install(): Promise<void> {
  const cache = await caches.open(NAME);
  await Promise.all(
    SHELL.map(async (path) => {
      const kept = path.startsWith("/assets/") ? await caches.match(path) : undefined;
      if (kept) await cache.put(path, kept);
      else await cache.add(new Request(path, { cache: path === "/" ? "reload" : "default" }));
    }),
  );
  await worker.skipWaiting();
}

worker.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith("shell-") && name !== NAME) await caches.delete(name);
      await worker.clients.claim();
    })(),
  );
});

// A page: from the network, else the kept one. A file with a hash in its name: kept once and for good.
worker.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (event.request.mode === "navigate" && !url.pathname.startsWith("/files/")) {
    event.respondWith(fetchPage(event.request));
  } else if (url.pathname.startsWith("/assets/") || SHELL.includes(url.pathname)) {
    event.respondWith(fetchAsset(event.request));
  }
});

const PATIENCE_MS = 4000;

// A dying network must not keep an old phone waiting: after some seconds the kept page is shown.
async function fetchPage(request: Request): Promise<Response> {
  const kept = await (await caches.open(NAME)).match("/");
  try {
    const answer = await (kept ? fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) }) : fetch(request));
    return answer.status >= 500 && kept ? kept : answer;
  } catch {
    return kept ?? Response.error();
  }
}

async function fetchAsset(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok && new URL(request.url).pathname.startsWith("/assets/")) await (await caches.open(NAME)).put(request, fresh.clone());
  return fresh;
}
