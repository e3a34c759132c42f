#!/usr/bin/python3
"""Runs the simulation: many seeds, the same seeds twice, seeds that once failed, and every planted bug, which must be found.

GIAOBAN_SEEDS says how many (10,000; a million by night, or as many as GIAOBAN_SECONDS allows).
"""
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
BUILD = Path(sys.argv[1] if len(sys.argv) > 1 else "build/release").resolve()
NIGHTLY = os.environ.get("GIAOBAN_NIGHTLY") == "1"
SEEDS = int(os.environ.get("GIAOBAN_SEEDS", 1_000_000 if NIGHTLY else 10_000))
SECONDS = int(os.environ.get("GIAOBAN_SECONDS", 4 * 3600 if NIGHTLY else 900))
STEPS = 1000
MOST_TO_FIND = 2000


def started(*arguments, program="giaoban-simulation"):
    command = [BUILD / program, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def both(*arguments, program="giaoban-simulation"):
    """Runs it in two processes, which share the seeds; their outputs."""
    halves = [started(*arguments, "--every", 2, "--number", n, program=program) for n in (0, 1)]
    outputs = [half.communicate()[0] for half in halves]
    if any(half.returncode for half in halves):
        sys.exit("".join(outputs))
    return outputs


def many_seeds():
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        halves = [started("--seeds", SEEDS, "--steps", STEPS, "--seconds", SECONDS, "--every", 2, "--number", n,
                          "--counts", f"{folder}/{n}") for n in (0, 1)]
        outputs = [half.communicate()[0] for half in halves]
        if any(half.returncode for half in halves):
            sys.exit("".join(outputs))
        counts = Counter()
        for n in (0, 1):
            for line in Path(folder, str(n)).read_text().splitlines():
                count, what = line.split("\t")
                counts[what] += int(count)
    done = sum(int(re.search(r"(\d+) seeds of", output)[1]) for output in outputs)
    seconds = time.monotonic() - begun
    print(f"{done} seeds of {STEPS} steps: 0 violations, {seconds:.0f} s, {done / seconds:.1f} seeds/s "
          f"({done * STEPS / seconds:,.0f} steps with faults a second)")
    if done < 2000:
        sys.exit("fewer than 2,000 seeds prove nothing; give it more time")
    missing = [what for what in sometimes() if counts[what] == 0]
    print(f"{len(sometimes()) - len(missing)} of {len(sometimes())} interesting things happened, e.g. "
          + ", ".join(f"{what} {counts[what]}" for what in
                      ("two routers", "a disk was full", "asked again", "a reminder raced its completion")))
    if missing:
        sys.exit("never happened: " + "; ".join(missing))


def sometimes():
    return [line for line in (HERE / "sometimes.txt").read_text().splitlines() if line and not line.startswith("#")]


def twice():
    runs = []
    for _ in range(2):
        outputs = both("--seed", 1, "--seeds", 50, "--steps", STEPS, "--hash")
        runs.append(sorted(line for output in outputs for line in output.splitlines() if " hash " in line))
    if runs[0] != runs[1] or len(runs[0]) != 50:
        sys.exit("the same seeds gave other traces")
    print("50 seeds twice: the same 50 hashes")


def once_failed():
    lines = [line for line in (HERE / "regressions.txt").read_text().splitlines() if line and not line.startswith("#")]
    for line in lines:
        run = started(*line.split())
        output = run.communicate()[0]
        if run.returncode:
            sys.exit(f"{line}\n{output}")
    print(f"{len(lines)} runs that once failed pass")


def planted():
    product = subprocess.run(["nm", "-C", BUILD / "giaoban"], capture_output=True, text=True, check=True).stdout
    if "planted" in product:
        sys.exit("the product has planted bugs")
    bugs = sorted(path.stem for path in (HERE / "planted").glob("*.bug"))
    found = {}
    for bug in bugs:
        run = started("--seeds", MOST_TO_FIND, "--steps", STEPS, "--planted", bug, program="giaoban-simulation-planted")
        output = run.communicate()[0]
        hit = re.search(r"^seed (\d+): (I\d+) ", output, re.M)
        if run.returncode != 1 or not hit:
            sys.exit(f"the planted bug {bug} was not found within {MOST_TO_FIND} seeds:\n{output[-2000:]}")
        found[bug] = hit
        print(f"  {bug}: seed {hit[1]}, {hit[2]}")
    print(f"{len(found)} of {len(bugs)} planted bugs found, the last within {max(int(h[1]) for h in found.values())} seeds")


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    once_failed()
    twice()
    planted()
    many_seeds()
