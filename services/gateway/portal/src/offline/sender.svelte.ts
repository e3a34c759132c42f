// Runs the queue while the portal is open: at the start, when the network comes back, on focus, on news, and now and then.
import { fromJsonString } from "@bufbuild/protobuf";
import { dossiers, parts, wrote } from "../calls/calls.js";
import { businessNow } from "../calls/clock.svelte.js";
import { uuid7 } from "../calls/decide.js";
import { Refused, refusedFrom } from "../calls/refused.js";
import { DecideRequestSchema } from "../contract/giaoban/v1/command_pb.js";
import type { GetDossierResponse } from "../contract/giaoban/v1/dossier_pb.js";
import { RefusalCode } from "../contract/giaoban/v1/envelope_pb.js";
import { heedRefusal, session } from "../session/session.svelte.js";
import { toFieldJson } from "../write/answers.js";
import { isCorrected } from "../paper/returned.js";
import { type Base, remarksOf } from "./draft.js";
import { drain, type Drafts, type Ended, type House } from "./queue.js";
import { changeDraft, dropFile, fileBytes, listDrafts } from "./store.js";

const EVERY_MS = 15_000;
const ANSWER_MS = 30_000;

let ended = $state<Ended>("done");
let running = $state(false);

export const sender = {
  // How the last run ended.
  get ended() {
    return ended;
  },
  get running() {
    return running;
  },
};

export function baseOf(answer: GetDossierResponse): Base {
  return {
    version: String(answer.dossier?.version ?? 0n),
    fields: answer.fields.map(toFieldJson),
    remarks: remarksOf(answer.remarks),
    state: answer.dossier?.at?.state ?? "",
    rounds: answer.dossier?.rounds ?? 0,
    corrected: answer.dossier !== undefined && isCorrected(answer.dossier),
  };
}

const house: House = {
  async decide(request) {
    const answer = await dossiers.decide(fromJsonString(DecideRequestSchema, request), { timeoutMs: ANSWER_MS });
    wrote("router", answer.position);
    return answer;
  },
  async putPart(dossierId, fileId, index, data) {
    await parts.putChunk({ dossierId, fileId, index, data }, { timeoutMs: 2 * ANSWER_MS });
  },
  async look(dossierId) {
    return baseOf(await dossiers.getDossier({ dossierId }, { timeoutMs: ANSWER_MS }));
  },
  now: () => businessNow(),
};

let wanted = false;
let working: Promise<void> | undefined;

// Sends what waits; a call while it runs makes it look once more afterwards. Resolves when all of that is over.
export function send(): Promise<void> {
  wanted = true;
  working ??= run().finally(() => (working = undefined));
  return working;
}

async function run(): Promise<void> {
  while (wanted) {
    wanted = false;
    const personId = session.who?.personId;
    if (!personId || session.standing === "out") return;
    const drafts: Drafts = { list: () => listDrafts(personId), change: changeDraft, bytes: fileBytes, dropBytes: dropFile };
    running = true;
    try {
      ended = await navigator.locks.request("giaoban.queue", () => drain(drafts, house, uuid7));
    } catch (thrown) {
      // The device's own database failed: nothing was sent that was not written down, and the next run starts from there.
      ended = refusedFrom(thrown).unreached ? "unreached" : "done";
    } finally {
      running = false;
    }
    if (ended === "signed out") heedRefusal(new Refused(RefusalCode.UNAUTHENTICATED, { vi: "", en: "" }));
    if (ended !== "done") return;
  }
}

let started = false;

// To be called once, when somebody is signed in; later calls do nothing.
export function startSending(): void {
  if (started) return;
  started = true;
  const kick = () => void send();
  window.addEventListener("online", kick);
  window.addEventListener("focus", kick);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && kick());
  setInterval(() => ended !== "done" && kick(), EVERY_MS);
  kick();
}
