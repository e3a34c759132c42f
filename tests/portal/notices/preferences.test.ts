// How a person wants to be told, as the form holds it: what is sent, how a phone number is read, quiet hours in words.
import { create } from "../../../services/gateway/portal/node_modules/@bufbuild/protobuf/dist/esm/index.js";
import { expect, test } from "vitest";
import { Digest, Language, PreferencesSchema } from "../../../services/gateway/portal/src/contract/giaoban/v1/delivery_pb.js";
import { chosenOf, DIGESTS, isChanged, LANGUAGES, minutesToChoose, phoneOf, preferencesOf, quietWords, timeOf } from "../../../services/gateway/portal/src/notices/preferences.js";

const kept = (more: object = {}) => create(PreferencesSchema, { email: true, digest: Digest.UNLESS_URGENT, digestMinute: 450, quietFromMinute: 1200, quietUntilMinute: 390, language: Language.BOTH, ...more });

test("what was kept comes back as it was, but never the key of the webhook", () => {
  const full = kept({ sms: true, phone: "+84912345678", webhook: true, webhookUrl: "https://127.0.0.1/nhan", webhookKey: "ab".repeat(32) });
  const { $typeName: _, webhookKey: __, ...rest } = full;
  expect(preferencesOf(chosenOf(full))).toEqual(rest);
  expect(JSON.stringify(preferencesOf(chosenOf(full)))).not.toContain("abab");
});

test("only what differs from what the house holds is a change", () => {
  const full = kept({ phone: "+84912345678" });
  expect(isChanged(chosenOf(full), full)).toBe(false);
  expect(isChanged({ ...chosenOf(full), phone: "0912 345 678" }, full)).toBe(false);
  expect(isChanged({ ...chosenOf(full), digestMinute: 480 }, full)).toBe(true);
  const loud = kept({ quietFromMinute: 60, quietUntilMinute: 60 });
  expect(isChanged(chosenOf(loud), loud)).toBe(false);
});

test("a phone number as people write it is the number as the world writes it", () => {
  for (const typed of ["0912 345 678", "0912.345.678", "+84 912-345-678", "84912345678", "0084912345678"]) expect(phoneOf(typed)).toBe("+84912345678");
  expect(phoneOf("+4917012345678")).toBe("+4917012345678");
  expect(phoneOf("số của tôi")).toBe("sốcủatôi");
  expect(phoneOf("")).toBe("");
});

test("quiet hours past midnight are one window, equal ones are none", () => {
  const words = (quietFrom: number, quietUntil: number, quiet = true) => quietWords({ quiet, quietFrom, quietUntil }).vi;
  expect(words(1200, 390)).toContain("Từ 20:00 đến 06:30 hôm sau (10 giờ 30 phút)");
  expect(words(720, 780)).toContain("Từ 12:00 đến 13:00 (1 giờ)");
  expect(words(0, 30)).toContain("Từ 00:00 đến 00:30 (30 phút)");
  expect(words(600, 600)).toContain("Không có giờ yên lặng");
  expect(words(1200, 390, false)).toContain("Không có giờ yên lặng");
  expect(preferencesOf({ ...chosenOf(kept()), quiet: false })).toMatchObject({ quietFromMinute: 0, quietUntilMinute: 0 });
});

test("every half hour can be chosen, and an odd minute stays", () => {
  expect(minutesToChoose(450)).toHaveLength(48);
  expect(minutesToChoose(437).map(timeOf)).toContain("07:17");
  expect(minutesToChoose(437)).toEqual([...minutesToChoose(437)].sort((a, b) => a - b));
});

test("every digest and language of the contract has words", () => {
  const values = (of: object) => Object.values(of).filter((value) => typeof value === "number" && value > 0);
  expect(DIGESTS.map((one) => one.digest).sort()).toEqual(values(Digest));
  expect(LANGUAGES.map((one) => one.language).sort()).toEqual(values(Language));
});
