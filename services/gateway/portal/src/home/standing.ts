// What the first page says about an author's papers: one card per paper, and one line in words above them.
import type { Turn } from "../contract/giaoban/v1/dossier_pb.js";
import { type Obligation, ObligationState } from "../contract/giaoban/v1/notice_pb.js";
import { type Kind, Outcome } from "../contract/giaoban/v1/kind_pb.js";
import type { DossierLine } from "../contract/giaoban/v1/records_pb.js";
import type { Language, Text } from "../language/language.svelte.js";
import { period as periodText, weekday } from "../language/moments.js";
import { cameBack, type Draft, isCorrectedDraft, isReturnedDraft, isWithAuthor } from "../offline/draft.js";
import { isCorrected } from "../paper/returned.js";

export interface Owed {
  kind: string;
  unitId: string;
  period: string;
  dueUs: number;
  // A paper was begun in the house.
  dossierId: string;
}

export interface Mine {
  dossierId: string;
  kind: string;
  title: Text;
  unitId: string;
  unitName: string;
  period: string;
  dueUs: number;
  returned: boolean;
  // Written in since it came back, on whatever device; absent in what older pages kept.
  corrected?: boolean;
}

export interface Sent {
  dossierId: string;
  title: Text;
  period: string;
  outcome: Outcome;
  stateLabel: Text;
  waitingUnitId: string;
  waitingUnitName: string;
  sinceUs: number;
  rounds: number;
}

// Nothing is owed, by a decision.
export interface Exempt {
  kind: string;
  unitId: string;
  period: string;
  basis: string;
}

export interface Snapshot {
  owed: Owed[];
  // Absent in what older pages kept.
  exempt?: Exempt[];
  mine: Mine[];
  sent: Sent[];
}

export type Card =
  | { what: "returned" | "draft"; key: string; title: Text; period: string; unitName: string; dueUs: number; dossierId: string; draft: Draft | undefined; corrected: boolean }
  | { what: "owed"; key: string; title: Text; period: string; unitName: string; dueUs: number; kind: string; unitId: string }
  | { what: "waiting"; key: string; title: Text; period: string; unitName: string; dueUs: number; dossierId: string; draft: Draft };

const text = (label: { vi: string; en: string } | undefined, otherwise: string): Text => ({ vi: label?.vi || otherwise, en: label?.en || otherwise });

export function owedOf(list: readonly Obligation[]): Owed[] {
  return list
    .filter((one) => one.submittedUs === 0n && (one.state === ObligationState.OPEN || one.state === ObligationState.MISSING))
    .map((one) => ({ kind: one.kind, unitId: one.unitId, period: one.period, dueUs: Number(one.dueUs), dossierId: one.dossierId }))
    .sort((a, b) => a.dueUs - b.dueUs);
}

const MONTH_US = 31 * 86_400_000_000;

// Of the present and what was due in the last month: later nobody wonders any more.
export function exemptOf(list: readonly Obligation[], nowUs: number): Exempt[] {
  return list
    .filter((one) => one.state === ObligationState.EXEMPT && Number(one.dueUs) > nowUs - MONTH_US)
    .map((one) => ({ kind: one.kind, unitId: one.unitId, period: one.period, basis: one.exemptBasis }));
}

// Papers with their author, of all that wait for the caller.
export function mineOf(turns: readonly Turn[], kindOf: (name: string) => Kind | undefined): Mine[] {
  return turns
    .filter((turn) => {
      const kind = kindOf(turn.dossier?.kind ?? "");
      return kind && isWithAuthor(kind, turn.dossier?.at?.state ?? "");
    })
    .map(({ dossier, kindTitle, unitName }) => ({
      dossierId: dossier!.dossierId,
      kind: dossier!.kind,
      title: text(kindTitle, dossier!.kind),
      unitId: dossier!.unitId,
      unitName,
      period: dossier!.period,
      dueUs: Number(dossier!.at?.dueUs ?? 0n),
      returned: cameBack(kindOf(dossier!.kind)!, { rounds: dossier!.rounds, state: dossier!.at?.state ?? "", remarks: dossier!.remarks }),
      corrected: isCorrected(dossier!),
    }));
}

