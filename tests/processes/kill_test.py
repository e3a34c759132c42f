#!/usr/bin/python3 -B
"""kill -9: one service after the other, at random, under load; nothing acknowledged is lost, nothing is done twice.

Called with the build folder. 200 cycles; with GIAOBAN_NIGHTLY=1 it is 1,000. In each cycle a service is killed with
SIGKILL at a random moment and started again; within 10 s it must answer and acknowledgements must go on. A cycle with
too few acknowledgements proves nothing, and the run with it.
"""
import random
import sys
import time
from pathlib import Path

from begin import NIGHTLY, folder_for, seed, wait_until
from browser import Browser
from house import LOGIN, PASSWORD, SERVICES, House

CYCLES = 1000 if NIGHTLY else 200
LEAST_ALL = 200_000 if NIGHTLY else 20_000
LEAST_CYCLE = 20
WITHIN = 10.0
PER_SECOND = 1500 if NIGHTLY else 800


def main(build):
    chance = random.Random(seed())
    with folder_for("kill") as folder, House(build, Path(folder) / "d") as house:
        house.prepare()
        with Browser(house.port, LOGIN, PASSWORD, house.said / "browser.jsonl") as browser:
            load = house.play(per_second=PER_SECOND, in_flight=32)
            wait_until("the load has begun", lambda: load.acknowledged() > 0)
            begun = time.monotonic()
            kills = dict.fromkeys(SERVICES, 0)
            slowest, whom = max(cycle(house, load, chance, kills) for _ in range(CYCLES))
            took = time.monotonic() - begun
            counts = load.end()
            through_gateway = browser.finish()
        rest = house.end_at_rest(300)
        with open(house.acks, "ab") as acks:
            acks.write((house.said / "browser.jsonl").read_bytes())
        report = house.check("--at-rest")
    if report["acknowledged"] < LEAST_ALL or through_gateway < CYCLES // 4:
        raise AssertionError(f"too little was asked for the run to count: {report['acknowledged']}, {through_gateway} by HTTP")
    print(f"{CYCLES} x kill -9 ({', '.join(f'{n} {k}' for n, k in kills.items())}) in {took:.0f} s: "
          f"{report['acknowledged']} acknowledged ({through_gateway} by HTTP), {report['lost']} lost, "
          f"{report['duplicate_effects']} doubled, {counts['retried']} asked again, {counts['put_off']} put off, "
          f"slowest recovery {slowest:.2f} s ({whom}), longest gap {counts['longest_gap_ms']} ms, {report['records']} records verified, "
          f"at rest after {rest:.1f} s")


def cycle(house, load, chance, kills):
    """Kills one and starts it again; how long until it answered and acknowledgements went on, and which it was."""
    before = load.acknowledged()
    time.sleep(chance.uniform(0, 0.25))
    victim = chance.choice(SERVICES)
    kills[victim] += 1
    house.kill(victim)
    begun = time.monotonic()
    house.start(victim)
    house.answered(victim, WITHIN)
    at_answer = load.acknowledged()
    left = WITHIN - (time.monotonic() - begun)
    wait_until("acknowledgements go on", lambda: load.acknowledged() > at_answer + 1, left, 0.005)
    took = time.monotonic() - begun, victim
    wait_until("the cycle has enough acknowledgements to count", lambda: load.acknowledged() - before >= LEAST_CYCLE, left)
    return took


if __name__ == "__main__":
    main(sys.argv[1])
