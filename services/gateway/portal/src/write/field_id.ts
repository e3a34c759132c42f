// The id of a field's element from its path, "tasks[2].due" -> "at-tasks-2-due".
export function idOf(path: string): string {
  return `at-${path.replace(/[[\].]+/g, "-").replace(/-$/, "")}`;
}
