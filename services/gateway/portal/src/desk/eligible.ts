// Before a bulk act: for which papers it is open to this person now, and why not for the others.
import type { GetDossierResponse, OpenVerb } from "../contract/giaoban/v1/dossier_pb.js";
import { RefusalCode } from "../contract/giaoban/v1/envelope_pb.js";
import type { Label } from "../contract/giaoban/v1/form_pb.js";
import type { Verb } from "../contract/giaoban/v1/kind_pb.js";
import type { Text } from "../language/language.svelte.js";

export interface Candidate {
  dossierId: string;
  name: string;
  version: bigint;
  label: Text;
}

export interface Excluded {
  dossierId: string;
  name: string;
  why: Text;
}

export interface Judged {
  eligible: Candidate[];
  excluded: Excluded[];
  // How the kinds name the verb, each once: "Duyệt", "Tiếp nhận".
  labels: Text[];
}

export const NOT_HERE: Text = {
  vi: "Ở bước hiện nay của hồ sơ không có việc này.",
  en: "This is not among what can be done at the paper's present step.",
};

// `papers` in the order of the list; a paper that could not be read comes with the refusal instead.
export function judge(verb: Verb, papers: readonly ({ name: string; dossierId: string } & ({ paper: GetDossierResponse } | { refused: Text }))[]): Judged {
  const judged: Judged = { eligible: [], excluded: [], labels: [] };
  for (const one of papers) {
    const { dossierId, name } = one;
    if ("refused" in one) {
      judged.excluded.push({ dossierId, name, why: one.refused });
      continue;
    }
    const open: OpenVerb | undefined = one.paper.verbs.find((candidate) => candidate.verb === verb);
    if (!open || open.closed) {
      judged.excluded.push({ dossierId, name, why: whyClosed(open, one.paper) });
      continue;
    }
    const label = textOf(open.label);
    judged.eligible.push({ dossierId, name, version: one.paper.dossier?.version ?? 0n, label });
    if (!judged.labels.some((known) => known.vi === label.vi)) judged.labels.push(label);
  }
  return judged;
}

// A claim by somebody else is told with the name: that is whom to ask.
function whyClosed(open: OpenVerb | undefined, paper: GetDossierResponse): Text {
  if (!open?.closed) return NOT_HERE;
  const name = paper.claimedByName;
  if (open.closed.code === RefusalCode.CLAIMED && name) {
    return { vi: `Đ/c ${name} đang nhận xử lý; đề nghị trao đổi với đồng chí đó.`, en: `${name} has claimed it; please talk to them.` };
  }
  return { vi: open.closed.textVi, en: open.closed.textEn };
}

export function textOf(label: Label | undefined): Text {
  return { vi: label?.vi ?? "", en: label?.en ?? "" };
}

// Reasons with how many papers each keeps out, the most first.
export function whyNot(excluded: readonly Excluded[]): { why: Text; names: string[] }[] {
  const groups = new Map<string, { why: Text; names: string[] }>();
  for (const one of excluded) {
    const group = groups.get(one.why.vi) ?? { why: one.why, names: [] };
    group.names.push(one.name);
    groups.set(one.why.vi, group);
  }
  return [...groups.values()].sort((a, b) => b.names.length - a.names.length);
}

// Does something for each, so many at once; the order of the results is the order given. HTTP/1.1 has six connections.
export async function eachOf<T, R>(list: readonly T[], work: (one: T, index: number) => Promise<R>, atOnce = 6): Promise<R[]> {
  const results: R[] = new Array<R>(list.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < list.length; index = next++) results[index] = await work(list[index]!, index);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, list.length) }, worker));
  return results;
}
