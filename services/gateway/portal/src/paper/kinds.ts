// Kinds that this page has seen, by digest: a dossier is asked for without its kind when that is known.
import type { GetDossierResponse } from "../contract/giaoban/v1/dossier_pb.js";
import type { Kind } from "../contract/giaoban/v1/kind_pb.js";
import { dossiers } from "../calls/calls.js";

const seen = new Map<string, Kind>();
const digests = new Map<string, Uint8Array>();

function key(digest: Uint8Array): string {
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A dossier with its kind. `kindName` helps to guess which kind is known already; a wrong guess costs only bytes.
export async function getPaper(dossierId: string, kindName = ""): Promise<GetDossierResponse> {
  const known = digests.get(kindName);
  const answer = await dossiers.getDossier({ dossierId, ...(known ? { knownKindDigest: known } : {}) });
  const digest = answer.dossier?.kindDigest ?? new Uint8Array();
  if (answer.kind) {
    seen.set(key(digest), answer.kind);
    digests.set(answer.kind.name, digest);
  } else {
    const kind = seen.get(key(digest));
    if (!kind) return dossiers.getDossier({ dossierId });
    answer.kind = kind;
  }
  return answer;
}
