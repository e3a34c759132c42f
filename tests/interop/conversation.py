"""What is said in the tests over ZeroMQ: by whom, with which keys, and how an answer or a refusal is told apart."""
import unittest
from contextlib import ExitStack

from google.protobuf import json_format

from deployment import CELL, COMMUNE, OTHER_CELL, PLAN, run_tests
from giaoban.v1 import command_pb2 as command
from giaoban.v1 import directory_pb2 as directory
from giaoban.v1 import dossier_pb2 as dossier
from giaoban.v1 import envelope_pb2 as envelope
from giaoban_client import Refused, uuid7

DECIDE = "DossierService/Decide"
GET = "DossierService/GetDossier"


def main():
    """Runs the tests of the calling program, whose argument is the build folder."""
    run_tests(Conversation, add_keys)


def add_keys(house):
    for name, unit in (("lng-cell", CELL), ("lng-other", OTHER_CELL), ("lng-commune", COMMUNE)):
        house.command("keys", "add", name, "--office", office_in(house, unit))


def office_in(house, unit):
    """The id of the one office of a unit, asked as the operator."""
    request = directory.ListOfficesRequest(unit_id=unit)
    with house.client("directory", "operator") as operator:
        listed = operator.ask("DirectoryService/ListOffices", request, directory.ListOfficesResponse)
    assert len(listed.offices) == 1, listed
    return listed.offices[0].office_id


def decide_request(dossier_id, version, verb, content=None, request_id=None):
    request = {"requestId": request_id or uuid7(), "dossierId": dossier_id, "expectedVersion": version}
    return json_format.ParseDict(request | {verb: content or {}}, command.DecideRequest())


def open_request(dossier_id, fields=PLAN):
    paper = {"kind": "meeting_plan", "unitId": CELL, "period": "2026-11", "fields": fields}
    return decide_request(dossier_id, 0, "open", paper)


class Conversation(unittest.TestCase):
    """Every test opens dossiers of its own."""

    house = None

    def setUp(self):
        self.open_clients = self.enterContext(ExitStack())
        self.cell = self.speaker("lng-cell")

    def speaker(self, key, service="router", **options):
        return self.open_clients.enter_context(self.house.client(service, key, **options))

    def decide(self, who, *words):
        return who.ask(DECIDE, decide_request(*words), command.DecideResponse)

    def opened(self, fields=PLAN):
        """The id of a fresh plan of the cell, at version 1."""
        dossier_id = uuid7()
        answer = self.cell.ask(DECIDE, open_request(dossier_id, fields), command.DecideResponse)
        self.assertEqual((answer.dossier_id, answer.version, answer.state), (dossier_id, 1, "draft"))
        return dossier_id

    def read(self, who, dossier_id):
        return who.ask(GET, dossier.GetDossierRequest(dossier_id=dossier_id), dossier.GetDossierResponse)

    def history(self, dossier_id):
        request = dossier.GetHistoryRequest(dossier_id=dossier_id)
        entries = self.cell.ask("DossierService/GetHistory", request, dossier.GetHistoryResponse).entries
        return [entry.event.WhichOneof("event") for entry in entries]

    def turns(self, who):
        answer = who.ask("DossierService/ListMyTurn", dossier.ListMyTurnRequest(limit=200), dossier.ListMyTurnResponse)
        return {turn.dossier.dossier_id: turn for turn in answer.turns}

    def refused(self, code, who, method, request):
        with self.assertRaises(Refused) as caught:
            who.ask(method, request, dossier.GetDossierResponse)
        return self.is_refusal(code, caught.exception.refusal)

    def is_refusal(self, code, refusal):
        self.assertEqual(envelope.RefusalCode.Name(refusal.code), "REFUSAL_CODE_" + code, refusal)
        self.assertTrue(refusal.text_vi and refusal.text_en, refusal)
        return refusal

    def lives(self):
        """A newcomer is answered: whatever was sent before, the service goes on."""
        newcomer = self.speaker("lng-other", timeout=5.0, attempts=1)
        self.refused("NOT_FOUND", newcomer, GET, dossier.GetDossierRequest(dossier_id=uuid7()))
