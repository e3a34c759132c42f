"""What is done to a service, each by a process of its own until its time is over. `door` says where and with which key."""
import itertools
import os
import socket
import struct
import time
from dataclasses import dataclass

import zmq

from conversation import DECIDE, GET, open_request
from giaoban.v1 import command_pb2 as command
from giaoban.v1 import dossier_pb2 as dossier
from giaoban.v1 import envelope_pb2 as envelope
from giaoban.v1 import settings_pb2 as settings
from giaoban_client import Client, uuid7
from raw_peer import CutOff, RawPeer, frame, greeting, metadata

PART = b"\0" * 60_000


@dataclass
class Door:
    endpoint: str
    server_key: str
    keys: settings.KeyPair  # of somebody who may speak
    seconds: float

    def ticks(self):
        """Counts until the time is over."""
        until = time.monotonic() + self.seconds
        for number in itertools.count(1):
            if time.monotonic() >= until:
                return
            yield number

    def peer(self, **properties):
        """Comes in; while there is no room for newcomers, tries again."""
        until = time.monotonic() + 10
        while True:
            try:
                return RawPeer(self.endpoint).enter(self.server_key, self.keys, **properties)
            except ConnectionError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.005)


def stranger():
    public, secret = zmq.curve_keypair()
    return settings.KeyPair(public_key=public.decode(), secret_key=secret.decode())


def unknown_key(door):
    """Fresh keys knock, one after another."""
    refused = 0
    for refused in door.ticks():
        with RawPeer(door.endpoint) as peer:
            try:
                peer.greet()
                peer.hello(door.server_key)
                assert not peer.initiate(stranger()), "a key that nobody allowed was let in"
            except CutOff:
                pass  # even sooner
    return f"{refused} refused"


def other_mechanisms(door):
    """Whoever would rather not prove a key: NULL, PLAIN, an older protocol, a second server, no protocol at all."""
    ready = frame(b"\x05READY" + metadata(Socket_Type=b"DEALER"), 4)
    question = Client.envelope(GET, dossier.GetDossierRequest(dossier_id=uuid7()).SerializeToString(), 1)
    message = frame(b"\0" * 5, 1) + frame(question)
    openings = [greeting(b"NULL") + ready + message, greeting(b"PLAIN") + frame(b"\x05HELLO\x01a\x01b", 4) + message,
                greeting(b"CURVE") + ready + message, greeting(b"CURVE", as_server=1) + message,
                b"\xff" + b"\0" * 8 + b"\x7f\x01\x05" + frame(question), b"\x01\0" + frame(question), b"GET / HTTP/1.1\r\n\r\n"]
    ended = 0
    for number in door.ticks():
        with RawPeer(door.endpoint, timeout=4.0) as peer:
            peer.send(openings[number % len(openings)])
            heard = b""
            try:
                while more := peer.socket.recv(65536):
                    heard += more
            except ConnectionResetError:
                pass
            assert len(heard) <= 64 + 100, f"more than a greeting came back: {heard!r}"
            ended += 1
    return f"{ended} ended"


def false_names(door):
    """An allowed key that says it is the gateway: in a property of its handshake, and by speaking for a person."""
    said = 0
    for said in door.ticks():
        with door.peer(User_Id=b"gateway") as peer:
            payload = open_request(uuid7()).SerializeToString()
            peer.send_part(Client.envelope(DECIDE, payload, 1, person_id="p-xa"))
            reply = peer.receive_reply()
            assert reply.refusal.code == envelope.REFUSAL_CODE_CALLER_NOT_ALLOWED, reply
    return f"{said} refused"


def oversized_frames(door):
    """Frames of 2 MiB and announced ones of 1 TiB, before and after the handshake."""
    cut = 0
    for number in door.ticks():
        peer = RawPeer(door.endpoint)
        try:
            if number % 2:
                peer.enter(door.server_key, door.keys)
            else:
                peer.greet()
            announced = 2 << 20 if number % 4 < 2 else 1 << 40
            peer.send(b"\x02" + struct.pack(">Q", announced))
            for _ in range(60):
                peer.send(PART)
            raise AssertionError(f"a frame of {announced} bytes was not cut off")
        except CutOff:
            cut += 1
        finally:
            peer.close()
    return f"{cut} cut off"


