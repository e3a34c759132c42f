#!/usr/bin/python3 -B
"""SIGTERM under load: whoever is asked to end does so within 10 s, with exit code 0, and owes nobody anything.

Called with the build folder. Each service twice as a process of its own, then all in one process, six times. What was
asked while it ended is answered, or asked again under the same id: in the end no outcome is unknown and nothing is lost.
"""
import random
import sys
import time
from pathlib import Path

from begin import folder_for, seed, wait_until
from browser import Browser
from house import LISTENING, LOGIN, PASSWORD, SERVICES, House

ROUNDS_EACH, ROUNDS_ALL = 2, 6
WITHIN = 10.0


def drain(house, load, name, chance):
    """SIGTERM and a new start; how long the end took, and the recovery."""
    before = load.acknowledged()
    wait_until("enough is acknowledged for the round to count", lambda: load.acknowledged() > before + 50)
    time.sleep(chance.uniform(0, 0.2))
    ended = house.stop(name, WITHIN)
    begun, now = time.monotonic(), load.acknowledged()
    house.start(name)
    for service in [*LISTENING, "gateway"] if name == "all" else [name]:
        house.answered(service, WITHIN)
    wait_until("acknowledgements go on", lambda: load.acknowledged() > now + 20)
    return ended, time.monotonic() - begun


def under_load(house, names, chance):
    """Drains them one after the other; the slowest end and recovery, and the counts of load and browser."""
    with Browser(house.port, LOGIN, PASSWORD, house.said / "browser.jsonl") as browser:
        load = house.play(per_second=800, in_flight=64)
        ended, back = zip(*(drain(house, load, name, chance) for name in names))
        return max(ended), max(back), load.end(), browser.finish()


def main(build):
    chance, begun, said, retried = random.Random(seed()), time.monotonic(), [], 0
    with folder_for("drain") as folder, House(build, Path(folder) / "d") as house:
        house.prepare()
        apart = SERVICES * ROUNDS_EACH
        chance.shuffle(apart)
        for names in (apart, ["all"] * ROUNDS_ALL):
            if names is not apart:
                house.start("all")
            ended, back, counts, through_gateway = under_load(house, names, chance)
            retried += counts["retried"]
            house.at_rest()
            last = house.stop_all()
            said.append(f"{len(names)} x {'run all' if names is not apart else 'one service'}: slowest end {max(ended, last):.2f} s, "
                        f"slowest recovery {back:.2f} s")
        with open(house.acks, "ab") as acks:
            acks.write((house.said / "browser.jsonl").read_bytes())
        report = house.check()
    print(f"SIGTERM under load in {time.monotonic() - begun:.0f} s: {'; '.join(said)}; {report['acknowledged']} acknowledged "
          f"({through_gateway} by HTTP), {report['lost']} lost, {report['duplicate_effects']} doubled, {retried} asked again")


if __name__ == "__main__":
    main(sys.argv[1])
