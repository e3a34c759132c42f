// Putting off: working mornings in Vietnam, never past the due time.
import { expect, test } from "vitest";
import { isTooLate, laters } from "../../../services/gateway/portal/src/desk/later.js";
import { midnight } from "../../../services/gateway/portal/src/language/moments.js";

const HOUR = 3_600_000_000;
const at = (day: string, hour: number) => midnight(day) + hour * HOUR;

test("on a Wednesday: Thursday 07:30 and Monday 07:30", () => {
  expect(laters(at("2026-11-04", 9), 0).map((one) => one.untilUs)).toEqual([at("2026-11-05", 7.5), at("2026-11-09", 7.5)]);
});
test("on a Friday the next working morning is Monday, offered once", () => {
  expect(laters(at("2026-11-06", 16), 0).map((one) => one.untilUs)).toEqual([at("2026-11-09", 7.5)]);
});
test("nothing past the due time", () => {
  expect(laters(at("2026-11-04", 9), at("2026-11-05", 17)).map((one) => one.untilUs)).toEqual([at("2026-11-05", 7.5)]);
  expect(laters(at("2026-11-04", 9), at("2026-11-04", 17))).toEqual([]);
  expect(isTooLate(at("2026-11-05", 17), at("2026-11-04", 9), at("2026-11-05", 17))).toBe(false);
});
test("31 days ahead at most", () => {
  expect(isTooLate(at("2026-12-05", 9), at("2026-11-04", 9), 0)).toBe(false);
  expect(isTooLate(at("2026-12-05", 10), at("2026-11-04", 9), 0)).toBe(true);
});
