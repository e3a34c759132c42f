#!/usr/bin/python3 -B
"""The verifier of another language agrees with the program: on 1,000 logs with a proof each, and on a running deployment.

Called with the build folder. The thousand logs are written by build/.../store_test, with the verdicts of the program.
"""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from conversation import Conversation, add_keys
from deployment import run_tests
from giaoban.v1 import audit_pb2 as audit
from giaoban.v1 import settings_pb2 as settings
from google.protobuf import text_format
from verify_proof import BAD, read_copies, read_export, verify_log, verify_proof

BUILD = Path(sys.argv[1]).resolve()


def holds(text, key):
    try:
        verify_proof(text, key)
        return True
    except BAD:
        return False


class AThousandLogs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="giaoban-audit-logs-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        subprocess.run([BUILD / "store_test", "--gtest_filter=AuditLogs.*"], check=True, timeout=40, capture_output=True,
                       env=os.environ | {"GIAOBAN_AUDIT_LOGS": str(cls.folder)})
        cls.key = Ed25519PublicKey.from_public_bytes(bytes.fromhex((cls.folder / "key.txt").read_text()))
        cls.verdicts = [json.loads(line) for line in (cls.folder / "verdicts.jsonl").read_text().splitlines()]

    def test_are_a_thousand_good_and_bad(self):
        self.assertEqual(len(self.verdicts), 1000)
        good = sum(verdict["first_bad"] == 0 for verdict in self.verdicts)
        self.assertTrue(100 < good < 900, good)

    def test_have_the_same_verdict_in_both_languages(self):
        for verdict in self.verdicts:
            log = self.folder / verdict["log"]
            copies = read_copies(log.with_suffix(".checkpoints.jsonl").read_text())
            found = verify_log(read_export(log.with_suffix(".log").read_bytes()), copies, self.key, verdict["log_id"],
                               deployment="deployment-1", generation=verdict["generation"])
            self.assertEqual(found, {name: verdict[name] for name in found}, verdict)

    def test_have_proofs_that_hold_in_both_languages_or_in_neither(self):
        proven = 0
        for verdict in self.verdicts:
            text = (self.folder / f"{verdict['log']}.proof.json").read_bytes().decode("latin-1")
            self.assertEqual(holds(text, self.key), verdict["proven"], verdict)
            proven += verdict["proven"]
        self.assertTrue(300 < proven < 700, proven)


class ADeployment(Conversation):
    """Approves a plan, stops, and tampers with what lies there."""

    def test_is_proven_and_tampering_is_seen_by_both(self):
        dossier = self.opened()
        commune = self.speaker("lng-commune")
        self.decide(self.cell, dossier, 1, "submit")
        self.decide(commune, dossier, 2, "approve")
        self.house.stop()
        self.data = self.house.data
        pair = text_format.Parse((self.data / "keys/audit.public.txtpb").read_text(), audit.AuditKey())
        self.key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(pair.public_key))
        self.the_approval_is_proven(dossier)
        for sql in ("SELECT 1", "UPDATE log SET record = record || x'00' WHERE position = 2",
                    "DELETE FROM log WHERE position = 3", "DELETE FROM log WHERE position = 1"):
            self.both_say_the_same(sql)

    def the_approval_is_proven(self, dossier):
        folder = self.house.folder
        said = self.house.command("log", "prove", dossier, "-o", str(folder))
        self.assertIn("đã duyệt hồ sơ " + dossier, said)
        [file] = folder.glob(f"{dossier}-*.proof.json")
        record, checkpoint = verify_proof(file.read_text(), self.key)
        self.assertEqual((record.dossier.dossier_id, record.dossier.WhichOneof("event")), (dossier, "approved"))
        self.assertEqual(record.dossier.actor.person_id, "p-xa")
        self.assertEqual((checkpoint.service, checkpoint.generation), ("router", 1))
        public = str(self.data / "keys/audit.public.txtpb")
        told = json.loads(self.house.command("--json", "log", "verify", "--proof", str(file), "--key", public))
        self.assertEqual(int(told["position"]), record.position)
        for script, code in ((str(file), 0), (public, 1)):
            command = [sys.executable, "-B", str(Path(__file__).with_name("verify_proof.py")), "proof", script]
            self.assertEqual(subprocess.run([*command, public], capture_output=True, timeout=20).returncode, code)

    def both_say_the_same(self, sql):
        with tempfile.TemporaryDirectory(prefix="giaoban-tampered-") as place:
            data = Path(place) / "data"
            shutil.copytree(self.data, data, ignore=lambda _, names: [n for n in names if n == "sockets"])
            (data / "sockets").mkdir(mode=0o700)
            with sqlite3.connect(data / "router.db") as database:
                database.execute(sql)
            database.close()
            program = [str(BUILD / "giaoban"), "--data", str(data), "--json", "log"]
            run = lambda *words: subprocess.run([*program, *words], capture_output=True, text=True, timeout=20)
            mine = json.loads(run("verify", "router").stdout)["logs"][0]
            exported = json.loads(run("export", "router", "-o", f"{place}/router.log").stdout)
            self.assertEqual(exported["log_id"], mine["log_id"])
            copies = read_copies((data / "checkpoints/router.checkpoints.jsonl").read_text())
            about = text_format.Parse((data / "folder.txtpb").read_text(), settings.Folder())
            found = verify_log(read_export(Path(f"{place}/router.log").read_bytes()), copies, self.key, mine["log_id"],
                               deployment=about.deployment_id)
            self.assertEqual(found, {name: int(mine[name]) for name in found}, sql)
            self.assertEqual(found["first_bad"] == 0, sql == "SELECT 1", found)
            self.assertGreater(found["signed"] if sql == "SELECT 1" else found["first_bad"], 0)


if __name__ == "__main__":
    begun = time.monotonic()
    run_tests(ADeployment, add_keys)
    print(f"{time.monotonic() - begun:.1f} s")
