// Decisions of this person that the house still holds, from whatever device they came; each can be taken back until it seals.
import type { Turn } from "../contract/giaoban/v1/dossier_pb.js";
import { parts } from "../calls/calls.js";
import { businessNow } from "../calls/clock.svelte.js";
import { acts } from "../paper/acts.js";
import { groupHeld, type HeldGroup, sealOf } from "./groups.js";

class Held {
  turns = $state.raw<readonly Turn[]>([]);
  // Counted up at each seal, so that a button goes at that moment and not with the next second.
  private moment = $state(0);
  private asking: Promise<void> | undefined;
  private again = false;
  private order: string[] = [];
  private readonly bulk = new Map<string, boolean>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  // Those that can still be taken back.
  get open(): Turn[] {
    void this.moment;
    const now = businessNow();
    return this.turns.filter((turn) => sealOf(turn) > now);
  }

  get groups(): HeldGroup[] {
    return groupHeld(this.open, (id) => this.bulk.get(id));
  }

  // The latest decision: of this page if it made one, else the last to seal.
  get latest(): Turn | undefined {
    const open = this.open;
    const last = this.order.findLast((id) => open.some((turn) => turn.dossier?.dossierId === id));
    return open.find((turn) => turn.dossier?.dossierId === last) ?? [...open].sort((a, b) => sealOf(b) - sealOf(a))[0];
  }

  // The paper that this page decided last, when the house has not named it as held yet.
  get unheard(): string | undefined {
    const last = this.order.at(-1);
    return last && !this.turns.some((turn) => turn.dossier?.dossierId === last) ? last : undefined;
  }

  note(dossierId: string, isBulk = false): void {
    this.order = [...this.order.filter((id) => id !== dossierId), dossierId].slice(-500);
    this.bulk.set(dossierId, isBulk);
  }

  // Asks the house; calls that come while one is under way are one more.
  async refresh(): Promise<void> {
    if (this.asking) {
      this.again = true;
      return this.asking;
    }
    this.asking = this.ask();
    return this.asking;
  }

  private async ask(): Promise<void> {
    try {
      do {
        this.again = false;
        this.turns = (await parts.listHeld({})).held;
        this.wake();
      } while (this.again);
    } finally {
      this.asking = undefined;
    }
  }

  // Takes a decision back; throws Refused when it is too late.
  async undo(turn: Turn): Promise<void> {
    await this.end(turn, { case: "undo", value: {} });
  }

  async sealNow(turn: Turn): Promise<void> {
    await this.end(turn, { case: "seal", value: {} });
  }

  private async end(turn: Turn, act: { case: "undo"; value: object } | { case: "seal"; value: object }): Promise<void> {
    const dossierId = turn.dossier?.dossierId ?? "";
    this.turns = this.turns.filter((other) => other !== turn);
    this.bulk.delete(dossierId);
    this.order = this.order.filter((id) => id !== dossierId);
    await acts.act({ dossierId, version: turn.dossier?.version ?? 0n, act: act as never });
  }

  private wake(): void {
    clearTimeout(this.timer);
    const next = this.open.reduce((least, turn) => Math.min(least, sealOf(turn)), Infinity);
    if (next === Infinity) return;
    this.timer = setTimeout(() => {
      this.moment += 1;
      this.wake();
    }, Math.max(10, (next - businessNow()) / 1000 + 5));
  }
}

export const held = new Held();
