// What the house would refuse is said before; never more than that.
import { describe, expect, test } from "vitest";
import { fieldOf, keyOf, newRow, parseNumber, parseTime, typedOf } from "../../../services/gateway/portal/src/write/answers.js";
import { allProblems, lengthOf, missingProblems, problemOf, progressOf, valueProblems } from "../../../services/gateway/portal/src/write/checks.js";
import { cleanName, fileProblem } from "../../../services/gateway/portal/src/write/files.js";
import { isFree, parsePlace } from "../../../services/gateway/portal/src/write/places.js";
import { FIELDS, formField, KIND, moment, number, table, text } from "./kind.js";

const NEAR = "2026-11-01";
const paths = (problems: { path: string }[]) => problems.map((problem) => problem.path);

test("numbers may be grouped as people group them", () => {
  expect(parseNumber("1.200")).toBe(1200n);
  expect(parseNumber("1 200 000")).toBe(1200000n);
  expect(parseNumber("-3")).toBe(-3n);
  expect(parseNumber("1.5")).toBeUndefined();
  expect(parseNumber("90 phút")).toBeUndefined();
});

test("times are understood as people write them", () => {
  for (const typed of ["19:30", "19h30", "19.30", "19g30", "1930", "19 30"]) expect(parseTime(typed)).toBe("19:30");
  expect(parseTime("7h")).toBe("07:00");
  expect(parseTime("7")).toBe("07:00");
  for (const typed of ["24:00", "19:60", "tối", "193"]) expect(parseTime(typed)).toBeUndefined();
});

describe("a value", () => {
  test("within its limits is taken", () => {
    expect(problemOf(formField("minutes"), "30", NEAR)).toBeUndefined();
    expect(problemOf(formField("minutes"), "480", NEAR)).toBeUndefined();
    expect(problemOf(formField("theme"), "ườngthôn12", NEAR)).toBeUndefined();
    expect(problemOf(formField("theme"), "   ", NEAR)).toBeUndefined();
  });
  test("outside its limits is named", () => {
    expect(problemOf(formField("minutes"), "29", NEAR)?.vi).toContain("30");
    expect(problemOf(formField("minutes"), "481", NEAR)?.vi).toContain("480");
    expect(problemOf(formField("theme"), "quá mười ký", NEAR)?.vi).toContain("11 ký tự, giới hạn là 10");
    expect(problemOf(formField("date"), "31/11", NEAR)).toBeDefined();
    expect(problemOf(formField("at"), "25:00", NEAR)).toBeDefined();
    expect(problemOf(formField("type"), "weekly", NEAR)).toBeDefined();
  });
  test("counts characters after NFC, as the house does", () => {
    expect(problemOf(formField("theme"), "ệệệệệệệệệệ".normalize("NFD"), NEAR)).toBeUndefined();
  });
  test("without a limit of its own has the core's", () => {
    expect(lengthOf(formField("content"))).toBe(4000);
    expect(lengthOf(FIELDS.find((field) => field.name === "tasks")!.columns[0]!)).toBe(200);
  });
  test("too many rows are named", () => {
    const rows = [1, 2, 3].map(() => newRow({ task: "x" }));
    expect(paths(valueProblems(FIELDS, { tasks: rows }, NEAR))).toEqual(["tasks"]);
  });
});

describe("what is missing", () => {
  test("is what the form requires", () => expect(paths(missingProblems(FIELDS, {}))).toEqual(["type", "date"]));
  test("follows a condition", () => {
    expect(paths(missingProblems(FIELDS, { type: "thematic", date: "4/11" }))).toEqual(["theme"]);
    expect(paths(missingProblems(FIELDS, { type: "regular", date: "4/11" }))).toEqual([]);
  });
  test("a row asks for its own required cells, also by a condition in the row", () => {
    const tasks = [newRow({ due: "30/11" }), newRow({ task: "a", result: "no" })];
    expect(paths(missingProblems(FIELDS, { type: "regular", date: "4/11", tasks }))).toEqual(["tasks[0].task", "tasks[1].reason"]);
  });
  test("a row in which nothing stands asks for nothing: it is not sent", () => {
    const tasks = [newRow({ task: " " })];
    expect(missingProblems(FIELDS, { type: "regular", date: "4/11", tasks })).toEqual([]);
    expect(fieldOf(formField("tasks"), tasks, NEAR)?.value.case).toBeUndefined();
  });
});

