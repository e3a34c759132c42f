"""A small running Giaoban for a test: one province, district and commune, two cells, four people, the shipped kinds.

Everything lies in a temporary folder and goes with it; the one process that was started is ended by its id.
"""
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from google.protobuf import text_format

from contract import ROOT
from giaoban.v1 import runtime_pb2 as runtime
from giaoban.v1 import settings_pb2 as settings
from giaoban_client import Client, read_keys

LONGEST_TEST = 55  # seconds, all in all

CELL, OTHER_CELL, COMMUNE, DISTRICT = "24.01.001.01", "24.01.001.02", "24.01.001", "24.01"
SECRETARY, CLERK, STRANGER = "p-thu-ky", "p-xa", "p-khac"
PASSWORD = "mat-khau-thu-nghiem"

UNITS = f"""id,parent,level,name,source
24,,province,Tỉnh Bắc Giang,placeholder
{DISTRICT},24,district,Huyện Lục Nam,placeholder
{COMMUNE},{DISTRICT},commune,Xã Cẩm Lý,placeholder
{CELL},{COMMUNE},cell,Chi bộ thôn Một,placeholder
{OTHER_CELL},{COMMUNE},cell,Chi bộ thôn Hai,placeholder
"""

OFFICERS = f"""person_id,name,unit_id,role,from,until,email,login,password
{SECRETARY},Nguyễn Thị Hòa,{CELL},secretary,2020-01-01,,,hoa,{PASSWORD}
{CLERK},Trần Văn Đức,{COMMUNE},clerk,2020-01-01,,,duc,{PASSWORD}
{STRANGER},Lê Văn Bình,{OTHER_CELL},secretary,2020-01-01,,,binh,{PASSWORD}
p-huyen,Phạm Thị Lan,{DISTRICT},clerk,2020-01-01,,,lan,{PASSWORD}
"""

# A plan that may be submitted, in the contract's JSON.
PLAN = [
    {"name": "meeting_type", "text": "regular"},
    {"name": "meeting_date", "moment": "2026-11-05"},
    {"name": "start_time", "moment": "19:30"},
    {"name": "duration", "number": "90"},
    {"name": "place", "text": "Nhà văn hóa thôn Một"},
    {"name": "chair", "text": SECRETARY},
    {"name": "content", "text": "Đánh giá tháng trước; bàn việc mở rộng đường thôn."},
    {"name": "resolution_draft", "text": "Mở rộng đường thôn trước ngày 30 tháng 11."},
]


def _end(number, _frame):
    raise TimeoutError(f"ended by signal {signal.Signals(number).name}; a test here has at most {LONGEST_TEST} s")


class Deployment:
    """Starts on enter, ends and removes everything on exit. `build` is the folder that holds the program."""

    def __init__(self, build):
        self._program = str(Path(build).resolve() / "giaoban")
        self.folder = Path(tempfile.mkdtemp(prefix="giaoban-interop-"))
        self.data = self.folder / "data"
        self.process = None
        self.url = ""

    def __enter__(self):
        # From here on this process always comes to its __exit__, whoever ends it.
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
            signal.signal(number, _end)
        signal.alarm(LONGEST_TEST)
        try:
            self.command("init")
            self._start()
            self._fill()
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self

    def __exit__(self, kind, *_):
        signal.alarm(0)
        if kind is not None and self.process is not None:
            print(f"--- the services said:\n{(self.folder / 'said').read_text()}", file=sys.stderr)
        try:
            self.stop()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def stop(self):
        """Ends the services as an operator would. The second call does nothing."""
        if self.process is None:
            return
        process, self.process = self.process, None
        process.send_signal(signal.SIGCONT)
        process.terminate()
        try:
            code = process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
        if code != 0:
            raise AssertionError(f"`giaoban run all` ended with {code} after SIGTERM")

    def command(self, *words):
        """Runs the program on this data folder and returns what it printed; anything but exit code 0 fails the test."""
        done = self._run(*words)
        if done.returncode != 0:
            raise AssertionError(f"giaoban {' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def _run(self, *words):
        whole = [self._program, "--data", str(self.data), *words]
        return subprocess.run(whole, capture_output=True, text=True, timeout=20)

    def _start(self):
        with open(self.folder / "said", "w", encoding="utf-8") as said:
            self.process = subprocess.Popen(
                [self._program, "--data", str(self.data), "run", "all", "--gateway.port=0"], stdout=said, stderr=said)
        self._until("the gateway prints its address", self._find_url)
        self._until("every service answers", self._all_answer)

    def _find_url(self):
        found = re.search(r"^http://127\.0\.0\.1:[0-9]+", (self.folder / "said").read_text(), re.MULTILINE)
        self.url = found.group() if found else ""
        return self.url != ""

    def _all_answer(self):
        return self._run("status").returncode == 0

    def _fill(self):
        (self.folder / "units.csv").write_text(UNITS, encoding="utf-8")
        (self.folder / "officers.csv").write_text(OFFICERS, encoding="utf-8")
        self.command("units", "import", str(self.folder / "units.csv"))
        self.command("officers", "import", str(self.folder / "officers.csv"))
        self.command("kinds", "publish", *(str(path) for path in sorted((ROOT / "workflows/kinds").glob("*.txtpb"))))
        self._until("the router has heard what the directory was told", self._router_knows)

    def _router_knows(self):
        cursors = {cursor.source: cursor for cursor in self._status("router").cursors}
        return cursors["directory"].position >= self._status("directory").head > 0

    def _status(self, service):
        with self.client(service, "operator") as client:
            return client.ask("StatusService/GetStatus", runtime.GetStatusRequest(), runtime.GetStatusResponse)

    def _until(self, what, true):
        """Looks again until it is true, for 15 s at most; at once over when the services end."""
        end = time.monotonic() + 15
        while not true():
            if time.monotonic() > end:
                raise AssertionError(f"waited 15 s in vain until {what}")
            try:
                code = self.process.wait(timeout=0.02)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(f"`giaoban run all` ended with {code} before {what}")

    def client(self, service, key, **options):
        """A client of one service with the key of that name."""
        return self.client_with(service, self.keys(key), **options)

    def client_with(self, service, keys, **options):
        return Client(f"ipc://{self.data}/sockets/{service}", self._public_key(service), keys, **options)

    def keys(self, name):
        return read_keys(self.data / "keys" / f"{name}.txtpb")

    def _public_key(self, service):
        allowed = text_format.Parse((self.data / "keys/allowed.txtpb").read_text(), settings.AllowList())
        return next(key.public_key for key in allowed.keys if key.name == service)


def run_tests(family, prepare=lambda house: None):
    """Runs the tests of the calling program on one deployment, `family.house`; the argument is the build folder."""
    with Deployment(sys.argv.pop(1)) as family.house:
        prepare(family.house)
        result = unittest.main(verbosity=2, exit=False).result
        if not result.wasSuccessful() or result.skipped or result.testsRun == 0:
            raise SystemExit(1)
