#!/usr/bin/env bash
# Everything of C++ under the address and undefined-behaviour sanitizers: built in build/asan, and every test run there.
# Each file is built without precompiled headers, so that it also proves to include what it needs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
cmake --preset asan -DGIAOBAN_PCH=OFF >/dev/null
ninja -C build/asan >build/asan/build.log || { tail -60 build/asan/build.log; exit 1; }
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1:check_initialization_order=1
export LSAN_OPTIONS=suppressions=$here/leaks.supp:print_suppressions=0
export UBSAN_OPTIONS=print_stacktrace=1
ctest --test-dir build/asan -j 2 --output-on-failure
