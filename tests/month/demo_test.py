#!/usr/bin/python3
# The whole month of a district with the real program: once in peace, once while every service is killed twice; the figures agree.
import json
import subprocess
import sys

SAME = ("cells", "communes", "cell_officers", "obligations", "communes_owed", "opened", "kinds", "acts")


def play(build, *flags):
    done = subprocess.run([f"{build}/giaoban", "demo", "--exit", "--json", *flags], capture_output=True, text=True, timeout=280)
    if done.returncode != 0:
        sys.exit(f"demo {' '.join(flags)} ended with {done.returncode}\n{done.stderr[-3000:]}{done.stdout}")
    report = json.loads(done.stdout)
    print(f"demo {' '.join(flags)}: {report['wall_s']:.1f} s, {report['peak_mb']:.0f} MB, p50 {report['step_p50_ms']:.1f} ms, "
          f"p99 {report['step_p99_ms']:.1f} ms, {report['acts']} acts, {report['retried']} asked again, {report['kills']} kills")
    expect(report, "lost", 0)
    expect(report, "duplicate_effects", 0)
    expect(report, "state_equals_fold", True)
    expect(report, "log_verified", True)
    owed = report["obligations"]
    if owed["total"] != owed["on_time"] + owed["late"] + owed["silent"]:
        sys.exit(f"obligations do not add up: {owed}")
    for mine, theirs in (("total", "expected"), ("on_time", "on_time"), ("late", "late"), ("silent", "missing"), ("exempt", "exempt")):
        if owed[mine] != sum(commune[theirs] for commune in report["communes_owed"]):
            sys.exit(f"{mine} of the reminder is not what records count by commune: {owed} {report['communes_owed']}")
    if report["peak_mb"] >= 256:
        sys.exit(f"the services together needed {report['peak_mb']} MB")
    return report


def expect(report, name, value):
    if report[name] != value:
        sys.exit(f"{name} is {report[name]}, not {value}")


def main(build):
    peace = play(build)
    expect(peace, "cells", 471)
    expect(peace, "communes", 25)
    expect(peace, "cell_officers", 1130)
    if peace["obligations"]["total"] != 1410 or peace["obligations"]["exempt"] != 3:
        sys.exit(f"1410 obligations and 3 exempt ones were expected: {peace['obligations']}")
    if len(peace["communes_owed"]) != 25:
        sys.exit(f"25 communes were expected: {peace['communes_owed']}")
    war = play(build, "--processes", "--kill", "2")
    expect(war, "kills", 12)
    for name in SAME:
        if peace[name] != war[name]:
            sys.exit(f"{name} differs after the kills:\n  {peace[name]}\n  {war[name]}")
    reminders = [sorted((r["kind"], r["rung"], r["told"]) for r in report["reminders"]) for report in (peace, war)]
    if reminders[0] != reminders[1]:
        sys.exit(f"reminders differ after the kills:\n  {reminders[0]}\n  {reminders[1]}")
    small = play(build, "--district", "dong-trieu", "--seed", "7")
    expect(small, "cells", 173)
    print("ok")


main(sys.argv[1])
