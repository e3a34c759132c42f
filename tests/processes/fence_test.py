#!/usr/bin/python3 -B
"""A restored deployment and its original on two machines that share nothing but the folder of checkpoints.

Called with the build folder, as root: the second machine is a network namespace, in which the names that keep two copies
from running on one machine are not seen. The original works when the restored one starts, and must stop by itself, the
services that had nothing to do as well; it does not run again.
"""
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from house import LISTENING, House, folder_for, wait_until

LOGS = ["directory", "router", "reminder"]
EVERY_SECONDS = 2
WITHIN = 15.0
ELSEWHERE = ["unshare", "--net", "--"]


def need_namespaces():
    if os.geteuid() != 0 or subprocess.run([*ELSEWHERE, "true"], capture_output=True).returncode != 0:
        raise SystemExit("NOT RUN: a second machine needs root and network namespaces; nothing was tested, and this is a failure.")


def told_since(acks, at):
    """Lines that were added after the file had so many bytes."""
    return acks.read_bytes()[at:].count(b"\n")


def ends_by_itself(house, name):
    """Waits for the end of a service of the original; why it ended."""
    process = house.processes.pop(name)
    code = process.wait(timeout=WITHIN)
    said = (house.said / f"{name}.err").read_text()
    if code != 3 or "đời 2" not in said:
        raise AssertionError(f"{name} of the original ended with {code}: {said}")


def take_over(original, load, restored):
    """Starts the restored one elsewhere; the seconds until the original has stopped, and what it said yes to until then."""
    for name in LISTENING:
        restored.start(name, before=ELSEWHERE)
    for name in LISTENING:
        restored.answered(name)
    begun, at = time.monotonic(), original.acks.stat().st_size
    for name in LOGS:
        ends_by_itself(original, name)
    took = time.monotonic() - begun
    load.kill()
    return took, told_since(original.acks, at)


def main(build):
    need_namespaces()
    with folder_for("fence") as place:
        folder = Path(place)
        (folder / "checkpoints").mkdir()
        shared = {"GIAOBAN_AUDIT_COPY_TO": str(folder / "checkpoints"), "GIAOBAN_AUDIT_EVERY_SECONDS": str(EVERY_SECONDS)}
        with House(build, folder / "a", environment=shared) as original, \
                House(build, folder / "b", acks=folder / "before.jsonl", environment=shared) as restored:
            original.prepare()
            load = original.play(per_second=300, in_flight=16)
            wait_until("the original is worked with", lambda: load.acknowledged() > 500, 30)
            whole = original.acks.read_bytes()
            restored.acks.write_bytes(whole[:whole.rfind(b"\n") + 1])
            original.command("backup", "create", str(folder / "backup"), "--data", str(original.data))
            so_far = load.acknowledged()
            wait_until("it is worked with after the backup, and signs", lambda: load.acknowledged() > so_far + 900, 30)
            report = json.loads(original.command("backup", "restore", str(folder / "backup"), "--data", str(folder / "b"), "--json"))
            if report["generation"] != 2 or not report["gaps"]:
                raise AssertionError(f"signed checkpoints show more than the backup has, but the restore says {report}")
            took, late = take_over(original, load, restored)
            for name in LOGS:
                original.start(name)
                ends_by_itself(original, name)
            if restored.status("router").head == 0:
                raise AssertionError("the restored one does not go on")
            restored.stop_all()
            checked = restored.check()
    lost = {gap["service"]: int(gap["signed"]) - int(gap["backed_up"]) for gap in report["gaps"]}
    print(f"fence between two machines: the original stopped {took:.1f} s after the restored one answered (checkpoints every "
          f"{EVERY_SECONDS} s), and said yes to {late} commands meanwhile, which are lost; reported as lost at the restore: "
          f"{lost}; {checked['acknowledged']} acknowledged before the backup, {checked['lost']} of them lost")


if __name__ == "__main__":
    main(sys.argv[1])
