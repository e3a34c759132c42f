// The palette finds commands by words without diacritics, in either language.
import { expect, test } from "vitest";
import { type Command, commandsFor } from "../../../services/gateway/portal/src/desk/commands.js";

const command = (vi: string, en: string): Command => ({ text: { vi, en }, keys: [], run: () => undefined });
const all = [command("Trả lại để bổ sung", "Send back"), command("Đến lượt tôi", "My turn"), command("Hẹn lại", "Put off")];
const found = (typed: string) => commandsFor(all, typed).map((one) => one.text.vi);

test("words with or without diacritics, in any order, in either language", () => {
  expect(found("tra lai")).toEqual(["Trả lại để bổ sung"]);
  expect(found("lại trả")).toEqual(["Trả lại để bổ sung"]);
  expect(found("DEN LUOT")).toEqual(["Đến lượt tôi"]);
  expect(found("send b")).toEqual(["Trả lại để bổ sung"]);
  expect(found("xyz")).toEqual([]);
  expect(found("  ")).toHaveLength(3);
});
