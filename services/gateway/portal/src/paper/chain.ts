// Acts of this page on one paper, one after the other: a decision waits for a receipt under way and goes with its version, so
// that nobody is told "stale" because of themselves.
import type { DecideResponse } from "../contract/giaoban/v1/command_pb.js";
import type { Asked } from "../calls/decide.js";

type Carry = (asked: Asked) => Promise<DecideResponse>;

export class Acts {
  private readonly last = new Map<string, Promise<unknown>>();
  // Versions that our own acts led from and to, by paper.
  private readonly steps = new Map<string, Map<bigint, bigint>>();

  constructor(private readonly carry: Carry) {}

  // Carries out an act on the paper as it was seen; throws Refused.
  act(asked: Asked): Promise<DecideResponse> {
    const before = this.last.get(asked.dossierId) ?? Promise.resolve();
    const done = before.then(async () => {
      const version = this.versionAfter(asked.dossierId, asked.version);
      const answer = await this.carry({ ...asked, version });
      this.remember(asked.dossierId, version, answer.version);
      return answer;
    });
    const settled = done.catch(() => undefined).then(() => {
      if (this.last.get(asked.dossierId) === settled) this.last.delete(asked.dossierId);
    });
    this.last.set(asked.dossierId, settled);
    return done;
  }

  // When everything asked for so far about the paper is answered, well or not.
  async settled(dossierId: string): Promise<void> {
    await this.last.get(dossierId);
  }

  // The version that a seen one has become by our own acts alone.
  versionAfter(dossierId: string, seen: bigint): bigint {
    const steps = this.steps.get(dossierId);
    let version = seen;
    for (let next = steps?.get(version); next !== undefined; next = steps?.get(version)) version = next;
    return version;
  }

  private remember(dossierId: string, from: bigint, to: bigint): void {
    const steps = this.steps.get(dossierId) ?? new Map<bigint, bigint>();
    steps.set(from, to);
    this.steps.set(dossierId, steps);
  }
}
