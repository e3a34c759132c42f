// Held decisions: many taken at once are one group, those taken one by one are not.
import { create } from "../../../services/gateway/portal/node_modules/@bufbuild/protobuf/dist/esm/index.js";
import { expect, test } from "vitest";
import { TurnSchema } from "../../../services/gateway/portal/src/contract/giaoban/v1/dossier_pb.js";
import { Verb } from "../../../services/gateway/portal/src/contract/giaoban/v1/kind_pb.js";
import { groupHeld } from "../../../services/gateway/portal/src/desk/groups.js";

const held = (name: string, seconds: number, verb = Verb.APPROVE) => create(TurnSchema, { dossier: { dossierId: name, pending: { verb, sealsUs: BigInt(seconds * 1_000_000) } } });
const shape = (groups: ReturnType<typeof groupHeld>) => groups.map((group) => group.turns.map((turn) => turn.dossier!.dossierId).join(""));

test("decisions by hand stay single, the next to seal first", () => {
  expect(shape(groupHeld([held("b", 20), held("a", 10), held("c", 30)]))).toEqual(["a", "b", "c"]);
});
test("five of one verb within three seconds, from another device, are one group", () => {
  const many = ["a", "b", "c", "d", "e"].map((name, at) => held(name, 100 + at * 0.5));
  expect(shape(groupHeld([...many, held("x", 101, Verb.REJECT)]))).toEqual(["abcde", "x"]);
});
test("what this page decided one by one is no group, however fast", () => {
  const many = ["a", "b", "c", "d", "e"].map((name) => held(name, 100));
  expect(shape(groupHeld(many, () => false))).toEqual(["a", "b", "c", "d", "e"]);
  expect(shape(groupHeld(many, (id) => id < "c"))).toEqual(["ab", "c", "d", "e"]);
});
