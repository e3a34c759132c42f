// Periods that can be chosen: the present one, what came before it, and the next.
import { Every } from "../contract/giaoban/v1/kind_pb.js";
import { isoDay, stepPeriod } from "../language/moments.js";

// The period of a moment: "2026-11" or "2026-Q4".
export function periodAt(us: number, every: Every): string {
  const month = isoDay(us).slice(0, 7);
  if (every !== Every.QUARTER) return month;
  return `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
}

// The latest first; the next one is there too, since work for it begins early. A chosen one is never missing.
export function periodsToChoose(nowUs: number, every: Every, count: number, chosen = ""): string[] {
  const periods: string[] = [];
  if (nowUs > 0) {
    let period = stepPeriod(periodAt(nowUs, every), 1);
    for (let i = 0; i < count; i += 1) {
      periods.push(period);
      period = stepPeriod(period, -1);
    }
  }
  if (chosen && !periods.includes(chosen)) periods.push(chosen);
  return periods;
}
