"""Giaoban as its operator runs it, each service a process of its own, for tests that break them one by one.

Whatever happens, what was started here is ended here: by its id, and by the kernel when this process dies.
"""
import contextlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "interop"))

import zmq  # noqa: E402
from begin import NIGHTLY, die_with_parent, folder_for, free_port, seed, wait_until  # noqa: E402,F401
from contract import ROOT  # noqa: E402  makes giaoban.v1 known
from giaoban.v1 import runtime_pb2, settings_pb2  # noqa: E402
from giaoban_client import Client, UnknownOutcome, read_keys, uuid7  # noqa: E402
from google.protobuf import text_format  # noqa: E402
from load import Load  # noqa: E402

SERVICES = ["directory", "router", "reminder", "notifier", "records", "gateway"]
LISTENING = SERVICES[:-1]
LOGIN, PASSWORD = "thuky", "mat-khau-thu-nghiem"


class House:
    """One deployment in `data`. `build` holds the programs; `acks` is the clients' own record, elsewhere if need be."""

    def __init__(self, build, data, acks=None, environment=None):
        self.build, self.data = Path(build).resolve(), Path(data)
        self.said = Path(tempfile.mkdtemp(prefix="giaoban-said-"))
        self.acks = Path(acks) if acks else self.said / "acks.jsonl"
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("GIAOBAN_")}
        self.environment.update({"GIAOBAN_GATEWAY_PORT": str(free_port())} | (environment or {}))
        self.processes, self.loads, self._clients = {}, [], {}

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        for load in self.loads:
            load.kill()
        for name in list(self.processes):
            self.kill(name)
        for client in self._clients.values():
            client.socket.close()
        if kind is not None:
            for file in sorted(self.said.glob("*.err")):
                print(f"--- {file.stem} said:\n{file.read_text(errors='replace')[-2000:]}", file=sys.stderr)
        shutil.rmtree(self.said, ignore_errors=True)

    @property
    def port(self):
        return int(self.environment["GIAOBAN_GATEWAY_PORT"])

    def command(self, *words, program="giaoban"):
        done = subprocess.run([self.build / program, *words], capture_output=True, text=True, timeout=60, env=self.environment)
        if done.returncode != 0:
            raise AssertionError(f"{program} {' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def prepare(self, names=SERVICES):
        """A fresh data folder, the services, and the small district."""
        self.command("init", "--data", str(self.data), "--node", "thu-nghiem")
        for name in names:
            self.start(name)
        for name in names:
            self.answered(name)
        self.make_district()

    def make_district(self):
        kinds = str(ROOT / "workflows/kinds")
        self.command("prepare", "--data", str(self.data), "--kinds", kinds, "--password", PASSWORD, program="giaoban-load")

    def start(self, name, before=(), environment=None):
        """`giaoban run <name>`; `before` are words that run it, such as strace."""
        words = [*before, str(self.build / "giaoban"), "run", name, "--data", str(self.data)]
        with open(self.said / f"{name}.err", "ab") as said:
            self.processes[name] = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=said, stderr=said, preexec_fn=die_with_parent,
                env=self.environment | (environment or {}))
        return self.processes[name]

    def kill(self, name):
        process = self.processes.pop(name)
        process.kill()
        process.wait()

    def freeze(self, *names):
        """SIGSTOP to these, or all, and waits until no thread of theirs runs any more, also not in the kernel."""
        processes = [self.processes[name] for name in names or self.processes]
        for process in processes:
            process.send_signal(signal.SIGSTOP)
        stats = [stat for process in processes for stat in Path(f"/proc/{process.pid}/task").glob("*/stat")]
        wait_until("all are stopped", lambda: all(stat.read_text().rpartition(") ")[2].startswith("T") for stat in stats))

    def stop(self, name, within=10.0):
        """SIGTERM; the seconds until the end, which must come in time and with exit code 0."""
        process, begun = self.processes.pop(name), time.monotonic()
        process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(timeout=within)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError(f"{name} did not end within {within:g} s of SIGTERM") from None
        if code != 0:
            raise AssertionError(f"{name} ended with {code} after SIGTERM")
        return time.monotonic() - begun

    def stop_all(self):
        return max((self.stop(name) for name in list(self.processes)), default=0.0)

    def client(self, service, key="operator"):
        """A client that lives as long as the house; it finds a service again that was started again."""
        if (service, key) not in self._clients:
            allowed = text_format.Parse((self.data / "keys/allowed.txtpb").read_text(), settings_pb2.AllowList())
            public = next(one.public_key for one in allowed.keys if one.name == service)
            client = Client(f"ipc://{self.data}/sockets/{service}", public, read_keys(self.data / f"keys/{key}.txtpb"),
                            timeout=0.25, attempts=1)
            # Whoever asks a service that is not there is told so, and finds it again at once.
            client.socket.setsockopt(zmq.IMMEDIATE, 1)
            client.socket.setsockopt(zmq.SNDTIMEO, 50)
            client.socket.setsockopt(zmq.RECONNECT_IVL, 20)
            client.connect()
            self._clients[service, key] = client
        return self._clients[service, key]

    def forget_clients(self):
        """Keys have changed."""
        for client in self._clients.values():
            client.socket.close()
        self._clients = {}

    def status(self, service, seconds=10.0):
        """What the service says of itself, asked again until it answers."""
        until = time.monotonic() + seconds
        while True:
            try:
                return self.client(service).ask("StatusService/GetStatus", runtime_pb2.GetStatusRequest(), runtime_pb2.GetStatusResponse)
            except (UnknownOutcome, zmq.Again):
                time.sleep(0.005)
            process = self.processes.get(service)
            if process is not None and process.poll() is not None:
                raise AssertionError(f"{service} ended by itself with {process.returncode}")
            if time.monotonic() > until:
                raise AssertionError(f"{service} did not answer for {seconds:g} s")

    def answered(self, name, seconds=10.0):
        """The seconds until the service answers."""
        begun = time.monotonic()
        if name == "gateway":
            wait_until("the gateway answers", self._healthy, seconds)
        else:
            self.status(name, seconds)
        return time.monotonic() - begun

    def _healthy(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as door:
                door.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                return door.recv(64).startswith(b"HTTP/1.1 200")
        except OSError:
            return False

    def play(self, acks=None, **options):
        """Begins a load; options are those of `giaoban-load play`: per_second=500, in_flight=32."""
        acks = acks or self.acks
        acks.touch()
        words = [str(self.build / "giaoban-load"), "play", "--data", str(self.data), "--acks", str(acks)]
        for name, value in options.items():
            words += ["--" + name.replace("_", "-"), str(value)]
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                   preexec_fn=die_with_parent, env=self.environment)
        self.loads.append(Load(process, acks))
        return self.loads[-1]

    def at_rest(self, seconds=60.0):
        """Waits until every follower stands at the head of what it follows, and nothing is under way."""
        return wait_until("everybody has heard everything", self._at_rest, seconds, 0.05)

    def _at_rest(self):
        said = {name: self.status(name) for name in LISTENING if name in self.processes or "all" in self.processes}
        return self._all_heard(said, {name: status.head for name, status in said.items()})

    @staticmethod
    def _all_heard(said, heads):
        for name, status in said.items():
            for cursor in status.cursors:
                if cursor.stopped:
                    raise AssertionError(f"{name} stopped hearing {cursor.source}: {cursor.stopped}")
                if cursor.position != heads.get(cursor.source, cursor.position):
                    return False
            if status.parked:
                raise AssertionError(f"{name} parked {status.parked} records")
        return True

    def end_at_rest(self, seconds=60.0):
        """Ends everybody, each a process of its own, at a moment when all have heard everything: held decisions seal by
        themselves, so the router is stopped first, and killed when the others know what it wrote. Seconds until then."""
        return wait_until("all are at rest at once", self._ended_at_rest, seconds)

    def _ended_at_rest(self):
        self.at_rest()
        router = self.processes["router"]
        self.freeze("router")
        said = {name: self.status(name) for name in LISTENING if name != "router"}
        with contextlib.closing(sqlite3.connect(f"file:{self.data}/router.db?mode=ro", uri=True)) as file:
            (head,) = file.execute("SELECT last FROM log_head").fetchone()
        if not self._all_heard(said, {name: status.head for name, status in said.items()} | {"router": head}):
            router.send_signal(signal.SIGCONT)
            return False
        self.kill("router")
        self.stop_all()
        return True

    def report(self, *flags):
        """What the independent checker says."""
        words = [self.build / "giaoban-checker", "--data", self.data, "--acks", self.acks, "--json", *flags]
        done = subprocess.run(words, capture_output=True, text=True, timeout=300)
        if done.returncode not in (0, 1):
            raise AssertionError(f"the checker ended with {done.returncode}: {done.stderr}")
        return json.loads(done.stdout)

    def check(self, *flags):
        """Its report; anything wrong fails the test."""
        report = self.report(*flags)
        if report.get("faults"):
            raise AssertionError("the checker found:\n  " + "\n  ".join(report["faults"]))
        return report
