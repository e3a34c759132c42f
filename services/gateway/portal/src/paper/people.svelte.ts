// Names of persons and units that a paper names only by id; asked for once each, kept while the page lives.
import { directory } from "../calls/calls.js";
import { session } from "../session/session.svelte.js";

let persons = $state.raw<ReadonlyMap<string, string>>(new Map());
let units = $state.raw<ReadonlyMap<string, string>>(new Map());
const asked = new Set<string>();

export function personName(id: string): string {
  return persons.get(id) ?? "";
}

export function unitName(id: string): string {
  return session.unitName(id) ?? units.get(id) ?? "";
}

export function knowUnit(id: string, name: string): void {
  if (id && name && units.get(id) !== name) units = new Map([...units, [id, name]]);
}

async function ask(request: { personId: string } | { unitId: string }): Promise<void> {
  const key = JSON.stringify(request);
  if (asked.has(key)) return;
  asked.add(key);
  try {
    const answer = await directory.listOffices(request);
    persons = new Map([...persons, ...answer.persons.map((one) => [one.personId, one.name] as const)]);
    units = new Map([...units, ...answer.units.map((one) => [one.unitId, one.name] as const)]);
  } catch {
    // Without the name the line says the role alone.
  }
}

// Makes sure that these names come; those known already are not asked for.
export function lookUp(personIds: readonly string[], unitIds: readonly string[]): void {
  for (const personId of new Set(personIds)) if (personId && !persons.has(personId)) void ask({ personId });
  for (const unitId of new Set(unitIds)) if (unitId && !unitName(unitId)) void ask({ unitId });
}
