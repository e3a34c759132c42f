#!/usr/bin/python3 -B
"""A second verifier of Giaoban's proofs and logs, written from proto/giaoban/v1/audit.proto and not from the program.

    verify_proof.py proof FILE audit.public.txtpb
    verify_proof.py log EXPORTED audit.public.txtpb LOG_ID [router.checkpoints.jsonl [SERVICE [DEPLOYMENT [GENERATION]]]]

It needs python3-protobuf, python3-cryptography and protoc. EXPORTED is what `giaoban log export` wrote. Exit 1: not proven.
"""
import base64
import hashlib
import json
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from google.protobuf import text_format
from google.protobuf.internal.decoder import _DecodeVarint32
from google.protobuf.message import DecodeError

import contract  # noqa: F401  makes giaoban.v1 known
from giaoban.v1 import audit_pb2 as audit
from giaoban.v1 import log_pb2 as log

GENESIS = bytes(32)
LARGEST = (1 << 63) - 1
to_base64 = lambda data: base64.b64encode(data).decode()
leaf = lambda record: hashlib.sha256(b"\0" + record).digest()
link = lambda previous, a_leaf: hashlib.sha256(b"\1" + previous + a_leaf).digest()


class Unproven(Exception):
    """What was given proves nothing; the text says why."""


# What whoever calls the functions below has to expect of bad input.
BAD = (Unproven, DecodeError, InvalidSignature, ValueError, KeyError, TypeError, RecursionError)


def must(hold, why):
    if not hold:
        raise Unproven(why)


def exactly(kind, data):
    """The message of these bytes, which must be those that would be written for it."""
    message = kind.FromString(data)
    message.DiscardUnknownFields()
    must(message.SerializeToString(deterministic=True) == data, f"not the one spelling of a {kind.__name__}")
    return message


def from_base64(text):
    data = base64.b64decode(text, validate=True)
    must(to_base64(data) == text, "not the one spelling in base64")
    return data


def read_checkpoint(signed):
    """What a checkpoint says, whoever signed it."""
    said = exactly(audit.Checkpoint, signed.checkpoint)
    must(said.service and said.node and said.log_id and 0 < said.position <= LARGEST and len(said.hash) == 32
         and said.signed_us > 0 and said.generation > 0 and said.continues_log_id != said.log_id, "no whole checkpoint")
    return said


def open_checkpoint(signed, key):
    key.verify(signed.signature, b"giaoban checkpoint v1\n" + signed.checkpoint)
    return read_checkpoint(signed)


def proof_text(proof):
    leaves = ",".join(f'\n"{to_base64(one)}"' for one in proof.leaves)
    return (f'{{\n"record":"{to_base64(proof.record)}",\n"previous":"{to_base64(proof.previous)}",\n"leaves":[{leaves}],\n'
            f'"checkpoint":{{\n"checkpoint":"{to_base64(proof.checkpoint.checkpoint)}",\n'
            f'"signature":"{to_base64(proof.checkpoint.signature)}"}}\n}}\n')


def read_signed(said):
    return audit.SignedCheckpoint(checkpoint=from_base64(said["checkpoint"]), signature=from_base64(said["signature"]))


def read_proof(text):
    said = json.loads(text)
    proof = audit.LogProof(record=from_base64(said["record"]), previous=from_base64(said["previous"]),
                           leaves=map(from_base64, said["leaves"]), checkpoint=read_signed(said["checkpoint"]))
    must(proof_text(proof) == text, "not the one spelling of a proof file")
    return proof


def verify_proof(text, key):
    """The record and the checkpoint that a proof file proves to belong together. Raises one of BAD."""
    proof = read_proof(text)
    record = exactly(log.LogRecord, proof.record)
    must(0 < record.position <= LARGEST, "the record has no position")
    must(len(proof.previous) == 32, "the hash before the record is none")
    must(record.position > 1 or proof.previous == GENESIS, "something lies before the first record")
    checkpoint = open_checkpoint(proof.checkpoint, key)
    must(checkpoint.position - record.position == len(proof.leaves), "not one leaf for each record up to the checkpoint")
    must(all(len(one) == 32 for one in proof.leaves), "a leaf is none")
    reached = link(proof.previous, leaf(proof.record))
    for one in proof.leaves:
        reached = link(reached, one)
    must(reached == checkpoint.hash, "the record does not lead to the hash that was signed")
    return record, checkpoint


