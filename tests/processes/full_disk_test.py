#!/usr/bin/python3 -B
"""A full disk, and back, three times under load: new commands are refused, reading goes on, nothing acknowledged is lost.

Called with the build folder, as root: the data folder lies on a small tmpfs, on which one file takes the room that is left.
"""
import os
import sys
import time

from begin import wait_until
from disks import SmallDisk, need_root
from house import LISTENING, House
from paper import Paper, code_of

ROUNDS = 3
KIBIBYTES = 64 * 1024


def fill(ballast):
    """Takes what room there is."""
    with open(ballast, "ab") as file:
        for size in (1 << 20, 1 << 12):
            try:
                while True:
                    os.write(file.fileno(), bytes(size))
            except OSError:
                pass


def refuses(house, paper, disk):
    """Whether a fresh command is refused because the disk is full; what others freed meanwhile is taken again."""
    fill(disk.mount / "ballast")
    return code_of(paper.ask(paper.remark())) == "STORE_FULL"


def one_round(house, load, disk, paper):
    """Fills the disk and makes room again; how long it took until acknowledgements went on."""
    before = load.acknowledged()
    wait_until("work goes on", lambda: load.acknowledged() > before + 100)
    wait_until("new commands are refused", lambda: refuses(house, paper, disk))
    if paper.read() != "OK":
        raise AssertionError(f"reading on a full disk: {paper.read()}")
    full = load.acknowledged()
    until = time.monotonic() + 1.5
    while time.monotonic() < until:
        if paper.read() != "OK":
            raise AssertionError("reading does not go on")
        for name in LISTENING:
            house.status(name)  # fails when it has ended
        time.sleep(0.1)
    if load.acknowledged() > full + 50:
        raise AssertionError("the disk was not full")
    (disk.mount / "ballast").unlink()
    again = load.acknowledged()
    return wait_until("acknowledgements go on", lambda: load.acknowledged() > again + 100)


def main(build):
    need_root("a small tmpfs")
    begun = time.monotonic()
    with SmallDisk(KIBIBYTES) as disk, House(build, disk.mount / "d") as house:
        house.prepare()
        paper = Paper(house)
        paper.do(paper.opening())
        load = house.play(per_second=400, in_flight=16)
        slowest = max(one_round(house, load, disk, paper) for _ in range(ROUNDS))
        counts = load.end()
        house.end_at_rest()
        report = house.check("--at-rest")
    if not counts["put_off"].get("STORE_FULL"):
        raise AssertionError(f"the load was not told that the disk is full: {counts}")
    print(f"disk full and back {ROUNDS} times in {time.monotonic() - begun:.0f} s: {report['acknowledged']} acknowledged, "
          f"{report['lost']} lost, {report['duplicate_effects']} doubled, put off {counts['put_off']}, "
          f"slowest recovery {slowest:.2f} s")


if __name__ == "__main__":
    main(sys.argv[1])
