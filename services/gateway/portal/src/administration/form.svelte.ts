// A form that is being sent: busy, refused, and what was said at which field; what was typed is never touched.
import { refusedFrom, type Refused } from "../calls/refused.js";
import { say } from "../language/language.svelte.js";
import { heedRefusal } from "../session/session.svelte.js";

export class Form {
  busy = $state(false);
  refused = $state.raw<Refused | undefined>();

  // Runs one act; true when the house said yes.
  async send(act: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.refused = undefined;
    try {
      await act();
      return true;
    } catch (thrown) {
      this.refused = refusedFrom(thrown);
      heedRefusal(this.refused);
      return false;
    } finally {
      this.busy = false;
    }
  }

  // The words for a field, by the last part of its path: "unit.name" is "name".
  at(field: string): string {
    return this.refused?.field.split(".").at(-1) === field ? say(this.refused.text) : "";
  }
}
