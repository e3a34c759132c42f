// The way to the house: calls over Connect, told where the last act was written, refusals as Refused.
import type { Interceptor } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import { hearBusinessTime } from "./clock.svelte.js";
import { refusedFrom } from "./refused.js";

// Positions written through this page, so that people read what they wrote; the directory's log is another one.
const written = { router: 0n, directory: 0n };

// Where an answer was written; the next question waits for it.
export function wrote(log: keyof typeof written, position: bigint): void {
  if (position > written[log]) written[log] = position;
}

function logOf(service: string): keyof typeof written | undefined {
  if (/\.(Dossier|Records|Picture|Export)Service$/.test(service)) return "router";
  return undefined;
}

const positions: Interceptor = (next) => async (request) => {
  const log = logOf(request.service.typeName);
  if (log && written[log] > 0n) request.header.set("Giaoban-Min-Position", String(written[log]));
  try {
    const answer = await next(request);
    hearBusinessTime(Number(answer.header.get("Giaoban-Business-Us")));
    return answer;
  } catch (thrown) {
    throw refusedFrom(thrown);
  }
};

export const transport = createConnectTransport({ baseUrl: location.origin, interceptors: [positions] });
// Files and exports are bytes; JSON would make a third more of them.
export const bytes = createConnectTransport({ baseUrl: location.origin, interceptors: [positions], useBinaryFormat: true });
