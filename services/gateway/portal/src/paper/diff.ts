// What changed between two versions of a form: word by word in texts, row by row in tables; NFC first, so that the same letters
// typed by another input tool are no change.
import { diffArrays } from "diff";
import type { Field, Row } from "../contract/giaoban/v1/content_pb.js";
import { FieldType, type FormField } from "../contract/giaoban/v1/form_pb.js";
import type { Kind } from "../contract/giaoban/v1/kind_pb.js";
import type { Language } from "../language/language.svelte.js";
import { byName, formFields, valueText } from "./values.js";

export interface Piece {
  how: "same" | "gone" | "new";
  text: string;
}

export interface RowChange {
  how: "same" | "gone" | "new" | "changed";
  // One list of pieces per column.
  cells: Piece[][];
}

export interface FieldChange {
  field: FormField;
  pieces?: Piece[];
  rows?: RowChange[];
  // Places that changed.
  places: number;
}

// Beyond so many changed words a comparison helps nobody and takes long.
const MOST_EDITS = 800;

function tokens(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu) ?? [];
}

export function words(before: string, after: string): Piece[] {
  const [old, now] = [before.normalize("NFC"), after.normalize("NFC")];
  if (old === now) return now ? [{ how: "same", text: now }] : [];
  const changes = diffArrays(tokens(old), tokens(now), { maxEditLength: MOST_EDITS });
  if (!changes) return whole(old, now);
  const pieces: Piece[] = changes.map((change) => ({ how: change.added ? "new" : change.removed ? "gone" : "same", text: change.value.join("") }));
  return together(pieces);
}

function whole(old: string, now: string): Piece[] {
  return [...(old ? [{ how: "gone" as const, text: old }] : []), ...(now ? [{ how: "new" as const, text: now }] : [])];
}

// A run of changed words with only spaces between them is one change, old words first.
function together(pieces: Piece[]): Piece[] {
  const out: Piece[] = [];
  let gone = "";
  let fresh = "";
  const flush = () => {
    out.push(...whole(gone, fresh));
    gone = fresh = "";
  };
  pieces.forEach((piece, at) => {
    const next = pieces[at + 1];
    const bridges = piece.how === "same" && /^\s+$/.test(piece.text) && (gone || fresh) && next && next.how !== "same";
    if (piece.how === "gone" || bridges) gone += piece.text;
    if (piece.how === "new" || bridges) fresh += piece.text;
    if (piece.how === "same" && !bridges) {
      flush();
      out.push(piece);
    }
  });
  flush();
  return out;
}

export function placesIn(pieces: readonly Piece[]): number {
  return pieces.filter((piece, at) => piece.how !== "same" && (at === 0 || pieces[at - 1]!.how === "same")).length;
}

function cellTexts(form: FormField, row: Row, language: Language): string[] {
  const cells = byName(row.cells);
  return form.columns.map((column) => valueText(column, cells.get(column.name), language).normalize("NFC"));
}

// Rows that stayed are matched first; between them, rows that share a cell are one row changed.
function tableRows(form: FormField, before: readonly Row[], after: readonly Row[], language: Language): RowChange[] {
  const old = before.map((row) => cellTexts(form, row, language));
  const now = after.map((row) => cellTexts(form, row, language));
  const key = (row: string[]) => row.join("\u0001");
  const rows: RowChange[] = [];
  let gone: string[][] = [];
  let fresh: string[][] = [];
  const flush = () => {
    rows.push(...pairRows(gone, fresh));
    gone = [];
    fresh = [];
  };
  let atOld = 0;
  let atNow = 0;
  for (const change of diffArrays(old.map(key), now.map(key))) {
    const count = change.value.length;
    if (change.removed) gone.push(...old.slice(atOld, (atOld += count)));
    else if (change.added) fresh.push(...now.slice(atNow, (atNow += count)));
    else {
      flush();
      for (const row of now.slice(atNow, (atNow += count))) rows.push({ how: "same", cells: row.map((text) => [{ how: "same", text }]) });
      atOld += count;
    }
  }
  flush();
  return rows;
}

function pairRows(gone: string[][], fresh: string[][]): RowChange[] {
  const rows: RowChange[] = [];
  const left = [...gone];
  for (const row of fresh) {
    const at = left.findIndex((old) => old.some((text, column) => text !== "" && text === row[column]) || row.length === 1);
    const old = at >= 0 ? left.splice(at, 1)[0] : undefined;
    rows.push(old ? { how: "changed", cells: row.map((text, column) => words(old[column] ?? "", text)) } : { how: "new", cells: row.map((text) => [{ how: "new", text }]) });
  }
  return [...left.map((row): RowChange => ({ how: "gone", cells: row.map((text) => [{ how: "gone", text }]) })), ...rows];
}

function placesInRows(rows: readonly RowChange[]): number {
  return rows.reduce((sum, row) => sum + (row.how === "same" ? 0 : row.how === "changed" ? row.cells.reduce((cells, pieces) => cells + placesIn(pieces), 0) : 1), 0);
}

// Changed fields in the order of the form.
export function changes(kind: Kind | undefined, before: readonly Field[], after: readonly Field[], language: Language): FieldChange[] {
  const [old, now] = [byName(before), byName(after)];
  const found: FieldChange[] = [];
  for (const field of formFields(kind)) {
    const [was, is] = [old.get(field.name), now.get(field.name)];
    if (field.type === FieldType.TABLE) {
      const rowsOf = (one: Field | undefined) => (one?.value.case === "table" ? one.value.value.rows : []);
      const rows = tableRows(field, rowsOf(was), rowsOf(is), language);
      const places = placesInRows(rows);
      if (places > 0) found.push({ field, rows, places });
      continue;
    }
    const isText = field.type === FieldType.TEXT || field.type === FieldType.LONG_TEXT;
    const [oldText, nowText] = [valueText(field, was, language), valueText(field, is, language)];
    const pieces = isText ? words(oldText, nowText) : oldText.normalize("NFC") === nowText.normalize("NFC") ? [] : whole(oldText, nowText);
    const places = placesIn(pieces);
    if (places > 0) found.push({ field, pieces, places });
  }
  return found;
}

// Nothing but dates and times is other than before.
export function onlyDates(kind: Kind | undefined, before: readonly Field[], after: readonly Field[]): boolean {
  const timeless = (field: FormField): FormField[] => (field.type === FieldType.DATE || field.type === FieldType.TIME ? [] : [field]);
  if (!kind?.form) return false;
  const sections = kind.form.sections.map((section) => ({
    ...section,
    fields: section.fields.flatMap(timeless).map((field) => ({ ...field, columns: field.columns.flatMap(timeless) })),
  }));
  return changes({ ...kind, form: { ...kind.form, sections } }, before, after, "vi").length === 0;
}
