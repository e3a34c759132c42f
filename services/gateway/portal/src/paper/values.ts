// Values of a form as people read them, whatever their type.
import type { Field, Remark } from "../contract/giaoban/v1/content_pb.js";
import { FieldType, type FormField } from "../contract/giaoban/v1/form_pb.js";
import type { Kind, State } from "../contract/giaoban/v1/kind_pb.js";
import { type Language, say } from "../language/language.svelte.js";
import { formDay } from "../language/moments.js";

// One value as text; empty when there is none. Tables have no text: their cells do.
export function valueText(form: FormField, field: Field | undefined, language: Language): string {
  if (!field || field.value.case === undefined) return "";
  const { value } = field.value;
  switch (form.type) {
    case FieldType.YES_NO:
      return say(value ? { vi: "Có", en: "Yes" } : { vi: "Không", en: "No" });
    case FieldType.CHOICE: {
      const choice = form.choices.find((candidate) => candidate.name === value);
      return choice ? say(choice.label) : String(value);
    }
    case FieldType.DATE:
      return formDay(String(value));
    case FieldType.NUMBER: {
      const number = new Intl.NumberFormat(language === "vi" ? "vi-VN" : "en-GB").format(value as bigint);
      return form.unit ? `${number} ${say(form.unit)}` : number;
    }
    case FieldType.TABLE:
      return "";
    default:
      return String(value);
  }
}

export function byName<T extends { name: string }>(list: readonly T[]): Map<string, T> {
  return new Map(list.map((one) => [one.name, one]));
}

// All fields of a form, section by section flattened.
export function formFields(kind: Kind | undefined): FormField[] {
  return kind?.form?.sections.flatMap((section) => section.fields) ?? [];
}

export function stateOf(kind: Kind | undefined, name: string | undefined): State | undefined {
  return kind?.way?.states.find((state) => state.name === name);
}

// "tasks[2].due" -> "tasks": the field of the form that a path leads to.
export function topOf(path: string): string {
  return path.split(/[.[]/)[0] ?? path;
}

// A path for people: "Nhiệm vụ, dòng 3, Thời hạn".
export function placeText(kind: Kind | undefined, path: string): string {
  const field = formFields(kind).find((candidate) => candidate.name === topOf(path));
  if (!field) return path;
  const cell = /\[(\d+)\](?:\.(\w+))?/.exec(path);
  const row = cell ? `, ${say({ vi: "dòng", en: "row" })} ${Number(cell[1]) + 1}` : "";
  const column = cell?.[2] ? field.columns.find((candidate) => candidate.name === cell[2]) : undefined;
  return say(field.label) + row + (column ? `, ${say(column.label)}` : "");
}

export function remarksAt(remarks: readonly Remark[], field: string): Remark[] {
  return remarks.filter((remark) => topOf(remark.field) === field);
}
