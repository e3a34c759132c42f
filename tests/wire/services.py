"""A small running Giaoban over TCP on loopback, each service a process of its own, and what each of them weighs.

The people and papers are those of tests/interop; only how the services run is different.
"""
import re
import resource
import signal
import socket
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "interop"))
from deployment import Deployment  # noqa: E402
from giaoban_client import Client  # noqa: E402

NAMES = ("directory", "router", "reminder", "notifier", "records")
TICKS = 100  # of the kernel's CPU times in a second


def free_ports(count):
    """The first of `count` ports in a row that nobody listens on."""
    for first in range(21_000, 30_000, count):
        try:
            for port in range(first, first + count):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
            return first
        except OSError:
            continue
    raise AssertionError("no free ports on loopback")


class Services(Deployment):
    """`files` bounds the open files of the services named in it, as a small machine would."""

    def __init__(self, build, files=None, longest=170):
        super().__init__(build)
        self.first_port = free_ports(len(NAMES))
        self.processes = {}
        self._files = files or {}
        self._longest = longest

    def __enter__(self):
        super().__enter__()
        signal.alarm(self._longest)
        return self

    def _start(self):
        settings = self.data / "giaoban.txtpb"
        written = settings.read_text(encoding="utf-8")
        settings.write_text(written.replace("bus {", f'bus {{\n  transport: "tcp"\n  first_port: {self.first_port}\n', 1))
        for name in (*NAMES, "gateway"):
            self.begin(name)
        self.process = self.processes["gateway"]
        self._until("the gateway prints its address", self._find_url)
        self._until("every service answers", self._all_answer)

    def begin(self, name):
        """Starts one service."""
        most = self._files.get(name)

        def bound():
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

        words = [self._program, "--data", str(self.data), "run", name]
        words += ["--gateway.port=0"] if name == "gateway" else []
        with open(self.folder / "said", "a", encoding="utf-8") as said:
            self.processes[name] = subprocess.Popen(words, stdout=said, stderr=said, preexec_fn=bound if most else None)

    def restart(self, name, files):
        """Ends a service and starts it again with so many files to open; returns when it answers."""
        self.processes[name].terminate()
        code = self.processes[name].wait(timeout=10)
        if code != 0:
            raise AssertionError(f"{name} ended with {code} after SIGTERM")
        self._files[name] = files
        self.begin(name)
        self._until("every service answers", self._all_answer)

    def stop(self):
        """Ends every process; anything but exit code 0 is a failure."""
        self.process = None
        processes, self.processes = self.processes, {}
        for process in processes.values():
            process.send_signal(signal.SIGCONT)
            process.terminate()
        codes = {}
        for name, process in processes.items():
            try:
                codes[name] = process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                codes[name] = process.wait()
        if any(codes.values()):
            raise AssertionError(f"services ended with {codes} after SIGTERM")

    def client_with(self, service, keys, **options):
        return Client(self.endpoint(service), self.public_key(service), keys, **options)

    def endpoint(self, service):
        return f"tcp://127.0.0.1:{self.first_port + NAMES.index(service)}"

    def public_key(self, service):
        return self._public_key(service)

    def alive(self, service):
        return self.processes[service].poll() is None

    def resident_kib(self, service):
        """Memory that the service takes now."""
        status = Path(f"/proc/{self.processes[service].pid}/status").read_text(encoding="ascii")
        return int(re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE).group(1))

    def open_files(self, service):
        return len(list(Path(f"/proc/{self.processes[service].pid}/fd").iterdir()))

    def cpu_seconds(self, service):
        """CPU time that all threads of the service have taken so far."""
        fields = Path(f"/proc/{self.processes[service].pid}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS
