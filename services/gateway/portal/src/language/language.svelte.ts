// The language of the page: Vietnamese first; every text that people see is a Text with both.

export interface Text {
  readonly vi: string;
  readonly en: string;
}

export type Language = "vi" | "en";

const KEY = "giaoban.language";
let current = $state<Language>(globalThis.localStorage?.getItem(KEY) === "en" ? "en" : "vi");

export function language(): Language {
  return current;
}

// Kept on this device; the document says its language too, for screen readers.
export function setLanguage(chosen: Language): void {
  current = chosen;
  localStorage.setItem(KEY, chosen);
  document.documentElement.lang = chosen;
}

// The text in the chosen language; `{0}`, `{1}` ... are replaced by the arguments. Labels of the contract fit too.
export function say(text: Text | undefined, ...args: (string | number)[]): string {
  const template = text === undefined ? "" : (text[current] || text.vi);
  return template.replace(/\{(\d)\}/g, (whole, index: string) => String(args[Number(index)] ?? whole));
}
