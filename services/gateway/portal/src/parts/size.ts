// The size of letters, kept on this device.

export type Size = "" | "large" | "largest";
const KEY = "giaoban.size";

export function chosenSize(): Size {
  const kept = localStorage.getItem(KEY);
  return kept === "large" || kept === "largest" ? kept : "";
}

export function setSize(size: Size): void {
  localStorage.setItem(KEY, size);
  showSize();
}

// To be called once when the page starts.
export function showSize(): void {
  const size = chosenSize();
  if (size) document.documentElement.dataset.size = size;
  else delete document.documentElement.dataset.size;
}
