// A file that comes in parts, put together.
import type { ExportListResponse } from "../contract/giaoban/v1/export_pb.js";

export type Part = Pick<ExportListResponse, "data" | "parts" | "name" | "mediaType">;

export interface Exported {
  name: string;
  mediaType: string;
  pieces: Uint8Array<ArrayBuffer>[];
}

// Asks for one part after the other; the first says how many there are.
export async function assemble(ask: (part: number) => Promise<Part>): Promise<Exported> {
  const first = await ask(0);
  const pieces = [new Uint8Array(first.data)];
  for (let part = 1; part < first.parts; part += 1) pieces.push(new Uint8Array((await ask(part)).data));
  return { name: first.name, mediaType: first.mediaType, pieces };
}
