// The grid in glyphs and words: what a cell shows, where it leads, and what the whole says in one sentence.
import type { ComplianceCell, ComplianceRow, GetComplianceResponse } from "../contract/giaoban/v1/picture_pb.js";
import { Stage } from "../contract/giaoban/v1/records_pb.js";
import type { Text } from "../language/language.svelte.js";
import { papersLink } from "../papers/filters.js";

export type Counts = Pick<ComplianceCell, "expected" | "onTime" | "late" | "missing" | "notDue" | "exempt">;
export type Look = "on-time" | "late" | "missing" | "some" | "not-due" | "exempt" | "none";

export interface Shown {
  // What stands in the cell: a letter for one paper, a fraction for many.
  mark: string;
  look: Look;
  words: Text;
}

export const handedIn = (cell: Counts): number => cell.onTime + cell.late;

const ONE: [keyof Counts, string, Look, Text][] = [
  ["missing", "T", "missing", { vi: "thiếu", en: "missing" }],
  ["late", "M", "late", { vi: "nộp muộn", en: "late" }],
  ["onTime", "Đ", "on-time", { vi: "đúng hạn", en: "on time" }],
  ["notDue", "·", "not-due", { vi: "chưa đến hạn", en: "not due yet" }],
];

// The explanation of the glyphs, in the order of the grid's legend.
export const LEGEND: { mark: string; look: Look; words: Text }[] = [
  { mark: "Đ", look: "on-time", words: { vi: "đúng hạn", en: "on time" } },
  { mark: "M", look: "late", words: { vi: "nộp muộn", en: "late" } },
  { mark: "T", look: "missing", words: { vi: "thiếu, đã quá hạn", en: "missing, overdue" } },
  { mark: "·", look: "not-due", words: { vi: "chưa đến hạn", en: "not due yet" } },
  { mark: "Mi", look: "exempt", words: { vi: "được miễn", en: "exempt" } },
  { mark: "–", look: "none", words: { vi: "không phải nộp", en: "nothing owed" } },
];

// Who is exempt is not expected: a cell of those alone says so, one of both shows its fraction and says it in words.
export function shownCell(cell: Counts): Shown {
  if (cell.expected === 0 && cell.exempt > 0) return { mark: "Mi", look: "exempt", words: cell.exempt === 1 ? EXEMPT : groupWords(cell) };
  if (cell.expected === 0) return { mark: "–", look: "none", words: { vi: "không phải nộp", en: "nothing owed" } };
  if (cell.expected === 1 && cell.exempt === 0) {
    const [, mark, look, words] = ONE.find(([name]) => cell[name] > 0) ?? ONE[3]!;
    return { mark, look, words };
  }
  return { mark: `${handedIn(cell)}/${cell.expected}`, look: groupLook(cell), words: groupWords(cell) };
}

const EXEMPT: Text = { vi: "được miễn", en: "exempt" };

// The worst counts: half or more missing, some missing, some late, all there, or time left.
function groupLook(cell: Counts): Look {
  if (cell.missing * 2 >= cell.expected) return "missing";
  if (cell.missing > 0) return "some";
  if (cell.late > 0) return "late";
  return cell.onTime === cell.expected ? "on-time" : "not-due";
}

function groupWords(cell: Counts): Text {
  const part = (count: number, vi: string, en: string) => (count > 0 ? [{ vi: `${count} ${vi}`, en: `${count} ${en}` }] : []);
  const parts = [...part(cell.onTime, "đúng hạn", "on time"), ...part(cell.late, "nộp muộn", "late"), ...part(cell.missing, "thiếu", "missing"), ...part(cell.notDue, "chưa đến hạn", "not due yet"), ...part(cell.exempt, "được miễn", "exempt")];
  return { vi: parts.map((one) => one.vi).join(", "), en: parts.map((one) => one.en).join(", ") };
}

// The paper itself when there is exactly one, otherwise the list of what was handed in; nothing where nothing is owed.
export function cellLink(cell: ComplianceCell, unit: string, kind: string, period: string): string | undefined {
  if (cell.expected === 0) return undefined;
  if (cell.expected === 1 && cell.dossierId) return `/paper/${encodeURIComponent(cell.dossierId)}`;
  return papersLink({ unit, kind, period, stage: cell.expected > 1 ? Stage.HANDED_IN : Stage.UNSPECIFIED });
}

export interface Rates {
  expected: number;
  handedIn: number;
  onTime: number;
  exempt: number;
  // Whole percents; absent where nothing was expected.
  rate?: number;
  rateOnTime?: number;
}

// The five numbers of reporting: expected, actual, actual on time, and the two rates.
export function rates(cell: Counts): Rates {
  const base = { expected: cell.expected, handedIn: handedIn(cell), onTime: cell.onTime, exempt: cell.exempt };
  if (cell.expected === 0) return base;
  const percent = (count: number) => Math.floor((count * 100) / cell.expected);
  return { ...base, rate: percent(base.handedIn), rateOnTime: percent(base.onTime) };
}

// Rows that owe most over the whole grid, the worst first; at most `most`.
export function slowest(rows: readonly ComplianceRow[], most = 3): ComplianceRow[] {
  const sum = (row: ComplianceRow, name: "missing" | "late") => row.cells.reduce((total, cell) => total + cell[name], 0);
  return rows
    .map((row, at) => ({ row, at, missing: sum(row, "missing"), late: sum(row, "late") }))
    .filter((one) => one.missing + one.late > 0)
    .sort((a, b) => b.missing - a.missing || b.late - a.late || a.at - b.at)
    .slice(0, most)
    .map((one) => one.row);
}

// "Kỳ 11/2026: 12/43 chưa nộp, trong đó 5 quá hạn; chậm nhất: …"
export function complianceSentence(picture: Pick<GetComplianceResponse, "rows" | "totals" | "periods">, periodName: (period: string) => string): Text {
  const last = picture.periods.length - 1;
  const total = picture.totals[last];
  if (!total || picture.totals.every((one) => one.expected + one.exempt === 0)) return { vi: "Các kỳ này không có gì phải nộp.", en: "Nothing was owed in these periods." };
  const period = periodName(picture.periods[last]!);
  const open = total.expected - handedIn(total);
  const names = slowest(picture.rows).map((row) => row.name);
  const freed = total.exempt > 0 ? { vi: `; ${total.exempt} được miễn`, en: `; ${total.exempt} exempt` } : { vi: "", en: "" };
  const behind = { vi: names.length > 0 ? ` Chậm nhất trong các kỳ: ${names.join(", ")}.` : "", en: names.length > 0 ? ` Slowest over these periods: ${names.join(", ")}.` : "" };
  if (total.expected === 0) return { vi: `Kỳ ${period}: không có gì phải nộp${freed.vi}.${behind.vi}`, en: `Period ${period}: nothing was owed${freed.en}.${behind.en}` };
  if (open === 0) return { vi: `Kỳ ${period}: đã nộp đủ ${total.expected}/${total.expected}${freed.vi}.${behind.vi}`, en: `Period ${period}: all ${total.expected} were handed in${freed.en}.${behind.en}` };
  const late = total.missing > 0;
  return {
    vi: `Kỳ ${period}: ${open}/${total.expected} chưa nộp${late ? `, trong đó ${total.missing} đã quá hạn` : ", còn trong hạn"}${freed.vi}.${behind.vi}`,
    en: `Period ${period}: ${open} of ${total.expected} not handed in${late ? `, ${total.missing} of them overdue` : ", time is left"}${freed.en}.${behind.en}`,
  };
}
