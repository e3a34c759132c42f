// Last period's paper of the same unit and kind, to compare with.
import type { GetDossierResponse } from "../contract/giaoban/v1/dossier_pb.js";
import { Outcome } from "../contract/giaoban/v1/kind_pb.js";
import { records } from "../calls/calls.js";
import { stepPeriod } from "../language/moments.js";
import { papers } from "./papers.js";

// The approved one, else one that was handed in; undefined when there is none.
export async function lastPeriodPaper(paper: GetDossierResponse): Promise<GetDossierResponse | undefined> {
  const dossier = paper.dossier;
  if (!dossier?.period) return undefined;
  const period = stepPeriod(dossier.period, -1);
  if (period === dossier.period) return undefined;
  const listed = await records.listDossiers({ unitId: dossier.unitId, kind: dossier.kind, period, limit: 50 });
  const own = listed.lines.filter((line) => line.unitId === dossier.unitId && line.rounds > 0);
  const best = own.find((line) => line.outcome === Outcome.APPROVED) ?? own[0];
  return best ? papers.want(best.dossierId, best.kind, best.version) : undefined;
}