def read_copies(text):
    """Checkpoints of a copied file; an empty one for a line that cannot be read, none for one that a crash tore."""
    for line in text.split("\n")[:-1]:
        try:
            if line.endswith(" #torn"):
                continue
            said = json.loads(line)
            must(line == '{"checkpoint":"%s","signature":"%s"}' % (said["checkpoint"], said["signature"]), "spelling")
            yield read_signed(said)
        except BAD:
            yield audit.SignedCheckpoint()


def read_export(data):
    at = 0
    while at < len(data):
        size, at = _DecodeVarint32(data, at)
        yield log.LogEntry.FromString(data[at:at + size])
        at += size


def check_chain(entries):
    """hash(0), hash(1) ... as far as records follow from one another, and the first position that does not or 0."""
    hashes = [GENESIS]
    for entry in entries:
        try:
            must(link(hashes[-1], leaf(entry.record)) == entry.hash, "it does not follow")
            must(log.LogRecord.FromString(entry.record).position == len(hashes), "it is another position")
        except BAD:
            return hashes, len(hashes)
        hashes.append(entry.hash)
    return hashes, 0


def limits_of(log_id, checkpoints):
    """Up to which position checkpoints bind: those of this log, and of the logs that it continues after restores."""
    parents = {one.log_id: one for one in sorted(checkpoints, key=lambda one: -one.position) if one.continues_log_id}
    limits, limit = {log_id: LARGEST}, LARGEST
    while log_id in parents and parents[log_id].continues_log_id not in limits:
        limit = min(parents[log_id].position, limit)
        log_id = parents[log_id].continues_log_id
        limits[log_id] = limit
    return limits


def verify_log(entries, copies, key, log_id, service="router", deployment="", generation=1):
    """Records that hold, the first bad position (0: none), and the position of the last checkpoint that holds."""
    hashes, broken = check_chain(entries)
    bad = [broken] if broken else []
    held, last, checkpoints, good, wrong = len(hashes) - 1, 0, [], set(), set()
    for signed in copies:
        at = last + 1  # for one that does not even say where it lies
        try:
            at = read_checkpoint(signed).position
            one = open_checkpoint(signed, key)
            last = at
            must(one.service == service, "of another service")
            checkpoints.append(one)
        except BAD:
            bad.append(at)
    limits = limits_of(log_id, checkpoints)
    for one in checkpoints:
        if one.log_id not in limits:
            if one.deployment_id != deployment or one.generation == generation:
                bad.append(one.position)
        elif one.position <= min(held, limits[one.log_id]):
            (good if hashes[one.position] == one.hash else wrong).add(one.position)
        elif one.position <= limits[one.log_id]:
            bad.append(held + 1)
    if wrong:
        bad.append(max((min(position, min(wrong) - 1) for position in good if position <= min(wrong)), default=0) + 1)
    first = min(bad, default=0)
    return {"records": min(held, first - 1) if first else held, "first_bad": first, "signed": max(good, default=0)}


def main(what, file, key_file, log_id="", copies="/dev/null", service="router", deployment="", generation="1"):
    pair = text_format.Parse(Path(key_file).read_text(), audit.AuditKey())
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(pair.public_key))
    data = Path(file).read_bytes()
    if what == "proof":
        record, checkpoint = verify_proof(data.decode("latin-1"), key)
        return print(checkpoint, record, sep="")
    copied = read_copies(Path(copies).read_bytes().decode("latin-1"))
    found = verify_log(read_export(data), copied, key, log_id, service, deployment, int(generation))
    print(json.dumps(found))
    return 1 if found["first_bad"] else 0


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except BAD as why:
        sys.exit(f"proves nothing: {why!r}")
