#!/usr/bin/python3 -B
"""A right taken away during a session is gone within five seconds, by the machine's clock and through the real gateway.

Called with the build folder. The rules behind it are in revocation_test.cc, where a clock is turned by hand.
"""
import http.client
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "interop"))
from deployment import CELL, CLERK, PASSWORD, PLAN, STRANGER, Deployment  # noqa: E402
from giaoban.v1 import account_pb2 as account  # noqa: E402
from giaoban.v1 import directory_pb2 as directory  # noqa: E402
from giaoban_client import uuid7  # noqa: E402

LONGEST = 5.0


class Browser:
    """Somebody signed in, on one connection that stays open."""

    def __init__(self, url, login):
        self._connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
        self._cookie = ""
        status, headers, body = self.post("SessionService/SignIn", {"login": login, "password": PASSWORD})
        assert status == 200, body
        self._cookie = headers["Set-Cookie"].split(";")[0]

    def post(self, method, request):
        headers = {"Content-Type": "application/json", "Connect-Protocol-Version": "1", "Cookie": self._cookie}
        self._connection.request("POST", f"/giaoban.v1.{method}", json.dumps(request), headers)
        response = self._connection.getresponse()
        return response.status, response.headers, json.loads(response.read())

    def decide(self, plan, version, verb, content):
        request = {"requestId": uuid7(), "dossierId": plan, "expectedVersion": str(version), verb: content}
        status, _, answer = self.post("DossierService/Decide", request)
        return status, answer


def waiting_plan(author):
    plan = uuid7()
    for version, verb, content in ((0, "open", {"kind": "meeting_plan", "unitId": CELL, "period": "2026-11", "fields": PLAN}), (1, "submit", {})):
        status, answer = author.decide(plan, version, verb, content)
        assert status == 200, answer
    return plan


def until_refused(act, wanted):
    """Seconds until the act, done again and again, is refused with one of these codes and stays refused."""
    begun = time.monotonic()
    while time.monotonic() - begun < 3 * LONGEST:
        status, answer = act()
        if status != 200:
            assert answer["code"] in wanted, answer
            seconds = time.monotonic() - begun
            time.sleep(0.5)
            assert act()[0] != 200, "refused, and then allowed again"
            return seconds
        time.sleep(0.02)
    raise AssertionError(f"still allowed after {3 * LONGEST} s")


def end_office(house, person):
    with house.client("directory", "operator") as operator:
        listed = operator.ask("DirectoryService/ListOffices", directory.ListOfficesRequest(person_id=person), directory.ListOfficesResponse)
        for office in listed.offices:
            operator.ask("DirectoryService/EndOffice", directory.EndOfficeRequest(office_id=office.office_id), directory.EndOfficeResponse)


def main():
    with Deployment(sys.argv[1]) as house:
        author, clerk, stranger = Browser(house.url, "hoa"), Browser(house.url, "duc"), Browser(house.url, "binh")
        plan = waiting_plan(author)
        version = [2]

        def comment():
            status, answer = clerk.decide(plan, version[0], "comment", {"text": "Đã xem"})
            if status == 200:
                version[0] = answer["version"]
            return status, answer

        def look():
            status, _, answer = stranger.post("SessionService/WhoAmI", {})
            return status, answer

        assert comment()[0] == 200 and look()[0] == 200
        end_office(house, CLERK)
        office = until_refused(comment, ("permission_denied", "not_found"))
        with house.client("directory", "operator") as operator:
            operator.ask("AccountService/DisableAccount", account.DisableAccountRequest(person_id=STRANGER), account.DisableAccountResponse)
        session = until_refused(look, ("unauthenticated",))
        assert office < LONGEST and session < LONGEST, f"{office:.2f} s, {session:.2f} s"
        print(f"refused after: an office that ended {office * 1000:.0f} ms, an account that was closed {session * 1000:.0f} ms")


if __name__ == "__main__":
    main()
