// A paper on this device: what was typed, what the house holds of it, and the one act that may be on its way. Everything here is
// a pure step from one draft to the next; the store writes each step down before anything is sent.
import { create, fromJsonString, toJsonString } from "@bufbuild/protobuf";
import type { Act } from "../calls/decide.js";
import { DecideRequestSchema, type DecideResponse } from "../contract/giaoban/v1/command_pb.js";
import type { Field, Remark } from "../contract/giaoban/v1/content_pb.js";
import type { FormField } from "../contract/giaoban/v1/form_pb.js";
import { type Kind, KindSchema } from "../contract/giaoban/v1/kind_pb.js";
import type { Text } from "../language/language.svelte.js";
import { type Answer, type Answers, type FieldJson, fieldOf, isEmpty, keyOf, ofFieldJson, toFieldJson, typedOf } from "../write/answers.js";
import { valueProblems } from "../write/checks.js";
import { periodStart } from "../write/dates.js";

export interface RemarkJson {
  reason: number;
  field: string;
  text: string;
}

// What the house holds: version "0" while it has never heard of the paper.
export interface Base {
  version: string;
  fields: FieldJson[];
  remarks: RemarkJson[];
  state: string;
  rounds: number;
  // Fields were written after the return whose remarks these are; absent in what older pages kept.
  corrected?: boolean;
}

export interface WaitingFile {
  fileId: string;
  name: string;
  mediaType: string;
  size: number;
  sha256: string;
  // Parts that the house has acknowledged.
  parts: number;
  // The house has it among the paper's files.
  attached: boolean;
}

export interface Sending {
  requestId: string;
  what: "open" | "save" | "attach" | "submit";
  // The whole request, byte for byte what is sent, also the second time.
  request: string;
  revision: number;
  fileId?: string;
}

export interface Said extends Text {
  field: string;
}

export interface Draft {
  dossierId: string;
  personId: string;
  kind: string;
  kindTitle: Text;
  // The form that it is written on, as JSON of the contract.
  kindJson: string;
  unitId: string;
  unitName: string;
  period: string;
  answers: Answers;
  base: Base;
  files: WaitingFile[];
  // Grows with every change by the person; `heldRevision` is the one that the house holds.
  revision: number;
  heldRevision: number;
  // Business microseconds at which the house last acknowledged a draft; 0 if never.
  heldUs: number;
  touchedMs: number;
  // The person asked to hand it in.
  wanted: boolean;
  sending?: Sending | undefined;
  // The house said no; nothing more is sent until the person has acted.
  refused?: Said | undefined;
  // The house holds something newer that touches the same fields, or the paper has left its author.
  conflict?: { base: Base; left: boolean } | undefined;
  // Handed in and acknowledged.
  sent?: { version: string; us: number } | undefined;
}

const kinds = new Map<string, Kind>();
export function kindOf(draft: Draft): Kind {
  let kind = kinds.get(draft.kindJson);
  if (!kind) {
    kind = fromJsonString(KindSchema, draft.kindJson);
    kinds.set(draft.kindJson, kind);
  }
  return kind;
}

export function fieldsOf(kind: Kind): FormField[] {
  return kind.form?.sections.flatMap((section) => section.fields) ?? [];
}

// A day of the paper's period, for dates without a year.
export function nearOf(draft: Pick<Draft, "period" | "touchedMs">): string {
  return periodStart(draft.period) ?? new Date(draft.touchedMs).toISOString().slice(0, 10);
}

export function isWithAuthor(kind: Kind, state: string): boolean {
  return kind.way?.states.find((one) => one.name === state)?.who.case === "author";
}

// Sent back to its author, and not taken back by them: that one begins again as a draft, without remarks.
export function cameBack(kind: Kind, at: { rounds: number; state: string; remarks: readonly unknown[] }): boolean {
  return at.remarks.length > 0 || (at.rounds > 0 && at.state !== kind.way?.first);
}

export function isReturnedDraft(draft: Draft): boolean {
  return !draft.sent && cameBack(kindOf(draft), draft.base);
}

