"""Puts the files of a folder into a C++ file, each also packed with gzip: embed.py <out.cc> <folder>.

The bytes go in by the assembler's .incbin, which is done in no time; arrays of numbers take the compiler minutes. The
packed files lie beside the C++ file, so both are good for as long as the build folder is.
"""

import gzip
import hashlib
import pathlib
import shutil
import sys

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}

BEGIN = """// Made by embed.py: the files of the portal.
#include "services/gateway/page_files.h"

#include <algorithm>
#include <iterator>

"""

MIDDLE = """namespace giaoban::gateway {
namespace {

constexpr bool before(const PageFile& file, std::string_view path) {
  return file.path < path;
}

"""

END = """
}  // namespace

const PageFile* page_file(std::string_view path) {
  const auto* found = std::lower_bound(std::begin(kFiles), std::end(kFiles), path, before);
  return found == std::end(kFiles) || found->path != path ? nullptr : found;
}

}  // namespace giaoban::gateway
"""


def quoted(path):
    return str(path).replace("\\", "\\\\").replace('"', '\\"')


def included(symbol, path):
    """Assembler that puts a file into the program, and the declaration of its first byte."""
    return (
        f'asm(".pushsection .rodata\\n{symbol}: .incbin \\"{quoted(path)}\\"\\n.byte 0\\n.popsection");\n'
        f'extern "C" __attribute__((visibility("hidden"))) const char {symbol}[];\n'
    )


def main(out, folder):
    packed_folder = out.parent / (out.stem + "_packed")
    shutil.rmtree(packed_folder, ignore_errors=True)
    packed_folder.mkdir(parents=True)
    data, rows = [], []
    for file in folder.rglob("*"):
        if not file.is_file() or file.suffix == ".map":
            continue
        if file.suffix not in TYPES:
            sys.exit(f"embed.py: no content type for {file}")
        body = file.read_bytes()
        packed = gzip.compress(body, compresslevel=9, mtime=0)
        path = "/" + file.relative_to(folder).as_posix()
        number = len(rows)
        data.append(included(f"giaoban_page_{number}", file.resolve()))
        second = "std::string_view()"
        if len(packed) < len(body):
            packed_file = packed_folder / str(number)
            packed_file.write_bytes(packed)
            data.append(included(f"giaoban_page_{number}_gz", packed_file.resolve()))
            second = f"std::string_view(giaoban_page_{number}_gz, {len(packed)})"
        digest = hashlib.sha256(body).hexdigest()[:32]
        path = "/" if path == "/index.html" else path
        rows.append(
            (path, f'    {{"{quoted(path)}", "{TYPES[file.suffix]}", std::string_view(giaoban_page_{number}, '
                   f'{len(body)}), {second}, "{digest}"}},\n')
        )
    if not any(path == "/" for path, _ in rows):
        sys.exit(f"embed.py: {folder} has no index.html")
    table = "const PageFile kFiles[] = {\n" + "".join(row for _, row in sorted(rows)) + "};\n"
    out.write_text(BEGIN + "".join(data) + "\n" + MIDDLE + table + END, encoding="utf-8")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
