// Days as people type them on a phone, and the days that are offered to them.
import type { Language } from "../language/language.svelte.js";

const DAY_MS = 86_400_000;
const two = (number: number) => String(number).padStart(2, "0");
const ms = (iso: string) => Date.parse(`${iso}T00:00:00Z`);
const isoOf = (at: number) => new Date(at).toISOString().slice(0, 10);

export function addDays(iso: string, days: number): string {
  return isoOf(ms(iso) + days * DAY_MS);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((ms(to) - ms(from)) / DAY_MS);
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function real(year: number, month: number, day: number): string | undefined {
  if (year < 1900 || year > 2999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return `${year}-${two(month)}-${two(day)}`;
}

// "2026-11-04" from 04/11/2026, 4/11, 04-11-2026, 4.11.26, 4,11, 0411, 041126, 04112026, 2026-11-04; a day alone is one of the
// month of `near`; without a year it is the year that brings it nearest to `near`. Undefined when it is no day.
export function parseDay(text: string, near: string): string | undefined {
  const plain = text.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain);
  if (iso) return real(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const parts = /^(\d{2})(\d{2})(\d{4}|\d{2})?$/.exec(plain) ?? /^(\d{1,2})(?:\s*[/.,\s-]\s*(\d{1,2})(?:\s*[/.,\s-]\s*(\d{4}|\d{2})?)?)?$/.exec(plain);
  if (!parts) return undefined;
  const [nearYear, nearMonth] = near.split("-").map(Number) as [number, number];
  const day = Number(parts[1]);
  if (parts[2] === undefined) return real(nearYear, nearMonth, day);
  const month = Number(parts[2]);
  if (parts[3] !== undefined) return real(parts[3].length === 2 ? 2000 + Number(parts[3]) : Number(parts[3]), month, day);
  const years = [nearYear - 1, nearYear, nearYear + 1].map((year) => real(year, month, day)).filter((found) => found !== undefined);
  return years.sort((a, b) => Math.abs(daysBetween(near, a)) - Math.abs(daysBetween(near, b)))[0];
}

// "Thứ Tư, ngày 04/11/2026".
export function echoDay(iso: string, language: Language): string {
  return `${weekdayName(iso, language)}, ${language === "vi" ? "ngày " : ""}${slashed(iso)}`;
}

export function slashed(iso: string): string {
  return iso.split("-").reverse().join("/");
}

export function weekdayName(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(language === "vi" ? "vi-VN" : "en-GB", { weekday: "long", timeZone: "UTC" }).format(ms(iso));
}

// The first day of "2026-11" or "2026-Q4"; undefined for other periods.
export function periodStart(period: string): string | undefined {
  if (/^\d{4}-\d{2}$/.test(period)) return `${period}-01`;
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period);
  return quarter ? `${quarter[1]}-${two(Number(quarter[2]) * 3 - 2)}-01` : undefined;
}

export interface Chip {
  iso: string;
  // The day number of the last paper, when the chip is for that.
  like?: number;
}

// What is offered for a date: the day number of the last paper in this period, then the next working days from today on, or from
// the period's first day when that is still to come.
export function chipsOf(today: string, period: string, last?: string): Chip[] {
  const start = periodStart(period);
  const chips: Chip[] = [];
  if (last && start) {
    const [year, month] = start.split("-").map(Number) as [number, number];
    const day = Number(last.slice(8));
    chips.push({ iso: `${start.slice(0, 7)}-${two(Math.min(day, daysInMonth(year, month)))}`, like: day });
  }
  let next = start && start > today ? addDays(start, -1) : today;
  while (chips.length < 4) {
    next = addDays(next, 1);
    const weekday = new Date(ms(next)).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && !chips.some((chip) => chip.iso === next)) chips.push({ iso: next });
  }
  return chips;
}
