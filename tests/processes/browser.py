"""One person at a browser: acts through the gateway over HTTP, asks again under the same request id, keeps what it was told."""
import http.client
import json
import os
import threading
import time

from house import uuid7

CELL, PERSON = "24.01.001.01", "thu-ky-1-1"
PATIENCE = 30.0
PAUSE = 0.02


class Browser(threading.Thread):
    """Comments on a paper of its own, again and again, from enter until finish(); each answer is a line in `acks`."""

    def __init__(self, port, login, password, acks):
        super().__init__(daemon=True)
        self._port, self._ending, self._fault, self._told = port, threading.Event(), None, 0
        self._acks = os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._cookie, self._connection = "", None
        self._sign_in = {"login": login, "password": password}

    def __enter__(self):
        self._call("SessionService/SignIn", self._sign_in)
        self.start()
        return self

    def __exit__(self, *_):
        self._ending.set()
        self.join()
        os.close(self._acks)

    def finish(self):
        """Ends, and says how many acts were acknowledged. Fails when the person was turned away or never answered."""
        self._ending.set()
        self.join()
        if self._fault is not None:
            raise self._fault
        return self._told

    def run(self):
        try:
            paper, version = uuid7(), 0
            while not self._ending.is_set():
                open_it = {"kind": "meeting_plan", "unitId": CELL, "period": "2025-01"}
                verb = {"comment": {"text": "Đã báo tổ đảng."}} if version else {"open": open_it}
                version = self._decide(paper, version, verb)
                time.sleep(PAUSE)
        except Exception as fault:  # handed to finish()
            self._fault = fault

    def _decide(self, paper, version, verb):
        command = {"requestId": uuid7(), "dossierId": paper, "expectedVersion": version} | verb
        answer = self._call("DossierService/Decide", command)
        line = {"personId": PERSON, "requestId": command["requestId"], **answer}
        os.write(self._acks, (json.dumps(line) + "\n").encode())
        self._told += 1
        return int(answer["version"])

    def _call(self, method, message):
        """The answer; asked again for so long as nobody is there or says to come again."""
        until = time.monotonic() + PATIENCE
        while True:
            status, body = self._post(f"/giaoban.v1.{method}", json.dumps(message))
            if status == 200:
                return json.loads(body)
            if status not in (0, 429, 503, 504) or time.monotonic() > until:
                raise AssertionError(f"{method} by HTTP: {status} {body}")
            time.sleep(PAUSE)

    def _post(self, path, body):
        """Status and body; 0 when no answer came, after which nobody knows what was done."""
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=6)
            headers = {"Content-Type": "application/json"} | ({"Cookie": self._cookie} if self._cookie else {})
            self._connection.request("POST", path, body.encode(), headers)
            answer = self._connection.getresponse()
            text = answer.read().decode()
            self._cookie = (answer.headers.get("Set-Cookie") or self._cookie).split(";")[0]
            return answer.status, text
        except (OSError, http.client.HTTPException) as fault:
            if self._connection is not None:
                self._connection.close()
            self._connection = None
            return 0, str(fault)
