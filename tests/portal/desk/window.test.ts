// Which rows of a long list are drawn.
import { expect, test } from "vitest";
import { drawnRows, scrolledTo } from "../../../services/gateway/portal/src/desk/window.js";

test("of 10,000 rows only those in sight and a few around are drawn", () => {
  const drawn = drawnRows(380_000, 600, 76, 10_000);
  expect(drawn.first).toBe(4994);
  expect(drawn.end - drawn.first).toBeLessThan(25);
});
test("the ends of the list are its ends", () => {
  expect(drawnRows(0, 600, 76, 3)).toEqual({ first: 0, end: 3 });
  expect(drawnRows(99_999, 600, 76, 0)).toEqual({ first: 0, end: 0 });
});
test("a row in sight does not move the list, one below or above just comes in", () => {
  expect(scrolledTo(2, 0, 600, 76)).toBe(0);
  expect(scrolledTo(8, 0, 600, 76)).toBe(84);
  expect(scrolledTo(0, 300, 600, 76)).toBe(0);
});
