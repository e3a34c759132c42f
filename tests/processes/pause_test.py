#!/usr/bin/python3 -B
"""Every service is stopped for some seconds (SIGSTOP) under load, and goes on: nothing is lost, nobody decides on old offices.

Called with the build folder.
"""
import signal
import sys
import time
from pathlib import Path

from begin import folder_for, wait_until
from browser import Browser
from house import LOGIN, PASSWORD, House
from paper import Paper, code_of

SECONDS = {"directory": 7.5, "router": 2.5, "reminder": 2, "notifier": 1, "records": 2, "gateway": 2}
OLDEST_NEWS = 5.0  # seconds; router.authority_max_age_ms
WITHIN = 10.0


def pause(house, load, name, meanwhile):
    """Stops it and lets it go on; how long it took until it answered and acknowledgements went on."""
    process = house.processes[name]
    process.send_signal(signal.SIGSTOP)
    try:
        begun = time.monotonic()
        meanwhile()
        time.sleep(max(0.0, SECONDS[name] - (time.monotonic() - begun)))
    finally:
        process.send_signal(signal.SIGCONT)
    begun, now = time.monotonic(), load.acknowledged()
    house.answered(name, WITHIN)
    wait_until("acknowledgements go on", lambda: load.acknowledged() > now + 20, WITHIN)
    return time.monotonic() - begun


def authority_gets_old(paper, load):
    """While the directory stands still: a router that has not heard of it for 5 s decides nothing."""
    begun = time.monotonic()
    wait_until("commands are refused", lambda: code_of(paper.ask(paper.remark())) == "AUTHORITY_STALE", OLDEST_NEWS + 1.5)
    took = time.monotonic() - begun
    time.sleep(0.2)  # what was answered before is written down by now
    before = load.acknowledged()
    time.sleep(0.5)
    if load.acknowledged() != before:
        raise AssertionError("somebody's act was acknowledged on old offices")
    return took


def main(build):
    begun = time.monotonic()
    with folder_for("pause") as folder, House(build, Path(folder) / "d") as house:
        house.prepare()
        paper, took, refused_after = Paper(house), {}, []
        paper.do(paper.opening())
        with Browser(house.port, LOGIN, PASSWORD, house.said / "browser.jsonl") as browser:
            load = house.play(per_second=500, in_flight=32)
            for name in SECONDS:
                before = load.acknowledged()
                wait_until("work goes on", lambda: load.acknowledged() > before + 50)
                took[name] = pause(house, load, name, lambda: name == "directory" and
                                   refused_after.append(authority_gets_old(paper, load)))
            counts, through_gateway = load.end(), browser.finish()
        house.end_at_rest()
        with open(house.acks, "ab") as acks:
            acks.write((house.said / "browser.jsonl").read_bytes())
        report = house.check("--at-rest")
    if not counts["put_off"].get("AUTHORITY_STALE"):
        raise AssertionError(f"the load: {counts}")
    print(f"SIGSTOP of each service in {time.monotonic() - begun:.0f} s: {report['acknowledged']} acknowledged "
          f"({through_gateway} by HTTP), {report['lost']} lost, {report['duplicate_effects']} doubled, {counts['retried']} asked "
          f"again, refused for old news after {refused_after[0]:.1f} s, recoveries "
          + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in took.items()))


if __name__ == "__main__":
    main(sys.argv[1])
