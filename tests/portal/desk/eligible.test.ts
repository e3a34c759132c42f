// Who a bulk act is for: eligible by the house's own verbs, the others with their reason; many at once, never more than six.
import { create } from "../../../services/gateway/portal/node_modules/@bufbuild/protobuf/dist/esm/index.js";
import { expect, test } from "vitest";
import { GetDossierResponseSchema } from "../../../services/gateway/portal/src/contract/giaoban/v1/dossier_pb.js";
import { Verb } from "../../../services/gateway/portal/src/contract/giaoban/v1/kind_pb.js";
import { eachOf, judge, NOT_HERE, whyNot } from "../../../services/gateway/portal/src/desk/eligible.js";

const paper = (version: bigint, closed?: string, label = "Duyệt", verb = Verb.APPROVE) =>
  create(GetDossierResponseSchema, {
    dossier: { version },
    verbs: [{ verb, label: { vi: label, en: label }, ...(closed ? { closed: { textVi: closed, textEn: closed } } : {}) }],
  });

test("open papers are eligible with the version seen, closed ones say why", () => {
  const judged = judge(Verb.APPROVE, [
    { dossierId: "a", name: "A", paper: paper(3n) },
    { dossierId: "b", name: "B", paper: paper(2n, "đ/c Hà đang nhận") },
    { dossierId: "c", name: "C", paper: paper(9n, undefined, "Tiếp nhận") },
    { dossierId: "d", name: "D", paper: paper(1n, undefined, "x", Verb.COMMENT) },
    { dossierId: "e", name: "E", refused: { vi: "mất mạng", en: "no network" } },
  ]);
  expect(judged.eligible.map((one) => [one.dossierId, one.version])).toEqual([["a", 3n], ["c", 9n]]);
  expect(judged.excluded.map((one) => one.why.vi)).toEqual(["đ/c Hà đang nhận", NOT_HERE.vi, "mất mạng"]);
  expect(judged.labels.map((one) => one.vi)).toEqual(["Duyệt", "Tiếp nhận"]);
});
test("reasons are told once with their papers, the most first", () => {
  const why = (vi: string) => ({ vi, en: vi });
  const groups = whyNot([{ dossierId: "1", name: "A", why: why("x") }, { dossierId: "2", name: "B", why: why("y") }, { dossierId: "3", name: "C", why: why("y") }]);
  expect(groups.map((group) => [group.why.vi, group.names])).toEqual([["y", ["B", "C"]], ["x", ["A"]]]);
});
test("at most six are under way, results keep their order", async () => {
  let now = 0;
  let most = 0;
  const results = await eachOf(Array.from({ length: 50 }, (_, index) => index), async (one) => {
    most = Math.max(most, ++now);
    await new Promise((go) => setTimeout(go, one % 5));
    now -= 1;
    return one * 2;
  });
  expect(most).toBe(6);
  expect(results).toEqual(Array.from({ length: 50 }, (_, index) => index * 2));
});