// Papers that left their author, the latest first.
export function sentOf(lines: readonly DossierLine[], mine: readonly Mine[]): Sent[] {
  return lines
    .filter((line) => line.rounds > 0 && line.outcome !== Outcome.WITHDRAWN && !mine.some((one) => one.dossierId === line.dossierId))
    .sort((a, b) => Number(b.changedUs - a.changedUs))
    .slice(0, 6)
    .map((line) => ({
      dossierId: line.dossierId,
      title: text(line.kindTitle, line.kind),
      period: line.period,
      outcome: line.outcome,
      stateLabel: text(line.stateLabel, line.state),
      waitingUnitId: line.waitingUnitId,
      waitingUnitName: line.waitingUnitName,
      sinceUs: Number(line.enteredUs),
      rounds: line.rounds,
    }));
}

// A draft that says nothing yet: opened by a look, nothing typed, nothing sent.
export function isUntouched(draft: Draft): boolean {
  return draft.revision === 0 && draft.base.version === "0" && !draft.wanted && !draft.sending && draft.files.length === 0;
}

// Cards in the order of urgency: what came back, what waits on this device, what was begun, what is owed.
export function cardsOf(seen: Snapshot, drafts: readonly Draft[], titleOf: (kind: string) => Text, unitName: (id: string) => string): Card[] {
  const cards: Card[] = [];
  const live = drafts.filter((draft) => !draft.sent && !isUntouched(draft));
  const taken = new Set<string>();
  for (const draft of live.filter((one) => one.wanted || one.sending?.what === "submit")) {
    taken.add(draft.dossierId);
    cards.push({ what: "waiting", key: draft.dossierId, title: draft.kindTitle, period: draft.period, unitName: draft.unitName, dueUs: 0, dossierId: draft.dossierId, draft });
  }
  for (const mine of [...seen.mine].sort((a, b) => Number(b.returned) - Number(a.returned))) {
    if (taken.has(mine.dossierId) || drafts.some((draft) => draft.dossierId === mine.dossierId && draft.sent && !mine.returned)) continue;
    taken.add(mine.dossierId);
    const due = seen.owed.find((one) => one.kind === mine.kind && one.unitId === mine.unitId && one.period === mine.period)?.dueUs;
    const draft = live.find((one) => one.dossierId === mine.dossierId);
    const corrected = mine.returned && (mine.corrected === true || (draft !== undefined && isCorrectedDraft(draft)));
    cards.push({ what: mine.returned ? "returned" : "draft", key: mine.dossierId, title: mine.title, period: mine.period, unitName: mine.unitName, dueUs: mine.dueUs || due || 0, dossierId: mine.dossierId, draft, corrected });
  }
  for (const draft of live) {
    if (taken.has(draft.dossierId)) continue;
    const due = seen.owed.find((one) => same(one, draft))?.dueUs ?? 0;
    cards.push({ what: isReturnedDraft(draft) ? "returned" : "draft", key: draft.dossierId, title: draft.kindTitle, period: draft.period, unitName: draft.unitName, dueUs: due, dossierId: draft.dossierId, draft, corrected: isCorrectedDraft(draft) });
  }
  for (const owed of openOwed(seen, drafts)) {
    cards.push({ what: "owed", key: `${owed.unitId}/${owed.kind}/${owed.period}`, title: titleOf(owed.kind), period: owed.period, unitName: unitName(owed.unitId), dueUs: owed.dueUs, kind: owed.kind, unitId: owed.unitId });
  }
  const rank = { returned: 0, waiting: 1, draft: 2, owed: 3 };
  return cards.sort((a, b) => rank[a.what] - rank[b.what] || a.dueUs - b.dueUs);
}

