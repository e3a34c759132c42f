// Printed codes of one sitting: issued one by one, kept in memory only, gone with the page.
import { accounts } from "../calls/calls.js";
import { refusedFrom } from "../calls/refused.js";
import type { Text } from "../language/language.svelte.js";

export interface Slip {
  personId: string;
  name: string;
  unitName: string;
  login: string;
  code: string;
  untilUs: bigint;
}

export interface Failed {
  name: string;
  text: Text;
}

export class Slips {
  issued = $state.raw<Slip[]>([]);
  failed = $state.raw<Failed[]>([]);
  // So many are still to be asked for.
  left = $state(0);

  // One refusal does not stop the others.
  async issue(persons: readonly { personId: string; name: string; unitName: string }[]): Promise<void> {
    this.issued = [];
    this.failed = [];
    this.left = persons.length;
    for (const { personId, name, unitName } of persons) {
      try {
        const { login, code, untilUs } = await accounts.issueCode({ personId });
        this.issued = [...this.issued, { personId, name, unitName, login, code, untilUs }];
      } catch (thrown) {
        this.failed = [...this.failed, { name, text: refusedFrom(thrown).text }];
      }
      this.left -= 1;
    }
  }

  close(): void {
    this.issued = [];
    this.failed = [];
  }
}
