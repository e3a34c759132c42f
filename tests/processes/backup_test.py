#!/usr/bin/python3 -B
"""A backup made under load, a disaster, and what comes back: everything acknowledged before, nothing sent twice.

Called with the build folder. The original works on after the backup and is then killed. What was restored may not run
beside it; afterwards it goes on under new log ids, and the original may not run any more.
"""
import collections
import json
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

from house import NIGHTLY, SERVICES, House, folder_for, wait_until
from giaoban.v1 import delivery_pb2
from giaoban_client import Refused, UnknownOutcome
from letterbox import Letterbox

LOGS = ["directory", "router", "reminder"]
UNFINISHED = "SELECT message_id FROM delivery WHERE channel = 2 AND state IN (1, 3) AND message_id <> ''"
SENT = ("SELECT delivery_id, dispatch_id FROM delivery JOIN outgoing USING (delivery_id) "
        "WHERE delivery.channel = 2 AND state = 2")
EVERY_DAY = "".join(
    f'  {what} {{ weekday: WEEKDAY_{day} from: "00:00" until: "24:00" }}\n' for what in ("working", "meeting")
    for day in ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"))
WITHHELD = "SELECT message_id FROM delivery WHERE channel = 2 AND state = 6"
BEFORE, AFTER = (60_000, 20_000) if NIGHTLY else (3_000, 1_500)  # acknowledged commands
PER_SECOND = 500
LARGEST_WAL = 64 << 20


def query(database, sql):
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as reader:
        return reader.execute(sql).fetchall()


def log_ids(data):
    return {name: query(data / f"{name}.db", "SELECT log_id FROM log_head")[0][0] for name in LOGS}


def report_of(house, *words):
    return json.loads(house.command("backup", *words, "--json"))


class WalWatch(threading.Thread):
    """The largest WAL of a folder from enter to exit, in bytes."""

    def __init__(self, data):
        super().__init__(daemon=True)
        self._data, self._ending, self.largest = data, threading.Event(), 0

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self._ending.set()
        self.join()

    def run(self):
        while not self._ending.wait(0.005):
            self.largest = max([self.largest, *(file.stat().st_size for file in self._data.glob("*.db-wal"))])


def give_addresses(house, folder):
    """The secretaries of the first commune get mail; a mail a second or so is decided about."""
    lines = ["person_id,name,unit_id,role,from,until,email,login,password"]
    for cell in range(1, 9):
        person = f"thu-ky-1-{cell}"
        lines.append(f"{person},Đồng chí {person},24.01.001.{cell:02},secretary,2020-01-01,,{person}@example.vn,,")
    (folder / "addresses.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    house.command("officers", "import", str(folder / "addresses.csv"), "--data", str(house.data))


def tell_at_once(house, folder):
    """Whatever day and hour it is: every day is worked, no hour is quiet, and nothing waits for a digest."""
    (folder / "every_day.txtpb").write_text(
        '# A calendar without rest, so that this test may run on any day.\nname: "every_day"\n'
        'title { vi: "Không nghỉ" en: "No rest" }\nsources: "thử"\nzone: "Asia/Ho_Chi_Minh"\nfrom: "2020-01-01"\n'
        f'until: "2099-12-31"\nweek {{\n{EVERY_DAY}}}\n', encoding="utf-8")
    house.command("calendar", "publish", str(folder / "every_day.txtpb"), "--data", str(house.data))
    at_once = delivery_pb2.Preferences(email=True, digest=delivery_pb2.DIGEST_NONE)
    for cell in range(1, 9):
        request = delivery_pb2.SetPreferencesRequest(person_id=f"thu-ky-1-{cell}", preferences=at_once)
        wait_until("the notifier knows the person", lambda: prefers(house, request))


def prefers(house, request):
    try:
        house.client("notifier").ask("PreferenceService/SetPreferences", request, delivery_pb2.SetPreferencesResponse)
    except (Refused, UnknownOutcome):
        return False
    return True


def back_up(house, load, to):
    """A backup under load: its report, the seconds, how much was acknowledged meanwhile, the largest WAL."""
    before, begun = load.acknowledged(), time.monotonic()
    with WalWatch(house.data) as wal:
        report = report_of(house, "create", str(to), "--data", str(house.data))
    return report, time.monotonic() - begun, load.acknowledged() - before, wal.largest


def cut_short(house, to):
    """Kills a backup in the middle: what it leaves is none, and is no hindrance to the next."""
    partial = Path(f"{to}.partial")
    words = [house.build / "giaoban", "backup", "create", to, "--data", house.data]
    for _ in range(20):
        making = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=house.environment)
        wait_until("the first database is being copied", lambda: list(partial.glob("*.db")) or making.poll() is not None)
        making.kill()
        making.wait()
        if partial.exists():
            break
        shutil.rmtree(to)
    for left in (partial, to):
        if subprocess.run([house.build / "giaoban", "backup", "verify", left], capture_output=True).returncode != 1:
            raise AssertionError(f"{left} was cut short and passes for a backup")


def must_not_run(house, data, name, words, code=1):
    """`giaoban run` ends by itself, and says why; 3 means that starting it again never helps."""
    program = [house.build / "giaoban", "run", name, "--data", data]
    done = subprocess.run(program, capture_output=True, text=True, timeout=20, env=house.environment)
    if done.returncode != code or words not in done.stderr:
        raise AssertionError(f"giaoban run {name} on {data}: exit {done.returncode}, {done.stderr}")


def original_life(house, letters, folder):
    """Backs up under load and goes on until it is killed; the file of what was acknowledged before the backup began."""
    house.prepare()
    give_addresses(house, folder)
    tell_at_once(house, folder)
    load = house.play(per_second=PER_SECOND, in_flight=32)
    wait_until("enough is acknowledged before the backup", lambda: load.acknowledged() >= BEFORE and letters.came, 300)
    before = folder / "before.jsonl"
    whole = house.acks.read_bytes()
    before.write_bytes(whole[:whole.rfind(b"\n") + 1])
    cut_short(house, folder / "backup")
    # A twentieth of a second each, so the backup finds some of them still unsent.
    wait_until("mails are under way", lambda: len(query(house.data / "notifier.db", UNFINISHED)) >= 10, 60)
    report, took, meanwhile, wal = back_up(house, load, folder / "backup")
    if meanwhile < 10 or wal > LARGEST_WAL:
        raise AssertionError(f"the backup held the services up: {meanwhile} acknowledged meanwhile, WAL {wal} bytes")
    so_far = load.acknowledged()
    wait_until("the original works on", lambda: load.acknowledged() >= so_far + AFTER, 300)
    size = sum(int(file["bytes"]) for file in report["manifest"]["files"])
    print(f"backup under load: {size / 1e6:.1f} MB in {took:.2f} s with its verification, {meanwhile} commands acknowledged "
          f"meanwhile, largest WAL {wal / 1e6:.1f} MB")
    return load, before


def restore_beside(house, load, folder):
    """Restores while the original runs, which goes on undisturbed, and beside which the restored one does not run."""
    report_of(house, "verify", str(folder / "backup"))
    begun = time.monotonic()
    report = report_of(house, "restore", str(folder / "backup"), "--data", str(folder / "b"))
    took = time.monotonic() - begun
    for name in ("all", "router", "gateway"):
        must_not_run(house, folder / "b", name, "đang chạy trên máy này từ một thư mục khác")
    so_far = load.acknowledged()
    wait_until("the original works on beside what was restored", lambda: load.acknowledged() > so_far + 100, 30)
    return report, took


def check_mails(letters, at_backup, original, restored):
    """Nothing left twice, although the original did send what was under way at the backup."""
    first, second = dict(query(original / "notifier.db", SENT)), dict(query(restored / "notifier.db", SENT))
    again = [one for one in first if second.get(one, first[one]) != first[one]]
    if again:
        raise AssertionError(f"{len(again)} things were told in a mail of both, such as {again[0]}")
    came = collections.Counter(letters.message_ids())
    twice = [number for number, times in came.items() if times > 1]
    if twice:
        raise AssertionError(f"{len(twice)} mails were sent twice, such as {twice[0]}")
    sent_by_original = at_backup & set(came)
    if not sent_by_original:
        raise AssertionError("no mail was under way at the backup, so nothing was tested")
    withheld = {row[0] for row in query(restored / "notifier.db", WITHHELD)}
    if not at_backup <= withheld:
        raise AssertionError(f"{len(at_backup - withheld)} mails that were under way are not recorded as withheld")
    return len(sent_by_original), len(withheld), len(came)


def restored_life(house, letters):
    """Starts what was restored and lets it work; how long until everybody had heard everything."""
    begun = time.monotonic()
    for name in SERVICES:
        house.start(name)
    for name in SERVICES:
        house.answered(name)
    ready = time.monotonic() - begun
    house.at_rest()
    check_only_prefix(house)
    mails = len(letters.message_ids())
    load = house.play(per_second=PER_SECOND, in_flight=32)
    told = load.acknowledged()
    wait_until("the restored one is worked with", lambda: load.acknowledged() >= told + AFTER, 300)
    wait_until("it tells people what is decided now", lambda: len(letters.message_ids()) > mails, 30)
    load.end()
    house.at_rest()
    return ready


def check_only_prefix(house):
    """What was restored holds everything that was acknowledged before the backup; the independent checker says so."""
    report = house.check()
    if not report["acknowledged"]:
        raise AssertionError("nothing was looked for")


def main(build):
    with folder_for("backup") as place, Letterbox(pause=0.05) as letters:
        folder = Path(place)
        mail = {"GIAOBAN_NOTIFIER_SMTP_URL": letters.url, "GIAOBAN_NOTIFIER_MODE": "live", "GIAOBAN_ROUTER_HOLD_SECONDS": "2"}
        with House(build, folder / "a", environment=mail) as original:
            load, before = original_life(original, letters, folder)
            at_backup = {row[0] for row in query(folder / "backup/notifier.db", UNFINISHED)}
            report, took = restore_beside(original, load, folder)
            load.kill()
            for name in list(original.processes):
                original.kill(name)
            ids = log_ids(original.data)
            with House(build, folder / "b", acks=before, environment=mail) as restored:
                ready = restored_life(restored, letters)
                must_not_run(original, original.data, "router", "đang chạy trên máy này từ một thư mục khác")
                restored.command("log", "verify", "--data", str(restored.data))
                if set(ids.values()) & set(log_ids(restored.data).values()):
                    raise AssertionError("a log id is used again, and with it its positions")
                restored.stop_all()
                checked = restored.check()
            for name in LOGS:
                must_not_run(original, original.data, name, "đời 2", 3)
            sent, withheld, mails = check_mails(letters, at_backup, folder / "a", folder / "b")
    if int(report["not_sent_again"]) < sent or report["generation"] != 2:
        raise AssertionError(f"the restore reported {report}")
    print(f"restored in {took:.2f} s, answering {ready:.2f} s after its start: {checked['acknowledged']} acknowledged before "
          f"the backup or since, {checked['lost']} lost, {checked['duplicate_effects']} doubled; of {mails} mails none left "
          f"twice, {sent} of those under way at the backup the original had sent, {withheld} withheld")


if __name__ == "__main__":
    main(sys.argv[1])