const same = (a: { kind: string; unitId: string; period: string }, b: { kind: string; unitId: string; period: string }) => a.kind === b.kind && a.unitId === b.unitId && a.period === b.period;

// What is owed and not begun anywhere that this device knows of.
function openOwed(seen: Snapshot, drafts: readonly Draft[]): Owed[] {
  return seen.owed.filter((owed) => !seen.mine.some((mine) => same(mine, owed)) && !drafts.some((draft) => same(draft, owed) && !isUntouched(draft)));
}

// "Tháng 11/2026: còn nợ Kế hoạch sinh hoạt chi bộ (hạn Thứ Năm 10/11) và Báo cáo tháng; 1 hồ sơ bị trả lại."
export function lineOf(seen: Snapshot, drafts: readonly Draft[], titleOf: (kind: string) => Text, language: Language): string {
  const vi = language === "vi";
  const sentHere = (owed: Owed) => drafts.some((draft) => same(draft, owed) && draft.sent);
  const owed = seen.owed.filter((one) => !sentHere(one));
  const returned = seen.mine.filter((one) => one.returned).length;
  const waiting = drafts.filter((draft) => draft.wanted && !draft.sent).length;
  const isSent = (id: string) => drafts.some((draft) => draft.dossierId === id && (draft.wanted || draft.sending?.what === "submit" || draft.sent));
  const corrected = seen.mine.filter((one) => one.returned && !isSent(one.dossierId) && (one.corrected || drafts.some((draft) => draft.dossierId === one.dossierId && isCorrectedDraft(draft)))).length;
  const parts: string[] = [];
  for (const period of [...new Set(owed.map((one) => one.period))]) {
    const names = owed
      .filter((one) => one.period === period)
      .map((one) => {
        const due = weekday(one.dueUs, language);
        const name = titleOf(one.kind)[language];
        return due ? `${name} (${vi ? "hạn" : "due"} ${due})` : name;
      });
    const head = vi ? periodHead(period) : periodText(period, "en");
    parts.push(`${head}: ${vi ? "còn nợ" : "still owed"} ${joined([...new Set(names)], vi)}`);
  }
  if (parts.length === 0) parts.push(vi ? "Đồng chí không còn nợ hồ sơ nào" : "Nothing is owed");
  const still = corrected === 0 ? "" : vi ? ` (${corrected === returned ? "" : `${corrected} hồ sơ `}đã sửa, còn bước GỬI LẠI)` : ` (${corrected === returned ? "" : `${corrected} `}corrected, still to be SENT AGAIN)`;
  if (returned > 0) parts.push((vi ? `${returned} hồ sơ bị trả lại` : returned === 1 ? "1 paper came back" : `${returned} papers came back`) + still);
  if (waiting > 0) parts.push(vi ? `${waiting} hồ sơ còn trong máy, chờ mạng` : `${waiting} still on this device, waiting for a network`);
  return `${parts.join("; ")}.`;
}

export function periodHead(period: string): string {
  return /^\d{4}-\d{2}$/.test(period) ? `Tháng ${periodText(period, "vi")}` : periodText(period, "vi").replace(/^q/, "Q");
}

function joined(names: string[], vi: boolean): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} ${vi ? "và" : "and"} ${names[names.length - 1]}`;
}

// Where a paper that was handed in really is.
export function sentWords(sent: Sent, seen: boolean, receiver: Text, at: Text): { text: Text; look: "" | "good" | "info" | "late" } {
  if (sent.outcome === Outcome.APPROVED) return { text: sent.stateLabel, look: "good" };
  if (sent.outcome !== Outcome.UNSPECIFIED) return { text: sent.stateLabel, look: "late" };
  if (seen) return { text: { vi: "Đã xem", en: "Seen" }, look: "info" };
  return { text: { vi: `${receiver.vi} đã nhận lúc ${at.vi}`, en: `${receiver.en} received it at ${at.en}` }, look: "info" };
}
