// A returned paper: corrected or not is told by what the house holds, whatever device wrote it.
import { create, type MessageInitShape } from "../../../services/gateway/portal/node_modules/@bufbuild/protobuf/dist/esm/index.js";
import { expect, test } from "vitest";
import { DossierSchema } from "../../../services/gateway/portal/src/contract/giaoban/v1/dossier_pb.js";
import { isCorrected, isReturned } from "../../../services/gateway/portal/src/paper/returned.js";

const dossier = (more: MessageInitShape<typeof DossierSchema>) => create(DossierSchema, more);
const marked = { remarks: [{ field: "content" }], remarksContent: { version: 5n } };

test("fields written after the return make it corrected, those from before do not", () => {
  expect(isCorrected(dossier({ ...marked, fields: { version: 3n } }))).toBe(false);
  expect(isCorrected(dossier({ ...marked, fields: { version: 6n } }))).toBe(true);
});

test("what was never sent back, or was handed in again, is neither", () => {
  const again = dossier({ fields: { version: 6n }, rounds: 2 });
  expect([isReturned(again), isCorrected(again)]).toEqual([false, false]);
});
