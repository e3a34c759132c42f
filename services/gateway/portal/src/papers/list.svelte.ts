// The lines of a list as they stand: more by pages, renewed in place when something has changed.
import { records } from "../calls/calls.js";
import { refusedFrom, type Refused } from "../calls/refused.js";
import type { DossierLine } from "../contract/giaoban/v1/records_pb.js";
import { heedRefusal } from "../session/session.svelte.js";
import { type PaperFilters, requestOf } from "./filters.js";

const PAGE = 50;
const MOST_PAGE = 200;

export class PaperList {
  lines = $state.raw<DossierLine[]>([]);
  total = $state(0);
  more = $state(false);
  busy = $state(false);
  refused = $state.raw<Refused | undefined>();
  private token = "";
  private asked = 0;

  // Asks anew; `keep` asks for as many lines as are shown, so that nothing jumps.
  async ask(filters: PaperFilters, keep: boolean): Promise<void> {
    const mine = (this.asked += 1);
    const wanted = keep ? Math.max(PAGE, this.lines.length) : PAGE;
    this.busy = !keep;
    try {
      let lines: DossierLine[] = [];
      let token = "";
      do {
        const answer = await records.listDossiers({ ...requestOf(filters), limit: Math.min(MOST_PAGE, wanted - lines.length), pageToken: token });
        if (mine !== this.asked) return;
        lines = lines.concat(answer.lines);
        token = answer.nextPageToken;
        this.total = answer.total;
      } while (token && lines.length < wanted);
      this.settle(lines, token);
    } catch (thrown) {
      if (mine !== this.asked) return;
      this.refused = refusedFrom(thrown);
      heedRefusal(this.refused);
      if (!keep) this.lines = [];
    } finally {
      if (mine === this.asked) this.busy = false;
    }
  }

  async next(filters: PaperFilters): Promise<void> {
    const mine = (this.asked += 1);
    this.busy = true;
    try {
      const answer = await records.listDossiers({ ...requestOf(filters), limit: PAGE, pageToken: this.token });
      if (mine !== this.asked) return;
      const known = new Set(this.lines.map((line) => line.dossierId));
      this.total = answer.total;
      this.settle(this.lines.concat(answer.lines.filter((line) => !known.has(line.dossierId))), answer.nextPageToken);
    } catch (thrown) {
      this.refused = refusedFrom(thrown);
      heedRefusal(this.refused);
    } finally {
      if (mine === this.asked) this.busy = false;
    }
  }

  private settle(lines: DossierLine[], token: string): void {
    this.lines = lines;
    this.token = token;
    this.more = token !== "";
    this.refused = undefined;
  }
}
