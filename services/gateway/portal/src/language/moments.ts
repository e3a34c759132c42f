// Days and times of Vietnam: the contract counts microseconds UTC, people read dd/mm/yyyy with the weekday.
import type { Language } from "./language.svelte.js";

const ZONE = "Asia/Ho_Chi_Minh";
const locale = (language: Language) => (language === "vi" ? "vi-VN" : "en-GB");

function parts(us: bigint | number): Date | undefined {
  const value = Number(us);
  return value > 0 ? new Date(value / 1000) : undefined;
}

function format(us: bigint | number, language: Language, options: Intl.DateTimeFormatOptions): string {
  const date = parts(us);
  return date ? new Intl.DateTimeFormat(locale(language), { timeZone: ZONE, ...options }).format(date) : "";
}

// "22/11/2026"
export function day(us: bigint | number, language: Language): string {
  return format(us, language, { day: "2-digit", month: "2-digit", year: "numeric" });
}

// "Chủ Nhật 22/11"
export function weekday(us: bigint | number, language: Language): string {
  const name = format(us, language, { weekday: "long" });
  return name ? `${name} ${day(us, language).slice(0, 5)}` : "";
}

// "08:14 22/11/2026"
export function moment(us: bigint | number, language: Language): string {
  const time = format(us, language, { hour: "2-digit", minute: "2-digit", hour12: false });
  return time ? `${time} ${day(us, language)}` : "";
}

// "17:00 Thứ Ba 10/11/2026"
export function weekdayMoment(us: bigint | number, language: Language): string {
  const name = format(us, language, { weekday: "long" });
  const [time, date] = moment(us, language).split(" ");
  return name ? `${time} ${name} ${date}` : "";
}

// A date of a form, "2026-11-22", as "22/11/2026"; anything else unchanged.
export function formDay(text: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match ? `${match[3]}/${match[2]}/${match[1]}` : text;
}

// Microseconds UTC of midnight in Vietnam of "2026-11-22"; there has been no summer time since 1975.
export function midnight(text: string): number {
  return Date.parse(`${text}T00:00:00+07:00`) * 1000;
}

// The day in Vietnam of a moment, "2026-11-22".
export function isoDay(us: bigint | number): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: ZONE }).format(new Date(Number(us) / 1000));
}

// A period for people: "11/2026", "quý 4/2026".
export function period(text: string, language: Language): string {
  const month = /^(\d{4})-(\d{2})$/.exec(text);
  if (month) return `${month[2]}/${month[1]}`;
  const quarter = /^(\d{4})-Q([1-4])$/.exec(text);
  if (quarter) return language === "vi" ? `quý ${quarter[2]}/${quarter[1]}` : `Q${quarter[2]} ${quarter[1]}`;
  return text;
}

// The period before or after: steps -1, 1.
export function stepPeriod(text: string, steps: number): string {
  const month = /^(\d{4})-(\d{2})$/.exec(text);
  if (month) {
    const count = Number(month[1]) * 12 + Number(month[2]) - 1 + steps;
    return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, "0")}`;
  }
  const quarter = /^(\d{4})-Q([1-4])$/.exec(text);
  if (!quarter) return text;
  const count = Number(quarter[1]) * 4 + Number(quarter[2]) - 1 + steps;
  return `${Math.floor(count / 4)}-Q${(count % 4) + 1}`;
}
