// Terms and delegations: coming, in force, ended; the days of a form as moments in Vietnam.
import { expect, test } from "vitest";
import { beginOf, endOf, lastMoment, standing } from "../../../services/gateway/portal/src/administration/terms.js";
import { isoDay } from "../../../services/gateway/portal/src/language/moments.js";

test("a term runs from its first moment up to its end", () => {
  const term = { fromUs: 100n, untilUs: 200n };
  expect([99, 100, 199, 200].map((now) => standing(term, now))).toEqual(["coming", "running", "running", "ended"]);
  expect(standing({ fromUs: 100n, untilUs: 0n }, 1e15)).toBe("running");
});

test("the last day of a form is whole", () => {
  expect(isoDay(beginOf("2026-11-05"))).toBe("2026-11-05");
  expect(endOf("2026-11-05") - beginOf("2026-11-05")).toBe(86_400_000_000n);
  expect(isoDay(lastMoment(endOf("2026-11-05")))).toBe("2026-11-05");
  expect([beginOf(""), endOf(""), lastMoment(0n)]).toEqual([0n, 0n, 0n]);
});
