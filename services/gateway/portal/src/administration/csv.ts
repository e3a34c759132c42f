// Lists as text: brought to commas, cut into pieces that the house takes, and led back to the line that is meant.

export const MOST_BYTES = 900 * 1024;

export interface Piece {
  text: string;
  // Line of the whole file at which the piece's first line after the header stands.
  firstLine: number;
  // Lines in it, without the header.
  lines: number;
}

const bytes = (text: string) => new TextEncoder().encode(text).length;

// Lines with their ends; an end inside quotes does not end a line.
export function linesOf(text: string): string[] {
  const lines: string[] = [];
  let quoted = false;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    else if (text[at] === "\n" && !quoted) {
      lines.push(text.slice(from, at + 1));
      from = at + 1;
    }
  }
  if (from < text.length) lines.push(text.slice(from));
  return lines;
}

const breaks = (line: string) => (line.match(/\n/g) ?? []).length;

// What was read from a file or pasted from a sheet: no byte order mark, commas instead of tabs or semicolons.
export function toCommas(text: string): string {
  const plain = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const header = plain.slice(0, plain.indexOf("\n") < 0 ? plain.length : plain.indexOf("\n"));
  const separator = header.includes(",") ? "," : header.includes("\t") ? "\t" : header.includes(";") ? ";" : ",";
  if (separator === ",") return plain;
  return linesOf(plain).map((line) => rejoined(line, separator)).join("");
}

function rejoined(line: string, separator: string): string {
  const end = line.endsWith("\n") ? "\n" : "";
  const body = end ? line.slice(0, -1) : line;
  const cells: string[] = [];
  let quoted = false;
  let from = 0;
  for (let at = 0; at <= body.length; at += 1) {
    if (body[at] === '"') quoted = !quoted;
    if (at < body.length && (quoted || body[at] !== separator)) continue;
    const cell = body.slice(from, at);
    cells.push(!cell.startsWith('"') && cell.includes(",") ? `"${cell.replaceAll('"', '""')}"` : cell);
    from = at + 1;
  }
  return cells.join(",") + end;
}

// Pieces of at most `most` bytes, cut at line ends, each with the header again; one line that is longer stands alone.
export function split(text: string, most = MOST_BYTES): Piece[] {
  const [header, ...lines] = linesOf(text);
  if (header === undefined) return [];
  const head = header.endsWith("\n") ? header : `${header}\n`;
  const pieces: Piece[] = [];
  let at = 1 + Math.max(1, breaks(header));
  let piece: Piece | undefined;
  let size = 0;
  for (const line of lines) {
    const length = bytes(line);
    if (!piece || size + length > most) {
      piece = { text: head, firstLine: at, lines: 0 };
      size = bytes(head);
      pieces.push(piece);
    }
    piece.text += line;
    piece.lines += 1;
    size += length;
    at += Math.max(1, breaks(line));
  }
  return pieces.length > 0 ? pieces : [{ text: head, firstLine: at, lines: 0 }];
}

// The line of the whole file that a line of a piece is; its own first line is the header.
export function wholeLine(piece: Pick<Piece, "text" | "firstLine">, line: number): number {
  const header = Math.max(1, breaks(linesOf(piece.text)[0] ?? ""));
  return line <= header ? line : piece.firstLine + (line - header - 1);
}

// The text of one physical line, the first is 1.
export function lineText(text: string, line: number): string {
  return text.split("\n")[line - 1] ?? "";
}

// Bytes as UTF-8, or nothing when they are something else.
export function decoded(data: ArrayBuffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    return undefined;
  }
}
