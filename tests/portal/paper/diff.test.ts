// Changes word by word and row by row; the same letters typed otherwise are no change.
import { create, type MessageInitShape } from "../../../services/gateway/portal/node_modules/@bufbuild/protobuf/dist/esm/index.js";
import { describe, expect, test } from "vitest";
import { FieldSchema } from "../../../services/gateway/portal/src/contract/giaoban/v1/content_pb.js";
import { FieldType } from "../../../services/gateway/portal/src/contract/giaoban/v1/form_pb.js";
import { KindSchema } from "../../../services/gateway/portal/src/contract/giaoban/v1/kind_pb.js";
import { changes, onlyDates, placesIn, words } from "../../../services/gateway/portal/src/paper/diff.js";

const shown = (before: string, after: string) => words(before, after).map((piece) => (piece.how === "gone" ? `[-${piece.text}-]` : piece.how === "new" ? `[+${piece.text}+]` : piece.text)).join("");
const label = (vi: string) => ({ vi, en: vi });
const kind = create(KindSchema, {
  name: "plan",
  form: {
    sections: [
      {
        name: "s",
        fields: [
          { name: "content", label: label("Nội dung"), type: FieldType.LONG_TEXT },
          { name: "on", label: label("Ngày"), type: FieldType.DATE },
          { name: "people", label: label("Số người"), type: FieldType.NUMBER },
          { name: "tasks", label: label("Nhiệm vụ"), type: FieldType.TABLE, columns: [{ name: "task", label: label("Việc"), type: FieldType.TEXT }, { name: "due", label: label("Hạn"), type: FieldType.DATE }] },
        ],
      },
    ],
  },
});
const field = (init: MessageInitShape<typeof FieldSchema>) => create(FieldSchema, init);
const text = (value: string) => field({ name: "content", value: { case: "text", value } });
const tasks = (...rows: [string, string][]) =>
  field({ name: "tasks", value: { case: "table", value: { rows: rows.map(([task, due]) => ({ cells: [{ name: "task", value: { case: "text" as const, value: task } }, { name: "due", value: { case: "moment" as const, value: due } }] })) } } });

describe("words", () => {
  test("exactly the one changed word", () => {
    expect(shown("Đánh giá tháng trước; bàn việc mở đường thôn.", "Đánh giá tháng trước; bàn việc sửa đường thôn.")).toBe("Đánh giá tháng trước; bàn việc [-mở-][+sửa+] đường thôn.");
  });
  test("a tone is a word changed, not half a letter", () => {
    expect(shown("họp tối thứ ba", "hợp tối thứ ba")).toBe("[-họp-][+hợp+] tối thứ ba");
  });
  test("composed and decomposed letters are the same", () => {
    const typed = "Đảng uỷ xã Cẩm Lý quyết nghị";
    expect(placesIn(words(typed.normalize("NFD"), typed.normalize("NFC")))).toBe(0);
  });
  test("words next to each other are one change", () => {
    expect(shown("mở rộng đường thôn xóm", "làm sạch kênh thôn xóm")).toBe("[-mở rộng đường-][+làm sạch kênh+] thôn xóm");
    expect(placesIn(words("một hai ba bốn năm", "MỘT hai ba bốn NĂM"))).toBe(2);
  });
  test("from and to nothing", () => {
    expect(shown("", "mới")).toBe("[+mới+]");
    expect(shown("cũ", "")).toBe("[-cũ-]");
    expect(words("", "")).toEqual([]);
  });
  test("20,000 characters of other text end quickly as one change", () => {
    const long = (seed: number) => Array.from({ length: 4000 }, (_, at) => `từ${(at * seed) % 977}`).join(" ").slice(0, 20_000);
    const began = performance.now();
    expect(placesIn(words(long(7), long(13)))).toBeGreaterThan(0);
    expect(performance.now() - began).toBeLessThan(5000);
  });
  test("hostile text comes out as it went in", () => {
    const hostile = "<script>alert(1)</script> \u202Eabc Ạ̈́̃ ế";
    expect(words("", hostile).map((piece) => piece.text).join("")).toBe(hostile.normalize("NFC"));
  });
});

describe("fields", () => {
  test("only changed fields, in the order of the form, with how many places", () => {
    const found = changes(kind, [text("bàn việc cũ"), field({ name: "people", value: { case: "number", value: 12n } })], [text("bàn việc mới"), field({ name: "people", value: { case: "number", value: 14n } })], "vi");
    expect(found.map((change) => [change.field.name, change.places])).toEqual([["content", 1], ["people", 1]]);
    expect(found[1]!.pieces).toEqual([{ how: "gone", text: "12" }, { how: "new", text: "14" }]);
  });
  test("tables row by row: changed cells, new and lost rows", () => {
    const found = changes(kind, [tasks(["thu quỹ", "2026-11-20"], ["sửa đường", "2026-11-25"])], [tasks(["thu quỹ", "2026-11-28"], ["sửa đường", "2026-11-25"], ["trồng cây", "2026-11-30"])], "vi");
    expect(found[0]!.rows!.map((row) => row.how)).toEqual(["changed", "same", "new"]);
    expect(found[0]!.places).toBe(2);
    expect(changes(kind, [tasks(["a", "2026-11-20"])], [tasks()], "vi")[0]!.rows!.map((row) => row.how)).toEqual(["gone"]);
  });
  test("like last month when only dates differ", () => {
    const on = (value: string) => field({ name: "on", value: { case: "moment", value } });
    expect(onlyDates(kind, [text("như cũ"), on("2026-10-05"), tasks(["a", "2026-10-20"])], [text("như cũ"), on("2026-11-05"), tasks(["a", "2026-11-20"])])).toBe(true);
    expect(onlyDates(kind, [text("như cũ")], [text("khác")])).toBe(false);
  });
});
