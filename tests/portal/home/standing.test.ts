// The first page in words: what is owed, what came back, what waits on the device.
import { expect, test } from "vitest";
import { cardsOf, lineOf, type Snapshot } from "../../../services/gateway/portal/src/home/standing.js";
import { beginDraft, typed, wantHandIn } from "../../../services/gateway/portal/src/offline/draft.js";
import { KIND } from "../write/kind.js";

const TITLES: Record<string, { vi: string; en: string }> = { plan: { vi: "Kế hoạch sinh hoạt", en: "Meeting plan" }, report: { vi: "Báo cáo tháng", en: "Monthly report" } };
const titleOf = (kind: string) => TITLES[kind]!;
const us = (iso: string) => Date.parse(iso) * 1000;
const owed = (kind: string, due: string, period = "2026-11") => ({ kind, unitId: "c.01", period, dueUs: us(due), dossierId: "" });
const seen = (more: Partial<Snapshot> = {}): Snapshot => ({ owed: [owed("plan", "2026-11-10T10:00:00Z"), owed("report", "2026-11-28T10:00:00Z")], mine: [], sent: [], ...more });
const returned = { dossierId: "p1", kind: "plan", title: TITLES.plan!, unitId: "c.01", unitName: "Chi bộ", period: "2026-10", dueUs: 0, returned: true };
const draft = (more = {}) => typed(beginDraft({ dossierId: "p2", personId: "s01", kind: KIND, unitId: "c.01", unitName: "Chi bộ", period: "2026-11", nowMs: 1 }), { content: "a", ...more }, 2);

test("one line says what is owed, by when, and what came back", () => {
  expect(lineOf(seen({ mine: [returned] }), [], titleOf, "vi")).toBe("Tháng 11/2026: còn nợ Kế hoạch sinh hoạt (hạn Thứ Ba 10/11) và Báo cáo tháng (hạn Thứ Bảy 28/11); 1 hồ sơ bị trả lại.");
  expect(lineOf(seen(), [], titleOf, "en")).toBe("11/2026: still owed Meeting plan (due Tuesday 10/11) and Monthly report (due Saturday 28/11).");
});

test("nothing owed is said too", () => expect(lineOf(seen({ owed: [] }), [], titleOf, "vi")).toBe("Đồng chí không còn nợ hồ sơ nào."));

test("what waits for a network is still owed, and said to be on the device", () => {
  const line = lineOf(seen(), [wantHandIn(draft())], titleOf, "vi");
  expect(line).toContain("còn nợ Kế hoạch sinh hoạt");
  expect(line).toContain("1 hồ sơ còn trong máy, chờ mạng");
});

test("what the house has acknowledged is owed no more, before the list says so", () => {
  const sent = { ...draft(), sent: { version: "2", us: 1 } };
  expect(lineOf(seen(), [sent], titleOf, "vi")).toBe("Tháng 11/2026: còn nợ Báo cáo tháng (hạn Thứ Bảy 28/11).");
  expect(cardsOf(seen(), [sent], titleOf, () => "").map((card) => card.what)).toEqual(["owed"]);
});

test("cards: what came back first, what was begun instead of what is owed, then the rest", () => {
  const cards = cardsOf(seen({ mine: [returned] }), [draft()], titleOf, () => "Chi bộ");
  expect(cards.map((card) => [card.what, card.period])).toEqual([["returned", "2026-10"], ["draft", "2026-11"], ["owed", "2026-11"]]);
});

test("a draft opened by a look is no card", () => {
  const look = beginDraft({ dossierId: "p3", personId: "s01", kind: KIND, unitId: "c.01", unitName: "", period: "2026-11", nowMs: 1 });
  expect(cardsOf(seen(), [look], titleOf, () => "").map((card) => card.what)).toEqual(["owed", "owed"]);
});
