// Ready-made texts: there is one for every reason, and own ones are remembered, newest first.
import { expect, test } from "vitest";
import { type Kept, remember, textsFor } from "../../../services/gateway/portal/src/desk/canned.js";
import { REASONS } from "../../../services/gateway/portal/src/language/names.js";

function storage(): Kept {
  const map = new Map<string, string>();
  return { getItem: (key) => map.get(key) ?? null, setItem: (key, value) => void map.set(key, value) };
}

test("every reason has at least two texts in Vietnamese, none too long for a remark", () => {
  for (const [reason] of REASONS) {
    const texts = textsFor(reason, storage());
    expect(texts.length).toBeGreaterThanOrEqual(2);
    for (const text of texts) expect(text).toMatch(/[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự]/i);
  }
});
test("own texts come first, each once, five at most, and only for their reason", () => {
  const kept = storage();
  for (const text of ["một", "hai", "ba", "bốn", "năm", "sáu", "hai"]) remember(1, text, kept);
  expect(textsFor(1, kept).slice(0, 5)).toEqual(["hai", "sáu", "năm", "bốn", "ba"]);
  expect(textsFor(2, kept)).toEqual(textsFor(2, storage()));
});
test("ready-made and empty texts are not remembered, broken memory is no fault", () => {
  const kept = storage();
  remember(1, textsFor(1, kept)[0]!, kept);
  remember(1, "   ", kept);
  expect(textsFor(1, kept)).toEqual(textsFor(1, storage()));
  kept.setItem("giaoban.remarks", "{not json");
  expect(textsFor(1, kept).length).toBeGreaterThan(1);
});
