// Two versions of one paper: what joins by itself, what the person is asked, and that the choice is what is kept.
import { expect, test } from "vitest";
import { type Base, beginDraft, type Draft, draftOf, holdingOf, nextStep, typed } from "../../../services/gateway/portal/src/offline/draft.js";
import { type Row, toFieldJson } from "../../../services/gateway/portal/src/write/answers.js";
import { clashesOf, reconcile, resolve } from "../../../services/gateway/portal/src/write/merge.js";
import { KIND, moment, text } from "./kind.js";

const of = { dossierId: "p1", personId: "s01", kind: KIND, unitId: "c.01", unitName: "Chi bộ", period: "2026-11", nowMs: 1 };
const base = (version: string, fields: Record<string, string>, more: Partial<Base> = {}): Base => ({
  version,
  fields: Object.entries(fields).map(([name, value]) => toFieldJson(name === "date" ? moment(name, value) : text(name, value))),
  remarks: [],
  state: "draft",
  rounds: 0,
  ...more,
});
const held = (): Draft => draftOf(of, base("1", { type: "regular", content: "cũ", date: "2026-11-04" }));

test("a draft of what the house holds has nothing to send", () => {
  expect(holdingOf(held())).toEqual({ whole: true, bad: [] });
  expect(nextStep(held(), () => "r")).toEqual({ do: "rest" });
});

test("typing the same day in another way is no change", () => {
  expect(holdingOf(typed(held(), { date: "4.11.26" }, 2)).whole).toBe(true);
});

test("the same change on both sides is no conflict", () => {
  const mine = typed(held(), { content: "mới" }, 2);
  const after = reconcile(mine, base("2", { type: "regular", content: "mới", date: "2026-11-04" }));
  expect([after.conflict, after.base.version, holdingOf(after).whole]).toEqual([undefined, "2", true]);
});

test("both versions of a field are shown and the choice is kept", () => {
  const mine = typed(held(), { content: "của tôi", type: "thematic" }, 2);
  const there = base("3", { type: "regular", content: "của máy kia", date: "2026-11-10" });
  const torn = reconcile(mine, there);
  expect(clashesOf(torn, torn.conflict!.base).map((clash) => [clash.field.name, clash.mine, clash.theirs])).toEqual([["content", "của tôi", "của máy kia"]]);
  expect(nextStep(torn, () => "r")).toEqual({ do: "rest" });

  const kept = resolve(torn, []);
  expect([kept.conflict, kept.base.version, kept.answers.content, kept.answers.type, kept.answers.date]).toEqual([undefined, "3", "của tôi", "thematic", "10/11/2026"]);
  const given = resolve(torn, ["content"]);
  expect([given.answers.content, given.answers.type]).toEqual(["của máy kia", "thematic"]);
});

test("something typed that cannot be sent also counts as mine", () => {
  const mine = typed(held(), { date: "31/11" }, 2);
  expect(reconcile(mine, base("2", { type: "regular", content: "cũ", date: "2026-11-09" })).conflict).toBeDefined();
});

test("a cleared field that the other device filled is a conflict", () => {
  const mine = typed(held(), { content: "" }, 2);
  expect(reconcile(mine, base("2", { type: "regular", content: "khác", date: "2026-11-04" })).conflict).toBeDefined();
});

test("a clean draft follows the house, also when the paper was handed in elsewhere", () => {
  const there = base("4", { type: "thematic", content: "x", date: "2026-11-04" });
  expect(reconcile(held(), there).answers.type).toBe("thematic");
  expect(reconcile(held(), { ...there, state: "commune" }).sent?.version).toBe("4");
});

test("empty rows of a locked table are sent as they are, those of a free one are left out", () => {
  const rows: Row[] = [{ key: "1", cells: { task: "a" } }, { key: "2", cells: {} }];
  const fresh = nextStep(typed(beginDraft(of), { tasks: rows }, 2), () => "request-1");
  expect(fresh.do === "send" && (JSON.parse(fresh.sending.request) as any).open.fields[0].table.rows.length).toBe(1);
  const locked = typed(draftOf(of, base("1", {}, { remarks: [{ reason: 1, field: "tasks[0].task", text: "x" }] })), { tasks: rows }, 2);
  const step = nextStep(locked, () => "request-1");
  expect(step.do === "send" && (JSON.parse(step.sending.request) as any).save.fields[0].table.rows.length).toBe(2);
});
