// The filters of the desk: in the address line, and as the house is asked.
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ListMyTurnRequestSchema } from "../contract/giaoban/v1/dossier_pb.js";

export type Asking = MessageInitShape<typeof ListMyTurnRequestSchema>;

export const FILTERS = ["kind", "unit", "period", "state", "overdue", "mine", "later", "words"] as const;
export type FilterName = (typeof FILTERS)[number];

// What is asked for with these filters; the page's size is the caller's.
export function askingOf(query: URLSearchParams): Asking {
  const value = (name: FilterName) => query.get(name) ?? "";
  return {
    kind: value("kind"),
    unitId: value("unit"),
    period: value("period"),
    state: value("state"),
    words: value("words").normalize("NFC").slice(0, 200),
    overdue: value("overdue") === "1",
    claimedByMe: value("mine") === "1",
    snoozed: value("later") === "1",
  };
}

// The filters alone, for comparing; other values of the address line do not count.
export function filterKey(query: URLSearchParams): string {
  return FILTERS.filter((name) => query.get(name)).map((name) => `${name}=${query.get(name)}`).join("&");
}

export function isFiltered(query: URLSearchParams): boolean {
  return filterKey(query) !== "";
}
