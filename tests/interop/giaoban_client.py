"""A client of Giaoban in plain Python: ZeroMQ with CURVE, one frame per envelope, asks again when no answer comes.

It needs python3-zmq, python3-protobuf and the contract as Python modules, with DIR on the module path:
    protoc -I proto --python_out=DIR proto/giaoban/v1/*.proto
A program outside gets three things from the operator: its own key file (`giaoban keys add`), the endpoint of the
service, and the service's public key (keys/allowed.txtpb).

    with Client(endpoint, service_key, read_keys("keys/lng.txtpb")) as router:
        answer = router.ask("DossierService/Decide", DecideRequest(...), DecideResponse)
"""
import itertools
import secrets
import time
import uuid

import zmq
from google.protobuf import text_format

from giaoban.v1 import envelope_pb2, settings_pb2

LARGEST_FRAME = 1 << 20  # of the contract; a peer that sends more is cut off


class Refused(Exception):
    """The service said no; nothing was changed. `refusal` says why and what to do, in Vietnamese and English."""

    def __init__(self, refusal):
        super().__init__(f"{envelope_pb2.RefusalCode.Name(refusal.code)} {refusal.field}: {refusal.text_en}")
        self.refusal = refusal


class UnknownOutcome(Exception):
    """No answer came: the request may have been carried out. Ask again with the same payload, it is not done twice."""


def uuid7():
    """A fresh id for a dossier or a request, as text: 48 bits of milliseconds, then chance (RFC 9562)."""
    value = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76  # version
    return str(uuid.UUID(int=value & ~(0x3 << 62) | 0x2 << 62))  # variant


def read_keys(path):
    """The CURVE pair that `giaoban keys add` wrote."""
    with open(path, encoding="utf-8") as file:
        return text_format.Parse(file.read(), settings_pb2.KeyPair())


class Client:
    """One socket to one service. One thread; frames from earlier questions are recognised by number and thrown away."""

    def __init__(self, endpoint, service_key, keys, timeout=2.0, attempts=3):
        self._numbers = itertools.count(1)
        self._timeout, self._attempts = timeout, attempts
        self.socket = zmq.Context.instance().socket(zmq.DEALER)
        self.socket.setsockopt(zmq.LINGER, 0)
        self.socket.setsockopt(zmq.MAXMSGSIZE, LARGEST_FRAME)
        self.socket.curve_serverkey = service_key.encode()
        self.socket.curve_publickey = keys.public_key.encode()
        self.socket.curve_secretkey = keys.secret_key.encode()
        self._endpoint = endpoint

    def __enter__(self):
        self.connect()
        return self

    def __exit__(self, *_):
        self.socket.close()

    def connect(self):
        """Begins to connect, and does so again whenever the connection is lost; nothing waits for it."""
        self.socket.connect(self._endpoint)

    def ask(self, method, request, response_type, **request_fields):
        """The answer to a request message. Raises Refused or UnknownOutcome."""
        reply = self.exchange(method, request.SerializeToString(), **request_fields)
        if reply.HasField("refusal"):
            raise Refused(reply.refusal)
        return response_type.FromString(reply.payload)

    def exchange(self, method, payload, **request_fields):
        """The reply to these bytes, asked up to `attempts` times: the same payload carries the same request_id."""
        mine = set()
        for _ in range(self._attempts):
            mine.add(self.send(method, payload, **request_fields))
            reply = self.receive(mine, self._timeout)
            if reply is not None:
                return reply
        raise UnknownOutcome(f"{method}: no answer from {self._endpoint} in {self._attempts} x {self._timeout} s")

    def send(self, method, payload, **request_fields):
        """Sends one question and returns its number."""
        number = next(self._numbers)
        self.socket.send(self.envelope(method, payload, number, **request_fields))
        return number

    def receive(self, numbers, timeout):
        """The first reply to one of these questions, or None when none came in `timeout` seconds."""
        until = time.monotonic() + timeout
        while self.socket.poll(max(0, int((until - time.monotonic()) * 1000))):
            parts = self.socket.recv_multipart()
            envelope = envelope_pb2.Envelope.FromString(parts[0])
            if len(parts) == 1 and envelope.HasField("reply") and envelope.reply.correlation in numbers:
                return envelope.reply
        return None

    @staticmethod
    def envelope(method, payload, number, **request_fields):
        """One frame. request_fields: trace_id, min_position, deadline_us; person_id is for gateways only."""
        method = "giaoban.v1." + method
        request = envelope_pb2.Request(method=method, correlation=number, payload=payload, **request_fields)
        return envelope_pb2.Envelope(request=request).SerializeToString()
