#!/usr/bin/python3 -B
"""The other doors: hostile HTTP, JSON and kind files against the running program, and slow clients by slowhttptest.

Called with the build folder. GIAOBAN_NIGHTLY=1: a thousand slow clients for a minute instead of 200 for ten seconds.
What the gateway's C++ tests say of single functions (tests/gateway/header_gate_test.cc, json_gate_test.cc,
slow_clients_test.cc) is here said of the whole process: no second answer, no CPU time to speak of, no memory kept.
"""
import http.client
import json
import os
import re
import resource
import socket
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

# Not handed on: the program takes every variable of its name for a setting.
NIGHTLY = os.environ.pop("GIAOBAN_NIGHTLY", "") == "1"

from services import Services  # noqa: E402 - first, it makes the contract known

import corpus
from deployment import PASSWORD
from giaoban_client import uuid7

SLOW_CLIENTS, SLOW_SECONDS = (1000, 60) if NIGHTLY else (200, 10)
MOST_CPU = 0.050  # seconds for one case
MOST_GROWTH_KIB = 100_000
BACK_SECONDS = 5.0
ASK = "DossierService/ListMyTurn"


class Door:
    """The gateway of a deployment, somebody's session with it, and what it costs."""

    def __init__(self, house):
        self.house = house
        self.host, _, port = house.url.removeprefix("http://").partition(":")
        self.port = int(port)
        status, headers, _ = self.post("SessionService/SignIn", json.dumps({"login": "duc", "password": PASSWORD}).encode(), "")
        assert status == 200, status
        self.cookie = headers["Set-Cookie"].split(";")[0]

    def post(self, method, body, cookie=None):
        connection = http.client.HTTPConnection(self.host, self.port, timeout=20)
        try:
            headers = {"Content-Type": "application/json", "Connect-Protocol-Version": "1", "Cookie": self.cookie if cookie is None else cookie}
            connection.request("POST", f"/giaoban.v1.{method}", body, headers)
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def good(self):
        """An ordinary question on a connection of its own; how long it took."""
        begun = time.monotonic()
        status, _, body = self.post(ASK, b'{"limit":1}')
        assert status == 200, (status, body)
        return time.monotonic() - begun

    def cpu(self):
        """CPU seconds of all threads of the gateway and of the router behind it, to the nanosecond."""
        tasks = [task for name in ("gateway", "router") for task in Path(f"/proc/{self.house.processes[name].pid}/task").iterdir()]
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def raw(self, data):
        """Everything that comes back for these bytes, and whether the connection was ended."""
        heard = b""
        with socket.create_connection((self.host, self.port), 5) as peer:
            sender = threading.Thread(target=self._send, args=(peer, data))
            sender.start()
            peer.settimeout(3)
            ended = False
            try:
                while True:
                    more = peer.recv(65536)
                    if not more:
                        ended = True
                        break
                    heard += more
                    if b"\r\n\r\n" in heard:
                        peer.settimeout(1.5)  # a second answer would come at once, the end within the second
            except TimeoutError:
                pass
            except ConnectionError:
                ended = True
            sender.join()
        return heard, ended

    @staticmethod
    def _send(peer, data):
        try:
            peer.sendall(data)
        except OSError:
            pass  # it was told to stop


def costs(door, what, act):
    """Does it, and fails when it takes too much CPU time or the next good question suffers."""
    before = door.cpu()
    result = act()
    spent = door.cpu() - before
    assert spent < MOST_CPU, f"{what}: {spent * 1000:.0f} ms of CPU time"
    door.good()
    return result, spent


def http_corpus(door):
    most = 0.0
    for case in corpus.cases("http"):
        (heard, ended), spent = costs(door, case.name, lambda data=case.data: door.raw(data))
        most = max(most, spent)
        answers = re.findall(rb"HTTP/1\.1 (\d{3})", heard)
        assert len(answers) <= 1, f"{case.name} ({case.what}): two answers: {heard[:600]!r}"
        status = answers[0].decode() if answers else "none"
        wanted, _, stays_open = case.expected.partition(" ")
        good = status.startswith("4") and len(status) == 3 if wanted == "4xx" else status == wanted
        assert good or (not answers and ended and wanted == "4xx"), f"{case.name} ({case.what}): {heard[:300]!r}"
        assert stays_open or ended, f"{case.name} ({case.what}): the connection stays open"
        assert b"Set-Cookie" not in heard and b"root:" not in heard, case.name
    print(f"http: {len(corpus.cases('http'))} cases, at most {most * 1000:.1f} ms of CPU time")
    return most


def json_corpus(door):
    most = 0.0
    for case in corpus.cases("json"):
        (status, headers, body), spent = costs(door, case.name, lambda data=case.data: door.post("DossierService/Decide", data))
        most = max(most, spent)
        assert str(status) == case.expected, f"{case.name} ({case.what}): {status} {body[:300]!r}"
        error = json.loads(body)
        assert error["details"][0]["type"] == "giaoban.v1.Refusal" and headers["Content-Type"] == "application/json", body
        assert len(body) < 4096, f"{case.name}: the refusal repeats what was sent"
    print(f"json: {len(corpus.cases('json'))} cases, at most {most * 1000:.1f} ms of CPU time")
    return most


