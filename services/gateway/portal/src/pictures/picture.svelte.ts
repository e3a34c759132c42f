// One picture as it stands: asked anew when what is asked for or anything in the house has changed; the old one stays meanwhile.
import { refusedFrom, type Refused } from "../calls/refused.js";
import { heedRefusal } from "../session/session.svelte.js";

export class Picture<Answer> {
  answer = $state.raw<Answer | undefined>();
  refused = $state.raw<Refused | undefined>();
  private asked = 0;

  async ask(call: () => Promise<Answer>): Promise<void> {
    const mine = (this.asked += 1);
    try {
      const answer = await call();
      if (mine !== this.asked) return;
      this.answer = answer;
      this.refused = undefined;
    } catch (thrown) {
      if (mine !== this.asked) return;
      this.refused = refusedFrom(thrown);
      heedRefusal(this.refused);
      if (!this.refused.unreached) this.answer = undefined;
    }
  }
}
