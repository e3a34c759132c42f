// Which places of a form a returned paper leaves open; the twin of what the core accepts.

export interface Place {
  field: string;
  row?: number;
  column?: string;
}

// "tasks", "tasks[2]" or "tasks[2].due"; undefined for anything else.
export function parsePlace(path: string): Place | undefined {
  const match = /^([^[\].]+)(?:\[(\d{1,3})\](?:\.([^[\].]+))?)?$/.exec(path);
  if (!match || Number(match[2] ?? 0) >= 200) return undefined;
  return {
    field: match[1]!,
    ...(match[2] === undefined ? {} : { row: Number(match[2]) }),
    ...(match[3] === undefined ? {} : { column: match[3] }),
  };
}

// Whether a place may be changed: everything when nothing was remarked; else a remark on a field frees it whole, one on a row its
// cells, one on a cell that cell. Rows may come and go only in a table that is free whole.
export function isFree(remarks: readonly { field: string }[], asked: Place): boolean {
  if (remarks.length === 0) return true;
  return remarks.some((remark) => {
    const free = parsePlace(remark.field);
    if (!free || free.field !== asked.field) return false;
    return (free.row === undefined || free.row === asked.row) && (free.column === undefined || free.column === asked.column);
  });
}

// Whether anything in a field may be changed.
export function isPartlyFree(remarks: readonly { field: string }[], field: string): boolean {
  return remarks.length === 0 || remarks.some((remark) => parsePlace(remark.field)?.field === field);
}
