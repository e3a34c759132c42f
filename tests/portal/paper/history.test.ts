// Histories for people, and what a paper can be compared with.
import { create, type MessageInitShape } from "../../../services/gateway/portal/node_modules/@bufbuild/protobuf/dist/esm/index.js";
import { expect, test } from "vitest";
import { type HistoryEntry, HistoryEntrySchema } from "../../../services/gateway/portal/src/contract/giaoban/v1/dossier_pb.js";
import { FieldType } from "../../../services/gateway/portal/src/contract/giaoban/v1/form_pb.js";
import { KindSchema, Verb } from "../../../services/gateway/portal/src/contract/giaoban/v1/kind_pb.js";
import { VERBS } from "../../../services/gateway/portal/src/language/names.js";
import { basesOf, usual } from "../../../services/gateway/portal/src/paper/bases.js";
import { DONE, historyLines, lastDecision, VERB_OF } from "../../../services/gateway/portal/src/paper/history.js";

type Event = NonNullable<MessageInitShape<typeof HistoryEntrySchema>["event"]>;
let version = 0n;
const said = (person: string, event: Event["event"], content?: MessageInitShape<typeof HistoryEntrySchema>["content"]): HistoryEntry => {
  version += 1n;
  return create(HistoryEntrySchema, { event: { version, atUs: version, actor: { personId: person }, event }, personName: person, content: content ? { ...content, version } : undefined } as never);
};
const fields = (text: string) => ({ fields: [{ name: "content", value: { case: "text" as const, value: text } }] });
const paper = (at: bigint) => ({ paper: { version: at } });
const kind = create(KindSchema, {
  form: { sections: [{ name: "s", fields: [{ name: "content", label: { vi: "Nội dung", en: "Content" }, type: FieldType.LONG_TEXT }] }] },
  way: { states: [{ name: "draft" }, { name: "asked", label: { vi: "Chờ xã", en: "Asked" }, moves: [{ verb: Verb.APPROVE, label: { vi: "Tiếp nhận", en: "Acknowledge" } }] }, { name: "sub", label: { vi: "Đảng bộ bộ phận", en: "Sub" } }] },
});

function story(): HistoryEntry[] {
  version = 0n;
  return [
    said("s", { case: "opened", value: { entered: { state: "draft" } } }, fields("một")), // 1
    said("s", { case: "submitted", value: { entered: { state: "asked", skipped: ["sub"] }, round: 1, ...paper(1n) } }), // 2
    said("clerk", { case: "sentBack", value: { entered: { state: "draft" }, sealsUs: 9n, ...paper(1n) } }, { remarks: [{ field: "content", reason: 1, text: "ghi rõ" }] }), // 3
    said("", { case: "sealed", value: {} }), // 4
    said("s", { case: "saved", value: {} }, fields("hai")), // 5
    said("s", { case: "submitted", value: { entered: { state: "asked" }, round: 2, ...paper(5n) } }), // 6
    said("other", { case: "approved", value: { entered: { state: "end" }, sealsUs: 9n, ...paper(5n) } }), // 7
    said("other", { case: "undone", value: {} }), // 8
  ];
}

test("all 17 verbs have a label and a sentence", () => {
  expect(Object.keys(VERB_OF)).toHaveLength(17);
  for (const [event, verb] of Object.entries(VERB_OF)) {
    expect(VERBS[verb].vi, event).not.toBe("");
    expect(DONE[event as keyof typeof DONE].vi, event).not.toBe("");
  }
});
test("lines say rounds, skipped levels, remarks, changed fields and what was undone", () => {
  const lines = historyLines(story(), kind);
  expect(lines.map((line) => line.event)).toEqual(["opened", "submitted", "sentBack", "sealed", "saved", "submitted", "approved", "undone"]);
  expect(lines[1]!.skipped.map((one) => one.vi)).toEqual(["Đảng bộ bộ phận"]);
  expect(lines[2]!.remarks[0]!.text).toBe("ghi rõ");
  expect(lines[4]!.changed.map((one) => one.vi)).toEqual(["Nội dung"]);
  expect(lines[5]!.round).toBe(2);
  expect(lines[6]!.title.vi).toBe("Tiếp nhận");
  expect(lines[6]!.undone).toBe(true);
});
test("the last decision is the one that stands", () => {
  expect(lastDecision(historyLines(story(), kind))?.event).toBe("sentBack");
});
test("compared with what I last decided, else with the version handed in before", () => {
  const entries = story();
  const text = (list: readonly { value: { value?: unknown } }[] | undefined) => list?.[0]?.value.value;
  expect(text(basesOf(entries, "clerk").mine)).toBe("một");
  expect(text(basesOf(entries, "clerk").previous)).toBe("một");
  expect(basesOf(entries, "other").mine).toBeUndefined();
  expect(usual(basesOf(entries, "clerk"))).toBe("mine");
  expect(usual(basesOf(entries, "other"))).toBe("previous");
  expect(usual(basesOf(entries.slice(0, 2), "clerk"))).toBe("none");
});
