// Which key does what at the desk: a pure table, and when a press counts. No bound letter can begin or change a Vietnamese
// syllable under Telex or VNI, so that an input tool that runs all the time has nothing to turn into "ạ".
import type { Text } from "../language/language.svelte.js";

export type Action =
  | "approve" | "sendBack" | "forward" | "reject" | "snooze" | "claim" | "choose" | "down" | "up" | "receive"
  | "filter" | "search" | "help" | "palette" | "undo";

export interface Binding {
  action: Action;
  // One letter or sign, off when single keys are switched off.
  letter?: string;
  // Keys that are no letters; they always work. "Ctrl+" stands for Ctrl and for the Mac's command key.
  twins: string[];
  text: Text;
  // Held down, it goes on; a decision never does.
  repeats?: boolean;
}

export const BINDINGS: Binding[] = [
  { action: "approve", letter: "p", twins: ["Ctrl+Enter"], text: { vi: "Duyệt và sang hồ sơ tiếp theo", en: "Approve and go to the next" } },
  { action: "sendBack", letter: "t", twins: [], text: { vi: "Trả lại để bổ sung", en: "Send back" } },
  { action: "forward", letter: "c", twins: [], text: { vi: "Chuyển cấp trên", en: "Forward" } },
  { action: "reject", letter: "b", twins: [], text: { vi: "Bác (không duyệt)", en: "Reject" } },
  { action: "snooze", letter: "h", twins: [], text: { vi: "Hẹn lại", en: "Put off" } },
  { action: "claim", letter: "n", twins: [], text: { vi: "Nhận việc hoặc thôi nhận", en: "Claim or release" } },
  { action: "receive", letter: "v", twins: [], text: { vi: "Báo đã xem", en: "Mark as seen" } },
  { action: "choose", letter: "x", twins: ["Space"], text: { vi: "Chọn hoặc bỏ chọn", en: "Select or unselect" } },
  { action: "down", letter: "j", twins: ["ArrowDown"], text: { vi: "Hồ sơ dưới", en: "Next in the list" }, repeats: true },
  { action: "up", letter: "k", twins: ["ArrowUp"], text: { vi: "Hồ sơ trên", en: "Previous in the list" }, repeats: true },
  { action: "filter", letter: "l", twins: [], text: { vi: "Lọc", en: "Filters" } },
  { action: "search", letter: "/", twins: [], text: { vi: "Tìm trong danh sách", en: "Search the list" } },
  { action: "undo", twins: ["Ctrl+Z"], text: { vi: "Hoàn tác quyết định vừa rồi", en: "Undo the latest decision" } },
  { action: "palette", twins: ["Ctrl+K"], text: { vi: "Tìm lệnh", en: "Find a command" } },
  { action: "help", letter: "?", twins: [], text: { vi: "Các phím tắt", en: "Keyboard shortcuts" } },
];

// Why a key may not be bound; empty when it may.
export function whyUnsafe(key: string): string {
  const low = key.normalize("NFD").toLowerCase();
  if (low === "backspace" || low === "delete") return "input tools send it themselves";
  if (key.normalize("NFC").length > 1) return "";
  if (/^[aeiouy]/.test(low)) return "a vowel begins a syllable";
  if (low.startsWith("d") || low === "đ") return "dd is đ in Telex";
  if (low === "w") return "w is ư in Telex";
  if (low === "[" || low === "]") return "brackets are ơ and ư in Telex";
  if (/^[0-9]$/.test(low)) return "digits are tones in VNI";
  return "";
}

// What of a KeyboardEvent counts.
export interface Pressed {
  key: string;
  keyCode: number;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
  repeat: boolean;
  defaultPrevented: boolean;
}

export interface Situation {
  // Single keys are switched on.
  letters: boolean;
  // A dialog is open.
  dialog: boolean;
  // Where the focus is: in something written in, on something that keys press, or elsewhere.
  place: "editable" | "control" | "elsewhere";
}

export function actionOf(pressed: Pressed, situation: Situation): Action | undefined {
  if (pressed.defaultPrevented || pressed.isComposing || pressed.keyCode === 229) return undefined;
  if (situation.dialog || situation.place === "editable" || pressed.altKey) return undefined;
  const name = nameOf(pressed);
  const found = BINDINGS.find((binding) => binding.twins.includes(name) || (situation.letters && binding.letter === name));
  if (!found || (pressed.repeat && !found.repeats)) return undefined;
  // Space presses the button that has the focus.
  if (situation.place === "control" && name === "Space") return undefined;
  return found.action;
}

function nameOf(pressed: Pressed): string {
  const named = pressed.key === " " ? "Space" : pressed.key;
  if (pressed.ctrlKey || pressed.metaKey) return `Ctrl+${named.length === 1 ? named.toUpperCase() : named}`;
  if (pressed.shiftKey) return named === "?" || named === "/" ? named : "";
  return named.length === 1 ? named.toLowerCase() : named;
}

// Where a press landed.
export function placeOf(target: EventTarget | null): Situation["place"] {
  if (!(target instanceof Element)) return "elsewhere";
  const field = target.closest("input, textarea, select, [contenteditable]");
  if (field instanceof HTMLInputElement && /^(checkbox|button)$/.test(field.type)) return "control";
  if (field) return "editable";
  return target.closest("button, a, summary") ? "control" : "elsewhere";
}

export function bindingOf(action: Action): Binding {
  return BINDINGS.find((binding) => binding.action === action)!;
}
