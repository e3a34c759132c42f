// Two versions of one paper, written on two devices: what joins by itself, and what the person must choose.
import type { FormField } from "../contract/giaoban/v1/form_pb.js";
import { type Base, changesOf, type Draft, fieldsOf, isWithAuthor, kindOf } from "../offline/draft.js";
import { type Answers, type FieldJson, keyOf, ofFieldJson, typedOf } from "./answers.js";

export interface Clash {
  field: FormField;
  mine: Answers[string];
  theirs: Answers[string];
}

const find = (fields: readonly FieldJson[], name: string) => fields.find((field) => field.name === name);
const key = (fields: readonly FieldJson[], name: string) => {
  const found = find(fields, name);
  return keyOf(found && ofFieldJson(found));
};

// Fields that the house has changed since the draft's base.
export function changedThere(draft: Draft, base: Base): string[] {
  return fieldsOf(kindOf(draft)).map((field) => field.name).filter((name) => key(draft.base.fields, name) !== key(base.fields, name));
}

// Fields that both have changed, differently.
export function clashesOf(draft: Draft, base: Base): Clash[] {
  const there = new Set(changedThere(draft, base));
  const form = fieldsOf(kindOf(draft));
  return changesOf(draft)
    .filter((change) => there.has(change.name) && (!change.mine || keyOf(change.mine) !== key(base.fields, change.name)))
    .map((change) => {
      const field = form.find((one) => one.name === change.name)!;
      const theirs = find(base.fields, change.name);
      return { field, mine: draft.answers[change.name] ?? "", theirs: typedOf(field, theirs && ofFieldJson(theirs)) };
    });
}

// Takes in what the house holds now. Without a clash the two are joined; else the draft carries the conflict and rests. A paper
// that waits to be handed in and was changed elsewhere must be looked at again first.
export function reconcile(draft: Draft, base: Base): Draft {
  if (base.version === draft.base.version) return draft.conflict && !draft.conflict.left ? without(draft) : draft;
  const changes = changesOf(draft);
  if (!isWithAuthor(kindOf(draft), base.state)) {
    const waits = changes.length > 0 || draft.files.some((file) => !file.attached);
    if (waits) return { ...draft, wanted: false, conflict: { base, left: true } };
    return { ...without(draft), base, wanted: false, sent: { version: base.version, us: 0 } };
  }
  if (clashesOf(draft, base).length > 0) return { ...draft, wanted: false, conflict: { base, left: false } };
  const there = changedThere(draft, base);
  return { ...taken(draft, base, there), wanted: draft.wanted && there.length === 0 };
}

// The person chose, field by field: names in `theirs` take what the house holds, all others keep what was typed here.
export function resolve(draft: Draft, theirs: readonly string[]): Draft {
  if (!draft.conflict || draft.conflict.left) return draft;
  const { base } = draft.conflict;
  const mine = new Set(changesOf(draft).map((change) => change.name));
  const take = changedThere(draft, base).filter((name) => !mine.has(name) || theirs.includes(name));
  return { ...taken(draft, base, take), revision: draft.revision + 1 };
}

function taken(draft: Draft, base: Base, names: readonly string[]): Draft {
  const form = fieldsOf(kindOf(draft));
  const answers = { ...draft.answers };
  for (const name of names) {
    const theirs = find(base.fields, name);
    answers[name] = typedOf(form.find((one) => one.name === name)!, theirs && ofFieldJson(theirs));
  }
  return { ...without(draft), base, answers };
}

function without(draft: Draft): Draft {
  const { conflict: _conflict, ...rest } = draft;
  return rest;
}
