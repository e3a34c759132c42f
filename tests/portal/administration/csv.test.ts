// Lists are cut at line ends only, and every line of a piece leads back to the line of the whole file.
import { expect, test } from "vitest";
import { decoded, linesOf, lineText, MOST_BYTES, split, toCommas, wholeLine } from "../../../services/gateway/portal/src/administration/csv.js";

const HEADER = "person_id,name,unit_id,role\n";
const lines = (count: number) => Array.from({ length: count }, (_, at) => `p${at},Nguyễn Thị Hoa ${at},xa.1,clerk\n`);

test("pieces hold every line once, each under the header and within the bound", () => {
  const all = lines(500);
  const pieces = split(HEADER + all.join(""), 4096);
  expect(pieces.length).toBeGreaterThan(3);
  expect(pieces.map((piece) => piece.text.slice(HEADER.length)).join("")).toBe(all.join(""));
  for (const piece of pieces) {
    expect(piece.text.startsWith(HEADER)).toBe(true);
    expect(new TextEncoder().encode(piece.text).length).toBeLessThanOrEqual(4096);
  }
  expect(pieces.reduce((sum, piece) => sum + piece.lines, 0)).toBe(500);
});

test("a line of a piece is found in the whole file", () => {
  const text = HEADER + lines(500).join("");
  for (const piece of split(text, 4096)) {
    const own = piece.text.split("\n");
    for (const line of [2, 3, piece.lines + 1]) expect(lineText(text, wholeLine(piece, line))).toBe(own[line - 1]);
    expect(wholeLine(piece, 1)).toBe(1);
  }
});

test("a line end inside quotes does not cut, and counts as a line", () => {
  const text = 'id,name\n1,"một\nhai"\n2,ba\n';
  expect(linesOf(text)).toEqual(["id,name\n", '1,"một\nhai"\n', "2,ba\n"]);
  const pieces = split(text, 25);
  expect(pieces.map((piece) => piece.firstLine)).toEqual([2, 4]);
  expect(lineText(text, wholeLine(pieces[1]!, 2))).toBe("2,ba");
});

test("a small list is one piece, the last line may lack its end, a header alone is a piece too", () => {
  expect(split("a,b\n1,2")).toEqual([{ text: "a,b\n1,2", firstLine: 2, lines: 1 }]);
  expect(split("a,b")).toEqual([{ text: "a,b\n", firstLine: 2, lines: 0 }]);
  expect(split("")).toEqual([]);
  expect(MOST_BYTES).toBe(921_600);
});

test("a list of units is never cut", () => {
  expect(split(HEADER + lines(500).join(""), Number.POSITIVE_INFINITY)).toHaveLength(1);
});

test("sheets pasted with tabs or saved with semicolons become commas", () => {
  expect(toCommas("id\tname\r\n1\tHoa, Lan\r\n")).toBe('id,name\n1,"Hoa, Lan"\n');
  expect(toCommas('\uFEFFid;name\n1;"a;b"\n')).toBe('id,name\n1,"a;b"\n');
  expect(toCommas('id,name\n1,"x;y"\n')).toBe('id,name\n1,"x;y"\n');
  expect(toCommas("")).toBe("");
});

test("only UTF-8 is taken", () => {
  expect(decoded(new TextEncoder().encode("Đảng uỷ").buffer as ArrayBuffer)).toBe("Đảng uỷ");
  expect(decoded(new Uint8Array([0xd0, 0x20, 0xff]).buffer)).toBeUndefined();
});
