"""Looks on while a service is attacked: its memory, its CPU time, and how others fare meanwhile."""
import multiprocessing
import threading
import time
import traceback

from conversation import GET
from giaoban.v1 import dossier_pb2 as dossier
from giaoban_client import UnknownOutcome, uuid7

MOST_KIB = 62_500  # 64 MB
BACK_SECONDS = 5.0
FEW = 10  # connections of other services, which come and go
CALM = 0.25  # of one core, once it is over

_fork = multiprocessing.get_context("fork")


class Failed(AssertionError):
    """A promise that was not kept."""


def ask(client):
    """One small question that is always answered: no such paper."""
    reply = client.exchange(GET, dossier.GetDossierRequest(dossier_id=uuid7()).SerializeToString())
    assert reply.HasField("refusal"), reply


class GoodClient:
    """Asks all the time and remembers the slowest answer."""

    def __init__(self, client):
        self._client, self._stop = client, threading.Event()
        self.answered, self.lost, self.slowest = 0, 0, 0.0
        self._thread = threading.Thread(target=self._run)

    def __enter__(self):
        self._client.connect()
        ask(self._client)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()
        self._client.socket.close()

    def _run(self):
        while not self._stop.wait(0.02):
            begun = time.monotonic()
            try:
                ask(self._client)
                self.answered += 1
            except UnknownOutcome:
                self.lost += 1
            self.slowest = max(self.slowest, time.monotonic() - begun)


def _child(attack, arguments, tell):
    try:
        tell.send((attack(*arguments), None))
    except BaseException:
        tell.send((None, traceback.format_exc()))


class Watch:
    """One service of a deployment. `report` collects a line per attack."""

    def __init__(self, house, service):
        self.house, self.service = house, service
        self.lines, self.peak, self.slowest, self.longest_back = [], 0, 0.0, 0.0

    def attacked(self, name, attack, *arguments):
        """Runs the attack in a process of its own and gives what it returns; raises Failed for a broken promise."""
        pid = self.house.processes[self.service].pid
        before = self.house.open_files(self.service)
        hear, tell = _fork.Pipe(duplex=False)
        child = _fork.Process(target=_child, args=(attack, arguments, tell))
        peak, cpu, begun = 0, self.house.cpu_seconds(self.service), time.monotonic()
        with GoodClient(self.house.client(self.service, "lng-other", timeout=5.0, attempts=1)) as good:
            child.start()
            while not hear.poll(0.02):
                peak = max(peak, self.house.resident_kib(self.service))
                if time.monotonic() > begun + 60:
                    child.kill()
                    raise Failed(f"{name}: the attack does not end")
            result, fault = hear.recv()
            child.join()
            lasted = time.monotonic() - begun
            cpu = (self.house.cpu_seconds(self.service) - cpu) / lasted
            back = self._back(before)
            peak = max(peak, self.house.resident_kib(self.service))
        line = (f"{name}: {peak / 1000:.0f} MB, slowest good answer {good.slowest * 1000:.0f} ms of {good.answered}, "
                f"CPU {cpu * 100:.0f} %, back after {back:.1f} s" + (f", {result}" if result else ""))
        print(line, flush=True)
        self.lines.append(line)
        if fault:
            raise Failed(f"{name}: the attack itself failed\n{fault}")
        self.peak, self.slowest = max(self.peak, peak), max(self.slowest, good.slowest)
        self.longest_back = max(self.longest_back, back)
        for kept, promise in ((self.house.alive(self.service) and self.house.processes[self.service].pid == pid, "it lives"),
                              (peak < MOST_KIB, "memory under 64 MB"), (good.lost == 0, "others are answered"),
                              (back < BACK_SECONDS, "back within 5 s")):
            if not kept:
                raise Failed(f"{line}: broken: {promise}")
        return result

    def _back(self, files):
        """Seconds until a newcomer is answered, the files are closed and the CPU is calm."""
        begun = time.monotonic()
        while time.monotonic() - begun < 2 * BACK_SECONDS:
            with self.house.client(self.service, "lng-commune", timeout=1.0, attempts=1) as newcomer:
                try:
                    ask(newcomer)
                except UnknownOutcome:
                    continue
            answered = time.monotonic() - begun
            cpu = self.house.cpu_seconds(self.service)
            time.sleep(0.2)
            calm = (self.house.cpu_seconds(self.service) - cpu) / 0.2 < CALM
            if calm and self.house.open_files(self.service) <= files + FEW:
                return answered
        return time.monotonic() - begun

    def print_figures(self):
        """The last line: the worst of all attacks."""
        print(f"{len(self.lines)} attacks: at most {self.peak / 1000:.0f} MB of 64, slowest good answer {self.slowest * 1000:.0f} ms, "
              f"back within {self.longest_back:.1f} s")
