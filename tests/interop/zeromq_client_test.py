#!/usr/bin/python3 -B
"""A Python program that has nothing of ours but the contract takes a plan through its way over ZeroMQ with CURVE.

Called with the build folder. The client is giaoban_client.py, the services are those of `giaoban run all`.
"""
import signal
import unicodedata

from conversation import DECIDE, GET, Conversation, decide_request, main, open_request
from deployment import CELL, CLERK, SECRETARY
from giaoban.v1 import command_pb2 as command
from giaoban.v1 import dossier_pb2 as dossier
from giaoban_client import UnknownOutcome, uuid7


class APlan(Conversation):
    def test_goes_from_the_cell_to_the_commune_and_is_approved(self):
        plan = self.opened()
        self.assertEqual(self.decide(self.cell, plan, 1, "submit").state, "with_commune")
        read = self.read(self.cell, plan)
        self.assertEqual((read.dossier.version, read.dossier.rounds, read.dossier.unit_id), (2, 1, CELL))
        self.assertEqual({field.name: field for field in read.fields}["place"].text, "Nhà văn hóa thôn Một")
        self.assertEqual(list(read.dossier.author_hands), [SECRETARY])

        commune = self.speaker("lng-commune")
        turn = self.turns(commune)[plan]
        self.assertEqual((turn.unit_name, turn.dossier.version), ("Chi bộ thôn Một", 2))
        held = self.decide(commune, plan, 2, "approve", {"text": "Đồng ý."})
        self.assertEqual((held.state, held.version), ("with_commune", 3), "held until it seals")
        self.assertNotIn(plan, self.turns(commune))
        done = self.decide(commune, plan, 3, "seal", {})
        self.assertEqual((done.state, done.version), ("approved", 4))
        self.assertEqual(list(self.read(commune, plan).dossier.decided_hands), [CLERK])
        self.assertEqual(self.history(plan), ["opened", "submitted", "approved", "sealed"])

    def test_is_read_at_the_position_that_the_answer_named(self):
        plan = uuid7()
        answer = self.cell.ask(DECIDE, open_request(plan), command.DecideResponse)
        self.assertGreater(answer.position, 0)
        reply = self.cell.exchange(
            GET, dossier.GetDossierRequest(dossier_id=plan).SerializeToString(), min_position=answer.position)
        self.assertGreaterEqual(reply.position, answer.position)
        self.assertEqual(dossier.GetDossierResponse.FromString(reply.payload).dossier.version, 1)

    def test_written_in_nfd_is_kept_in_nfc(self):
        place = "Nhà văn hoá xã Cẩm Lý"
        nfd = unicodedata.normalize("NFD", place)
        self.assertNotEqual(nfd, place)
        plan = self.opened([{"name": "place", "text": nfd}])
        self.assertEqual(self.read(self.cell, plan).fields[0].text, place)

    def test_is_hidden_from_another_cell(self):
        plan = self.opened()
        self.refused("NOT_FOUND", self.speaker("lng-other"), GET, dossier.GetDossierRequest(dossier_id=plan))

    def test_at_another_version_is_stale(self):
        plan = self.opened()
        self.refused("STALE_VERSION", self.cell, DECIDE, decide_request(plan, 7, "submit"))
        self.assertEqual(self.history(plan), ["opened"])


class ARequest(Conversation):
    def test_sent_twice_is_answered_with_the_same_bytes_and_done_once(self):
        plan = self.opened()
        payload = decide_request(plan, 1, "submit").SerializeToString()
        first, second = self.cell.exchange(DECIDE, payload), self.cell.exchange(DECIDE, payload)
        self.assertEqual(command.DecideResponse.FromString(first.payload).version, 2)
        self.assertEqual(first.payload, second.payload)
        self.assertEqual(self.history(plan), ["opened", "submitted"])

    def test_that_was_refused_is_refused_again_with_the_same_bytes(self):
        payload = decide_request(self.opened(), 7, "submit").SerializeToString()
        first, second = self.cell.exchange(DECIDE, payload), self.cell.exchange(DECIDE, payload)
        self.is_refusal("STALE_VERSION", first.refusal)
        self.assertEqual(first.refusal.SerializeToString(), second.refusal.SerializeToString())

    def test_whose_answer_was_lost_is_sent_again_and_done_once(self):
        plan = self.opened()
        payload = decide_request(plan, 1, "submit").SerializeToString()
        with self.house.client("router", "lng-cell") as forgetful:
            forgetful.send(DECIDE, payload)
            self.assertTrue(forgetful.socket.poll(5000), "no answer to lose")
        answer = command.DecideResponse.FromString(self.cell.exchange(DECIDE, payload).payload)
        self.assertEqual((answer.version, answer.state), (2, "with_commune"))
        self.assertEqual(self.history(plan), ["opened", "submitted"])

    def test_to_a_silent_service_has_an_unknown_outcome_and_is_done_once_when_asked_again(self):
        plan = self.opened()
        hasty = self.speaker("lng-cell", timeout=0.2, attempts=2)
        self.read(hasty, plan)
        request = decide_request(plan, 1, "submit")
        self.house.process.send_signal(signal.SIGSTOP)
        try:
            with self.assertRaises(UnknownOutcome):
                hasty.ask(DECIDE, request, command.DecideResponse)
        finally:
            self.house.process.send_signal(signal.SIGCONT)
        self.assertEqual(self.cell.ask(DECIDE, request, command.DecideResponse).version, 2)
        self.assertEqual(self.history(plan), ["opened", "submitted"])

    def test_with_a_used_id_and_other_content_is_refused(self):
        plan = self.opened()
        self.decide(self.cell, plan, 1, "comment", {"text": "Một."}, "request-0001")
        again = decide_request(plan, 2, "comment", {"text": "Hai."}, "request-0001")
        self.assertEqual(self.refused("REQUEST_ID_REUSED", self.cell, DECIDE, again).field, "request_id")
        self.assertEqual(self.history(plan), ["opened", "commented"])

    def test_for_an_unknown_method_is_refused(self):
        for method in ("DossierService/Burn", "NoService/Decide"):
            self.refused("UNKNOWN_METHOD", self.cell, method, dossier.GetDossierRequest())

    def test_that_is_not_the_message_of_its_method_is_refused(self):
        plan = uuid7()
        good = open_request(plan).SerializeToString()
        broken = {
            "unknown field": good + b"\xf8\x07\x01",  # field 127
            "unknown field of a later version": good + b"\x22\x03new",  # field 4
            "cut off": good[:-1],
            "wrong type": b"\x0d\x01\x02\x03\x04" + good,  # request_id as fixed32
            "bad UTF-8": good.replace("Nhà văn hóa".encode(), b"Nh\xff v\xfe\x80n h\xc3(a "),
        }
        for what, payload in broken.items():
            with self.subTest(what):
                self.assertNotEqual(payload, good)
                self.is_refusal("MALFORMED", self.cell.exchange(DECIDE, payload).refusal)
        self.refused("NOT_FOUND", self.cell, GET, dossier.GetDossierRequest(dossier_id=plan))


if __name__ == "__main__":
    main()
