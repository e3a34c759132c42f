// The history of a paper for people: one line per event, with who, in which office, for whom, and what became of it.
import type { Content, Field, Remark } from "../contract/giaoban/v1/content_pb.js";
import type { DossierEvent, Entered } from "../contract/giaoban/v1/event_pb.js";
import type { HistoryEntry } from "../contract/giaoban/v1/dossier_pb.js";
import { type Kind, Role, Verb } from "../contract/giaoban/v1/kind_pb.js";
import type { Text } from "../language/language.svelte.js";
import { VERBS } from "../language/names.js";
import { formFields } from "./values.js";

type EventCase = NonNullable<DossierEvent["event"]["case"]>;

export const VERB_OF: Record<EventCase, Verb> = {
  opened: Verb.OPEN,
  saved: Verb.SAVE,
  submitted: Verb.SUBMIT,
  received: Verb.RECEIVE,
  claimed: Verb.CLAIM,
  released: Verb.RELEASE,
  approved: Verb.APPROVE,
  sentBack: Verb.SEND_BACK,
  rejected: Verb.REJECT,
  forwarded: Verb.FORWARD,
  withdrawn: Verb.WITHDRAW,
  commented: Verb.COMMENT,
  attached: Verb.ATTACH,
  reopened: Verb.REOPEN,
  expired: Verb.EXPIRE,
  undone: Verb.UNDO,
  sealed: Verb.SEAL,
};

// What was done, as a sentence says it after the name.
export const DONE: Record<EventCase, Text> = {
  opened: { vi: "lập hồ sơ", en: "opened the paper" },
  saved: { vi: "ghi nội dung", en: "wrote in it" },
  submitted: { vi: "trình", en: "handed it in" },
  received: { vi: "đã xem", en: "saw it" },
  claimed: { vi: "nhận xử lý", en: "claimed it" },
  released: { vi: "thôi xử lý", en: "released it" },
  approved: { vi: "duyệt", en: "approved it" },
  sentBack: { vi: "trả lại để bổ sung", en: "sent it back" },
  rejected: { vi: "không duyệt", en: "rejected it" },
  forwarded: { vi: "chuyển cấp trên", en: "forwarded it" },
  withdrawn: { vi: "thu hồi", en: "withdrew it" },
  commented: { vi: "ghi ý kiến", en: "commented" },
  attached: { vi: "đính kèm tệp", en: "attached a file" },
  reopened: { vi: "mở lại", en: "reopened it" },
  expired: { vi: "hết hạn", en: "expired" },
  undone: { vi: "hoàn tác quyết định", en: "undid the decision" },
  sealed: { vi: "quyết định có hiệu lực", en: "the decision took effect" },
};

export interface HistoryLine {
  version: bigint;
  atUs: bigint;
  // "Duyệt", with the kind's own label where it has one: "Tiếp nhận".
  title: Text;
  event: EventCase;
  personId: string;
  personName: string;
  role: Role;
  unitId: string;
  forPersonId: string;
  delegationId: string;
  text: string;
  remarks: Remark[];
  // Labels of the fields that this event changed.
  changed: Text[];
  round: number;
  skipped: Text[];
  undone: boolean;
}

type Judging = Extract<EventCase, "approved" | "sentBack" | "rejected" | "forwarded">;
export const JUDGING: readonly EventCase[] = ["approved", "sentBack", "rejected", "forwarded"] satisfies Judging[];

export function enteredOf(event: DossierEvent): Entered | undefined {
  const value = event.event.value;
  return value && "entered" in value ? value.entered : undefined;
}

// Versions of decisions that were taken back before they sealed.
export function undoneVersions(entries: readonly HistoryEntry[]): Set<bigint> {
  const undone = new Set<bigint>();
  let held: bigint | undefined;
  for (const { event } of entries) {
    if (!event?.event.case) continue;
    if (JUDGING.includes(event.event.case)) held = event.version;
    if (event.event.case === "sealed") held = undefined;
    if (event.event.case === "undone" && held !== undefined) undone.add(held);
  }
  return undone;
}

export function historyLines(entries: readonly HistoryEntry[], kind: Kind | undefined): HistoryLine[] {
  const undone = undoneVersions(entries);
  const lines: HistoryLine[] = [];
  let state = "";
  let fields: readonly Field[] | undefined;
  for (const entry of entries) {
    const event = entry.event;
    if (!event?.event.case) continue;
    const name = event.event.case;
    const move = kind?.way?.states.find((one) => one.name === state)?.moves.find((one) => one.verb === VERB_OF[name]);
    const isPaper = name === "opened" || name === "saved";
    const changed = isPaper && fields && entry.content ? changedLabels(fields, entry.content, kind) : [];
    if (isPaper && entry.content) fields = entry.content.fields;
    lines.push({
      version: event.version,
      atUs: event.atUs,
      title: move?.label ? { vi: move.label.vi, en: move.label.en } : VERBS[VERB_OF[name]],
      event: name,
      personId: event.actor?.personId ?? "",
      personName: entry.personName,
      role: event.actor?.role ?? Role.UNSPECIFIED,
      unitId: event.actor?.unitId ?? "",
      forPersonId: event.actor?.forPersonId ?? "",
      delegationId: event.actor?.delegationId ?? "",
      text: entry.content?.text ?? "",
      remarks: entry.content?.remarks ?? [],
      changed,
      round: event.event.case === "submitted" ? event.event.value.round : 0,
      skipped: (enteredOf(event)?.skipped ?? []).map((one) => labelOfState(kind, one)),
      undone: undone.has(event.version),
    });
    const entered = enteredOf(event);
    const holds = event.event.value && "sealsUs" in event.event.value && event.event.value.sealsUs > 0n;
    if (entered && !holds) state = entered.state;
    if (name === "sealed") state = heldState(entries, event.version) ?? state;
  }
  return lines;
}

// Where the decision led that sealed with that event.
function heldState(entries: readonly HistoryEntry[], sealedAt: bigint): string | undefined {
  const judged = entries.findLast(({ event }) => event && event.version < sealedAt && event.event.case && JUDGING.includes(event.event.case));
  return judged?.event ? enteredOf(judged.event)?.state : undefined;
}

function labelOfState(kind: Kind | undefined, name: string): Text {
  const label = kind?.way?.states.find((state) => state.name === name)?.label;
  return label ? { vi: label.vi, en: label.en } : { vi: name, en: name };
}

function changedLabels(before: readonly Field[], content: Content, kind: Kind | undefined): Text[] {
  return changedFields(before, content.fields, kind).map((field) => ({ vi: field.label?.vi ?? field.name, en: field.label?.en ?? field.name }));
}

export function changedFields(before: readonly Field[], after: readonly Field[], kind: Kind | undefined) {
  const plain = (list: readonly Field[], name: string) => JSON.stringify(list.find((one) => one.name === name)?.value ?? null, (_, value: unknown) => (typeof value === "bigint" ? String(value) : typeof value === "string" ? value.normalize("NFC") : value));
  const blank = (text: string) => (/^(null|\{\})$|"value":(""|\{[^}]*"rows":\[\]\})/.test(text) ? "" : text);
  return formFields(kind).filter((field) => blank(plain(before, field.name)) !== blank(plain(after, field.name)));
}

// The last decision that stands, for who comes too late: what, when, by whom.
export function lastDecision(lines: readonly HistoryLine[]): HistoryLine | undefined {
  return lines.findLast((line) => JUDGING.includes(line.event) && !line.undone);
}
