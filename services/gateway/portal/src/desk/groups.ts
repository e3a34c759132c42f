// Held decisions in groups: what was decided at once is taken back at once.
import type { Turn } from "../contract/giaoban/v1/dossier_pb.js";

export interface HeldGroup {
  // One decision, or many taken at once.
  turns: Turn[];
  sealsUs: number;
}

// Nobody decides so many by hand within such a time.
const BULK_AT_LEAST = 5;
const BULK_WITHIN_US = 3_000_000;

export const sealOf = (turn: Turn) => Number(turn.dossier?.pending?.sealsUs ?? 0n);

// Decisions of one verb that seal together are one group; the next to seal first.
// `isBulk` says what this page knows of its own decisions; of those from elsewhere, undefined.
export function groupHeld(turns: readonly Turn[], isBulk: (id: string) => boolean | undefined = () => undefined): HeldGroup[] {
  const groups: HeldGroup[] = [];
  const sorted = [...turns].sort((a, b) => sealOf(a) - sealOf(b));
  const runs: Turn[][] = [];
  for (const turn of sorted) {
    const run = runs.find((one) => one[0]!.dossier?.pending?.verb === turn.dossier?.pending?.verb && sealOf(turn) - sealOf(one[0]!) <= BULK_WITHIN_US);
    if (run) run.push(turn);
    else runs.push([turn]);
  }
  for (const run of runs) {
    const known = run.filter((turn) => isBulk(turn.dossier?.dossierId ?? "") === true);
    const unknown = run.filter((turn) => isBulk(turn.dossier?.dossierId ?? "") === undefined);
    const together = known.length > 1 ? known : unknown.length >= BULK_AT_LEAST ? unknown : [];
    if (together.length > 0) groups.push({ turns: together, sealsUs: sealOf(together[0]!) });
    for (const turn of run) if (!together.includes(turn)) groups.push({ turns: [turn], sealsUs: sealOf(turn) });
  }
  return groups.sort((a, b) => a.sealsUs - b.sealsUs);
}
