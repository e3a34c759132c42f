// When a paper may come back that was put off: never past its due time, never more than 31 days ahead.
import type { Text } from "../language/language.svelte.js";
import { isoDay, midnight } from "../language/moments.js";

const DAY_US = 86_400_000_000;
// 07:30 in the morning, when clerks begin.
const MORNING_US = 7.5 * 3_600_000_000;

export interface Later {
  text: Text;
  untilUs: number;
}

// 0 Sunday ... 6 Saturday, in Vietnam.
export function weekdayOf(us: number): number {
  return new Date(`${isoDay(us)}T00:00:00Z`).getUTCDay();
}

export function morningOf(day: string): number {
  return midnight(day) + MORNING_US;
}

function nextMorning(nowUs: number, fits: (weekday: number) => boolean): number {
  for (let ahead = 1; ; ahead += 1) {
    const at = morningOf(isoDay(nowUs + ahead * DAY_US));
    if (fits(weekdayOf(at))) return at;
  }
}

// Tomorrow's working morning, and Monday where that is another day; only what lies before the due time.
export function laters(nowUs: number, dueUs: number): Later[] {
  const tomorrow = nextMorning(nowUs, (weekday) => weekday >= 1 && weekday <= 5);
  const monday = nextMorning(nowUs, (weekday) => weekday === 1);
  const offered: Later[] = [{ text: { vi: "07:30 sáng ngày làm việc tới", en: "07:30 on the next working day" }, untilUs: tomorrow }];
  if (monday !== tomorrow) offered.push({ text: { vi: "07:30 sáng thứ Hai", en: "07:30 on Monday" }, untilUs: monday });
  return offered.filter((one) => !isTooLate(one.untilUs, nowUs, dueUs));
}

export function isTooLate(untilUs: number, nowUs: number, dueUs: number): boolean {
  return untilUs > nowUs + 31 * DAY_US || (dueUs > 0 && untilUs > dueUs);
}
