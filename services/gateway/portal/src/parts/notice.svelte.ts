// What the portal says after an act, at the foot of every page; also read out by screen readers.
import type { Text } from "../language/language.svelte.js";
import { refusedFrom } from "../calls/refused.js";
import { heedRefusal } from "../session/session.svelte.js";

export interface Notice {
  text: Text;
  bad: boolean;
}

let shown = $state.raw<Notice | undefined>();

export function notice(): Notice | undefined {
  return shown;
}

export function tell(text: Text): void {
  shown = { text, bad: false };
}

export function hush(): void {
  shown = undefined;
}

// Says a refusal or a fault as the house worded it; an ended session leads to the sign-in.
export function tellRefusal(thrown: unknown): void {
  const refused = refusedFrom(thrown);
  heedRefusal(refused);
  const trace = refused.traceId ? ` (mã ${refused.traceId.slice(0, 8)})` : "";
  shown = { text: { vi: refused.text.vi + trace, en: refused.text.en + trace }, bad: true };
}
