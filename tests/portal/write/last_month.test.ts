// "As last month": what is carried over, and where the dates go.
import { describe, expect, test } from "vitest";
import { carryOver, latestBefore, sameDayNumber, sameWeekday } from "../../../services/gateway/portal/src/write/last_month.js";
import type { Row } from "../../../services/gateway/portal/src/write/answers.js";
import { FIELDS, moment, number, table, text } from "./kind.js";

describe("sameWeekday", () => {
  test.each([
    ["2026-10-07", 1, "2026-11-04"],
    ["2026-11-04", 1, "2026-12-02"],
    ["2026-12-02", 1, "2027-01-06"],
    ["2026-10-15", 1, "2026-11-19"],
    ["2026-11-04", 3, "2027-02-03"],
  ])("the same weekday of the same week: %s + %i", (day, months, moved) => expect(sameWeekday(day, months)).toBe(moved));
  test("a fifth Friday that the month does not have becomes its last", () => expect(sameWeekday("2026-10-30", 1)).toBe("2026-11-27"));
});

describe("sameDayNumber", () => {
  test.each([
    ["2026-10-04", 1, "2026-11-04"],
    ["2026-10-30", 1, "2026-11-30"],
    ["2026-10-31", 1, "2026-11-30"],
    ["2026-11-30", 1, "2026-12-31"],
    ["2027-01-30", 1, "2027-02-28"],
    ["2026-12-15", 1, "2027-01-15"],
  ])("%s + %i months is %s", (day, months, moved) => expect(sameDayNumber(day, months)).toBe(moved));
});

describe("carryOver", () => {
  const last = [
    text("type", "regular"),
    moment("date", "2026-10-07"),
    moment("at", "19:30"),
    number("minutes", 90n),
    text("scan", "file-of-last-month"),
    text("content", "Đánh giá tháng trước"),
    moment("documents_on", "2026-10-05"),
    table("tasks", [[text("task", "Đường thôn"), moment("due", "2026-10-31")]]),
  ];
  const answers = carryOver(FIELDS, last, "2026-10", "2026-11");

  test("keeps texts, numbers and times", () => {
    expect(answers.type).toBe("regular");
    expect(answers.minutes).toBe("90");
    expect(answers.at).toBe("19:30");
    expect(answers.content).toBe("Đánh giá tháng trước");
  });
  test("moves the meeting to the same weekday of the month, and what is prepared stays before it", () => {
    expect(answers.date).toBe("04/11/2026");
    expect(answers.documents_on).toBe("02/11/2026");
  });
  test("moves dates of a table by their day number", () => {
    expect((answers.tasks as Row[])[0]!.cells.due).toBe("30/11/2026");
    expect((answers.tasks as Row[])[0]!.cells.task).toBe("Đường thôn");
  });
  test("leaves files out", () => expect(answers.scan).toBeUndefined());
  test("leaves dates without the leading one by their day number", () =>
    expect(carryOver(FIELDS, [moment("documents_on", "2026-10-05")], "2026-10", "2026-11").documents_on).toBe("05/11/2026"));
});

test("the latest paper before the period counts; refused ones and other units do not", () => {
  const line = (period: string, more: object = {}) => ({ unitId: "c.01", period, rounds: 1, outcome: 1, ...more }) as never;
  expect(latestBefore([line("2026-09"), line("2026-10"), line("2026-11")], "c.01", "2026-11")).toEqual(line("2026-10"));
  expect(latestBefore([line("2026-10", { outcome: 2 }), line("2026-10", { unitId: "c.02" }), line("2026-10", { rounds: 0 })], "c.01", "2026-11")).toBeUndefined();
});
