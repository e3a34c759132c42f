// What the desk does: draws, decides and goes on, tells what the house refused, hears what others did.
import type { Turn } from "../contract/giaoban/v1/dossier_pb.js";
import { RefusalCode } from "../contract/giaoban/v1/envelope_pb.js";
import { dossiers, parts } from "../calls/calls.js";
import type { Act } from "../calls/decide.js";
import { Refused, refusedFrom } from "../calls/refused.js";
import type { Text } from "../language/language.svelte.js";
import { acts } from "../paper/acts.js";
import { DONE, JUDGING } from "../paper/history.js";
import { forgetPaper, histories, readAhead } from "../paper/papers.js";
import { Opened } from "../paper/opened.svelte.js";
import { tell, tellRefusal } from "../parts/notice.svelte.js";
import { heedRefusal } from "../session/session.svelte.js";
import type { Candidate } from "./eligible.js";
import { held } from "./held.svelte.js";
import { DeskQueue, type Row } from "./queue.svelte.js";
import { keepRemarks } from "./remarks.svelte.js";

const READ_AHEAD = 5;
// Names of those who took papers are looked up for so many at once; the rest say "elsewhere".
const NAMED_AT_ONCE = 12;

export class Desk {
  readonly queue = new DeskQueue((asking) => parts.listMyTurn(asking));
  readonly opened = new Opened();
  // What was decided last, for screen readers; eyes see the strip of held decisions.
  said = $state.raw<Text | undefined>();

  private done: { id: string; version: bigint }[] = [];
  private asksHeld: ReturnType<typeof setTimeout> | undefined;

  // Draws the current paper and reads the next ones.
  draw(): void {
    const row = this.queue.currentRow;
    this.opened.show(this.queue.current, row?.turn.dossier?.kind, row?.gone ? 0n : (row?.turn.dossier?.version ?? 0n));
    for (const next of this.queue.following(READ_AHEAD)) readAhead(next.id, next.turn.dossier?.kind ?? "", next.turn.dossier?.version ?? 0n);
  }

  // A decision on the paper that is drawn: the next one is drawn at once, the answer comes later.
  decide(act: Act, done: Text): void {
    const paper = this.opened.paper;
    const id = this.opened.id;
    if (!paper || !id || this.opened.fault) return;
    const version = paper.dossier?.version ?? 0n;
    const name = paper.unitName;
    if (this.queue.index(id) < 0) {
      void this.carryInPlace(id, version, act, done);
      return;
    }
    this.queue.take(id);
    this.said = { vi: `${done.vi}: ${name}.`, en: `${done.en}: ${name}.` };
    void this.carry(id, name, version, act);
  }

  private async carry(id: string, name: string, version: bigint, act: Act): Promise<void> {
    held.note(id);
    try {
      const answer = await acts.act({ dossierId: id, version, act });
      this.queue.took(id, answer.version);
      if (act.case === "sendBack") keepRemarks(id, []);
      forgetPaper(id);
      this.refreshHeld();
    } catch (thrown) {
      const refused = refusedFrom(thrown);
      heedRefusal(refused);
      forgetPaper(id);
      const text = await this.why(id, refused);
      this.queue.giveBack(id, text);
      tellRefusal(new Refused(refused.code, { vi: `${name}: ${text.vi}`, en: `${name}: ${text.en}` }, refused.field, refused.unreached, refused.traceId));
    }
  }

  // Acts after which the paper stays where it is: claim, release, comment, receive; and decisions on a paper outside the list.
  async carryInPlace(id: string, version: bigint, act: Act, done?: Text): Promise<void> {
    try {
      await acts.act({ dossierId: id, version, act });
      if (done) tell({ vi: `${done.vi}.`, en: `${done.en}.` });
      if (act.case && JUDGING.includes(act.case as never)) held.note(id);
      this.refreshHeld();
    } catch (thrown) {
      tellRefusal(thrown);
    }
    if (this.opened.id === id) await this.opened.again();
    const dossier = this.opened.id === id ? this.opened.paper?.dossier : undefined;
    const row = this.queue.rows.find((one) => one.id === id);
    if (dossier && row) this.queue.mend(id, { turn: { ...row.turn, dossier, claimedByName: this.opened.paper?.claimedByName ?? "" } as Turn });
  }

  // One of many; why not, or nothing.
  async carryOne(one: Candidate, act: Act): Promise<Text | undefined> {
    try {
      const answer = await acts.act({ dossierId: one.dossierId, version: one.version, act, bulk: true });
      forgetPaper(one.dossierId);
      if (act.case === "receive") return undefined;
      held.note(one.dossierId, true);
      this.done.push({ id: one.dossierId, version: answer.version });
      return undefined;
    } catch (thrown) {
      const text = await this.why(one.dossierId, refusedFrom(thrown));
      this.queue.mend(one.dossierId, { refused: text });
      return text;
    }
  }

