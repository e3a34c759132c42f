// One guarded act on a dossier: a request id of its own, asked again under the same id while no answer comes.
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { DecideRequestSchema, DecideResponse } from "../contract/giaoban/v1/command_pb.js";
import { dossiers, wrote } from "./calls.js";
import { refusedFrom } from "./refused.js";

export type Act = NonNullable<MessageInitShape<typeof DecideRequestSchema>["verb"]>;

export interface Asked {
  dossierId: string;
  // Version that the person saw; 0 only for open.
  version: bigint;
  act: Act;
  bulk?: boolean;
  // Given for an act that may have been sent before, from a queue that outlived the page.
  requestId?: string;
}

const PAUSES_MS = [200, 600, 1500];

// Resolves when the act is durable; throws Refused. `unreached` then means: perhaps done, ask again with the same id.
export async function decide(asked: Asked): Promise<DecideResponse> {
  const requestId = asked.requestId ?? uuid7();
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await dossiers.decide({
        requestId,
        dossierId: asked.dossierId,
        expectedVersion: asked.version,
        bulk: asked.bulk ?? false,
        verb: asked.act,
      });
      wrote("router", answer.position);
      return answer;
    } catch (thrown) {
      const refused = refusedFrom(thrown);
      const pause = PAUSES_MS[attempt];
      if (!refused.unreached || pause === undefined) throw refused;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

// Time-ordered ids, as the contract wants them.
export function uuid7(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff;
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
