// Asks the house what an author owes and where papers are, and keeps the answer on this device for the time without a network.
import { dossiers, obligations, records } from "../calls/calls.js";
import { businessNow } from "../calls/clock.svelte.js";
import { keep, recallKept } from "../offline/store.js";
import { session } from "../session/session.svelte.js";
import { exemptOf, mineOf, owedOf, sentOf, type Snapshot } from "./standing.js";

const NAME = "home";

export async function askHouse(personId: string): Promise<Snapshot> {
  const unitIds = [...new Set(session.writable().map((one) => one.unitId))];
  const [turns, ...perUnit] = await Promise.all([
    dossiers.listMyTurn({ limit: 200 }),
    ...unitIds.map(async (unitId) => {
      const [owed, lines] = await Promise.all([obligations.listObligations({ unitId, limit: 200 }), records.listDossiers({ unitId, limit: 50 })]);
      return { owed: owed.obligations.filter((one) => one.unitId === unitId), lines: lines.lines.filter((line) => line.unitId === unitId) };
    }),
  ]);
  const mine = mineOf(turns.turns, (name) => session.kind(name)).filter((one) => unitIds.includes(one.unitId));
  const may = (kind: string, unitId: string) => session.writable().some((one) => one.kind.name === kind && one.unitId === unitId);
  const snapshot: Snapshot = {
    owed: owedOf(perUnit.flatMap((one) => one.owed)).filter((one) => may(one.kind, one.unitId)),
    exempt: exemptOf(perUnit.flatMap((one) => one.owed), businessNow()).filter((one) => may(one.kind, one.unitId)),
    mine,
    sent: sentOf(perUnit.flatMap((one) => one.lines), mine),
  };
  await keep(personId, NAME, snapshot).catch(() => undefined);
  return snapshot;
}

export function lastSnapshot(personId: string): Promise<Snapshot | undefined> {
  return recallKept<Snapshot>(personId, NAME);
}