  // After many at once: the list is drawn anew once, not three hundred times; what failed stays selected.
  finish(failed: readonly string[]): void {
    this.queue.takeAll(this.done);
    this.done = [];
    this.queue.chosen = new Set(failed.filter((id) => this.queue.index(id) >= 0));
    this.refreshHeld();
  }

  async snooze(id: string, untilUs: number): Promise<void> {
    const row = this.queue.rows.find((one) => one.id === id);
    try {
      await dossiers.snooze({ dossierId: id, untilUs: BigInt(Math.round(untilUs)) });
      this.queue.drop(id);
      this.queue.snoozed += untilUs > 0 ? 1 : -1;
      tell(untilUs > 0 ? { vi: `Đã hẹn lại: ${row?.turn.unitName}.`, en: `Put off: ${row?.turn.unitName}.` } : { vi: `Đã đưa về danh sách: ${row?.turn.unitName}.`, en: `Back in the list: ${row?.turn.unitName}.` });
    } catch (thrown) {
      tellRefusal(thrown);
    }
  }

  // Undone here: the paper stands where it stood, and is drawn again.
  undone(turn: Turn, isOne = true): void {
    const id = turn.dossier?.dossierId ?? "";
    forgetPaper(id);
    this.queue.giveBack(id, undefined, this.queue.index(id) < 0 ? plainTurn(turn) : undefined);
    if (isOne) this.queue.current = id;
    if (this.opened.id === id) void this.opened.again();
  }

  async undoLatest(): Promise<void> {
    // Right after a decision the house has not said yet that it holds it.
    const unheard = held.unheard;
    if (unheard) {
      await acts.settled(unheard);
      await held.refresh().catch(() => undefined);
    }
    const turn = held.latest;
    if (!turn) {
      tell({ vi: "Không còn quyết định nào hoàn tác được: quyết định đã có hiệu lực.", en: "There is nothing to undo: the decisions have taken effect." });
      return;
    }
    try {
      await held.undo(turn);
      this.undone(turn);
      tell({ vi: `Đã hoàn tác: ${turn.unitName}.`, en: `Undone: ${turn.unitName}.` });
    } catch (thrown) {
      tellRefusal(thrown);
    }
    this.refreshHeld();
  }

  // News: rows in sight are compared, who took what is looked up.
  async hear(from: number, to: number): Promise<void> {
    this.refreshHeld();
    if (!this.queue.loaded) return;
    try {
      const taken = await this.queue.refresh(from, to);
      await Promise.all(taken.slice(0, NAMED_AT_ONCE).map((row) => this.name(row)));
    } catch (thrown) {
      heedRefusal(refusedFrom(thrown));
    }
  }

  // Decisions come one after the other: they are asked for once, shortly after.
  refreshHeld(): void {
    this.asksHeld ??= setTimeout(() => {
      this.asksHeld = undefined;
      held.refresh().catch((thrown: unknown) => heedRefusal(refusedFrom(thrown)));
    }, 150);
  }

  private async name(row: Row): Promise<void> {
    const what = await this.lastAct(row.id);
    if (what) this.queue.mend(row.id, { gone: what });
    if (this.opened.id === row.id) await this.opened.again();
  }

  // "đ/c Hà vừa duyệt", from the history.
  private async lastAct(id: string): Promise<Text | undefined> {
    const history = await histories.again(id, "").catch(() => undefined);
    const last = history?.entries.findLast((entry) => entry.event?.event.case !== "sealed" && entry.event?.event.case !== undefined);
    const name = last?.event?.event.case;
    if (!last || !name) return undefined;
    const who = last.personName;
    return { vi: who ? `đ/c ${who} vừa ${DONE[name].vi}` : DONE[name].vi, en: who ? `${who} just ${DONE[name].en}` : DONE[name].en };
  }

  // Why the house said no; a stale version says who was faster.
  private async why(id: string, refused: Refused): Promise<Text> {
    if (refused.code !== RefusalCode.STALE_VERSION) return refused.text;
    const last = await this.lastAct(id);
    return last ? { vi: `${last.vi}. Đồng chí xem lại rồi quyết định.`, en: `${last.en}. Look at it again, then decide.` } : refused.text;
  }
}

// A held paper as it stands in the list again.
function plainTurn(turn: Turn): Turn {
  return { ...turn, dossier: turn.dossier ? { ...turn.dossier, version: turn.dossier.version + 1n, pending: undefined } : undefined };
}
