#!/usr/bin/python3 -B
"""The same over HTTP: `buf curl` speaks Connect to the gateway, and http.client does in JSON and in binary.

Called with the build folder. buf is the one of tests/contract (npm ci --ignore-scripts --prefix tests/contract).
"""
import base64
import http.client
import json
import re
import subprocess
import sys
import unittest

from contract import ROOT
from deployment import CELL, CLERK, PASSWORD, PLAN, SECRETARY, STRANGER, run_tests
from giaoban.v1 import dossier_pb2 as dossier
from giaoban.v1 import envelope_pb2 as envelope
from giaoban.v1 import session_pb2 as session
from giaoban_client import uuid7

BUF = ROOT / "tests/contract/node_modules/.bin/buf"


class Connect(unittest.TestCase):
    house = None
    cell = None  # the cookie of the cell's secretary

    def setUp(self):
        Connect.cell = Connect.cell or self.signed_in("hoa", SECRETARY)

    def signed_in(self, login, person):
        """The cookie of a fresh session, begun with buf curl."""
        answer, heard = self.call("SessionService/SignIn", {"login": login, "password": PASSWORD}, extra=["--verbose"])
        self.assertEqual(answer["personId"], person)
        cookie = re.search(r"set-cookie: (__Host-giaoban=[A-Za-z0-9_-]{43}); Secure; HttpOnly; SameSite=Strict", heard, re.IGNORECASE)
        self.assertIsNotNone(cookie, f"no cookie in\n{heard}")
        return cookie.group(1)

    def buf_curl(self, method, request, cookie=None, extra=()):
        words = [str(BUF), "curl", "--protocol", "connect", "--schema", str(ROOT / "proto"), "--data", "@-", *extra]
        words += ["--header", f"Cookie: {cookie}"] if cookie else []
        words += [f"{self.house.url}/giaoban.v1.{method}"]
        return subprocess.run(words, input=json.dumps(request), capture_output=True, text=True, timeout=20)

    def call(self, *words, **more):
        """The answer to a call that must succeed, and what buf said beside it."""
        done = self.buf_curl(*words, **more)
        self.assertEqual(done.returncode, 0, f"{words}\n{done.stdout}{done.stderr}")
        return json.loads(done.stdout), done.stderr

    def refused(self, connect_number, connect_code, code, *words):
        """buf ends with Connect's number, shifted by three bits; its error carries our refusal."""
        done = self.buf_curl(*words)
        self.assertEqual(done.returncode, connect_number << 3, done.stdout + done.stderr)
        return self.is_error(connect_code, code, json.loads(done.stderr))

    def is_error(self, connect_code, code, error):
        self.assertEqual(error["code"], connect_code)
        (detail,) = error["details"]
        self.assertEqual(detail["type"], "giaoban.v1.Refusal")
        value = detail["value"]
        refusal = envelope.Refusal.FromString(base64.b64decode(value + "=" * (-len(value) % 4)))
        self.assertEqual(envelope.RefusalCode.Name(refusal.code), "REFUSAL_CODE_" + code, refusal)
        self.assertEqual(error["message"], f"{refusal.text_vi} / {refusal.text_en}")
        return refusal

    def decide(self, cookie, plan, version, verb, content=None):
        request = {"requestId": uuid7(), "dossierId": plan, "expectedVersion": version, verb: content or {}}
        return self.call("DossierService/Decide", request, cookie)[0]

    def opened(self):
        plan = uuid7()
        content = {"kind": "meeting_plan", "unitId": CELL, "period": "2026-11", "fields": PLAN}
        self.assertEqual(self.decide(self.cell, plan, 0, "open", content)["state"], "draft")
        return plan

    def post(self, method, body, content_type, cookie):
        """Status, headers and body of a plain HTTP request."""
        connection = http.client.HTTPConnection(self.house.url.removeprefix("http://"), timeout=10)
        self.addCleanup(connection.close)
        headers = {"Content-Type": content_type, "Connect-Protocol-Version": "1", "Cookie": cookie}
        connection.request("POST", f"/giaoban.v1.{method}", body, headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read()


class APlan(Connect):
    def test_is_opened_submitted_and_read_with_buf_curl_and_approved(self):
        plan = self.opened()
        self.assertEqual(self.decide(self.cell, plan, 1, "submit")["state"], "with_commune")
        read, _ = self.call("DossierService/GetDossier", {"dossierId": plan}, self.cell)
        self.assertEqual((read["dossier"]["version"], read["dossier"]["at"]["state"]), ("2", "with_commune"))
        self.assertIn({"name": "place", "text": "Nhà văn hóa thôn Một"}, read["fields"])

        clerk = self.signed_in("duc", CLERK)
        turns, _ = self.call("DossierService/ListMyTurn", {"limit": 200}, clerk)
        self.assertIn(plan, [turn["dossier"]["dossierId"] for turn in turns["turns"]])
        held = self.decide(clerk, plan, 2, "approve", {"text": "Đồng ý."})
        self.assertEqual(held["state"], "with_commune", "held until it seals")
        self.assertEqual(self.decide(clerk, plan, 3, "seal", {})["state"], "approved")
        history, _ = self.call("DossierService/GetHistory", {"dossierId": plan}, self.cell)
        names = [entry["personName"] for entry in history["entries"]]
        self.assertEqual(names, ["Nguyễn Thị Hòa", "Nguyễn Thị Hòa", "Trần Văn Đức", "Trần Văn Đức"])

    def test_is_the_same_in_json_and_in_binary(self):
        plan = self.opened()
        method, request = "DossierService/GetDossier", dossier.GetDossierRequest(dossier_id=plan)
        status, headers, body = self.post(method, request.SerializeToString(), "application/proto", self.cell)
        self.assertEqual((status, headers["Content-Type"]), (200, "application/proto"), body)
        binary = dossier.GetDossierResponse.FromString(body)
        self.assertEqual((binary.dossier.dossier_id, binary.dossier.version), (plan, 1))

        status, headers, body = self.post(method, json.dumps({"dossierId": plan}), "application/json", self.cell)
        self.assertEqual((status, headers["Content-Type"]), (200, "application/json"), body)
        text = json.loads(body)
        self.assertEqual(text["dossier"]["version"], str(binary.dossier.version))
        self.assertEqual([field["name"] for field in text["fields"]], [field.name for field in binary.fields])


class ARefusal(Connect):
    def test_comes_as_connects_error_with_ours_inside(self):
        plan = self.opened()
        stale = {"requestId": uuid7(), "dossierId": plan, "expectedVersion": 7, "submit": {}}
        self.refused(10, "aborted", "STALE_VERSION", "DossierService/Decide", stale, self.cell)
        self.refused(5, "not_found", "NOT_FOUND", "DossierService/GetDossier", {"dossierId": uuid7()}, self.cell)
        reused = stale | {"expectedVersion": 1}
        self.refused(6, "already_exists", "REQUEST_ID_REUSED", "DossierService/Decide", reused, self.cell)

    def test_meets_whoever_is_not_signed_in(self):
        nobody = "__Host-giaoban=" + "A" * 43
        for cookie in (None, nobody):
            self.refused(16, "unauthenticated", "UNAUTHENTICATED", "DossierService/ListMyTurn", {"limit": 1}, cookie)
        wrong = {"login": "hoa", "password": PASSWORD + "?"}
        self.refused(16, "unauthenticated", "UNAUTHENTICATED", "SessionService/SignIn", wrong)

    def test_meets_calls_that_are_for_the_house_alone(self):
        account = {"login": "hoa"}
        self.refused(12, "unimplemented", "UNKNOWN_METHOD", "DirectoryService/FindAccount", account, self.cell)

    def test_is_json_for_a_binary_question_too(self):
        status, headers, body = self.post("SessionService/SignIn", b"\xf8\x07\x01\x0a", "application/proto", self.cell)
        self.assertEqual((status, headers["Content-Type"]), (400, "application/json"))
        self.is_error("invalid_argument", "MALFORMED", json.loads(body))
        unknown = dossier.GetDossierRequest(dossier_id=uuid7()).SerializeToString() + b"\xf8\x07\x01"
        status, _, body = self.post("DossierService/GetDossier", unknown, "application/proto", self.cell)
        self.assertEqual(status, 400)
        self.is_error("invalid_argument", "MALFORMED", json.loads(body))

    def test_names_the_unknown_field_of_a_json_question(self):
        body = json.dumps({"dossierID": uuid7()})
        status, _, body = self.post("DossierService/GetDossier", body, "application/json", self.cell)
        self.assertEqual(status, 400)
        self.assertEqual(self.is_error("invalid_argument", "MALFORMED", json.loads(body)).field, "dossierID")

    def test_ends_a_session_for_good(self):
        cookie, turns = self.signed_in("binh", STRANGER), ("DossierService/ListMyTurn", {"limit": 1})
        self.call(*turns, cookie)
        status, _, body = self.post("SessionService/WhoAmI", b"", "application/proto", cookie)
        self.assertEqual((status, session.WhoAmIResponse.FromString(body).person_id), (200, STRANGER))
        # buf sends an empty message as a chunked body of nothing.
        self.assertEqual(self.call("SessionService/WhoAmI", {}, cookie)[0]["personId"], STRANGER)
        empty = session.SignOutRequest().SerializeToString()
        status, headers, _ = self.post("SessionService/SignOut", empty, "application/proto", cookie)
        self.assertEqual((status, headers["Set-Cookie"].split(";")[0]), (200, "__Host-giaoban="))
        self.refused(16, "unauthenticated", "UNAUTHENTICATED", *turns, cookie)


if __name__ == "__main__":
    if not BUF.exists():
        sys.exit("buf is not there; run: npm ci --ignore-scripts --prefix tests/contract")
    run_tests(Connect)
