// How a term or a delegation stands at a moment, and the days that forms give.
import { midnight } from "../language/moments.js";
import type { Text } from "../language/language.svelte.js";

export type Standing = "coming" | "running" | "ended";

export function standing(term: { fromUs: bigint; untilUs: bigint }, nowUs: number): Standing {
  if (term.untilUs > 0n && Number(term.untilUs) <= nowUs) return "ended";
  return Number(term.fromUs) > nowUs ? "coming" : "running";
}

export const STANDINGS: Record<Standing, { text: Text; look: string }> = {
  coming: { text: { vi: "sắp hiệu lực", en: "coming" }, look: "info" },
  running: { text: { vi: "đang hiệu lực", en: "in force" }, look: "good" },
  ended: { text: { vi: "đã hết", en: "ended" }, look: "" },
};

const DAY_US = 86_400_000_000;

// A day of a form as its first moment; empty is 0.
export const beginOf = (day: string): bigint => (day ? BigInt(midnight(day)) : 0n);
// The last day of a term as the first moment after it; empty is 0.
export const endOf = (day: string): bigint => (day ? BigInt(midnight(day) + DAY_US) : 0n);
// The last day of a term that ends at a moment.
export const lastMoment = (untilUs: bigint): bigint => (untilUs > 0n ? untilUs - 1n : 0n);
