#!/usr/bin/python3 -B
"""Power cuts: the real router on a file system that loses everything unsynced; acknowledged work is there afterwards.

Called with the build folder, as root. 20 cuts of directory and router on one ext4 (GIAOBAN_NIGHTLY=1: 100, and 900 of a
bare writer over the same store and log). The controls must lose: the same router on a disk whose syncs do nothing, and the
writer with synchronous=NORMAL and OFF. A control that loses nothing means that the cut cuts nothing, and fails.

With the power everybody stops at once, but a process on a cut file system runs on, and a sync that was under way at that
moment may return success although nothing was written (seen on ext4 of Linux 6.18). Nobody outside would have heard of
it. So either the clients end first and the services are cut in full flight, or the services are stopped first and the
clients, who live on, ask again; and of a writer only what it had said before the cut counts.
"""
import contextlib
import hashlib
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from begin import NIGHTLY, folder_for, seed, wait_until
from disks import PowerDisk, need_root
from house import House

MEGABYTES = 128
CUTS = 100 if NIGHTLY else 20
WRITER_CUTS = {"FULL": 900 if NIGHTLY else 10, "NORMAL": 5, "OFF": 3}
LYING_CUTS = 2
LEAST = 20  # acknowledged between two cuts
NAMES = ["directory", "router"]
ALONE = [word for name in ("reminder", "notifier", "records") for word in ("--without", name)]


def cut(disk, house):
    """Power off, everybody dead, power on."""
    disk.cut()
    for name in list(house.processes):
        house.kill(name)
    disk.power_on()


def begin(house):
    for name in NAMES:
        house.start(name)
    for name in NAMES:
        house.answered(name)


def router_cuts(build, chance):
    """One deployment through all cuts; at each, all that was acknowledged must be there before anything is started again."""
    with PowerDisk(MEGABYTES) as disk, House(build, disk.mount / "d") as house:
        house.command("init", "--data", str(house.data), "--node", "thu-nghiem")
        cut(disk, house)  # init has said that the folder is there
        begin(house)
        house.make_district()
        head = house.status("directory").head
        cut(disk, house)  # the operator was told that units, people and kinds are there
        begin(house)
        if house.status("directory").head < head:
            raise AssertionError("what the directory told the operator is gone")
        load, slowest, retried = None, 0.0, 0
        for number in range(CUTS):
            load = load or house.play(in_flight=32, per_second=1500)
            before = load.acknowledged()
            wait_until("enough is acknowledged for the cut to count", lambda: load.acknowledged() - before >= LEAST)
            time.sleep(chance.uniform(0, 0.5))
            if number % 2:
                house.freeze()
            else:
                load.kill()
                load = None
            cut(disk, house)
            house.check(*ALONE)
            begun = time.monotonic()
            begin(house)
            if load is not None:
                now = load.acknowledged()
                wait_until("acknowledgements go on", lambda: load.acknowledged() > now)
                slowest = max(slowest, time.monotonic() - begun)
                retried += load.end()["retried"]
                load = None
        for name in NAMES:
            house.stop(name)
        report = house.check(*ALONE, "--at-rest")
    return f"router FULL {CUTS + 2} cuts: {report['acknowledged']} acknowledged, {report['lost']} lost, " \
           f"{report['duplicate_effects']} doubled, {retried} asked again, slowest recovery {slowest:.2f} s"


def lying_disk(build):
    """The control: the same router, and a disk that says it has written."""
    lost = 0
    with PowerDisk(MEGABYTES) as disk, House(build, disk.mount / "d") as house:
        house.prepare(NAMES)
        house.stop_all()
        subprocess.run(["sync", "-f", str(disk.mount)], check=True)
        lies = {"LD_PRELOAD": str(house.build / "giaoban-nosync.so")}
        for _ in range(LYING_CUTS):
            for name in NAMES:
                house.start(name, environment=lies)
            load = house.play(in_flight=32, per_second=1500)
            before = load.acknowledged()
            wait_until("enough is acknowledged", lambda: load.acknowledged() >= before + 10 * LEAST)
            load.kill()
            cut(disk, house)
            lost += house.report(*ALONE)["lost"]
    return lost


class Written:
    """What a writer said it had written, and what is there after the cut."""

    def __init__(self, db, acks):
        self.acked = [line.split() for line in acks.read_text().splitlines()]
        self.fault, self.found = "", {}
        try:
            self._read(db)
        except sqlite3.Error as fault:
            self.fault = str(fault)

    def _read(self, db):
        previous = bytes(32)
        with contextlib.closing(sqlite3.connect(db)) as file:
            for position, record, link in file.execute("SELECT position, record, hash FROM log ORDER BY position"):
                leaf = hashlib.sha256(b"\0" + record).digest()
                if position != len(self.found) + 1 or hashlib.sha256(b"\1" + previous + leaf).digest() != link:
                    self.fault = f"the chain breaks at {position}"
                self.found[str(position)] = link.hex()
                previous = link
            if [(len(self.found), previous)] != file.execute("SELECT last, hash FROM log_head").fetchall():
                self.fault = "the head is not that of the log"

    def lost(self):
        return sum(self.found.get(position) != link for position, link in self.acked)


def writer_cuts(build, synchronous, cuts, chance, folder):
    """How many lines were acknowledged, lost; and what else was wrong. A good file goes on through 25 cuts."""
    acked, lost, faults = 0, 0, []
    with PowerDisk(MEGABYTES) as disk:
        for number in range(cuts):
            lasts = 25 if synchronous == "FULL" else 1
            db, acks = disk.mount / f"{number // lasts}.db", folder / "written"
            if number % lasts == 0:
                acks.write_text("")
                counted = 0
                for old in disk.mount.glob("*.db*"):
                    old.unlink()
            before = acks.stat().st_size
            words = [build / "giaoban-writer", "--db", db, "--acks", acks, "--synchronous", synchronous]
            writer = subprocess.Popen(words, stderr=subprocess.DEVNULL)
            try:
                wait_until("the writer writes", lambda: acks.stat().st_size > before)
                time.sleep(chance.uniform(0, 0.25))
                said = acks.stat().st_size
                disk.cut()
            finally:
                writer.kill()
                writer.wait()
            os.truncate(acks, acks.read_bytes().rfind(b"\n", 0, said) + 1)  # the size may have been seen in mid-write
            disk.power_on()
            written = Written(db, acks)
            acked, lost = acked + len(written.acked) - counted, lost + written.lost()
            counted = len(written.acked)
            faults += [written.fault] if written.fault else []
    return acked, lost, faults


def main(build):
    need_root("a power cut on a loop device")
    chance, build = random.Random(seed()), Path(build).resolve()
    begun = time.monotonic()
    said = [router_cuts(build, chance)]
    if (lost := lying_disk(build)) == 0:
        raise AssertionError("a disk that syncs nothing lost nothing: the cut cuts nothing")
    said.append(f"router on a disk that syncs nothing {LYING_CUTS} cuts: {lost} lost, as it must")
    with folder_for("power") as folder:
        for synchronous, cuts in WRITER_CUTS.items():
            acked, lost, faults = writer_cuts(build, synchronous, cuts, chance, Path(folder))
            said.append(f"writer {synchronous} {cuts} cuts: {lost} lost of {acked}")
            if synchronous == "FULL" and (lost or faults):
                raise AssertionError(f"{said[-1]}; {faults}")
            if synchronous != "FULL" and lost == 0:
                raise AssertionError(f"{said[-1]}: the control must lose")
    print(f"power cuts in {time.monotonic() - begun:.0f} s: " + "; ".join(said))


if __name__ == "__main__":
    main(sys.argv[1])
