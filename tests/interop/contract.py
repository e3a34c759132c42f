"""The contract as Python modules, made with protoc --python_out. Importing this makes `giaoban.v1` known."""
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the folder goes with the process, whoever ends it
_folder = tempfile.TemporaryDirectory(prefix="giaoban-contract-")
_protos = [str(path) for path in sorted((ROOT / "proto/giaoban/v1").glob("*.proto"))]
subprocess.run(["protoc", f"-I{ROOT / 'proto'}", f"--python_out={_folder.name}", *_protos], check=True, timeout=30)
sys.path.insert(0, _folder.name)
