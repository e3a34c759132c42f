// Units that this page has seen, so that an id in the address line has a name and a way up the tree.
import type { Unit } from "../contract/giaoban/v1/directory_pb.js";
import { directory } from "./calls.js";

const seen = new Map<string, Unit>();
const MOST_STEPS = 12;

export function rememberUnits(units: readonly Unit[]): void {
  for (const unit of units) seen.set(unit.unitId, unit);
}

// Forgets a name that has just been changed.
export function forgetUnit(unitId: string): void {
  seen.delete(unitId);
}

// The unit, or nothing when nobody ever held an office in it and it was not listed before.
export async function unitOf(unitId: string): Promise<Unit | undefined> {
  if (!unitId) return undefined;
  if (!seen.has(unitId)) {
    try {
      rememberUnits((await directory.listOffices({ unitId })).units);
    } catch {
      return undefined;
    }
  }
  return seen.get(unitId);
}

// The unit and everything above it, the highest first.
export async function pathOf(unitId: string): Promise<Unit[]> {
  const path: Unit[] = [];
  for (let at = unitId; at && path.length < MOST_STEPS; ) {
    const unit = await unitOf(at);
    if (!unit) break;
    path.unshift(unit);
    at = unit.parentId;
  }
  return path;
}

// Units whose name has the words, with the name of the unit above where it is known.
export async function searchUnits(words: string, below = "", limit = 20): Promise<{ unit: Unit; above: string }[]> {
  const { units } = await directory.listUnits({ parentId: below, words, limit });
  rememberUnits(units);
  return Promise.all(units.map(async (unit) => ({ unit, above: (await unitOf(unit.parentId))?.name ?? "" })));
}

// Units right below one; empty means the roots. Asked page by page until all are there.
export async function childrenOf(parentId: string): Promise<Unit[]> {
  const units: Unit[] = [];
  for (let pageToken = ""; ; ) {
    const answer = await directory.listUnits({ parentId, pageToken });
    units.push(...answer.units);
    pageToken = answer.nextPageToken;
    if (!pageToken) break;
  }
  rememberUnits(units);
  return units;
}