def endless_message(door, part=PART, connections=1):
    """Parts without end, over several connections at once."""
    sent, cut, peers = 0, 0, []
    for number in door.ticks():
        while len(peers) < connections:
            peers.append(door.peer())
        peer = peers[number % connections]
        try:
            batch = b"".join(peer.sealed(part, more=True) for _ in range(max(1, len(PART) // (len(part) + 40))))
            peer.send(batch)
            sent += len(batch)
        except (CutOff, TimeoutError):
            cut += 1
            peers.remove(peer)
            peer.close()
    for peer in peers:
        peer.close()
    return f"{sent >> 20} MiB sent, {cut} cut off"


def half_open(door, count):
    """Connections that never come to an end of their handshake: silent, after the greeting, after HELLO."""
    opened, peers = 0, []
    for number in door.ticks():
        try:
            peer = RawPeer(door.endpoint, timeout=0.2)
            peers.append(peer)
            opened += 1
            if number % 3:
                peer.send(greeting())
            if number % 3 == 2:
                peer.receive(64)
                peer.hello(door.server_key)
        except OSError:
            pass
        for old in peers[:-count]:
            old.close()
        del peers[:-count]
        if len(peers) >= count:
            time.sleep(0.01)
    for peer in peers:
        peer.close()
    return f"{opened} opened"


def same_routing_id(door, others):
    """A victim and a thief with another key under one routing id, and one that guesses ids that libzmq gives: each question
    is answered to its asker alone. Little is sent, for libzmq keeps what came from a second peer under one id for ever."""
    answered, thief_heard = 0, 0
    for number in door.ticks():
        name = b"chair %d" % number if number % 2 else b"\0" + os.urandom(4)  # one that was just left may still be taken
        with door.peer(Identity=name) as victim, RawPeer(door.endpoint) as thief:
            thief.enter(door.server_key, others, Identity=name)
            victim.send_part(Client.envelope(GET, dossier.GetDossierRequest(dossier_id=uuid7()).SerializeToString(), number))
            reply = victim.receive_reply()
            assert reply.correlation == number, reply
            answered += 1
            thief.socket.settimeout(0.005)
            try:
                thief.receive_reply()
                thief_heard += 1
            except (TimeoutError, CutOff):
                pass
    assert thief_heard == 0, f"the thief heard {thief_heard} answers"
    return f"{answered} answered to their askers"


def deaf_peer(door, questions):
    """Asks for much and reads nothing."""
    asked, cut, peer, stuck = 0, 0, None, False
    for number in door.ticks():
        if stuck:
            time.sleep(0.05)
            continue
        try:
            if peer is None:
                peer = door.peer()
                peer.socket.settimeout(0.3)
            peer.send_part(questions[number % len(questions)])
            asked += 1
        except CutOff:
            cut += 1
            peer.close()
            peer = None
        except TimeoutError:
            stuck = True  # in the middle of a frame: the service takes no more
    if peer:
        peer.close()
    return f"{asked} asked, {cut} cut off"


def large_questions(door, dossier_id):
    """Questions as large as honest ones get, each of them work for the disk, faster than any disk."""
    sent, cut, peer = 0, 0, door.peer()
    for number in door.ticks():
        chunk = dossier.PutChunkRequest(dossier_id=dossier_id, file_id=f"tep-thu-{number % 40:04}", index=number % 4, data=PART * 4)
        try:
            peer.send_part(Client.envelope("DossierService/PutChunk", chunk.SerializeToString(), number))
            peer.drain()
            sent += 1
        except (CutOff, TimeoutError):
            cut += 1
            peer.close()
            peer = door.peer()
    peer.close()
    return f"{sent} sent, {cut} cut off"


def nonsense(door):
    """Large and small frames that mean nothing: no protobuf, answers to nobody, fields without end, the largest question."""
    answer = envelope.Envelope(reply=envelope.Reply(correlation=7, payload=PART)).SerializeToString()
    frames = [b"\xff" * 1_000_000, answer, b"", Client.envelope(DECIDE, b"\0" * 1_000_000, 1),
              Client.envelope(DECIDE, many_fields(), 2), Client.envelope("X" * 900_000, b"", 3),
              Client.envelope(DECIDE, open_request(uuid7()).SerializeToString()[:-1], 2**63)]
    sent, peer = 0, door.peer()
    for number in door.ticks():
        try:
            peer.send_part(frames[number % len(frames)])
            peer.drain()
            sent += 1
        except (CutOff, TimeoutError):
            peer.close()
            peer = door.peer()
    peer.close()
    return f"{sent} sent"


def many_fields():
    """A request of nearly 1 MiB whose fields are all empty: two bytes each on the wire, many more in memory."""
    fields = b"\x0a\x00" * 490_000
    save = command.DecideRequest.DESCRIPTOR.fields_by_name["save"].number
    size, body = len(fields), bytes([save << 3 | 2])
    while size > 127:
        body += bytes([size & 127 | 128])
        size >>= 7
    known = command.DecideRequest(request_id=uuid7(), dossier_id=uuid7(), expected_version=1).SerializeToString()
    return known + body + bytes([size]) + fields


def reconnecting(door):
    """Connects, asks once, and goes without waiting for the answer."""
    connected = 0
    for connected in door.ticks():
        with door.peer() as peer:
            try:
                peer.send_part(Client.envelope(GET, dossier.GetDossierRequest(dossier_id=uuid7()).SerializeToString(), 1))
            except CutOff:
                continue
            if connected % 2:
                peer.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return f"{connected} connections"