def text_corpus(house):
    """Kind files, by the command that everybody would use; the time is its own beyond that of an ordinary file."""
    def check(path):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([house._program, "kinds", "check", str(path)], capture_output=True, timeout=20)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return done, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    shipped = Path(__file__).resolve().parents[2] / "workflows/kinds/meeting_plan.txtpb"
    good, ordinary = check(shipped)
    assert good.returncode == 0, good.stderr
    most = 0.0
    for case in corpus.cases("text"):
        path = house.folder / f"{case.name}.txtpb"
        path.write_bytes(case.data)
        done, spent = check(path)
        said = done.stdout + done.stderr
        assert done.returncode == int(case.expected), f"{case.name} ({case.what}): exit {done.returncode}\n{said[:600]!r}"
        assert path.name.encode() in said and len(said) < 64_000, f"{case.name}: {len(said)} bytes: {said[:300]!r}"
        assert b"\xe2\x80\xae" not in said, f"{case.name}: prints a character that turns text round"
        assert spent - ordinary < MOST_CPU, f"{case.name}: {spent * 1000:.0f} ms of CPU time, {ordinary * 1000:.0f} for a good file"
        most = max(most, spent - ordinary)
    print(f"text: {len(corpus.cases('text'))} cases, at most {most * 1000:.1f} ms of CPU time")
    return most


def slow(door, name, *words):
    """One of slowhttptest's attacks with a good client beside it: its slowest answer, and the memory that is left taken."""
    quiet = sorted(door.good() for _ in range(50))[-1]
    before = door.house.resident_kib("gateway")
    attack = subprocess.Popen(["slowhttptest", "-c", str(SLOW_CLIENTS), "-r", str(SLOW_CLIENTS), "-l", str(SLOW_SECONDS), "-p", "3", *words],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    times, peak, deadline = [], before, time.monotonic() + SLOW_SECONDS + 30
    try:
        while attack.poll() is None:
            assert time.monotonic() < deadline, "slowhttptest does not end"
            times.append(door.good())
            peak = max(peak, door.house.resident_kib("gateway"))
            time.sleep(0.02)
    finally:
        attack.kill()
        said = re.sub(rb"\x1b\[[0-9;]*[A-Za-z]", b"", attack.communicate()[0]).decode(errors="replace")
    most = [int(n) for n in re.findall(r"connected:\s+(\d+)", said)]
    assert most and max(most) >= SLOW_CLIENTS / 4, f"slowhttptest did not attack:\n{said[-800:]}"
    begun = time.monotonic()
    while door.good() > max(0.05, 2 * quiet):
        assert time.monotonic() - begun < BACK_SECONDS, f"{name}: not back after {BACK_SECONDS} s"
    back = time.monotonic() - begun
    grown = peak - before
    p99 = statistics.quantiles(times, n=100)[98]
    print(f"slowhttptest {name}: {max(most)} connected, good client p99 {p99 * 1000:.1f} ms, slowest {max(times) * 1000:.1f} ms of {len(times)} "
          f"(quiet {quiet * 1000:.1f} ms), memory +{grown / 1000:.1f} MB, back after {back:.2f} s", flush=True)
    assert grown < MOST_GROWTH_KIB, f"{name}: memory grew by {grown} KiB"
    assert max(times) < 1.0, f"{name}: a good client waited {max(times):.1f} s"
    return max(times), grown


def slow_clients(door):
    url = f"http://{door.host}:{door.port}"
    script = max(re.findall(r'(?:src|href)="(/[^"]+\.js)"', page(door)), key=len)
    results = [
        slow(door, "headers", "-H", "-i", "2", "-u", f"{url}/healthz"),
        slow(door, "body", "-B", "-i", "2", "-s", "300000", "-f", "application/json", "-u", f"{url}/giaoban.v1.DossierService/Decide", "-j", door.cookie),
        slow(door, "read", "-X", "-w", "512", "-y", "1024", "-n", "3", "-z", "32", "-k", "3", "-u", url + script),
    ]
    return max(slowest for slowest, _ in results), max(grown for _, grown in results)


def page(door):
    connection = http.client.HTTPConnection(door.host, door.port, timeout=10)
    connection.request("GET", "/")
    return connection.getresponse().read().decode()


def main():
    with Services(sys.argv[1], longest=3 * SLOW_SECONDS + 150) as house:
        door = Door(house)
        pid = house.processes["gateway"].pid
        cpu = max(http_corpus(door), json_corpus(door), text_corpus(house))
        slowest, grown = slow_clients(door)
        assert house.processes["gateway"].pid == pid and all(map(house.alive, house.processes)), "a service ended"
        count = sum(len(corpus.cases(family)) for family in ("http", "json", "text"))
        print(f"{count} hostile cases refused, at most {cpu * 1000:.1f} ms of CPU time each; {SLOW_CLIENTS} slow clients: "
              f"good client's slowest {slowest * 1000:.0f} ms, memory +{grown / 1000:.1f} MB")


if __name__ == "__main__":
    main()
