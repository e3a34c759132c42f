// What waits with whom: the buckets, where each number leads, and a sentence.
import type { AgeingRow } from "../contract/giaoban/v1/picture_pb.js";
import type { Text } from "../language/language.svelte.js";
import { papersLink } from "../papers/filters.js";

export interface Bucket {
  // Whole working days.
  from: number;
  // 0 means no bound.
  to: number;
  words: Text;
}

export const BUCKETS: Bucket[] = [
  { from: 0, to: 1, words: { vi: "0–1 ngày", en: "0–1 days" } },
  { from: 2, to: 3, words: { vi: "2–3 ngày", en: "2–3 days" } },
  { from: 4, to: 5, words: { vi: "4–5 ngày", en: "4–5 days" } },
  { from: 6, to: 0, words: { vi: "trên 5 ngày", en: "over 5 days" } },
];

export const countOf = (row: AgeingRow): number => row.counts.reduce((sum, count) => sum + count, 0);

// Papers that wait at the row's unit in that bucket; all of them without one.
export function waitingLink(row: AgeingRow, asked: { unit: string; kind: string }, bucket?: Bucket, overdue = false): string {
  return papersLink({ unit: asked.unit, kind: asked.kind, waiting: row.unitId, overdue, ...(bucket ? { daysFrom: bucket.from, daysTo: bucket.to } : {}) });
}

export function ageingSentence(rows: readonly AgeingRow[], whose: (row: AgeingRow) => Text, since: (us: bigint) => Text): Text {
  if (rows.length === 0) return { vi: "Không có hồ sơ nào đang chờ ai.", en: "Nothing waits with anybody." };
  const total = rows.reduce((sum, row) => sum + countOf(row), 0);
  const old = rows.reduce((sum, row) => sum + (row.counts[3] ?? 0), 0);
  const overdue = rows.reduce((sum, row) => sum + row.overdue, 0);
  const first = rows[0]!;
  const [who, when] = [whose(first), since(first.oldestUs)];
  return {
    vi: `${total} hồ sơ đang chờ; ${old} chờ trên 5 ngày làm việc, ${overdue} quá hạn. Chờ lâu nhất: ${who.vi}, từ ${when.vi}.`,
    en: `${total} papers wait; ${old} for more than 5 working days, ${overdue} overdue. Longest: ${who.en}, since ${when.en}.`,
  };
}
