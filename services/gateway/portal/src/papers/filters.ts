// What a list of papers is asked for, in the address line: every filter has one name there, so that a link is a list.
import type { MessageInitShape } from "@bufbuild/protobuf";
import { type ListDossiersRequestSchema, Stage } from "../contract/giaoban/v1/records_pb.js";

export interface PaperFilters {
  words: string;
  unit: string;
  kind: string;
  period: string;
  state: string;
  stage: Stage;
  overdue: boolean;
  mine: boolean;
  waiting: string;
  daysFrom: number;
  daysTo: number;
}

export const NO_FILTERS: PaperFilters = {
  words: "", unit: "", kind: "", period: "", state: "", stage: Stage.UNSPECIFIED, overdue: false, mine: false, waiting: "", daysFrom: 0, daysTo: 0,
};

const STAGES: [string, Stage][] = [
  ["expected", Stage.EXPECTED],
  ["opened", Stage.OPENED],
  ["handed_in", Stage.HANDED_IN],
  ["decided", Stage.DECIDED],
  ["approved", Stage.APPROVED],
];

function number(text: string | null): number {
  return text && /^\d{1,5}$/.test(text) ? Number(text) : 0;
}

// Rubbish in the address line is left out, never refused.
export function filtersFrom(query: URLSearchParams): PaperFilters {
  const text = (name: string) => query.get(name) ?? "";
  return {
    words: text("words").slice(0, 200),
    unit: text("unit"),
    kind: text("kind"),
    period: /^\d{4}-(\d{2}|Q[1-4])$/.test(text("period")) ? text("period") : "",
    state: text("state"),
    stage: STAGES.find(([name]) => name === query.get("stage"))?.[1] ?? Stage.UNSPECIFIED,
    overdue: query.get("overdue") === "1",
    mine: query.get("mine") === "1",
    waiting: text("waiting"),
    daysFrom: number(query.get("days_from")),
    daysTo: number(query.get("days_to")),
  };
}

export function queryOf(filters: Partial<PaperFilters>): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string | undefined) => value && query.set(name, value);
  put("words", filters.words);
  put("unit", filters.unit);
  put("kind", filters.kind);
  put("period", filters.period);
  put("state", filters.state);
  put("stage", STAGES.find(([, stage]) => stage === filters.stage)?.[0]);
  put("overdue", filters.overdue ? "1" : "");
  put("mine", filters.mine ? "1" : "");
  put("waiting", filters.waiting);
  put("days_from", filters.daysFrom ? String(filters.daysFrom) : "");
  put("days_to", filters.daysTo ? String(filters.daysTo) : "");
  return query.toString();
}

// The list page with these filters.
export function papersLink(filters: Partial<PaperFilters>): string {
  const query = queryOf(filters);
  return query ? `/papers?${query}` : "/papers";
}

export function requestOf(filters: PaperFilters): MessageInitShape<typeof ListDossiersRequestSchema> {
  return {
    words: filters.words.trim(),
    unitId: filters.unit,
    kind: filters.kind,
    period: filters.period,
    state: filters.state,
    stage: filters.stage,
    overdue: filters.overdue,
    waitingForMe: filters.mine,
    waitingUnitId: filters.waiting,
    waitingDaysFrom: filters.daysFrom,
    waitingDaysTo: filters.daysTo,
  };
}

export function isFiltered(filters: PaperFilters): boolean {
  return queryOf(filters) !== "";
}
