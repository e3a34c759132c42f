#!/usr/bin/python3 -B
"""A fault at every system call with which the router writes: one start, one command, one checkpoint, one stop.

Called with the build folder. Runs without faults count the calls on the router's database; then, for each of them, a
fresh copy of the same folder is run with strace, which ends the process at the call (KILL) or makes the call fail (EIO,
ENOSPC), and after that once more in peace. Then the command is there once, its answer is always the same, and the
independent checker finds nothing. A failed sync ends the process; a full disk never ends in a yes that is not kept.
At its start the router writes the whole WAL again, in pieces that are all alike: of these every eighth is taken.
"""
import collections
import queue
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

from begin import folder_for, wait_until
from house import House
from paper import Paper, code_of

SYNCS = ("fdatasync", "fsync")
WRITES = ("write", "pwrite64", "fallocate", "ftruncate")
CALLS = (*WRITES, "unlink", *SYNCS)
FAULTS = {"signal=KILL": CALLS, "error=EIO": CALLS, "error=ENOSPC": WRITES}
FILES = ("router.db", "router.db-wal", "router.db-shm")
KEPT = ("router.db", "router.db-wal", "checkpoints/router.checkpoints.jsonl")
SAMPLED = 8
WORKERS = 2
FRAME, CHECKPOINT_AT = 4096 + 24, 1000  # of the WAL: bytes, frames
ALONE = [word for name in ("reminder", "notifier", "records") for word in ("--without", name)]


class Router:
    """A router that is broken again and again, beside a directory that is not."""

    def __init__(self, build, folder):
        folder.mkdir()
        self.house = House(build, folder / "d", folder / "acks.jsonl")
        self.data, self.trace, self.template = folder / "d", folder / "trace", folder / "before"
        self.paper, self.before_stop = Paper(self.house), collections.Counter()

    def prepare(self):
        """A paper with so many remarks that the next one makes the WAL long enough for a checkpoint."""
        self.house.prepare(["directory", "router"])
        self.paper.do(self.paper.opening())
        while (self.data / "router.db-wal").stat().st_size < 32 + FRAME * (CHECKPOINT_AT - 14):
            self.paper.do(self.paper.remark())
        self.house.kill("router")
        self.template.mkdir()
        for file in (*(self.data / name for name in KEPT), self.house.acks):
            if file.exists():
                shutil.copy(file, self.template)

    def restore(self):
        (self.data / FILES[2]).unlink(missing_ok=True)
        for file in (*(self.data / name for name in KEPT), self.house.acks):
            kept = self.template / file.name
            shutil.copy(kept, file) if kept.exists() else file.unlink(missing_ok=True)

    def ask(self, command, last=()):
        """The reply, asked for again under the same id while the router starts; None when it ends, or none comes."""
        end, router = time.monotonic() + 10, self.house.processes["router"]
        while time.monotonic() < end:
            reply = self.paper.ask(command, lambda: router.poll() is None)
            if reply is None and router.poll() is not None:
                return None
            if reply is not None and (code_of(reply) in last or code_of(reply) not in ("AUTHORITY_STALE", "STORE_FULL")):
                return reply
            time.sleep(0.005)
        return None

    def live(self, inject="", stop=True, acts=True):
        """One life under strace: start, command, and stop or death. The command, the first reply or None, the exit code."""
        self.trace.unlink(missing_ok=True)
        before = ["strace", "-D", "-f", "-q", "-o", str(self.trace), "-e", f"trace={','.join(CALLS)}"]
        # Faster, but with it strace 6.1 injects no signal, without a word.
        before += [] if "signal" in inject else ["--seccomp-bpf"]
        before += [word for name in FILES for word in ("-P", str(self.data / name))]
        before += ["-e", f"inject={inject}"] if inject else []
        self.pid = self.house.start("router", before=before).pid
        command = self.paper.remark("Xin ý kiến lần cuối.")
        reply = self.ask(command, last=("STORE_FULL",)) if acts else self.house.status("router") and None
        process = self.house.processes.pop("router")
        process.terminate() if stop else process.kill()
        try:
            return command, reply, process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            raise AssertionError("the router did not end within 10 s") from None

    def traced(self):
        """The lines of the trace, once the tracer has written the last of them."""
        last = re.compile(rf"^{self.pid} +\+\+\+ ", re.MULTILINE)
        wait_until("the trace is whole", lambda: last.search(self.trace.read_text(errors="replace")), pause=0.005)
        return self.trace.read_text(errors="replace").splitlines()

    def count(self, stop=False, acts=True):
        """How often each call is made in a life without faults."""
        self.restore()
        _, reply, code = self.live(stop=stop, acts=acts)
        if code_of(reply) != ("OK" if acts else "UNKNOWN") or code != (0 if stop else -9):
            raise AssertionError(f"without any fault: {code_of(reply)}, exit code {code}")
        return collections.Counter(found[1] for line in self.traced() if (found := re.match(r"\d+ +(\w+)\(", line)))

    def point(self, call, number, fault, stopping):
        """Everything about one fault; what became of the command at first."""
        self.restore()
        command, reply, code = self.live(f"{call}:{fault}:when={number}", stop=stopping)
        if not any("INJECTED" in line or "killed by SIGKILL" in line for line in self.traced()):
            raise AssertionError("the fault was never reached")
        first = code_of(reply)
        if first not in ("OK", "UNKNOWN") and (first, fault) != ("STORE_FULL", "error=ENOSPC"):
            raise AssertionError(f"refused with {first}")
        # While it stops it has nothing more to promise: the WAL stays, and the next start carries it over.
        if fault == "error=EIO" and call in SYNCS and not stopping and (code == 0 or first == "OK"):
            raise AssertionError(f"a sync failed, the answer was {first} and the exit code {code}")
        self.house.start("router")
        again = self.ask(command)
        self.house.kill("router")
        if code_of(again) != "OK" or (first == "OK" and again.payload != reply.payload):
            raise AssertionError(f"at first {first}; afterwards, in peace, {code_of(again)}")
        self.house.check(*ALONE)
        return first


