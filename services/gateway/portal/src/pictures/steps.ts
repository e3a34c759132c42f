// Where time goes: working hours of each step in words, and which step costs most.
import type { StepTime } from "../contract/giaoban/v1/picture_pb.js";
import type { Text } from "../language/language.svelte.js";

const DAY_HOURS = 7.5;

// "45 phút", "6 giờ", "3,5 ngày": working days of seven and a half hours.
export function workingTime(minutes: bigint | number): Text {
  const whole = Number(minutes);
  if (whole < 60) return { vi: `${whole} phút`, en: `${whole} min` };
  const hours = whole / 60;
  if (hours < 2 * DAY_HOURS) return { vi: `${tenth(hours, ",")} giờ`, en: `${tenth(hours, ".")} h` };
  const days = hours / DAY_HOURS;
  return { vi: `${tenth(days, ",")} ngày làm việc`, en: `${tenth(days, ".")} working days` };
}

function tenth(value: number, point: string): string {
  return value >= 100 ? String(Math.round(value)) : String(Math.round(value * 10) / 10).replace(".", point);
}

// The middle stay is known to the next power of two of an hour only, and may seem longer than the longest.
export function usualMinutes(step: Pick<StepTime, "medianMinutes" | "longestMinutes">): bigint {
  return step.medianMinutes < step.longestMinutes ? step.medianMinutes : step.longestMinutes;
}

// The step of a holder, not of an author, in which most time was spent.
export function slowestStep(steps: readonly StepTime[]): StepTime | undefined {
  const holders = steps.filter((step) => !step.withAuthor && step.workingMinutes > 0n);
  return holders.sort((a, b) => Number(b.workingMinutes - a.workingMinutes))[0];
}

export function stepsSentence(steps: readonly StepTime[]): Text {
  const total = steps.reduce((sum, step) => sum + step.workingMinutes, 0n);
  if (total === 0n) return { vi: "Chưa có thời gian nào được ghi nhận.", en: "No time was recorded yet." };
  const author = steps.filter((step) => step.withAuthor).reduce((sum, step) => sum + step.workingMinutes, 0n);
  const percent = Number((author * 100n) / total);
  const most = slowestStep(steps);
  const tail = { vi: `${percent} % thời gian hồ sơ nằm ở đơn vị soạn.`, en: `${percent} % of the time papers were with their authors.` };
  if (!most) return tail;
  const [middle, longest] = [workingTime(usualMinutes(most)), workingTime(most.longestMinutes)];
  return {
    vi: `Lâu nhất ở bước “${most.label?.vi ?? most.state}”: thường trong ${middle.vi}, lâu nhất ${longest.vi}. ${tail.vi}`,
    en: `Most time goes at “${most.label?.en ?? most.state}”: usually within ${middle.en}, at most ${longest.en}. ${tail.en}`,
  };
}
