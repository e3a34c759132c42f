// Remarks being written for a return, by paper: they outlive going to another paper and a reload of this tab, until they are sent.
import { untrack } from "svelte";
import { SendBackReason } from "../contract/giaoban/v1/content_pb.js";

export interface DraftRemark {
  // Path in the form, "content" or "tasks[2].due"; empty while none is chosen.
  field: string;
  reason: SendBackReason;
  text: string;
}

const KEY = "giaoban.return.";
const kept = new Map<string, DraftRemark[]>();
let changed = $state(0);

export function draftRemarks(dossierId: string): readonly DraftRemark[] {
  void changed;
  const known = kept.get(dossierId);
  if (known) return known;
  const text = globalThis.sessionStorage?.getItem(KEY + dossierId);
  return text ? (JSON.parse(text) as DraftRemark[]) : [];
}

export function keepRemarks(dossierId: string, remarks: readonly DraftRemark[]): void {
  kept.set(dossierId, [...remarks]);
  if (remarks.length > 0) globalThis.sessionStorage?.setItem(KEY + dossierId, JSON.stringify(remarks));
  else globalThis.sessionStorage?.removeItem(KEY + dossierId);
  untrack(() => (changed += 1));
}

export function markField(dossierId: string, field: string): void {
  const remarks = draftRemarks(dossierId).filter((remark) => remark.field !== "" || remark.text !== "");
  if (!remarks.some((remark) => remark.field === field)) {
    keepRemarks(dossierId, [...remarks, { field, reason: SendBackReason.INCOMPLETE, text: "" }]);
  }
}

// What is still missing, by place: the message stands beside the field.
export function missingIn(remarks: readonly DraftRemark[]): { at: number; what: "field" | "text" }[] {
  return remarks.flatMap((remark, at) => [
    ...(remark.field === "" ? [{ at, what: "field" as const }] : []),
    ...(remark.text.trim() === "" ? [{ at, what: "text" as const }] : []),
  ]);
}