def work(router, points, outcomes, faults):
    while not faults:
        try:
            point = points.get_nowait()
        except queue.Empty:
            return
        try:
            outcomes[point[2], router.point(*point)] += 1
        except Exception as fault:  # told by the main thread
            faults.append(f"{point[0]} number {point[1]} with {point[2]}: {fault}")


def all_points(started, acted, stopped):
    """From what is counted after each of the three: call, number, fault, and whether it is met while stopping."""
    if acted["fdatasync"] < started["fdatasync"] + 3 or acted["pwrite64"] < started["pwrite64"] + 40:
        raise AssertionError(f"strace saw too little of a command and a checkpoint: {dict(started)}, {dict(acted)}")
    points = queue.Queue()
    for fault, which in FAULTS.items():
        for call in which:
            for number in range(1, stopped[call] + 1):
                if number > started[call] or call not in WRITES or number % SAMPLED == 0:
                    points.put((call, number, fault, number > acted[call]))
    return points


def main(build):
    begun = time.monotonic()
    if shutil.which("strace") is None:
        raise SystemExit("NOT RUN: strace is missing; nothing was tested, and this is a failure.")
    outcomes, faults = collections.Counter(), []
    with folder_for("syscall", in_memory=True) as folder:
        routers = [Router(build, Path(folder) / str(number)) for number in range(WORKERS)]
        try:
            for router in routers:
                router.prepare()
            calls = routers[0].count(stop=True)
            points = all_points(routers[0].count(acts=False), routers[0].count(), calls)
            total = points.qsize()
            threads = [threading.Thread(target=work, args=(router, points, outcomes, faults)) for router in routers]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            for router in routers:
                router.house.__exit__(None)
    if faults:
        raise AssertionError("\n".join(faults))
    said = ", ".join(f"{fault.partition('=')[2]} {what} {count}" for (fault, what), count in sorted(outcomes.items()))
    print(f"{total} fault points in {time.monotonic() - begun:.0f} s, 0 bad: calls {dict(calls)}; first answers: {said}")


if __name__ == "__main__":
    main(sys.argv[1])
