// The list "my turn" as this page knows it: pages as one scrolls, decided papers gone at once, back when the house says no, and
// changes by others in place, without moving the reader.
import type { ListMyTurnResponse, Turn, TurnCount } from "../contract/giaoban/v1/dossier_pb.js";
import type { Text } from "../language/language.svelte.js";
import type { Asking } from "./filters.js";

export interface Row {
  readonly id: string;
  readonly turn: Turn;
  // Decided or taken away by somebody else: still shown, in grey, with what happened.
  readonly gone?: Text;
  // Why the house refused what was asked here.
  readonly refused?: Text;
}

export const PAGE = 200;
const GONE: Text = { vi: "Vừa được xử lý ở nơi khác", en: "Just dealt with elsewhere" };

type Ask = (asking: Asking) => Promise<ListMyTurnResponse>;
interface PageBegin {
  token: string;
  after: Row | undefined;
}

// The order of the house: the longest waiting first, then by id.
export function before(a: Row, b: Row): boolean {
  const since = (row: Row) => row.turn.dossier?.enteredUs ?? 0n;
  return since(a) < since(b) || (since(a) === since(b) && a.id < b.id);
}

const rowOf = (turn: Turn): Row => ({ id: turn.dossier?.dossierId ?? "", turn });
const versionOf = (row: Row) => row.turn.dossier?.version ?? 0n;

export class DeskQueue {
  rows = $state.raw<readonly Row[]>([]);
  // What the house counted: asked for, waiting in all, overdue of those, put off.
  total = $state(0);
  waiting = $state(0);
  overdue = $state(0);
  snoozed = $state(0);
  counts = $state.raw<readonly TurnCount[]>([]);
  current = $state<string | undefined>();
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  // New papers since the reader last looked.
  arrived = $state.raw<readonly string[]>([]);
  loading = $state(false);
  loaded = $state(false);

  private asking: Asking = {};
  private next = "";
  private pages: PageBegin[] = [];
  // Grows with every load: answers to an older one are dropped.
  private era = 0;
  // Papers that this page decided, with the version that came of it once the house has answered.
  private away = new Map<string, { row: Row; version?: bigint }>();

  constructor(private readonly ask: Ask) {}

  get currentRow(): Row | undefined {
    return this.rows.find((row) => row.id === this.current);
  }

  get hasMore(): boolean {
    return this.next !== "";
  }

  index(id: string | undefined): number {
    return this.rows.findIndex((row) => row.id === id);
  }

  // Begins again with other filters; `wanted` is kept as the current paper when it is in the list.
  async load(asking: Asking, wanted?: string): Promise<void> {
    this.era += 1;
    const era = this.era;
    this.loading = true;
    this.asking = asking;
    try {
      const answer = await this.ask({ ...asking, limit: PAGE });
      if (era !== this.era) return;
      // What the house has answered is in its list already; only what is under way must not show again.
      for (const [id, kept] of this.away) if (kept.version !== undefined) this.away.delete(id);
      this.pages = [{ token: "", after: undefined }];
      this.rows = answer.turns.map(rowOf).filter((row) => !this.isAway(row));
      this.next = answer.nextPageToken;
      this.arrived = [];
      this.chosen = new Set();
      this.count(answer, true);
      this.current = wanted ?? this.rows[0]?.id;
      this.loaded = true;
    } finally {
      if (era === this.era) this.loading = false;
    }
  }

  // The next page, when there is one and none is under way.
  async more(): Promise<void> {
    if (!this.next || this.loading) return;
    this.loading = true;
    const era = this.era;
    const token = this.next;
    try {
      const answer = await this.ask({ ...this.asking, limit: PAGE, pageToken: token });
      if (era !== this.era) return;
      this.pages.push({ token, after: this.rows.at(-1) });
      this.rows = this.merged(answer.turns.map(rowOf));
      this.next = answer.nextPageToken;
      this.count(answer, false);
    } finally {
      if (era === this.era) this.loading = false;
    }
  }

  // Asks again for the first page, for the pages with rows `from` to `to`, and for the end; says which rows others took away.
  async refresh(from: number, to: number): Promise<Row[]> {
    const era = this.era;
    const wanted = this.pages.filter((page, at) => {
      const begins = page.after ? this.index(page.after.id) : -1;
      return at === 0 || (at === this.pages.length - 1 && !this.next) || (begins <= to && begins + PAGE >= from);
    });
    const taken: Row[] = [];
    for (const page of wanted) {
      const answer = await this.ask({ ...this.asking, limit: PAGE, pageToken: page.token });
      if (era !== this.era) return taken;
      taken.push(...this.compare(page, answer));
      this.count(answer, page.token === "");
    }
    return taken;
  }

  private compare(page: PageBegin, answer: ListMyTurnResponse): Row[] {
    const fresh = answer.turns.map(rowOf).filter((row) => !this.isAway(row));
    const last = answer.turns.at(-1);
    const end = answer.nextPageToken && last ? rowOf(last) : undefined;
    const isLastPage = page === this.pages.at(-1) && !this.next;
    if (isLastPage) this.next = answer.nextPageToken;
    const byId = new Map(fresh.map((row) => [row.id, row]));
    const taken: Row[] = [];
    const known = new Set(this.rows.map((row) => row.id));
    this.rows = this.rows.map((row) => {
      const inside = (!page.after || before(page.after, row)) && (!end || !before(end, row));
      const now = byId.get(row.id);
      if (now) return versionOf(now) > versionOf(row) || row.gone ? now : row;
      if (!inside || row.gone) return row;
      const gone = { ...row, gone: GONE };
      taken.push(gone);
      return gone;
    });
    const arrived = fresh.filter((row) => !known.has(row.id) && (isLastPage || !end || !before(end, row)));
    if (arrived.length > 0) {
      this.rows = this.merged(arrived);
      this.arrived = [...this.arrived, ...arrived.map((row) => row.id)];
    }
    const goneIds = new Set(taken.map((row) => row.id));
    if (goneIds.size > 0) this.chosen = new Set([...this.chosen].filter((id) => !goneIds.has(id)));
    return taken;
  }

