"""Plants the bugs of this folder into copies of the product's sources, for the one program that must be caught with each of them.

plant.py ROOT OUT           writes OUT/<path> for every source that a bug touches
plant.py ROOT OUT --files   prints those paths only, one per line

A bug is a file <name>.bug: a sentence, who must find it, then for each place "== path", "--", the text as it stands exactly once,
"++", and the text instead, in which planted("<name>") says whether the bug was chosen.
"""
import sys
from pathlib import Path

HERE = Path(__file__).parent
HEAD = '#include "tests/simulation/planted.h"  // planted\nusing giaoban::simulation::planted;\n'


def edits():
    """(bug, path, old, new) of every place."""
    for bug in sorted(HERE.glob("*.bug")):
        for place in bug.read_text().split("\n== ")[1:]:
            path, rest = place.split("\n--\n", 1)
            old, new = rest.split("\n++\n", 1)
            yield bug.stem, path.strip(), old.strip("\n"), new.strip("\n")


def main():
    root, out = Path(sys.argv[1]), Path(sys.argv[2])
    if sys.argv[3:] == ["--files"]:
        print("\n".join(sorted({path for _, path, _, _ in edits()})))
        return
    texts = {}
    for bug, path, old, new in edits():
        text = texts.get(path) or (root / path).read_text()
        if text.count(old) != 1:
            sys.exit(f"{bug}: {path} does not hold this exactly once:\n{old}")
        texts[path] = text.replace(old, new)
    for path, text in texts.items():
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        last = text.rfind("\n#include")
        end = text.index("\n", last + 1) + 1
        planted = text[:end] + HEAD + text[end:]
        if not target.exists() or target.read_text() != planted:
            target.write_text(planted)


main()
