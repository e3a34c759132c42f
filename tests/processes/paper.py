"""One paper of the first cell, on which its secretary acts through the gateway's key; for tests that ask one thing at a time."""
import json

import zmq
from house import uuid7
from giaoban.v1 import command_pb2, dossier_pb2, envelope_pb2  # noqa: I001  known since house was imported
from google.protobuf import json_format

PERSON, CELL = "thu-ky-1-1", "24.01.001.01"


def code_of(reply):
    """"OK", "STORE_FULL" and so on; "UNKNOWN" when no reply came."""
    if reply is None:
        return "UNKNOWN"
    return envelope_pb2.RefusalCode.Name(reply.refusal.code).removeprefix("REFUSAL_CODE_") if reply.HasField("refusal") else "OK"


class Paper:
    """What is acknowledged becomes a line in the house's own file."""

    def __init__(self, house):
        self._house, self.id, self.version = house, uuid7(), 0

    def opening(self):
        return self._command({"open": {"kind": "meeting_plan", "unitId": CELL, "period": "2025-01"}})

    def remark(self, text="Đã báo các tổ đảng, chờ ý kiến."):
        return self._command({"comment": {"text": text}})

    def _command(self, verb):
        message = {"requestId": uuid7(), "dossierId": self.id, "expectedVersion": self.version, **verb}
        return json_format.ParseDict(message, command_pb2.DecideRequest())

    def ask(self, command, alive=lambda: True):
        """The reply; None when none comes in a quarter of a second, or when whoever should give it is no longer alive."""
        reply = self._exchange("DossierService/Decide", command, alive)
        if reply is not None and not reply.HasField("refusal"):
            answer = command_pb2.DecideResponse.FromString(reply.payload)
            told = {"personId": PERSON, "requestId": command.request_id, **json_format.MessageToDict(answer)}
            with open(self._house.acks, "a", encoding="utf-8") as acks:
                acks.write(json.dumps(told) + "\n")
        return reply

    def do(self, command):
        """A command that must go well."""
        reply = self.ask(command)
        if code_of(reply) != "OK":
            raise AssertionError(f"{code_of(reply)}: {command}")
        self.version = command_pb2.DecideResponse.FromString(reply.payload).version

    def read(self):
        """The code of reading it back."""
        return code_of(self._exchange("DossierService/GetDossier", dossier_pb2.GetDossierRequest(dossier_id=self.id)))

    def _exchange(self, method, message, alive=lambda: True):
        client = self._house.client("router", "gateway")
        try:
            asked = {client.send(method, message.SerializeToString(), person_id=PERSON)}
        except zmq.Again:
            return None
        for _ in range(10):
            reply = client.receive(asked, 0.025)
            if reply is not None or not alive():
                return reply
        return None
