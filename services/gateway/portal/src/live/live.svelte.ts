// One wait for news per browser: a tab that holds the lock asks, and tells the others; pages read `news.position`.
import { live } from "../calls/calls.js";
import { refusedFrom } from "../calls/refused.js";
import { heedRefusal, session } from "../session/session.svelte.js";

const WAIT_MS = 20_000;
const LOCK = "giaoban.live";

let position = $state(0n);
let reached = $state(true);
let heard = $state(false);

export const news = {
  // Grows when anything in the house has changed.
  get position() {
    return position;
  },
  get reached() {
    return reached;
  },
  // The house has answered a wait of this browser, and was not unreached since.
  get heard() {
    return heard;
  },
};

interface Said {
  position: string;
  reached: boolean;
}

// Runs for as long as the page lives; to be called once.
export function listen(): void {
  const channel = new BroadcastChannel(LOCK);
  channel.onmessage = (event: MessageEvent<Said>) => hear(BigInt(event.data.position), event.data.reached);
  void navigator.locks.request(LOCK, async () => {
    for (;;) {
      await ask();
      channel.postMessage({ position: String(position), reached } satisfies Said);
    }
  });
}

function hear(at: bigint, isReached: boolean): void {
  if (at > position) position = at;
  reached = isReached;
  heard = isReached;
}

async function ask(): Promise<void> {
  if (session.standing !== "in" && session.standing !== "unreached") return pause(200);
  try {
    const answer = await live.await({ after: position, waitMs: position === 0n ? 0 : WAIT_MS }, { timeoutMs: WAIT_MS + 10_000 });
    const moved = answer.position !== position;
    hear(answer.position, true);
    // Many changes come together: pages ask again once a second at most.
    if (moved) await pause(1000);
    // An empty log answers at once.
    else if (position === 0n) await pause(5000);
  } catch (thrown) {
    const refused = refusedFrom(thrown);
    heedRefusal(refused);
    reached = !refused.unreached;
    if (refused.unreached) heard = false;
    await pause(5000);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    window.addEventListener("online", () => (clearTimeout(timer), resolve()), { once: true });
  });
}
