// What the house would refuse, said before it is sent; the twin of the core's rules, never stricter than they.
import { FieldType, type Form, type FormField } from "../contract/giaoban/v1/form_pb.js";
import type { Text } from "../language/language.svelte.js";
import { type Answer, type Answers, fieldOf, isBlank, isEmpty, parseNumber, type Row } from "./answers.js";

export interface Problem {
  // "tasks", "tasks[2].due".
  path: string;
  text: Text;
  // Nothing stands there yet; otherwise what stands there cannot be kept by the house.
  missing: boolean;
}

export function lengthOf(form: FormField): number {
  return form.maxLength > 0 ? form.maxLength : form.type === FieldType.LONG_TEXT ? 4000 : 200;
}

export function countCharacters(text: string): number {
  return [...text.normalize("NFC")].length;
}

export function mostRows(form: FormField): number {
  return form.maxRows === 0 ? 200 : Math.min(200, form.maxRows);
}

const isText = (type: FieldType) => type === FieldType.TEXT || type === FieldType.LONG_TEXT || type === FieldType.PERSON || type === FieldType.UNIT || type === FieldType.FILE;

// What is wrong with one typed text; undefined when the house takes it or it is blank.
export function problemOf(form: FormField, text: string, near: string): Text | undefined {
  if (isBlank(text)) return undefined;
  if (form.type === FieldType.NUMBER) return numberProblem(form, text);
  if (form.type === FieldType.DATE && !fieldOf(form, text, near)) {
    return { vi: "Ngày này không có trên lịch. Đồng chí ghi ngày/tháng/năm, ví dụ 4/11 hoặc 04/11/2026.", en: "This is no day of the calendar. Write day/month/year, such as 4/11 or 04/11/2026." };
  }
  if (form.type === FieldType.TIME && !fieldOf(form, text, near)) {
    return { vi: "Giờ này không đúng. Đồng chí ghi giờ và phút, ví dụ 19:30 hoặc 19h30.", en: "This is no time of day. Write hours and minutes, such as 19:30." };
  }
  if (form.type === FieldType.CHOICE && !form.choices.some((choice) => choice.name === text)) {
    return { vi: "Biểu mẫu không có lựa chọn này. Đồng chí chọn lại.", en: "The form has no such choice. Choose again." };
  }
  return isText(form.type) ? wordsProblem(form, text) : undefined;
}

function numberProblem(form: FormField, text: string): Text | undefined {
  const number = parseNumber(text);
  if (number === undefined) return { vi: "Ở đây chỉ ghi số nguyên, ví dụ 90.", en: "Only a whole number goes here, such as 90." };
  if (form.min !== undefined && number < form.min) return { vi: `Số ${number} nhỏ hơn mức thấp nhất là ${form.min}. Đồng chí kiểm tra lại.`, en: `${number} is below the least value ${form.min}. Check it.` };
  if (form.max !== undefined && number > form.max) return { vi: `Số ${number} lớn hơn mức cao nhất là ${form.max}. Đồng chí kiểm tra lại.`, en: `${number} is above the greatest value ${form.max}. Check it.` };
  return undefined;
}

function wordsProblem(form: FormField, text: string): Text | undefined {
  const [is, may] = [countCharacters(text), lengthOf(form)];
  if (is > may) return { vi: `Dài ${is} ký tự, giới hạn là ${may}. Đồng chí viết gọn lại.`, en: `${is} characters, the limit is ${may}. Shorten it.` };
  const bad = form.type === FieldType.LONG_TEXT ? /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/ : /[\u0000-\u0008\u000a-\u001f\u007f]/;
  if (bad.test(text)) return { vi: "Có ký tự lạ không in được. Đồng chí xoá rồi gõ lại trên một dòng.", en: "It holds characters that cannot be printed. Delete them and type it again on one line." };
  return undefined;
}

// Typed things that cannot be kept.
export function valueProblems(fields: readonly FormField[], answers: Answers, near: string): Problem[] {
  const found: Problem[] = [];
  const add = (form: FormField, text: string, path: string) => {
    const problem = problemOf(form, text, near);
    if (problem) found.push({ path, text: problem, missing: false });
  };
  for (const form of fields) {
    const answer = answers[form.name];
    if (form.type !== FieldType.TABLE) {
      if (typeof answer === "string") add(form, answer, form.name);
      continue;
    }
    const rows = rowsOf(answer);
    const most = mostRows(form);
    if (rows.length > most) found.push({ path: form.name, missing: false, text: { vi: `Có ${rows.length} dòng, giới hạn là ${most}. Đồng chí bớt dòng.`, en: `${rows.length} rows, the limit is ${most}. Remove some.` } });
    rows.forEach((row, index) => {
      for (const column of form.columns) add(column, row.cells[column.name] ?? "", `${form.name}[${index}].${column.name}`);
    });
  }
  return found;
}

function rowsOf(answer: Answer | undefined): Row[] {
  return Array.isArray(answer) ? answer : [];
}

const MISSING: Text = { vi: "Chưa điền mục này.", en: "This is not filled in yet." };

export function isRequired(form: FormField, choiceOf: (name: string) => string): boolean {
  if (!form.requiredWhen) return form.required;
  return choiceOf(form.requiredWhen.field) === form.requiredWhen.choice && form.requiredWhen.choice !== "";
}

// What must still be filled before the paper can be handed in.
export function missingProblems(fields: readonly FormField[], answers: Answers): Problem[] {
  const found: Problem[] = [];
  const inForm = (name: string) => {
    const answer = answers[name];
    return typeof answer === "string" ? answer : "";
  };
  for (const form of fields) {
    if (isEmpty(answers[form.name])) {
      if (isRequired(form, inForm)) found.push({ path: form.name, text: MISSING, missing: true });
      continue;
    }
    rowsOf(answers[form.name]).forEach((row, index) => {
      if (Object.values(row.cells).every(isBlank)) return;
      const inRow = (name: string) => (form.columns.some((column) => column.name === name) ? (row.cells[name] ?? "") : inForm(name));
      for (const column of form.columns) {
        if (isRequired(column, inRow) && isBlank(row.cells[column.name] ?? "")) {
          found.push({ path: `${form.name}[${index}].${column.name}`, text: MISSING, missing: true });
        }
      }
    });
  }
  return found;
}

export function allProblems(form: Form | undefined, answers: Answers, near: string): Problem[] {
  const fields = form?.sections.flatMap((section) => section.fields) ?? [];
  const bad = valueProblems(fields, answers, near);
  const missing = missingProblems(fields, answers);
  const order = (problem: Problem) => fields.findIndex((field) => field.name === problem.path.split("[")[0]);
  return [...bad, ...missing].sort((a, b) => order(a) - order(b));
}

export type Progress = "none" | "optional" | "some" | "done";

// How far a section is: untouched, untouched and nothing in it is asked for, begun, or nothing in it is missing or wrong.
export function progressOf(fields: readonly FormField[], answers: Answers, problems: readonly Problem[]): Progress {
  const here = problems.some((problem) => fields.some((field) => field.name === problem.path.split("[")[0]));
  const touched = fields.some((field) => !isEmpty(answers[field.name]));
  if (!touched) return here ? "none" : "optional";
  return here ? "some" : "done";
}
