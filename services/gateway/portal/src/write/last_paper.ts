// The unit's paper of the period before: from the house, else what this device kept of it.
import { records } from "../calls/calls.js";
import type { Field } from "../contract/giaoban/v1/content_pb.js";
import { keep, recallKept } from "../offline/store.js";
import { getPaper } from "../paper/kinds.js";
import { type FieldJson, ofFieldJson, toFieldJson } from "./answers.js";
import { latestBefore } from "./last_month.js";

export interface LastPaper {
  period: string;
  fields: Field[];
}

interface Kept {
  period: string;
  fields: FieldJson[];
}

// Undefined when there is none, or when neither the house nor this device can tell.
export async function lastPaper(personId: string, kind: string, unitId: string, period: string): Promise<LastPaper | undefined> {
  const name = `last/${unitId}/${kind}/${period}`;
  try {
    const { lines } = await records.listDossiers({ unitId, kind, limit: 50 }, { timeoutMs: 8000 });
    const line = latestBefore(lines, unitId, period);
    if (!line) return undefined;
    const { fields } = await getPaper(line.dossierId, kind);
    await keep(personId, name, { period: line.period, fields: fields.map(toFieldJson) } satisfies Kept);
    return { period: line.period, fields };
  } catch {
    const kept = await recallKept<Kept>(personId, name).catch(() => undefined);
    return kept && { period: kept.period, fields: kept.fields.map(ofFieldJson) };
  }
}
