// The address line and the house mean the same filters.
import { expect, test } from "vitest";
import { askingOf, filterKey, isFiltered } from "../../../services/gateway/portal/src/desk/filters.js";

test("every filter reaches the house", () => {
  const query = new URLSearchParams("kind=meeting_plan&unit=c.01&period=2026-11&state=with_commune&overdue=1&mine=1&later=1&words=mai thưởng");
  expect(askingOf(query)).toEqual({ kind: "meeting_plan", unitId: "c.01", period: "2026-11", state: "with_commune", overdue: true, claimedByMe: true, snoozed: true, words: "mai thưởng" });
});
test("words go composed and never longer than the contract allows", () => {
  expect(askingOf(new URLSearchParams({ words: "đảng uỷ".normalize("NFD") })).words).toBe("đảng uỷ".normalize("NFC"));
  expect(askingOf(new URLSearchParams({ words: "a".repeat(300) })).words).toHaveLength(200);
});
test("other values of the address line are no filters", () => {
  expect(isFiltered(new URLSearchParams("to=/turn"))).toBe(false);
  expect(filterKey(new URLSearchParams("words=a&x=1&kind=b"))).toBe("kind=b&words=a");
});
