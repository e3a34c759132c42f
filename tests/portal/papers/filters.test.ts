// Filters go into the address line and come back; rubbish there is left out.
import { expect, test } from "vitest";
import { Every } from "../../../services/gateway/portal/src/contract/giaoban/v1/kind_pb.js";
import { Stage } from "../../../services/gateway/portal/src/contract/giaoban/v1/records_pb.js";
import { filtersFrom, isFiltered, NO_FILTERS, type PaperFilters, papersLink, queryOf, requestOf } from "../../../services/gateway/portal/src/papers/filters.js";
import { periodAt, periodsToChoose } from "../../../services/gateway/portal/src/papers/periods.js";

const ALL: PaperFilters = {
  words: "đảng uỷ & 50 %", unit: "24.218", kind: "resolution", period: "2026-11", state: "waiting", stage: Stage.HANDED_IN,
  overdue: true, mine: true, waiting: "24.218.07444", daysFrom: 4, daysTo: 5,
};

test("every filter survives the address line", () => {
  expect(filtersFrom(new URLSearchParams(queryOf(ALL)))).toEqual(ALL);
  for (const [name, value] of Object.entries(ALL)) {
    const one = { ...NO_FILTERS, [name]: value };
    expect(filtersFrom(new URLSearchParams(queryOf(one)))).toEqual(one);
    expect(isFiltered(one)).toBe(true);
  }
});

test("no filters are no query", () => {
  expect(queryOf(NO_FILTERS)).toBe("");
  expect(papersLink(NO_FILTERS)).toBe("/papers");
  expect(papersLink({ unit: "a b", stage: Stage.APPROVED })).toBe("/papers?unit=a+b&stage=approved");
  expect(isFiltered(NO_FILTERS)).toBe(false);
});

test("rubbish in the address line is left out", () => {
  const query = new URLSearchParams("period=2026&stage=9&overdue=yes&mine=true&days_from=-1&days_to=1e9&words=" + "x".repeat(300));
  expect(filtersFrom(query)).toEqual({ ...NO_FILTERS, words: "x".repeat(200) });
});

test("the request says the same as the filters", () => {
  expect(requestOf(ALL)).toEqual({
    words: "đảng uỷ & 50 %", unitId: "24.218", kind: "resolution", period: "2026-11", state: "waiting", stage: Stage.HANDED_IN,
    overdue: true, waitingForMe: true, waitingUnitId: "24.218.07444", waitingDaysFrom: 4, waitingDaysTo: 5,
  });
});

test("periods begin with the next one and hold the chosen one", () => {
  const november = Date.parse("2026-11-22T08:00:00+07:00") * 1000;
  expect(periodAt(november, Every.MONTH)).toBe("2026-11");
  expect(periodAt(november, Every.QUARTER)).toBe("2026-Q4");
  expect(periodsToChoose(november, Every.MONTH, 3)).toEqual(["2026-12", "2026-11", "2026-10"]);
  expect(periodsToChoose(november, Every.QUARTER, 3, "2020-Q1")).toEqual(["2027-Q1", "2026-Q4", "2026-Q3", "2020-Q1"]);
  expect(periodsToChoose(0, Every.MONTH, 3, "2026-11")).toEqual(["2026-11"]);
  const newYear = Date.parse("2027-01-01T00:30:00+07:00") * 1000;
  expect(periodAt(newYear, Every.MONTH)).toBe("2027-01");
});
