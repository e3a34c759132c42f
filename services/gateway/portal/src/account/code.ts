// A printed code as it is typed: groups of four, capitals, without what codes never hold.

const LENGTH = 12;

// Letters and digits only, in capitals.
export function codeLetters(typed: string): string {
  return typed.toUpperCase().replace(/[^0-9A-Z]/g, "").slice(0, LENGTH);
}

// "K7QF-2MXN-8RTD" as far as it has been typed.
export function grouped(typed: string): string {
  return codeLetters(typed).replace(/(.{4})(?=.)/g, "$1-");
}

export function isWhole(typed: string): boolean {
  return codeLetters(typed).length === LENGTH;
}
