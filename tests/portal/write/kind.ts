// A small kind for tests of writing: every type of field, a condition, a table, and a way with a return.
import { create } from "../../../services/gateway/portal/node_modules/@bufbuild/protobuf/dist/esm/index.js";
import { FieldSchema, type Field } from "../../../services/gateway/portal/src/contract/giaoban/v1/content_pb.js";
import { FieldType } from "../../../services/gateway/portal/src/contract/giaoban/v1/form_pb.js";
import { type Kind, KindSchema, Level, Role, Verb } from "../../../services/gateway/portal/src/contract/giaoban/v1/kind_pb.js";

const label = (vi: string) => ({ vi, en: vi });

export const KIND: Kind = create(KindSchema, {
  name: "plan",
  title: { vi: "Kế hoạch", en: "Plan" },
  symbol: "KH",
  mayOpen: [{ role: Role.SECRETARY, level: Level.CELL }],
  form: {
    sections: [
      {
        name: "meeting",
        title: label("Buổi họp"),
        fields: [
          { name: "type", label: label("Loại"), type: FieldType.CHOICE, required: true, choices: [{ name: "regular", label: label("Thường kỳ") }, { name: "thematic", label: label("Chuyên đề") }] },
          { name: "theme", label: label("Chuyên đề"), type: FieldType.TEXT, maxLength: 10, requiredWhen: { field: "type", choice: "thematic" } },
          { name: "date", label: label("Ngày họp"), type: FieldType.DATE, required: true },
          { name: "at", label: label("Giờ"), type: FieldType.TIME },
          { name: "minutes", label: label("Thời lượng"), type: FieldType.NUMBER, min: 30n, max: 480n },
          { name: "open", label: label("Công khai"), type: FieldType.YES_NO },
          { name: "scan", label: label("Bản chụp"), type: FieldType.FILE },
        ],
      },
      {
        name: "content",
        title: label("Nội dung"),
        fields: [
          { name: "content", label: label("Nội dung"), type: FieldType.LONG_TEXT },
          { name: "documents_on", label: label("Đăng tài liệu"), type: FieldType.DATE },
          {
            name: "tasks",
            label: label("Nhiệm vụ"),
            type: FieldType.TABLE,
            maxRows: 2,
            columns: [
              { name: "task", label: label("Việc"), type: FieldType.TEXT, required: true },
              { name: "due", label: label("Hạn"), type: FieldType.DATE },
              { name: "result", label: label("Kết quả"), type: FieldType.CHOICE, choices: [{ name: "no", label: label("Chưa") }] },
              { name: "reason", label: label("Lý do"), type: FieldType.TEXT, requiredWhen: { field: "result", choice: "no" } },
            ],
          },
        ],
      },
    ],
  },
  way: {
    first: "draft",
    states: [
      { name: "draft", label: label("Nháp"), who: { case: "author", value: true }, moves: [{ verb: Verb.SAVE }, { verb: Verb.ATTACH }, { verb: Verb.SUBMIT, to: "commune" }] },
      { name: "commune", label: label("Chờ xã"), who: { case: "asked", value: { role: Role.CLERK, level: Level.COMMUNE } } },
      { name: "returned", label: label("Trả lại"), who: { case: "author", value: true }, moves: [{ verb: Verb.SAVE }] },
    ],
  },
});

export const FIELDS = KIND.form!.sections.flatMap((section) => section.fields);
export const formField = (name: string) => FIELDS.find((field) => field.name === name)!;

export const text = (name: string, value: string): Field => create(FieldSchema, { name, value: { case: "text", value } });
export const moment = (name: string, value: string): Field => create(FieldSchema, { name, value: { case: "moment", value } });
export const number = (name: string, value: bigint): Field => create(FieldSchema, { name, value: { case: "number", value } });
export const table = (name: string, rows: Field[][]): Field => create(FieldSchema, { name, value: { case: "table", value: { rows: rows.map((cells) => ({ cells })) } } });
