// Sends what drafts hold: paper by paper, act by act, each written down with its request id before it is sent, and asked again
// under the same id until the house has answered. One tab sends at a time.
import type { DecideResponse } from "../contract/giaoban/v1/command_pb.js";
import { RefusalCode } from "../contract/giaoban/v1/envelope_pb.js";
import { type Refused, refusedFrom } from "../calls/refused.js";
import { reconcile } from "../write/merge.js";
import { answered, type Base, type Draft, dropSending, nextStep, PART_BYTES, refusedBy, type WaitingFile } from "./draft.js";

// The house, as the queue needs it; every call throws Refused.
export interface House {
  decide(request: string): Promise<Pick<DecideResponse, "version" | "state">>;
  putPart(dossierId: string, fileId: string, index: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  // What the house holds of a paper.
  look(dossierId: string): Promise<Base>;
  // Business microseconds now.
  now(): number;
}

export interface Drafts {
  list(): Promise<Draft[]>;
  change(dossierId: string, step: (draft: Draft) => Draft): Promise<Draft | undefined>;
  bytes(dossierId: string, fileId: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  dropBytes(dossierId: string, fileId: string): Promise<void>;
}

// Why sending ended: everything is where it belongs, the house is not reached, or it wants a sign-in first.
export type Ended = "done" | "unreached" | "signed out";

// Not written down by the house under the request id: the same act may be sent again as it is.
const LATER = new Set([RefusalCode.AUTHORITY_STALE, RefusalCode.OVERLOADED, RefusalCode.STORE_FULL]);
// Something newer stands in the house than this act expected.
const NEWER = new Set([RefusalCode.STALE_VERSION, RefusalCode.ALREADY_EXISTS, RefusalCode.REQUEST_ID_REUSED, RefusalCode.NOT_OPEN, RefusalCode.CLOSED]);

// Sends until nothing is left or the house is not reached; papers do not wait for one another's refusals.
export async function drain(drafts: Drafts, house: House, newId: () => string): Promise<Ended> {
  const waiting = (await drafts.list()).sort((a, b) => Number(b.wanted) - Number(a.wanted) || a.touchedMs - b.touchedMs);
  for (const draft of waiting) {
    const ended = await drainPaper(draft.dossierId, drafts, house, newId);
    if (ended !== "done") return ended;
  }
  return "done";
}

const MOST_STEPS = 300;

async function drainPaper(dossierId: string, drafts: Drafts, house: House, newId: () => string): Promise<Ended> {
  let looked = 0;
  for (let count = 0; count < MOST_STEPS; count += 1) {
    let step: ReturnType<typeof nextStep> = { do: "rest" };
    // The plan and the writing down are one transaction: what is sent is always what is on the disk.
    const draft = await drafts.change(dossierId, (now) => {
      step = nextStep(now, newId);
      return step.do === "send" && !now.sending ? { ...now, sending: step.sending } : now;
    });
    const planned = step as ReturnType<typeof nextStep>;
    if (!draft || planned.do === "rest") return "done";
    try {
      if (planned.do === "upload") {
        await upload(draft, planned.file, drafts, house);
      } else {
        const answer = await house.decide(planned.sending.request);
        await drafts.change(dossierId, (now) => answered(now, planned.sending, answer, house.now()));
        if (planned.sending.what === "attach") await drafts.dropBytes(dossierId, planned.sending.fileId!);
      }
    } catch (thrown) {
      const no = refusedFrom(thrown);
      const ended = pauseOf(no);
      if (ended) return ended;
      const sending = planned.do === "send" ? planned.sending : undefined;
      if (NEWER.has(no.code) && sending && looked < 3) {
        looked += 1;
        const settled = await lookAgain(dossierId, sending.requestId, no, drafts, house);
        if (settled) return settled;
      } else {
        await drafts.change(dossierId, (now) => refusedBy(now, sending, { ...no.text, field: no.field }));
      }
    }
  }
  return "done";
}

function pauseOf(no: Refused): Ended | undefined {
  if (no.unreached || LATER.has(no.code)) return "unreached";
  return no.code === RefusalCode.UNAUTHENTICATED ? "signed out" : undefined;
}

// The house stands elsewhere than this device thought: it is asked, and the act is planned anew or the person must choose.
async function lookAgain(dossierId: string, requestId: string, no: Refused, drafts: Drafts, house: House): Promise<Ended | undefined> {
  let base: Base;
  try {
    base = await house.look(dossierId);
  } catch (thrown) {
    const ended = pauseOf(refusedFrom(thrown));
    if (ended) return ended;
    await drafts.change(dossierId, (now) => refusedBy(now, now.sending, { ...no.text, field: no.field }));
    return undefined;
  }
  await drafts.change(dossierId, (now) => {
    if (now.sending?.requestId !== requestId) return now;
    // Nothing newer there: the refusal was about something else, and is the person's to read.
    if (base.version === now.base.version) return refusedBy(now, now.sending, { ...no.text, field: no.field });
    return reconcile(dropSending(now), base);
  });
  return undefined;
}

async function upload(draft: Draft, file: WaitingFile, drafts: Drafts, house: House): Promise<void> {
  const bytes = await drafts.bytes(draft.dossierId, file.fileId);
  if (!bytes) {
    const said = { vi: `Tệp “${file.name}” không còn trong máy. Đồng chí bỏ tệp này và chọn lại.`, en: `The file “${file.name}” is no longer on this device. Remove it and choose it again.`, field: "" };
    await drafts.change(draft.dossierId, (now) => refusedBy(now, undefined, said));
    return;
  }
  const from = file.parts * PART_BYTES;
  await house.putPart(draft.dossierId, file.fileId, file.parts, bytes.slice(from, from + PART_BYTES));
  await drafts.change(draft.dossierId, (now) => ({
    ...now,
    files: now.files.map((one) => (one.fileId === file.fileId ? { ...one, parts: Math.max(one.parts, file.parts + 1) } : one)),
  }));
}
