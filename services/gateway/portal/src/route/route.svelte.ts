// Where the reader is: the path and the query of the address line are the only state of a page that must survive a reload.

let path = $state(location.pathname);
let query = $state(new URLSearchParams(location.search));
let guard: (() => boolean) | undefined;

export const here = {
  get path() {
    return path;
  },
  get query() {
    return query;
  },
};

function read(): void {
  path = location.pathname;
  query = new URLSearchParams(location.search);
}

window.addEventListener("popstate", read);

// Goes to a page of the portal; `replace` leaves no step behind for the back button (filters).
export function go(to: string, options: { replace?: boolean } = {}): void {
  if (guard && new URL(to, location.href).pathname !== path && !guard()) return;
  history[options.replace ? "replaceState" : "pushState"](null, "", to);
  const moved = new URL(to, location.href).pathname !== path;
  read();
  if (moved && !options.replace) scrollTo(0, 0);
}

// Sets one value of the query, or removes it when empty.
export function setQuery(name: string, value: string): void {
  const next = new URLSearchParams(query);
  if (value) next.set(name, value);
  else next.delete(name);
  const text = next.toString();
  go(path + (text ? `?${text}` : ""), { replace: true });
}

// Asked before the page is left for another; false keeps the reader here.
export function guardLeaving(mayLeave: (() => boolean) | undefined): void {
  guard = mayLeave;
}

// Use on any element that holds links: ordinary clicks stay inside the portal, everything else is the browser's.
export function followLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest("a");
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (link.pathname.startsWith("/files/")) return;
  event.preventDefault();
  go(link.pathname + link.search);
}
