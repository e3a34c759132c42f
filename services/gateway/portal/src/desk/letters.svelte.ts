// Whether single letters act as keys: a choice of this device; keys with Ctrl, arrows and Space always work.

const KEY = "giaoban.keys";
let on = $state(globalThis.localStorage?.getItem(KEY) !== "off");

export function lettersOn(): boolean {
  return on;
}

export function setLetters(wanted: boolean): void {
  on = wanted;
  localStorage.setItem(KEY, wanted ? "on" : "off");
}
