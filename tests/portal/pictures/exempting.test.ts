// Which cells can be exempted or made owed again, and for whom that is offered.
import { create, type MessageInitShape } from "../../../services/gateway/portal/node_modules/@bufbuild/protobuf/dist/esm/index.js";
import { expect, test } from "vitest";
import { Level, Role } from "../../../services/gateway/portal/src/contract/giaoban/v1/kind_pb.js";
import { ComplianceCellSchema } from "../../../services/gateway/portal/src/contract/giaoban/v1/picture_pb.js";
import { exemptingOf, isOffered, obligationId } from "../../../services/gateway/portal/src/pictures/exempting.js";

const of = (cell: MessageInitShape<typeof ComplianceCellSchema>, level = Level.CELL) => exemptingOf({ level }, create(ComplianceCellSchema, cell), Level.CELL);

test("one unit's own cell that was not handed in can be exempted, an exempt one be owed again", () => {
  expect(of({ expected: 1, missing: 1 })).toBe("exempt");
  expect(of({ expected: 1, notDue: 1, dossierId: "d1" })).toBe("exempt");
  expect(of({ exempt: 1 })).toBe("lift");
  for (const done of [{ expected: 1, onTime: 1 }, { expected: 1, late: 1 }, {}]) expect(of(done)).toBeUndefined();
});

test("a committee with one cell below it is not that cell", () => {
  expect(of({ expected: 1, missing: 1 }, Level.COMMUNE)).toBeUndefined();
  expect(of({ exempt: 1 }, Level.COMMUNE)).toBeUndefined();
  expect(exemptingOf({ level: Level.CELL }, undefined, Level.CELL)).toBeUndefined();
});

test("it is offered to who serves above the unit, never in it", () => {
  const path = ["tinh", "huyen", "xa.1"];
  const office = (unitId: string, role: Role) => ({ unitId, role });
  expect(isOffered([office("xa.1", Role.CLERK)], path, "c.01")).toBe(true);
  expect(isOffered([office("huyen", Role.ADMINISTRATOR)], path, "c.01")).toBe(true);
  expect(isOffered([office("huyen", Role.AUDITOR)], path, "c.01")).toBe(false);
  expect(isOffered([office("xa.2", Role.CLERK)], path, "c.01")).toBe(false);
  expect(isOffered([office("c.01", Role.SECRETARY)], [...path, "c.01"], "c.01")).toBe(false);
  expect(isOffered([office("xa.1", Role.CLERK), office("c.01", Role.COMMITTEE_MEMBER)], path, "c.01")).toBe(false);
  expect(isOffered([], path, "c.01")).toBe(false);
});

test("an obligation is named as in the contract", () => expect(obligationId({ unitId: "24.218.01", kind: "meeting_plan", period: "2026-11" })).toBe("24.218.01/meeting_plan/2026-11"));
