// "As last month": the answers of the paper of the period before, with its dates moved on by rule.
import type { Field } from "../contract/giaoban/v1/content_pb.js";
import { FieldType, type FormField } from "../contract/giaoban/v1/form_pb.js";
import { Outcome } from "../contract/giaoban/v1/kind_pb.js";
import type { DossierLine } from "../contract/giaoban/v1/records_pb.js";
import { type Answers, typedOf } from "./answers.js";
import { addDays, daysBetween, daysInMonth, parseDay, periodStart, slashed } from "./dates.js";

const two = (number: number) => String(number).padStart(2, "0");

function monthsBetween(from: string, to: string): number {
  const [a, b] = [from, to].map((iso) => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)));
  return b! - a!;
}

function monthAfter(iso: string, months: number): [number, number] {
  const count = Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1 + months;
  return [Math.floor(count / 12), (count % 12) + 1];
}

// The same weekday in the same week of the month: the first Wednesday stays the first Wednesday; a fifth one that the month does
// not have becomes the last.
export function sameWeekday(iso: string, months: number): string {
  const [year, month] = monthAfter(iso, months);
  const nth = Math.floor((Number(iso.slice(8)) - 1) / 7);
  const first = `${year}-${two(month)}-01`;
  const shift = (new Date(`${iso}T00:00:00Z`).getUTCDay() - new Date(`${first}T00:00:00Z`).getUTCDay() + 7) % 7;
  const found = addDays(first, shift + 7 * nth);
  return found.slice(0, 7) === first.slice(0, 7) ? found : addDays(found, -7);
}

// The same day number; the last day of a month stays the last day.
export function sameDayNumber(iso: string, months: number): string {
  const [year, month] = monthAfter(iso, months);
  const [oldYear, oldMonth, day] = iso.split("-").map(Number) as [number, number, number];
  const last = daysInMonth(year, month);
  const wasLast = day === daysInMonth(oldYear, oldMonth);
  return `${year}-${two(month)}-${two(wasLast ? last : Math.min(day, last))}`;
}

// The first date of the form leads: it keeps its weekday and week. The other dates of the form keep their distance from it, so
// that a day of preparation stays before the day it prepares; far away ones (over 31 days), all dates in tables, and
// dates of a form whose first one is empty keep their day number.
export function carryOver(form: readonly FormField[], fields: readonly Field[], from: string, to: string): Answers {
  const months = monthsBetween(periodStart(from) ?? "2000-01-01", periodStart(to) ?? periodStart(from) ?? "2000-01-01");
  const valueOf = (name: string) => fields.find((field) => field.name === name);
  const leader = form.find((field) => field.type === FieldType.DATE);
  const lead = leader && dayOf(valueOf(leader.name));
  const answers: Answers = {};
  for (const field of form) {
    if (field.type === FieldType.FILE) continue;
    const answer = typedOf(field, valueOf(field.name));
    if (Array.isArray(answer)) {
      for (const row of answer) {
        for (const column of field.columns) {
          const cell = row.cells[column.name] ?? "";
          const day = column.type === FieldType.DATE ? parseDay(cell, "2000-01-01") : undefined;
          if (day) row.cells[column.name] = slashed(sameDayNumber(day, months));
          if (column.type === FieldType.FILE) row.cells[column.name] = "";
        }
      }
      if (answer.length > 0) answers[field.name] = answer;
      continue;
    }
    if (answer === "") continue;
    const day = field.type === FieldType.DATE ? dayOf(valueOf(field.name)) : undefined;
    answers[field.name] = day ? slashed(moved(day, lead, months)) : answer;
  }
  return answers;
}

function moved(day: string, lead: string | undefined, months: number): string {
  if (!lead) return sameDayNumber(day, months);
  const distance = daysBetween(lead, day);
  if (Math.abs(distance) > 31) return sameDayNumber(day, months);
  return addDays(sameWeekday(lead, months), distance);
}

function dayOf(field: Field | undefined): string | undefined {
  return field?.value.case === "moment" && field.value.value !== "" ? field.value.value : undefined;
}

// The latest paper before the period that was handed in and not refused or taken back; an approved one of the same period first.
export function latestBefore(lines: readonly DossierLine[], unitId: string, period: string): DossierLine | undefined {
  const useful = lines.filter((line) => line.unitId === unitId && line.period < period && line.rounds > 0 && line.outcome !== Outcome.REJECTED && line.outcome !== Outcome.WITHDRAWN);
  const rank = (line: DossierLine) => (line.outcome === Outcome.APPROVED ? 1 : 0);
  return [...useful].sort((a, b) => (a.period < b.period ? 1 : a.period > b.period ? -1 : rank(b) - rank(a)))[0];
}
