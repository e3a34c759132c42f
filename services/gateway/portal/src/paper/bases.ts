// What a paper can be compared with, from its own history: since I last decided, the version handed in before.
import type { Field } from "../contract/giaoban/v1/content_pb.js";
import type { HistoryEntry } from "../contract/giaoban/v1/dossier_pb.js";
import { JUDGING, undoneVersions } from "./history.js";

export type Against = "mine" | "previous" | "last" | "none";

export interface Bases {
  // Fields as I last judged them.
  mine?: readonly Field[];
  // Fields as they were handed in before.
  previous?: readonly Field[];
}

function fieldsAt(entries: readonly HistoryEntry[], version: bigint): readonly Field[] | undefined {
  return entries.find((entry) => entry.content?.version === version && entry.content.fields.length > 0)?.content?.fields;
}

// From a history; a decision that was taken back does not count. `person` is who reads.
export function basesOf(entries: readonly HistoryEntry[], person: string): Bases {
  const undone = undoneVersions(entries);
  const bases: Bases = {};
  const handedIn: bigint[] = [];
  for (const { event } of entries) {
    if (!event?.event.case) continue;
    if (event.event.case === "submitted" && event.event.value.paper) handedIn.push(event.event.value.paper.version);
    const isMine = event.actor?.personId === person && JUDGING.includes(event.event.case) && !undone.has(event.version);
    const value = event.event.value;
    if (isMine && value && "paper" in value && value.paper) bases.mine = fieldsAt(entries, value.paper.version);
  }
  const previous = handedIn.at(-2);
  if (previous !== undefined) bases.previous = fieldsAt(entries, previous);
  return bases;
}

// What to show without being asked.
export function usual(bases: Bases): Against {
  return bases.mine ? "mine" : bases.previous ? "previous" : "none";
}
