// Words without diacritics and case, so that "dang uy" finds "Đảng ủy"; the twin of what the services do.

export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}

// Whether every word of `words` stands somewhere in `text`.
export function finds(text: string, words: string): boolean {
  const folded = fold(text);
  return fold(words).split(" ").every((word) => folded.includes(word));
}
