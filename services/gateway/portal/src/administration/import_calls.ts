// The calls that load a list.
import { imports } from "../calls/calls.js";
import type { Ask, What } from "./import.js";

export const ASK: Record<What, Ask> = {
  units: (csv, preview) => imports.importUnits({ csv, preview }),
  officers: (csv, preview) => imports.importOfficers({ csv, preview }),
};
