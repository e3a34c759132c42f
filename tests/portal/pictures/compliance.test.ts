// The grid: what a cell shows and where it leads, the five numbers, and the sentence.
import { create, type MessageInitShape } from "../../../services/gateway/portal/node_modules/@bufbuild/protobuf/dist/esm/index.js";
import { expect, test } from "vitest";
import { ComplianceCellSchema, GetComplianceResponseSchema } from "../../../services/gateway/portal/src/contract/giaoban/v1/picture_pb.js";
import { cellLink, complianceSentence, LEGEND, rates, shownCell, slowest } from "../../../services/gateway/portal/src/pictures/compliance.js";
import { pictureFrom, pictureLink } from "../../../services/gateway/portal/src/pictures/query.js";

type Cell = MessageInitShape<typeof ComplianceCellSchema>;
const cell = (init: Cell) => create(ComplianceCellSchema, init);
const mark = (init: Cell) => {
  const shown = shownCell(cell(init));
  return [shown.mark, shown.look];
};

test("one paper is a letter, nothing owed a dash", () => {
  expect(mark({ expected: 1, onTime: 1 })).toEqual(["Đ", "on-time"]);
  expect(mark({ expected: 1, late: 1 })).toEqual(["M", "late"]);
  expect(mark({ expected: 1, missing: 1 })).toEqual(["T", "missing"]);
  expect(mark({ expected: 1, notDue: 1 })).toEqual(["·", "not-due"]);
  expect(mark({ exempt: 1 })).toEqual(["Mi", "exempt"]);
  expect(mark({})).toEqual(["–", "none"]);
});

test("many papers are a fraction of what was handed in, coloured by the worst", () => {
  expect(mark({ expected: 19, onTime: 19 })).toEqual(["19/19", "on-time"]);
  expect(mark({ expected: 19, onTime: 15, late: 4 })).toEqual(["19/19", "late"]);
  expect(mark({ expected: 19, onTime: 15, late: 2, missing: 2 })).toEqual(["17/19", "some"]);
  expect(mark({ expected: 4, missing: 2, onTime: 2 })).toEqual(["2/4", "missing"]);
  expect(mark({ expected: 4, notDue: 3, onTime: 1 })).toEqual(["1/4", "not-due"]);
  expect(shownCell(cell({ expected: 19, onTime: 15, late: 2, missing: 2 })).words).toEqual({
    vi: "15 đúng hạn, 2 nộp muộn, 2 thiếu", en: "15 on time, 2 late, 2 missing",
  });
});

test("no two looks share a glyph for one paper", () => {
  const marks = [{ expected: 1, onTime: 1 }, { expected: 1, late: 1 }, { expected: 1, missing: 1 }, { expected: 1, notDue: 1 }, { exempt: 1 }, {}].map((one) => mark(one)[0]);
  expect(new Set(marks).size).toBe(6);
  expect(LEGEND.map((one) => one.mark).sort()).toEqual([...marks].sort());
});

test("a single paper is the link, a group leads to its list", () => {
  expect(cellLink(cell({ expected: 1, onTime: 1, dossierId: "d1" }), "c.01", "plan", "2026-11")).toBe("/paper/d1");
  expect(cellLink(cell({ expected: 19 }), "xa.1", "plan", "2026-11")).toBe("/papers?unit=xa.1&kind=plan&period=2026-11&stage=handed_in");
  expect(cellLink(cell({ expected: 1, missing: 1 }), "c.01", "plan", "2026-11")).toBe("/papers?unit=c.01&kind=plan&period=2026-11");
  expect(cellLink(cell({}), "c.01", "plan", "2026-11")).toBeUndefined();
});

