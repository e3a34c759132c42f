"""The hostile corpus: one case per file, readable.

The first line is "# what it is | what is expected". The lines after it are joined without their ends; \\r \\n \\t \\0 \\xNN
and \\\\ are bytes, and {{1000:x}} is a thousand x, escapes in it included.
"""
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "corpus"
_ESCAPES = {b"r": b"\r", b"n": b"\n", b"t": b"\t", b"0": b"\0", b"\\": b"\\"}


@dataclass
class Case:
    name: str
    what: str
    expected: str
    data: bytes


def _bytes(written):
    def escape(match):
        return bytes([int(match.group(2), 16)]) if match.group(2) else _ESCAPES[match.group(1)]

    return re.sub(rb"\\(?:([rnt0\\])|x([0-9a-f]{2}))", escape, written)


def _read(path):
    head, _, rest = path.read_bytes().partition(b"\n")
    what, _, expected = head.decode().removeprefix("# ").rpartition(" | ")
    data, at = b"", 0
    written = rest.replace(b"\n", b"")
    for match in re.finditer(rb"\{\{(\d+):(.*?)\}\}", written):
        data += _bytes(written[at:match.start()]) + int(match.group(1)) * _bytes(match.group(2))
        at = match.end()
    return Case(path.stem, what, expected, data + _bytes(written[at:]))


def cases(family):
    """All cases of a family: http, json or text."""
    found = [_read(path) for path in sorted((FOLDER / family).glob("*.txt"))]
    assert found, family
    return found