// Came back and was put right, here or elsewhere, but not handed in again.
export function isCorrectedDraft(draft: Draft): boolean {
  return isReturnedDraft(draft) && ((draft.base.corrected ?? draft.revision > 0) || changesOf(draft).length > 0);
}

export interface Beginning {
  dossierId: string;
  personId: string;
  kind: Kind;
  unitId: string;
  unitName: string;
  period: string;
  nowMs: number;
}

export function beginDraft(of: Beginning, answers: Answers = {}): Draft {
  return {
    dossierId: of.dossierId,
    personId: of.personId,
    kind: of.kind.name,
    kindTitle: { vi: of.kind.title?.vi ?? of.kind.name, en: of.kind.title?.en ?? of.kind.name },
    kindJson: toJsonString(KindSchema, of.kind),
    unitId: of.unitId,
    unitName: of.unitName,
    period: of.period,
    answers,
    base: { version: "0", fields: [], remarks: [], state: "", rounds: 0 },
    files: [],
    revision: 0,
    heldRevision: 0,
    heldUs: 0,
    touchedMs: of.nowMs,
    wanted: false,
  };
}

// A draft that continues what the house holds.
export function draftOf(of: Beginning, base: Base): Draft {
  const draft = beginDraft(of);
  return { ...draft, base, answers: answersOf(fieldsOf(of.kind), base.fields) };
}

function answersOf(form: readonly FormField[], fields: readonly FieldJson[]): Answers {
  const answers: Answers = {};
  for (const one of form) {
    const found = fields.find((field) => field.name === one.name);
    if (found) answers[one.name] = typedOf(one, ofFieldJson(found));
  }
  return answers;
}

// The person typed something. What waits to be handed in is taken out again: it would not be what was checked.
export function typed(draft: Draft, changes: Answers, nowMs: number): Draft {
  if (isLocked(draft)) return draft;
  const { refused: _refused, ...rest } = draft;
  return { ...rest, answers: { ...draft.answers, ...changes }, revision: draft.revision + 1, touchedMs: nowMs, wanted: false };
}

// A hand-in is on its way or done: nothing more may be typed into it here.
export function isLocked(draft: Draft): boolean {
  return draft.sending?.what === "submit" || draft.sent !== undefined;
}

export function wantHandIn(draft: Draft): Draft {
  if (isLocked(draft) || draft.conflict) return draft;
  const { refused: _refused, ...rest } = draft;
  return { ...rest, wanted: true };
}

export interface Change {
  name: string;
  mine: Field | undefined;
  // False while something typed in it cannot be sent.
  sendable: boolean;
}

// Fields that differ from what the house holds.
export function changesOf(draft: Draft): Change[] {
  const form = fieldsOf(kindOf(draft));
  const near = nearOf(draft);
  const changes: Change[] = [];
  for (const one of form) {
    const answer: Answer | undefined = draft.answers[one.name];
    const mine = fieldOf(one, answer, near, draft.base.remarks.length > 0);
    const held = draft.base.fields.find((field) => field.name === one.name);
    if (mine && keyOf(mine) === keyOf(held && ofFieldJson(held))) continue;
    if (!mine && isEmpty(answer) && !held) continue;
    const bad = mine === undefined || valueProblems([one], draft.answers, near).length > 0;
    changes.push({ name: one.name, mine, sendable: !bad });
  }
  return changes;
}

export interface Holding {
  // Nothing stands on this device that the house does not hold.
  whole: boolean;
  // Fields that cannot be kept by the house as they are typed.
  bad: string[];
}

export function holdingOf(draft: Draft): Holding {
  const changes = changesOf(draft);
  const bad = changes.filter((change) => !change.sendable).map((change) => change.name);
  return { whole: changes.length === 0 && draft.base.version !== "0" && draft.files.every((file) => file.attached), bad };
}

export type Step = { do: "rest" } | { do: "upload"; file: WaitingFile } | { do: "send"; sending: Sending };