test("who is exempt is not expected, and is said in the words of a group", () => {
  expect(mark({ expected: 1, missing: 1, exempt: 1 })).toEqual(["0/1", "missing"]);
  expect(mark({ expected: 17, onTime: 17, exempt: 2 })).toEqual(["17/17", "on-time"]);
  expect(shownCell(cell({ expected: 17, onTime: 17, exempt: 2 })).words.vi).toBe("17 đúng hạn, 2 được miễn");
  expect(shownCell(cell({ exempt: 3 })).words).toEqual({ vi: "3 được miễn", en: "3 exempt" });
  expect(shownCell(cell({ exempt: 1 })).words.vi).toBe("được miễn");
  expect(rates(cell({ expected: 2, onTime: 2, exempt: 2 }))).toMatchObject({ exempt: 2, rate: 100, rateOnTime: 100 });
  expect(cellLink(cell({ exempt: 1 }), "c.01", "plan", "2026-11")).toBeUndefined();
});

test("the five numbers are whole and never rounded up to full", () => {
  expect(rates(cell({ expected: 200, onTime: 150, late: 49, missing: 1 }))).toEqual({ expected: 200, handedIn: 199, onTime: 150, exempt: 0, rate: 99, rateOnTime: 75 });
  expect(rates(cell({}))).toEqual({ expected: 0, handedIn: 0, onTime: 0, exempt: 0 });
});

const picture = (rows: { name: string; cells: Cell[] }[], totals: Cell[]) =>
  create(GetComplianceResponseSchema, { periods: totals.map((_, at) => `2026-${10 + at}`), rows, totals });
const plain = (period: string) => period;

test("the sentence names what is missing and who is slowest", () => {
  const shown = picture(
    [
      { name: "Đông Phú", cells: [{ missing: 1 }, { missing: 3 }] },
      { name: "Cẩm Lý", cells: [{ late: 5 }, {}] },
      { name: "Bảo Sơn", cells: [{ onTime: 5 }, { onTime: 1 }] },
    ],
    [{ expected: 43, onTime: 43 }, { expected: 43, onTime: 31, missing: 5, notDue: 7 }],
  );
  expect(complianceSentence(shown, plain)).toEqual({
    vi: "Kỳ 2026-11: 12/43 chưa nộp, trong đó 5 đã quá hạn. Chậm nhất trong các kỳ: Đông Phú, Cẩm Lý.",
    en: "Period 2026-11: 12 of 43 not handed in, 5 of them overdue. Slowest over these periods: Đông Phú, Cẩm Lý.",
  });
  expect(slowest(shown.rows, 1).map((row) => row.name)).toEqual(["Đông Phú"]);
});

test("the sentence is honest when all is in, when time is left and when nothing is owed", () => {
  expect(complianceSentence(picture([], [{ expected: 3, onTime: 3 }]), plain).vi).toBe("Kỳ 2026-10: đã nộp đủ 3/3.");
  expect(complianceSentence(picture([], [{ expected: 3, notDue: 3 }]), plain).vi).toBe("Kỳ 2026-10: 3/3 chưa nộp, còn trong hạn.");
  expect(complianceSentence(picture([], [{ expected: 3, onTime: 3, exempt: 2 }]), plain)).toEqual({ vi: "Kỳ 2026-10: đã nộp đủ 3/3; 2 được miễn.", en: "Period 2026-10: all 3 were handed in; 2 exempt." });
  expect(complianceSentence(picture([], [{ expected: 3, missing: 1, onTime: 2, exempt: 1 }]), plain).vi).toBe("Kỳ 2026-10: 1/3 chưa nộp, trong đó 1 đã quá hạn; 1 được miễn.");
  expect(complianceSentence(picture([], [{ exempt: 2 }]), plain).vi).toBe("Kỳ 2026-10: không có gì phải nộp; 2 được miễn.");
  expect(complianceSentence(picture([], [{}]), plain).vi).toBe("Các kỳ này không có gì phải nộp.");
});

test("the filters of a picture survive the address line", () => {
  const asked = { unit: "24.218", kind: "plan", period: "2026-11", from: "2026-06", page: 2 };
  const link = new URL(pictureLink("compliance", asked), "http://x");
  expect(link.pathname).toBe("/pictures/compliance");
  expect(pictureFrom(link.searchParams)).toEqual(asked);
  expect(pictureFrom(new URLSearchParams("page=-3&from=gestern&period=1"))).toEqual({ unit: "", kind: "", period: "", from: "", page: 1 });
  expect(pictureLink("funnel", { page: 1 })).toBe("/pictures/funnel");
});
