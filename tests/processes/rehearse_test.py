#!/usr/bin/python3 -B
"""`giaoban rehearse` beside a running deployment and on a stopped one: the same, without a socket, and nothing changed.

Called with the build folder.
"""
import datetime
import hashlib
import json
import subprocess
import sys
from pathlib import Path

from house import House, folder_for
from letterbox import Letterbox

ZONE = datetime.timezone(datetime.timedelta(hours=7))


def give_addresses(house, folder):
    """The secretaries of the first commune get mail."""
    lines = ["person_id,name,unit_id,role,from,until,email,login,password"]
    for cell in range(1, 9):
        person = f"thu-ky-1-{cell}"
        lines.append(f"{person},Đồng chí {person},24.01.001.{cell:02},secretary,2020-01-01,,{person}@example.vn,,")
    (folder / "addresses.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    house.command("officers", "import", str(folder / "addresses.csv"), "--data", str(house.data))


def digests(folder):
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.rglob("*")) if file.is_file()}


def rehearse(house, first, last, *before):
    words = [*before, house.build / "giaoban", "rehearse", "--from", first, "--to", last, "--json", "--data", house.data]
    return subprocess.run(words, capture_output=True, text=True, timeout=120, env=house.environment)


def report_of(done):
    if done.returncode != 0:
        raise AssertionError(f"exit {done.returncode}: {done.stdout[-500:]}{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def check(house, folder, letters):
    today = datetime.datetime.now(ZONE).date()
    first, last = str(today + datetime.timedelta(days=1)), str(today + datetime.timedelta(days=45))
    house.prepare()
    give_addresses(house, folder)
    running = report_of(rehearse(house, first, last))
    house.stop_all()
    came, before = list(letters.came), digests(house.data)
    trace = folder / "trace"
    stopped = report_of(rehearse(house, first, last, "strace", "-f", "-e", "trace=network", "-o", trace))
    if running != stopped:
        raise AssertionError("the rehearsal beside the running deployment is another than on the stopped one")
    if digests(house.data) != before:
        raise AssertionError("the folder was changed")
    called = [line for line in trace.read_text().splitlines() if "(" in line and "exited" not in line]
    if called or letters.came != came:
        raise AssertionError(f"something went to the network: {called[:5]}, {len(letters.came) - len(came)} mails")
    for channel in ("in_app", "email"):
        if not stopped["by_channel"].get(channel):
            raise AssertionError(f"nobody would be told {channel}: {stopped['by_channel']}")
    refused = rehearse(house, str(today - datetime.timedelta(days=1)), last)
    if refused.returncode != 1 or json.loads(refused.stdout)["field"] != "from":
        raise AssertionError(f"a day that is over: exit {refused.returncode}, {refused.stdout}")
    print(f"45 days rehearsed: {len(stopped['messages'])} messages, {stopped['by_channel']}")


def main():
    build = Path(sys.argv[1])
    with folder_for("rehearse") as name, Letterbox() as letters:
        folder = Path(name)
        environment = {"GIAOBAN_NOTIFIER_SMTP_URL": letters.url, "GIAOBAN_NOTIFIER_MODE": "live"}
        with House(build, folder / "data", environment=environment) as house:
            check(house, folder, letters)


if __name__ == "__main__":
    main()