  // Goes by so many rows; the reader may look at grey ones too.
  step(by: number): void {
    const at = this.index(this.current);
    const to = at < 0 ? 0 : Math.min(this.rows.length - 1, Math.max(0, at + by));
    this.current = this.rows[to]?.id;
  }

  // Papers after the current one that will be read next.
  following(count: number): Row[] {
    const at = this.index(this.current);
    const found: Row[] = [];
    for (let index = at + 1; index < this.rows.length && found.length < count; index += 1) {
      const row = this.rows[index]!;
      if (!row.gone) found.push(row);
    }
    return found;
  }

  // The reader decided: the paper leaves, the next one is current.
  take(id: string): void {
    const at = this.index(id);
    const row = this.rows[at];
    if (!row) return;
    this.away.set(id, { row });
    if (this.current === id) {
      const below = this.rows.slice(at + 1).find((other) => !other.gone);
      const above = this.rows.slice(0, at).findLast((other) => !other.gone);
      this.current = (below ?? above)?.id;
    }
    this.rows = this.rows.filter((other) => other.id !== id);
    this.unchoose(id);
    this.total = Math.max(0, this.total - 1);
    this.waiting = Math.max(0, this.waiting - 1);
  }

  // Many that the house has carried out already.
  takeAll(done: readonly { id: string; version: bigint }[]): void {
    const ids = new Map(done.map((one) => [one.id, one.version]));
    const taken = this.rows.filter((row) => ids.has(row.id));
    for (const row of taken) this.away.set(row.id, { row, version: ids.get(row.id) });
    const at = this.index(this.current);
    const left = (row: Row) => !row.gone && !ids.has(row.id);
    if (this.current !== undefined && ids.has(this.current)) this.current = (this.rows.slice(at).find(left) ?? this.rows.slice(0, at).findLast(left))?.id;
    this.rows = this.rows.filter((row) => !ids.has(row.id));
    this.total = Math.max(0, this.total - taken.length);
    this.waiting = Math.max(0, this.waiting - taken.length);
  }

  // Put off or brought back: it belongs to another list now.
  drop(id: string): void {
    this.take(id);
    this.away.delete(id);
  }

  // The house carried it out.
  took(id: string, version: bigint): void {
    const kept = this.away.get(id);
    if (kept) kept.version = version;
  }

  // The house refused, or the decision was taken back: the paper stands where it stood.
  giveBack(id: string, refused?: Text, turn?: Turn): void {
    const kept = this.away.get(id);
    this.away.delete(id);
    const row = turn ? rowOf(turn) : kept?.row;
    if (!row || this.index(id) >= 0) return;
    this.rows = this.merged([{ ...row, gone: undefined, refused }]);
    this.total += 1;
    this.waiting += 1;
  }

  // Something about a row is known better now: who took it, why it was refused, its latest version.
  mend(id: string, change: Partial<Omit<Row, "id">>): void {
    this.rows = this.rows.map((row) => (row.id === id ? { ...row, ...change } : row));
  }

  choose(id: string): void {
    if (this.chosen.has(id)) return this.unchoose(id);
    const row = this.rows.find((one) => one.id === id);
    if (row && !row.gone) this.chosen = new Set([...this.chosen, id]);
  }

  unchoose(id: string): void {
    if (this.chosen.has(id)) this.chosen = new Set([...this.chosen].filter((other) => other !== id));
  }

  chooseAll(): void {
    const all = this.rows.filter((row) => !row.gone).map((row) => row.id);
    this.chosen = new Set(this.chosen.size === all.length ? [] : all);
  }

  seen(): void {
    this.arrived = [];
  }

  private isAway(row: Row): boolean {
    const kept = this.away.get(row.id);
    if (!kept) return false;
    // It came back for real: undone elsewhere, or handed in again.
    if (kept.version !== undefined && versionOf(row) > kept.version) {
      this.away.delete(row.id);
      return false;
    }
    return true;
  }

  private merged(added: Row[]): Row[] {
    const ids = new Set(added.map((row) => row.id));
    const old = this.rows.filter((row) => !ids.has(row.id));
    const fresh = added.filter((row) => !this.isAway(row)).sort((a, b) => (before(a, b) ? -1 : 1));
    const all: Row[] = [];
    let at = 0;
    for (const row of old) {
      while (at < fresh.length && before(fresh[at]!, row)) all.push(fresh[at++]!);
      all.push(row);
    }
    return [...all, ...fresh.slice(at)];
  }

  private count(answer: ListMyTurnResponse, isFirst: boolean): void {
    this.total = answer.total;
    if (!isFirst) return;
    this.waiting = answer.waiting;
    this.overdue = answer.overdue;
    this.snoozed = answer.snoozed;
    this.counts = answer.counts;
  }
}
