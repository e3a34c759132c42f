// The parts of a form as steps: its sections, and the files where the kind takes any.
import type { FormField } from "../contract/giaoban/v1/form_pb.js";
import { Verb } from "../contract/giaoban/v1/kind_pb.js";
import type { Text } from "../language/language.svelte.js";
import { type Progress, progressOf } from "./checks.js";
import type { Paper } from "./paper.svelte.js";
import { isPartlyFree } from "./places.js";

export interface PaperPart {
  name: string;
  title: Text;
  fields: FormField[];
  progress: Progress;
  // Fields of a returned paper that are open here.
  marked: number;
}

export function partsOf(paper: Paper): PaperPart[] {
  const { kind, draft } = paper;
  if (!kind || !draft) return [];
  const problems = paper.problems;
  const { remarks } = draft.base;
  const parts: PaperPart[] = (kind.form?.sections ?? []).map((section) => ({
    name: section.name,
    title: section.title ?? { vi: section.name, en: section.name },
    fields: section.fields,
    progress: progressOf(section.fields, paper.answers, problems),
    marked: remarks.length === 0 ? 0 : section.fields.filter((field) => isPartlyFree(remarks, field.name)).length,
  }));
  if (kind.way?.states.some((state) => state.who.case === "author" && state.moves.some((move) => move.verb === Verb.ATTACH))) {
    parts.push({ name: "files", title: { vi: "Tệp đính kèm", en: "Files" }, fields: [], progress: draft.files.length > 0 ? "done" : "optional", marked: 0 });
  }
  return parts;
}

// The part that holds a field.
export function partOf(paper: Paper, field: string): string {
  return paper.kind?.form?.sections.find((section) => section.fields.some((one) => one.name === field))?.name ?? "";
}