// What is to be done next for this paper. A new act gets its request id here and must be written down before it is sent.
export function nextStep(draft: Draft, newId: () => string): Step {
  if (draft.sending) return { do: "send", sending: draft.sending };
  if (draft.refused || draft.conflict || draft.sent) return { do: "rest" };
  const changes = changesOf(draft).filter((change) => change.sendable && change.mine);
  const fields = changes.map((change) => change.mine!);
  if (draft.base.version === "0") {
    if (draft.revision === 0 && !draft.wanted && draft.files.length === 0) return { do: "rest" };
    return act(draft, newId(), "open", { case: "open", value: { kind: draft.kind, unitId: draft.unitId, period: draft.period, fields } });
  }
  const file = draft.files.find((one) => !one.attached);
  if (file) {
    if (file.parts * PART_BYTES < file.size) return { do: "upload", file };
    const value = { fileId: file.fileId, name: file.name, mediaType: file.mediaType, size: BigInt(file.size), sha256: ofHex(file.sha256) };
    return act(draft, newId(), "attach", { case: "attach", value }, file.fileId);
  }
  if (fields.length > 0) return act(draft, newId(), "save", { case: "save", value: { fields } });
  if (draft.wanted) return act(draft, newId(), "submit", { case: "submit", value: {} });
  return { do: "rest" };
}

export const PART_BYTES = 262_144;

function act(draft: Draft, requestId: string, what: Sending["what"], verb: Act, fileId?: string): Step {
  const message = create(DecideRequestSchema, { requestId, dossierId: draft.dossierId, expectedVersion: BigInt(draft.base.version), verb });
  const request = toJsonString(DecideRequestSchema, message);
  return { do: "send", sending: { requestId, what, request, revision: draft.revision, ...(fileId ? { fileId } : {}) } };
}

// The house did what was sent.
export function answered(draft: Draft, sending: Sending, answer: Pick<DecideResponse, "version" | "state">, us: number): Draft {
  if (draft.sending?.requestId !== sending.requestId) return draft;
  const { sending: _sending, ...rest } = draft;
  const base: Base = { ...draft.base, version: String(answer.version), state: answer.state };
  if (sending.what === "open" || sending.what === "save") {
    const { verb } = fromJsonString(DecideRequestSchema, sending.request);
    const sentFields = verb.case === "open" || verb.case === "save" ? verb.value.fields : [];
    base.fields = withFields(base.fields, sentFields);
    if (isReturnedDraft(draft) && sentFields.length > 0) base.corrected = true;
  }
  if (sending.what === "submit") {
    return { ...rest, base: { ...base, remarks: [], corrected: false, rounds: base.rounds + 1 }, wanted: false, sent: { version: base.version, us } };
  }
  const files = draft.files.map((file) => (file.fileId === sending.fileId ? { ...file, attached: true } : file));
  return { ...rest, base, files, heldRevision: Math.max(draft.heldRevision, sending.revision), heldUs: us };
}

function withFields(held: readonly FieldJson[], patch: readonly Field[]): FieldJson[] {
  const kept = held.filter((field) => !patch.some((one) => one.name === field.name));
  return [...kept, ...patch.filter((field) => keyOf(field) !== "").map(toFieldJson)];
}

// The house said no to what was sent: this paper rests until the person has acted; nothing typed is lost.
export function refusedBy(draft: Draft, sending: Sending | undefined, said: Said): Draft {
  const { sending: _sending, ...rest } = draft;
  if (sending && draft.sending?.requestId !== sending.requestId) return draft;
  return { ...rest, wanted: false, refused: said };
}

// What was sent never took effect and something newer stands in the house: it is planned anew.
export function dropSending(draft: Draft): Draft {
  const { sending: _sending, ...rest } = draft;
  return rest;
}

export function remarksOf(remarks: readonly Remark[]): RemarkJson[] {
  return remarks.map((remark) => ({ reason: remark.reason, field: remark.field, text: remark.text }));
}

// SHA-256 is kept as text; the contract wants bytes.
function ofHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
