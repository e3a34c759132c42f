#!/usr/bin/python3 -B
"""The traps of ZeroMQ, each sprung on a real service over TCP: it stays small, answers the others, and recovers.

Called with the build folder. GIAOBAN_NIGHTLY=1 makes every attack ten times as long.
"""
import base64
import dataclasses
import hashlib
import os
import sys
import time

# Not handed on: the program takes every variable of its name for a setting.
NIGHTLY = os.environ.pop("GIAOBAN_NIGHTLY", "") == "1"

from services import Services  # noqa: E402 - first, it makes the contract known

import attacks
from attacks import Door
from conversation import CELL, COMMUNE, DECIDE, OTHER_CELL, decide_request, office_in, open_request
from giaoban.v1 import command_pb2 as command
from giaoban.v1 import dossier_pb2 as dossier
from giaoban.v1 import runtime_pb2 as runtime
from giaoban_client import Client, uuid7
from raw_peer import CutOff
from watch import BACK_SECONDS, Failed, Watch

SECONDS = 20.0 if NIGHTLY else 2.0
FEW_FILES = 256
ANNOUNCED_SECONDS = 8.5  # a peer that answers no heartbeat: asked after 2 s, given up 6 s later


def main():
    with Services(sys.argv[1], longest=int(SECONDS * 25 + 120)) as house:
        for name, unit in (("lng-cell", CELL), ("lng-other", OTHER_CELL), ("lng-commune", COMMUNE)):
            house.command("keys", "add", name, "--office", office_in(house, unit))
        watch = Watch(house, "router")
        door = Door(house.endpoint("router"), house.public_key("router"), house.keys("lng-cell"), SECONDS)
        silent, began = door.peer(), time.monotonic()
        for service in ("directory", "reminder", "notifier", "records"):
            attacks.unknown_key(Door(house.endpoint(service), house.public_key(service), door.keys, 0.1))
        probes(watch, door)
        gone_after(silent, began)
        with_few_files(watch, door)
        watch.print_figures()


def probes(watch, door):
    """In the order of the table of traps."""
    house = watch.house
    watch.attacked("unknown key", attacks.unknown_key, door)
    watch.attacked("no key, other mechanisms", attacks.other_mechanisms, door)
    watch.attacked("false names of an allowed key", attacks.false_names, door)
    brief = dataclasses.replace(door, seconds=2.0)  # what libzmq keeps of each refused peer, 13 KiB, is not for twenty
    watch.attacked("the same routing id under another key", attacks.same_routing_id, brief, house.keys("lng-commune"))
    plan, questions = plan_with_file(house)
    watch.attacked("a peer that reads no answers", attacks.deaf_peer, door, questions)
    watch.attacked("oversized frames", attacks.oversized_frames, door)
    watch.attacked("endless message", attacks.endless_message, door)
    watch.attacked("endless message of empty parts", attacks.endless_message, door, b"")
    watch.attacked("endless messages over 40 connections", attacks.endless_message, door, attacks.PART, 40)
    watch.attacked("half-open handshakes", attacks.half_open, door, 1000)
    watch.attacked("large questions", attacks.large_questions, dataclasses.replace(door, seconds=SECONDS / 2), plan)
    watch.attacked("nonsense", attacks.nonsense, door)
    watch.attacked("reconnect storm", attacks.reconnecting, door)
    status_is_healthy(house)


def plan_with_file(house):
    """A plan with a file, and questions whose answers are as long as answers get: for a part of it."""
    plan, content = uuid7(), b"%PDF-1.4\n" + b"x" * 262_135
    with house.client("router", "lng-cell") as cell:
        cell.ask(DECIDE, open_request(plan), command.DecideResponse)
        chunk = dossier.PutChunkRequest(dossier_id=plan, file_id="tep-thu-0001", index=0, data=content)
        cell.ask("DossierService/PutChunk", chunk, dossier.PutChunkResponse)
        attach = {"fileId": "tep-thu-0001", "name": "tep.pdf", "mediaType": "application/pdf", "size": len(content),
                  "sha256": base64.b64encode(hashlib.sha256(content).digest()).decode()}
        cell.ask(DECIDE, decide_request(plan, 1, "attach", attach), command.DecideResponse)
        question = dossier.GetChunkRequest(dossier_id=plan, file_id="tep-thu-0001", index=0)
        answer = cell.ask("DossierService/GetChunk", question, dossier.GetChunkResponse)
    assert len(answer.data) == len(content), len(answer.data)
    return plan, [Client.envelope("DossierService/GetChunk", question.SerializeToString(), number) for number in range(8)]


def gone_after(silent, began):
    """A peer that answers no heartbeat is let go, so that its place is free again."""
    silent.socket.settimeout(max(0.1, ANNOUNCED_SECONDS - (time.monotonic() - began)))
    try:
        while silent.receive_frame():
            pass
    except CutOff:
        print("a silent peer: let go")
    except TimeoutError as error:
        raise Failed(f"a peer that answers no heartbeat still had its place after {ANNOUNCED_SECONDS} s") from error


def with_few_files(watch, door):
    """Half-open handshakes again, where the service may open 256 files: newcomers still come in."""
    watch.house.restart("router", FEW_FILES)
    watch.attacked(f"half-open handshakes, {FEW_FILES} files", attacks.half_open, door, 400)


def status_is_healthy(house):
    """What was thrown at the router left nothing behind, and it goes on hearing the directory."""
    with house.client("router", "operator") as operator:
        status = operator.ask("StatusService/GetStatus", runtime.GetStatusRequest(), runtime.GetStatusResponse)
    assert status.parked == 0 and not any(cursor.stopped for cursor in status.cursors), status
    assert all(0 <= cursor.heard_ms_ago < BACK_SECONDS * 1000 for cursor in status.cursors), status


if __name__ == "__main__":
    main()
