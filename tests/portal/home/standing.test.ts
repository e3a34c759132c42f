// The first page in words: what is owed, what came back, what waits on the device.
import { expect, test } from "vitest";
import { cardsOf, exemptOf, lineOf, mineOf, owedOf, type Snapshot } from "../../../services/gateway/portal/src/home/standing.js";
import { create } from "../../../services/gateway/portal/node_modules/@bufbuild/protobuf/dist/esm/index.js";
import { ObligationSchema, ObligationState } from "../../../services/gateway/portal/src/contract/giaoban/v1/notice_pb.js";
import { TurnSchema } from "../../../services/gateway/portal/src/contract/giaoban/v1/dossier_pb.js";
import { answered, beginDraft, type Draft, draftOf, isCorrectedDraft, nextStep, typed, wantHandIn } from "../../../services/gateway/portal/src/offline/draft.js";
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

const back = { version: "5", fields: [], remarks: [{ reason: 1, field: "content", text: "Ghi rõ." }], state: "returned", rounds: 1 };
const cameBack = (more: object = {}): Draft => draftOf({ dossierId: "p1", personId: "s01", kind: KIND, unitId: "c.01", unitName: "Chi bộ", period: "2026-10", nowMs: 1 }, { ...back, ...more });
const corrected = (seenMine: object, drafts: Draft[] = []) => {
  const mine = { ...returned, ...seenMine };
  const card = cardsOf(seen({ owed: [], mine: [mine] }), drafts, titleOf, () => "Chi bộ")[0]!;
  return [card.what === "returned" && card.corrected, lineOf(seen({ owed: [], mine: [mine] }), drafts, titleOf, "vi").includes("1 hồ sơ bị trả lại (đã sửa, còn bước GỬI LẠI)")];
};

test("a returned paper that was corrected is said to wait for being sent again, wherever it was corrected", () => {
  expect(corrected({ corrected: false })).toEqual([false, false]);
  expect(corrected({ corrected: true })).toEqual([true, true]);
  expect(corrected({ corrected: false }, [typed(cameBack({ corrected: false }), { content: "mới" }, 3)])).toEqual([true, true]);
  expect(corrected({ corrected: false }, [cameBack({ corrected: false })])).toEqual([false, false]);
});

test("one of two that came back and was corrected is counted", () => {
  const mine = [{ ...returned, corrected: true }, { ...returned, dossierId: "p9", corrected: false }];
  expect(lineOf(seen({ owed: [], mine }), [], titleOf, "vi")).toContain("2 hồ sơ bị trả lại (1 hồ sơ đã sửa, còn bước GỬI LẠI)");
  expect(lineOf(seen({ owed: [], mine }), [], titleOf, "en")).toContain("2 papers came back (1 corrected, still to be SENT AGAIN)");
});

test("once it waits to be handed in, or was, nobody is told to send it again", () => {
  const waits = wantHandIn(typed(cameBack({ corrected: true }), { content: "mới" }, 3));
  expect(lineOf(seen({ owed: [], mine: [{ ...returned, corrected: true }] }), [waits], titleOf, "vi")).not.toContain("GỬI LẠI");
  expect(isCorrectedDraft({ ...cameBack({ corrected: true }), sent: { version: "7", us: 1 } })).toBe(false);
});

test("what was typed before the return is no correction", () => {
  expect(isCorrectedDraft({ ...cameBack({ corrected: false }), revision: 4, heldRevision: 4 })).toBe(false);
});

test("a correction that the house has acknowledged stays one", () => {
  const draft = typed(cameBack({ corrected: false }), { content: "mới" }, 3);
  const step = nextStep(draft, () => "r1");
  if (step.do !== "send") throw new Error("nothing to send");
  const held = answered({ ...draft, sending: step.sending }, step.sending, { version: 6n, state: "returned" }, 9);
  expect([step.sending.what, held.base.corrected, isCorrectedDraft(held)]).toEqual(["save", true, true]);
});

test("a paper that its author took back and began again was not sent back by anybody", () => {
  const kind = { ...KIND, way: { first: "draft", states: [{ name: "draft", who: { case: "author" } }, { name: "returned", who: { case: "author" } }] } } as never;
  const turn = (state: string, remarks: object[]) => create(TurnSchema, { dossier: { dossierId: "p1", kind: "plan", unitId: "c.01", rounds: 1, at: { state }, remarks } });
  const is = (state: string, remarks: object[]) => mineOf([turn(state, remarks)], () => kind).map((one) => one.returned);
  expect(is("draft", [])).toEqual([false]);
  expect(is("returned", [])).toEqual([true]);
  expect(is("draft", [{ field: "content" }])).toEqual([true]);
});

test("what a unit is exempt from is said for a month, and is never owed", () => {
  const obligation = (period: string, due: string) => create(ObligationSchema, { unitId: "c.01", kind: "plan", period, dueUs: BigInt(us(due)), state: ObligationState.EXEMPT, exemptBasis: "TB 12" });
  const list = [obligation("2026-11", "2026-11-10T10:00:00Z"), obligation("2026-09", "2026-09-10T10:00:00Z")];
  expect(exemptOf(list, us("2026-11-20T00:00:00Z"))).toEqual([{ kind: "plan", unitId: "c.01", period: "2026-11", basis: "TB 12" }]);
  expect(owedOf(list)).toEqual([]);
});
