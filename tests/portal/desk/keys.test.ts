// The keys of the desk: what each does, when it does nothing, and that no input tool for Vietnamese can turn them into letters.
import { describe, expect, test } from "vitest";
import { type Action, actionOf, BINDINGS, type Pressed, type Situation, whyUnsafe } from "../../../services/gateway/portal/src/desk/keys.js";

const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({ key, keyCode: 0, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false, repeat: false, defaultPrevented: false, ...more });
const desk: Situation = { letters: true, dialog: false, place: "elsewhere" };
const letters = BINDINGS.flatMap((binding) => (binding.letter ? [binding.letter] : []));
const everyKey = BINDINGS.flatMap((binding) => [...(binding.letter ? [binding.letter] : []), ...binding.twins.filter((twin) => !twin.startsWith("Ctrl+"))]);

// What Telex makes of typed letters: doubled vowels, w, dd and tones need one of these before them.
function telex(typed: string): string {
  let out = "";
  for (const letter of typed) {
    const hasVowel = /[aeiouy]/.test(out);
    if (letter === "w" || letter === "[" || letter === "]") out += "ư";
    else if (/[sfrxjz]/.test(letter) && hasVowel) out += "\u0301";
    else if (/[aeod]/.test(letter) && out.includes(letter)) out += "\u0302";
    else out += letter;
  }
  return out;
}

describe("keys and Vietnamese input", () => {
  test("no key that acts alone may begin or change a syllable under Telex or VNI", () => {
    expect(everyKey.filter((key) => whyUnsafe(key) !== "")).toEqual([]);
  });
  test("the rule itself knows vowels with and without marks, d, w, brackets, digits, Backspace and Delete", () => {
    for (const bad of ["a", "e", "i", "o", "u", "y", "ă", "Â", "ê", "ô", "ơ", "ư", "d", "đ", "w", "[", "]", "0", "9", "Backspace", "Delete"]) expect(whyUnsafe(bad), bad).not.toBe("");
  });
  test("no three keys in a row become anything else under Telex", () => {
    const changed = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c))).filter((typed) => telex(typed) !== typed);
    expect(changed).toEqual([]);
    expect(telex("aj")).not.toBe("aj");
  });
  test("nothing acts while an input tool composes", () => {
    for (const key of everyKey) {
      expect(actionOf(press(key, { isComposing: true }), desk), key).toBeUndefined();
      expect(actionOf(press(key, { keyCode: 229 }), desk), key).toBeUndefined();
    }
  });
});

describe("when keys act", () => {
  test("every key does what the table says", () => {
    const expected: Record<string, Action> = { p: "approve", t: "sendBack", c: "forward", b: "reject", h: "snooze", n: "claim", x: "choose", j: "down", k: "up", v: "receive", l: "filter", "/": "search", "?": "help", ArrowDown: "down", ArrowUp: "up", " ": "choose" };
    for (const [key, action] of Object.entries(expected)) expect(actionOf(press(key), desk), key).toBe(action);
    expect(actionOf(press("Enter", { ctrlKey: true }), desk)).toBe("approve");
    expect(actionOf(press("k", { ctrlKey: true }), desk)).toBe("palette");
    expect(actionOf(press("z", { metaKey: true }), desk)).toBe("undo");
  });
  test("no two actions share a key", () => {
    const all = BINDINGS.flatMap((binding) => [binding.letter, ...binding.twins]).filter(Boolean);
    expect(new Set(all).size).toBe(all.length);
  });
  test("nothing acts in a text field, in a dialog, with Alt, or when the page has taken the press", () => {
    for (const key of [...everyKey, "Enter"]) {
      expect(actionOf(press(key, { ctrlKey: key === "Enter" }), { ...desk, place: "editable" }), key).toBeUndefined();
      expect(actionOf(press(key, { ctrlKey: key === "Enter" }), { ...desk, dialog: true }), key).toBeUndefined();
      expect(actionOf(press(key, { altKey: true }), desk), key).toBeUndefined();
      expect(actionOf(press(key, { defaultPrevented: true }), desk), key).toBeUndefined();
    }
  });
  test("with letters switched off only keys that are no letters act", () => {
    const off = { ...desk, letters: false };
    for (const letter of letters) expect(actionOf(press(letter), off), letter).toBeUndefined();
    expect(actionOf(press("ArrowDown"), off)).toBe("down");
    expect(actionOf(press("Enter", { ctrlKey: true }), off)).toBe("approve");
    expect(actionOf(press("z", { ctrlKey: true }), off)).toBe("undo");
  });
  test("Ctrl with a letter is the browser's, not ours", () => {
    for (const letter of ["p", "t", "c", "x", "v", "n"]) expect(actionOf(press(letter, { ctrlKey: true }), desk), letter).toBeUndefined();
  });
  test("a held key goes through the list but decides only once", () => {
    expect(actionOf(press("j", { repeat: true }), desk)).toBe("down");
    expect(actionOf(press("p", { repeat: true }), desk)).toBeUndefined();
  });
  test("capital letters by Caps Lock act, by Shift they do not", () => {
    expect(actionOf(press("P"), desk)).toBe("approve");
    expect(actionOf(press("P", { shiftKey: true }), desk)).toBeUndefined();
    expect(actionOf(press("?", { shiftKey: true }), desk)).toBe("help");
  });
  test("Space stays with a button that has the focus", () => {
    expect(actionOf(press(" "), { ...desk, place: "control" })).toBeUndefined();
    expect(actionOf(press("p"), { ...desk, place: "control" })).toBe("approve");
    expect(actionOf(press("ArrowDown"), { ...desk, place: "control" })).toBe("down");
  });
});
