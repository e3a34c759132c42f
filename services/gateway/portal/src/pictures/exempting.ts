// Which cells of the grid can be exempted or made owed again, and for whom that is offered; the house judges in the end.
import type { Office } from "../contract/giaoban/v1/directory_pb.js";
import { type Level, Role } from "../contract/giaoban/v1/kind_pb.js";
import type { ComplianceCell, ComplianceRow } from "../contract/giaoban/v1/picture_pb.js";

export type Exempting = "exempt" | "lift";

// A cell that was chosen.
export interface Picked {
  what: Exempting;
  unitId: string;
  unitName: string;
  kind: string;
  period: string;
}

// As the contract names it: "unit/kind/period".
export const obligationId = (of: Pick<Picked, "unitId" | "kind" | "period">) => `${of.unitId}/${of.kind}/${of.period}`;

// Only a cell that is one unit's own: not yet handed in, or exempt.
export function exemptingOf(row: Pick<ComplianceRow, "level">, cell: ComplianceCell | undefined, owing: Level | undefined): Exempting | undefined {
  if (!cell || owing === undefined || row.level !== owing) return undefined;
  if (cell.expected === 0 && cell.exempt === 1) return "lift";
  return cell.expected === 1 && cell.exempt === 0 && cell.missing + cell.notDue === 1 ? "exempt" : undefined;
}

const ROLES: readonly Role[] = [Role.CLERK, Role.SECRETARY, Role.DEPUTY_SECRETARY, Role.ADMINISTRATOR];

// Whether it is offered for a unit: to who serves in a unit above it (`path`: the units above, itself perhaps among them), and not in it.
export function isOffered(offices: readonly Pick<Office, "unitId" | "role">[], path: readonly string[], unitId: string): boolean {
  if (offices.some((office) => office.unitId === unitId)) return false;
  return offices.some((office) => ROLES.includes(office.role) && office.unitId !== unitId && path.includes(office.unitId));
}
