// A paper that came back: whether it was put right since, and is still to be handed in again.
import type { Dossier } from "../contract/giaoban/v1/dossier_pb.js";
import type { Text } from "../language/language.svelte.js";

export const STILL_TO_SEND: Text = { vi: "Đã sửa – còn bước GỬI LẠI", en: "Corrected: still to be SENT AGAIN" };

type Returned = Pick<Dossier, "remarks" | "remarksContent" | "fields">;

// Its marks stand until it is handed in again.
export const isReturned = (dossier: Pick<Dossier, "remarks">): boolean => dossier.remarks.length > 0;

// The house holds fields that were written after the return.
export function isCorrected(dossier: Returned): boolean {
  return isReturned(dossier) && (dossier.fields?.version ?? 0n) > (dossier.remarksContent?.version ?? 0n);
}