test("problems come in the order of the form", () => {
  expect(paths(allProblems(KIND.form, { minutes: "5" }, NEAR))).toEqual(["type", "date", "minutes"]);
});

test("a part is untouched, optional, begun or done", () => {
  const [meeting, content] = KIND.form!.sections;
  const how = (section: typeof meeting, answers: object) => progressOf(section!.fields, answers as never, allProblems(KIND.form, answers as never, NEAR));
  expect(how(meeting, {})).toBe("none");
  expect(how(content, {})).toBe("optional");
  expect(how(meeting, { type: "regular" })).toBe("some");
  expect(how(meeting, { type: "regular", date: "4/11" })).toBe("done");
});

test("a value comes back as it would be typed, and is equal to itself", () => {
  for (const field of [text("type", "regular"), moment("date", "2026-11-04"), number("minutes", 90n), table("tasks", [[text("task", "a"), moment("due", "2026-11-30")]])]) {
    const form = formField(field.name);
    expect(keyOf(fieldOf(form, typedOf(form, field), NEAR))).toBe(keyOf(field));
  }
});

describe("a returned paper", () => {
  const remarks = [{ field: "content" }, { field: "tasks[1].due" }, { field: "agenda[0]" }];
  test("opens what was marked and nothing else", () => {
    expect(isFree(remarks, parsePlace("content")!)).toBe(true);
    expect(isFree(remarks, parsePlace("date")!)).toBe(false);
    expect(isFree(remarks, parsePlace("tasks")!)).toBe(false);
    expect(isFree(remarks, parsePlace("tasks[1].due")!)).toBe(true);
    expect(isFree(remarks, parsePlace("tasks[1].task")!)).toBe(false);
    expect(isFree(remarks, parsePlace("tasks[0].due")!)).toBe(false);
    expect(isFree(remarks, parsePlace("agenda[0].item")!)).toBe(true);
    expect(isFree(remarks, parsePlace("agenda[1].item")!)).toBe(false);
  });
  test("a remark on a table opens it whole", () => expect(isFree([{ field: "tasks" }], parsePlace("tasks[7].task")!)).toBe(true));
  test("a first draft is open", () => expect(isFree([], parsePlace("date")!)).toBe(true));
  test.each(["a[", "a[200]", "a[1]x", "a.b", "", "[1]"])("%j is no place", (path) => expect(parsePlace(path)).toBeUndefined());
});

describe("a file", () => {
  const bytes = (words: string) => new TextEncoder().encode(words);
  test("of a known type with its own first bytes is taken", () => expect(fileProblem("Biên bản.PDF", 10, bytes("%PDF-1.7"))).toBeUndefined());
  test("of another type, empty, too large or with other bytes is refused by its name", () => {
    expect(fileProblem("virus.exe", 10, bytes("MZ"))?.vi).toContain("virus.exe");
    expect(fileProblem("a.pdf.exe", 10, bytes("%PDF-"))).toBeDefined();
    expect(fileProblem("a.pdf", 0, bytes(""))).toBeDefined();
    expect(fileProblem("a.pdf", 26_214_401, bytes("%PDF-"))).toBeDefined();
    expect(fileProblem("a.pdf", 26_214_400, bytes("%PDF-"))).toBeUndefined();
    expect(fileProblem("a.pdf", 10, bytes("MZ\u0090\u0000"))).toBeDefined();
    expect(fileProblem("a", 10, bytes("%PDF-"))).toBeDefined();
  });
  test("its name loses what cannot be seen and paths", () => {
    expect(cleanName("bien\u202Egpj.pdf")).toBe("biengpj.pdf");
    expect(cleanName("..\\..\\a/b.pdf")).toBe("-..-a-b.pdf");
    expect([...cleanName("ư".repeat(400) + ".pdf")].length).toBeLessThanOrEqual(255);
    expect(cleanName("ư".repeat(400) + ".pdf").endsWith(".pdf")).toBe(true);
  });
});
