// Previewing and loading in pieces: faults of all pieces on their lines; loading stops where something is wrong.
import { create } from "../../../services/gateway/portal/node_modules/@bufbuild/protobuf/dist/esm/index.js";
import { expect, test } from "vitest";
import { LineErrorSchema } from "../../../services/gateway/portal/src/contract/giaoban/v1/import_pb.js";
import { COLUMNS, EXAMPLES, outcomeText, piecesOf, run } from "../../../services/gateway/portal/src/administration/import.js";

const TEXT = `person_id,name\n${Array.from({ length: 30 }, (_, at) => `p${at},${at % 10 === 7 ? "BAD" : "Hoa"}\n`).join("")}`;

// Refuses every line with BAD in it, as the directory does: by its line in what was sent.
function house() {
  const asked: { lines: number; preview: boolean }[] = [];
  return {
    asked,
    ask: async (csv: Uint8Array, preview: boolean) => {
      const lines = new TextDecoder().decode(csv).trimEnd().split("\n");
      asked.push({ lines: lines.length - 1, preview });
      const errors = lines.flatMap((line, at) => (line.includes("BAD") ? [create(LineErrorSchema, { line: at + 1, textVi: "sai", textEn: "bad" })] : []));
      return { errors, persons: errors.length > 0 ? 0 : lines.length - 1 };
    },
  };
}

test("a preview looks at every piece and names the lines of the whole file", async () => {
  const { ask, asked } = house();
  const sum = await run(piecesOf("officers", TEXT, 120), true, ask);
  expect(asked.length).toBeGreaterThan(2);
  expect(asked.every((one) => one.preview)).toBe(true);
  expect(sum.faults.map((fault) => fault.line)).toEqual([9, 19, 29]);
  expect(sum.faults.map((fault) => TEXT.split("\n")[fault.line - 1])).toEqual(["p7,BAD", "p17,BAD", "p27,BAD"]);
});

test("loading stops at the first piece that is refused and says how much is in", async () => {
  const { ask, asked } = house();
  const sum = await run(piecesOf("officers", TEXT, 60), false, ask);
  expect(sum.faults).toHaveLength(1);
  expect(sum.lines).toBe(asked.slice(0, -1).reduce((all, one) => all + one.lines, 0));
  expect(sum.lines).toBeLessThan(8);
});

test("the outcome is said as it is", () => {
  const sum = { faults: [], added: 2, unchanged: 1, persons: 3, offices: 4, accounts: 5, lines: 7 };
  expect(outcomeText("units", sum, true).vi).toBe("Sẽ thêm 2 đơn vị; 1 đã có sẵn.");
  expect(outcomeText("officers", sum, false).vi).toBe("Đã thêm 3 người, 4 chức vụ, 5 tài khoản.");
});

test("the examples have exactly the columns that are explained", () => {
  for (const what of ["units", "officers"] as const) {
    expect(EXAMPLES[what].split("\n")[0]!.split(",")).toEqual(COLUMNS[what].map((column) => column.name));
    for (const line of EXAMPLES[what].trimEnd().split("\n")) expect(line.split(",")).toHaveLength(COLUMNS[what].length);
  }
});
