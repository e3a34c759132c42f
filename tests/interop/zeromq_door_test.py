#!/usr/bin/python3 -B
"""The door of the bus: what is no request is dropped, who sends too much is cut off, and a key does what it may.

Called with the build folder; after every wrong frame the service must still answer a newcomer.
"""
import zmq
from zmq.utils.monitor import recv_monitor_message

from conversation import DECIDE, GET, Conversation, main, open_request
from deployment import CLERK, SECRETARY
from giaoban.v1 import dossier_pb2 as dossier
from giaoban.v1 import envelope_pb2 as envelope
from giaoban.v1 import import_pb2 as imports
from giaoban.v1 import settings_pb2 as settings
from giaoban_client import uuid7


class AFrame(Conversation):
    """Frames that are no request get no answer. Answers keep the order of questions, so the next one proves it."""

    def goes_unanswered(self, frames):
        number = 4_000_000
        plan = uuid7()
        frame = self.cell.envelope(DECIDE, open_request(plan).SerializeToString(), number)
        self.cell.socket.send_multipart(frames(frame))
        question = self.cell.send(GET, dossier.GetDossierRequest(dossier_id=plan).SerializeToString())
        reply = self.cell.receive({number, question}, 5.0)
        self.assertIsNotNone(reply, "the service does not answer any more")
        self.assertEqual(reply.correlation, question, "a frame that must be dropped was answered")
        self.is_refusal("NOT_FOUND", reply.refusal)
        self.lives()

    def test_followed_by_a_second_one_is_dropped(self):
        self.goes_unanswered(lambda frame: [frame, frame])
        self.goes_unanswered(lambda frame: [frame, b""])
        self.goes_unanswered(lambda frame: [b"", frame])

    def test_that_is_no_envelope_is_dropped(self):
        self.goes_unanswered(lambda frame: [b"\xff" * 64])
        self.goes_unanswered(lambda frame: [frame[:-1]])

    def test_that_carries_an_answer_is_dropped(self):
        reply = envelope.Envelope(reply=envelope.Reply(correlation=4_000_000)).SerializeToString()
        self.goes_unanswered(lambda frame: [reply])

    def test_alone_is_answered(self):
        """The control: what the other tests send is dropped for its shape, not for its content."""
        plan = uuid7()
        self.cell.socket.send_multipart([self.cell.envelope(DECIDE, open_request(plan).SerializeToString(), 4_000_000)])
        self.assertEqual(self.cell.receive({4_000_000}, 5.0).correlation, 4_000_000)
        self.assertEqual(self.history(plan), ["opened"])

    def test_of_two_mebibytes_is_cut_off(self):
        big = self.speaker("lng-cell")
        self.read(big, self.opened())
        with watching(big, zmq.EVENT_DISCONNECTED) as events:
            big.send(DECIDE, b"\0" * (2 << 20))
            self.assertTrue(events.poll(5000), "the connection was not closed")
            self.assertEqual(recv_monitor_message(events)["event"], zmq.EVENT_DISCONNECTED)
        self.assertEqual(big.socket.poll(0), 0, "a frame over the limit was answered")
        self.lives()


class watching:
    """The events of a client's connection."""

    def __init__(self, speaker, events):
        self._socket, self._events = speaker.socket, events

    def __enter__(self):
        self._told = self._socket.get_monitor_socket(self._events)
        return self._told

    def __exit__(self, *_):
        self._socket.disable_monitor()
        self._told.close()


class AKey(Conversation):
    HANDSHAKES = zmq.EVENT_HANDSHAKE_SUCCEEDED | zmq.EVENT_HANDSHAKE_FAILED_AUTH

    def handshake(self, keys):
        """How the service meets this pair, and whether it answers a question that waits to be sent."""
        peer = self.house.client_with("router", keys, timeout=5.0)
        self.open_clients.callback(peer.socket.close)
        with watching(peer, self.HANDSHAKES) as events:
            peer.connect()
            peer.send(GET, dossier.GetDossierRequest(dossier_id=uuid7()).SerializeToString())
            self.assertTrue(events.poll(5000), "no handshake")
            event = recv_monitor_message(events)["event"]
            answered = peer.receive({1}, 5.0 if event == zmq.EVENT_HANDSHAKE_SUCCEEDED else 0.3) is not None
        return event, answered

    def test_that_nobody_allowed_gets_no_answer(self):
        public, secret = zmq.curve_keypair()
        random = settings.KeyPair(public_key=public.decode(), secret_key=secret.decode())
        self.assertEqual(self.handshake(random), (zmq.EVENT_HANDSHAKE_FAILED_AUTH, False))
        self.assertEqual(self.handshake(self.house.keys("lng-cell")), (zmq.EVENT_HANDSHAKE_SUCCEEDED, True))

    def test_of_an_integrator_may_not_speak_for_a_person(self):
        payload = open_request(uuid7()).SerializeToString()
        for person in (CLERK, SECRETARY):  # its own holder neither: the name comes from the key alone
            self.is_refusal("CALLER_NOT_ALLOWED", self.cell.exchange(DECIDE, payload, person_id=person).refusal)

    def test_of_an_integrator_may_not_do_an_operators_work(self):
        there = self.speaker("lng-cell", service="directory")
        request = imports.ImportUnitsRequest(csv=b"x")
        self.refused("CALLER_NOT_ALLOWED", there, "DirectoryService/ImportUnits", request)

    def test_of_an_operator_decides_nothing(self):
        self.refused("CALLER_NOT_ALLOWED", self.speaker("operator"), DECIDE, open_request(uuid7()))


if __name__ == "__main__":
    main()
