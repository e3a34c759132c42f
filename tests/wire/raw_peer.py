"""A ZMTP 3.1 peer with CURVE written out byte by byte, for what a library would never send.

RFC 23 and RFC 26; the cryptography is libsodium's. One thread; a socket that blocks for `timeout` seconds at most.
"""
import ctypes
import ctypes.util
import os
import select
import socket
import struct

from giaoban.v1 import envelope_pb2
from zmq.utils import z85

_sodium = ctypes.CDLL(ctypes.util.find_library("sodium") or "libsodium.so.23")
_sodium.sodium_init()
MAC = 16


def _key_pair():
    public, secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(32)
    _sodium.crypto_box_keypair(public, secret)
    return public.raw, secret.raw


def _box(text, nonce, public, secret):
    out = ctypes.create_string_buffer(len(text) + MAC)
    _sodium.crypto_box_easy(out, text, ctypes.c_ulonglong(len(text)), nonce, public, secret)
    return out.raw


def _open(box, nonce, public, secret):
    out = ctypes.create_string_buffer(len(box) - MAC)
    if _sodium.crypto_box_open_easy(out, box, ctypes.c_ulonglong(len(box)), nonce, public, secret) != 0:
        raise ConnectionError("the server's box does not open")
    return out.raw


class CutOff(ConnectionError):
    """The service ended the connection."""


def greeting(mechanism=b"CURVE", as_server=0):
    return b"\xff" + b"\0" * 8 + b"\x7f\x03\x01" + mechanism.ljust(20, b"\0") + bytes([as_server]) + b"\0" * 31


def frame(body, flags=0):
    """A frame as it travels; flags: 1 more, 4 command."""
    if len(body) > 255:
        return bytes([flags | 2]) + struct.pack(">Q", len(body)) + body
    return bytes([flags, len(body)]) + body


def metadata(**values):
    """The properties of a handshake."""
    out = b""
    for name, value in values.items():
        name = name.replace("_", "-").encode()
        out += bytes([len(name)]) + name + struct.pack(">I", len(value)) + value
    return out


class RawPeer:
    """One TCP connection towards `endpoint`."""

    def __init__(self, endpoint, timeout=5.0):
        host, _, port = endpoint.removeprefix("tcp://").rpartition(":")
        self.socket = socket.create_connection((host, int(port)), timeout)
        self._number = 0
        self._read = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def send(self, data):
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError) as error:
            raise CutOff("while sending") from error

    def receive(self, count):
        """Exactly so many bytes."""
        while len(self._read) < count:
            try:
                more = self.socket.recv(65536)
            except ConnectionResetError as error:
                raise CutOff("reset") from error
            if not more:
                raise CutOff("closed")
            self._read += more
        taken, self._read = self._read[:count], self._read[count:]
        return taken

    def receive_frame(self):
        """The next frame: its flags and its body."""
        flags = self.receive(1)[0]
        size = struct.unpack(">Q", self.receive(8))[0] if flags & 2 else self.receive(1)[0]
        return flags, self.receive(size)

    def greet(self, **values):
        self.send(greeting(**values))
        return self.receive(64)

    def hello(self, server_key):
        """The first half of the handshake: everything up to the server's cookie."""
        self._server = z85.decode(server_key)
        self._public, self._secret = _key_pair()
        box = _box(b"\0" * 64, b"CurveZMQHELLO---" + self._next(), self._server, self._secret)
        self.send(frame(b"\x05HELLO\x01\0" + b"\0" * 72 + self._public + self._nonce + box, 4))
        _, welcome = self.receive_frame()
        opened = _open(welcome[24:], b"WELCOME-" + welcome[8:24], self._server, self._secret)
        self._transient, self._cookie = opened[:32], opened[32:]

    def initiate(self, keys, **properties):
        """The second half, as the holder of `keys`. True when the server says READY, False when it says ERROR."""
        public, secret = z85.decode(keys.public_key), z85.decode(keys.secret_key)
        chance = os.urandom(16)
        vouch = chance + _box(self._public + self._server, b"VOUCH---" + chance, self._transient, secret)
        text = public + vouch + metadata(Socket_Type=b"DEALER", **properties)
        box = _box(text, b"CurveZMQINITIATE" + self._next(), self._transient, self._secret)
        self.send(frame(b"\x08INITIATE" + self._cookie + self._nonce + box, 4))
        _, answer = self.receive_frame()
        self._shared = ctypes.create_string_buffer(32)
        _sodium.crypto_box_beforenm(self._shared, self._transient, self._secret)
        return answer.startswith(b"\x05READY")

    def enter(self, server_key, keys, **properties):
        """The whole handshake."""
        self.greet()
        self.hello(server_key)
        if not self.initiate(keys, **properties):
            raise ConnectionError("the key was refused")
        return self

    def sealed(self, payload, more=False, command=False):
        """A part of a message, ready to travel."""
        text = bytes([more | command << 1]) + payload
        out = ctypes.create_string_buffer(len(text) + MAC)
        nonce = b"CurveZMQMESSAGEC" + self._next()
        _sodium.crypto_box_easy_afternm(out, text, ctypes.c_ulonglong(len(text)), nonce, self._shared)
        return frame(b"\x07MESSAGE" + self._nonce + out.raw)

    def send_part(self, payload, more=False):
        self.send(self.sealed(payload, more))

    def receive_reply(self):
        """The next reply; heartbeats before it are left unanswered."""
        while True:
            _, body = self.receive_frame()
            out = ctypes.create_string_buffer(len(body) - 16 - MAC)
            nonce = b"CurveZMQMESSAGES" + body[8:16]
            if _sodium.crypto_box_open_easy_afternm(out, body[16:], ctypes.c_ulonglong(len(body) - 16), nonce, self._shared):
                raise ConnectionError("the server's box does not open")
            if not out.raw[0] & 2:
                return envelope_pb2.Envelope.FromString(out.raw[1:]).reply

    def drain(self):
        """Throws away what has come."""
        try:
            while select.select([self.socket], [], [], 0)[0]:
                if not self.socket.recv(1 << 20):
                    raise CutOff("closed")
        except ConnectionResetError as error:
            raise CutOff("reset") from error

    def _next(self):
        self._number += 1
        self._nonce = struct.pack(">Q", self._number)
        return self._nonce
