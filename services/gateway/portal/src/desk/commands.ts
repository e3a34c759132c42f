// Commands of the palette: everything that the desk can do now, and every page; found by words without diacritics.
import { fold } from "../language/fold.js";
import { say, type Text } from "../language/language.svelte.js";

export interface Command {
  text: Text;
  keys: string[];
  run: () => void;
}

// Commands whose words, in either language, begin with all that was typed; the earliest match first.
export function commandsFor(commands: readonly Command[], typed: string): Command[] {
  const wanted = fold(typed).split(" ").filter(Boolean);
  if (wanted.length === 0) return [...commands];
  return commands.filter((command) => {
    const words = `${fold(command.text.vi)} ${fold(command.text.en)}`.split(/[\s(),./…]+/);
    return wanted.every((one) => words.some((word) => word.startsWith(one)));
  });
}

export const spoken = (command: Command): string => say(command.text);
