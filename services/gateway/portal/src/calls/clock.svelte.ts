// Business time as the house said it last, moved on by this machine's own seconds; countdowns and ages are read from it.

let saidUs = 0;
let saidAt = 0;
let tick = $state(0);

// Called with every answer's Giaoban-Business-Us.
export function hearBusinessTime(us: number): void {
  if (!Number.isFinite(us) || us <= 0) return;
  const first = saidUs === 0;
  saidUs = us;
  saidAt = performance.now();
  if (first) tick += 1;
}

// Business microseconds UTC now; 0 before the first answer. Read in a component it is renewed every second.
export function businessNow(): number {
  void tick;
  return saidUs === 0 ? 0 : saidUs + (performance.now() - saidAt) * 1000;
}

if (typeof window !== "undefined") window.setInterval(() => (tick += 1), 1000);
