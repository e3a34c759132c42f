// What a person typed, kept as it was typed, and the values of the contract that it stands for.
import { create, fromJson, toJson } from "@bufbuild/protobuf";
import { type Field, FieldSchema, RowSchema, TableSchema } from "../contract/giaoban/v1/content_pb.js";
import { FieldType, type FormField } from "../contract/giaoban/v1/form_pb.js";
import { formDay } from "../language/moments.js";
import { parseDay } from "./dates.js";

// `key` only tells rows apart on the screen.
export interface Row {
  key: string;
  cells: Record<string, string>;
}
export type Answer = string | Row[];
export type Answers = Record<string, Answer>;

// A field as JSON of the contract, the form in which drafts keep it.
export type FieldJson = Record<string, unknown> & { name: string };

let rows = 0;
export function newRow(cells: Record<string, string> = {}): Row {
  rows += 1;
  return { key: `${Date.now().toString(36)}-${rows}`, cells };
}

export function isBlank(text: string): boolean {
  return /^[ \t\r\n\u00a0]*$/.test(text);
}

export function isEmpty(answer: Answer | undefined): boolean {
  if (answer === undefined) return true;
  if (typeof answer === "string") return isBlank(answer);
  return answer.every((row) => Object.values(row.cells).every(isBlank));
}

// "1.200", "1 200" and "1200" are the same whole number; undefined when it is none.
export function parseNumber(text: string): bigint | undefined {
  const plain = text.trim();
  const grouped = /^-?\d{1,3}([.,\s\u00a0]\d{3})+$/.test(plain) ? plain.replace(/[.,\s\u00a0]/g, "") : plain;
  return /^-?\d{1,18}$/.test(grouped) ? BigInt(grouped) : undefined;
}

// "19:30" from "19:30", "19h30", "19.30", "19 30", "1930", "19h", "7"; undefined when it is no time of day.
export function parseTime(text: string): string | undefined {
  const match = /^(\d{1,2})(?:\s*[:hg.,\s]\s*(\d{1,2})?|(\d{2}))?$/i.exec(text.trim());
  if (!match) return undefined;
  const [hours, minutes] = [Number(match[1]), Number(match[2] ?? match[3] ?? 0)];
  if (hours > 23 || minutes > 59) return undefined;
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

// The value of one typed text; undefined when the text cannot be one of the field's type.
function valueOf(form: FormField, text: string, near: string): Field["value"] | undefined {
  if (isBlank(text)) return { case: undefined };
  switch (form.type) {
    case FieldType.NUMBER: {
      const number = parseNumber(text);
      return number === undefined ? undefined : { case: "number", value: number };
    }
    case FieldType.DATE: {
      const day = parseDay(text, near);
      return day === undefined ? undefined : { case: "moment", value: day };
    }
    case FieldType.TIME: {
      const time = parseTime(text);
      return time === undefined ? undefined : { case: "moment", value: time };
    }
    case FieldType.YES_NO:
      return { case: "flag", value: text === "yes" };
    default:
      return { case: "text", value: text.normalize("NFC") };
  }
}

// The field to send; undefined while something typed in it cannot be sent. `near` is a day of the paper's period, for dates
// without a year. Rows in which nothing stands are left out, unless the table is locked row by row.
export function fieldOf(form: FormField, answer: Answer | undefined, near: string, keepEmptyRows = false): Field | undefined {
  if (form.type !== FieldType.TABLE) {
    const value = valueOf(form, typeof answer === "string" ? answer : "", near);
    return value && create(FieldSchema, { name: form.name, value });
  }
  const table = create(TableSchema);
  for (const row of Array.isArray(answer) ? answer : []) {
    const cells: Field[] = [];
    for (const column of form.columns) {
      const value = valueOf(column, row.cells[column.name] ?? "", near);
      if (!value) return undefined;
      if (value.case !== undefined) cells.push(create(FieldSchema, { name: column.name, value }));
    }
    if (cells.length > 0 || keepEmptyRows) table.rows.push(create(RowSchema, { cells }));
  }
  return create(FieldSchema, { name: form.name, value: table.rows.length > 0 ? { case: "table", value: table } : { case: undefined } });
}

// A value as a person would type it.
export function typedOf(form: FormField, field: Field | undefined): Answer {
  const value = field?.value;
  if (form.type === FieldType.TABLE) {
    if (value?.case !== "table") return [];
    return value.value.rows.map((row) => {
      const cells: Record<string, string> = {};
      for (const column of form.columns) {
        cells[column.name] = typedOf(column, row.cells.find((cell) => cell.name === column.name)) as string;
      }
      return newRow(cells);
    });
  }
  if (!value || value.case === undefined || value.case === "table") return "";
  if (value.case === "flag") return value.value ? "yes" : "no";
  if (value.case === "moment") return formDay(value.value);
  return String(value.value);
}

export function toAnswers(fields: readonly FormField[], values: readonly Field[]): Answers {
  const answers: Answers = {};
  for (const form of fields) {
    const value = values.find((field) => field.name === form.name);
    if (value) answers[form.name] = typedOf(form, value);
  }
  return answers;
}

export function toFieldJson(field: Field): FieldJson {
  return toJson(FieldSchema, field) as FieldJson;
}

export function ofFieldJson(json: FieldJson): Field {
  return fromJson(FieldSchema, json as never);
}

// One text per value, equal for equal values; "" for an empty one. Cells without a value do not count.
export function keyOf(field: Field | undefined): string {
  const value = field?.value;
  if (!value || value.case === undefined) return "";
  if (value.case !== "table") return value.value === "" ? "" : JSON.stringify([value.case, String(value.value)]);
  if (value.value.rows.length === 0) return "";
  const cells = (row: (typeof value.value.rows)[number]) =>
    row.cells.map((cell) => [cell.name, keyOf(cell)]).filter(([, key]) => key !== "").sort(([a], [b]) => (a! < b! ? -1 : 1));
  return JSON.stringify(value.value.rows.map(cells));
}
