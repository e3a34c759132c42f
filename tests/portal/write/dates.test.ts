// Days as people type them, what is said back, and what is offered.
import { describe, expect, test } from "vitest";
import { chipsOf, echoDay, parseDay, periodStart } from "../../../services/gateway/portal/src/write/dates.js";

describe("parseDay", () => {
  test.each([
    ["04/11/2026", "2026-11-04"],
    ["4/11", "2026-11-04"],
    ["4-11", "2026-11-04"],
    ["04-11-2026", "2026-11-04"],
    ["4.11.26", "2026-11-04"],
    ["4,11", "2026-11-04"],
    ["4 11 2026", "2026-11-04"],
    ["0411", "2026-11-04"],
    ["041126", "2026-11-04"],
    ["04112026", "2026-11-04"],
    ["2026-11-04", "2026-11-04"],
    ["  4/11/2026 ", "2026-11-04"],
    ["4/11/", "2026-11-04"],
    ["4", "2026-11-04"],
    ["29/2/2028", "2028-02-29"],
  ])("understands %s", (typed, day) => expect(parseDay(typed, "2026-11-01")).toBe(day));

  test.each(["31/11", "29/2/2026", "0/11", "4/13", "mai", "4/11/2", "40", "1/1/3000", "4/11/2026 hoặc 5/11", ""])("does not guess at %j", (typed) =>
    expect(parseDay(typed, "2026-11-01")).toBeUndefined());

  test("a day without a year is the one nearest to the paper's period", () => {
    expect(parseDay("28/12", "2027-01-01")).toBe("2026-12-28");
    expect(parseDay("3/1", "2026-12-01")).toBe("2027-01-03");
    expect(parseDay("15/12", "2026-12-01")).toBe("2026-12-15");
  });
});

test("a day is said back with its weekday", () => {
  expect(echoDay("2026-11-04", "vi")).toBe("Thứ Tư, ngày 04/11/2026");
  expect(echoDay("2026-11-08", "vi")).toBe("Chủ Nhật, ngày 08/11/2026");
  expect(echoDay("2026-11-04", "en")).toBe("Wednesday, 04/11/2026");
});

test("a period begins on a day", () => {
  expect(periodStart("2026-11")).toBe("2026-11-01");
  expect(periodStart("2026-Q4")).toBe("2026-10-01");
  expect(periodStart("")).toBeUndefined();
});

describe("chipsOf", () => {
  test("offers last month's day number, then working days after today", () => {
    expect(chipsOf("2026-11-05", "2026-11", "2026-10-04")).toEqual([{ iso: "2026-11-04", like: 4 }, { iso: "2026-11-06" }, { iso: "2026-11-09" }, { iso: "2026-11-10" }]);
  });
  test("offers days of the period when it is still to come", () => {
    expect(chipsOf("2026-10-20", "2026-11").map((chip) => chip.iso)).toEqual(["2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"]);
  });
  test("a day number that the month does not have becomes its last day", () => {
    expect(chipsOf("2026-02-01", "2026-02", "2026-01-31")[0]).toEqual({ iso: "2026-02-28", like: 31 });
  });
});
