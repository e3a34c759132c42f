// Which rows of a long list are drawn: those in sight and a few around them.

export interface Drawn {
  first: number;
  // One after the last.
  end: number;
}

const AROUND = 6;

export function drawnRows(scrollTop: number, height: number, rowHeight: number, count: number): Drawn {
  if (rowHeight <= 0 || count <= 0) return { first: 0, end: 0 };
  const first = Math.min(count, Math.max(0, Math.floor(scrollTop / rowHeight) - AROUND));
  return { first, end: Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + AROUND) };
}

// How far to scroll so that a row is in sight; the same number when it is.
export function scrolledTo(index: number, scrollTop: number, height: number, rowHeight: number): number {
  const [top, bottom] = [index * rowHeight, (index + 1) * rowHeight];
  if (top < scrollTop) return top;
  if (bottom > scrollTop + height) return Math.max(0, bottom - height);
  return scrollTop;
}
