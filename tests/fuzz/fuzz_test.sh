#!/usr/bin/env bash
# Fuzzing: builds the targets with clang, replays every kept input, then looks for new ones, two targets at a time; fails on
# any finding. Seconds per target: GIAOBAN_FUZZ_SECONDS, else 8, or 3600 when GIAOBAN_NIGHTLY is set.
#   fuzz_test.sh [build folder]          the test; it builds in build/fuzz, whatever the folder
#   fuzz_test.sh --grow <folder>...      makes the corpus anew from it, from the seeds and from these folders (<folder>/<target>)
# A finding lies in build/fuzz/findings: mend the code, give the input a name that says what it broke, and keep it as
# tests/fuzz/corpus/<target>/regression-<name>.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
here=tests/fuzz
build=$root/build/fuzz
targets=(envelope json_gate header_gate kind_loader core proof)
# Edges that the corpus must reach, a tenth below what it reached when it was made: less, and a target has gone blind.
declare -A least=([envelope]=493 [json_gate]=901 [header_gate]=1422 [kind_loader]=6514 [core]=5170 [proof]=807)
seconds=${GIAOBAN_FUZZ_SECONDS:-$([ -n "${GIAOBAN_NIGHTLY:-}" ] && echo 3600 || echo 8)}
# Freed memory is watched for a while; less of it than usual, so that an hour stays within the bound.
export ASAN_OPTIONS=quarantine_size_mb=32:malloc_context_size=6
bounds=(-timeout=2 -rss_limit_mb=512 -max_len=65536)

dictionary() { [ ! -f "$here/dictionaries/$1.dict" ] || echo "-dict=$here/dictionaries/$1.dict"; }
edges() { grep -o 'cov: [0-9]*' "$1" | tail -1 | tr -dc 0-9; }

# One target: the kept inputs, then new ones. Everything it says goes to a file.
run() {
  local target=$1 log=$build/$1.log new
  "$build/${target}_fuzz" "${bounds[@]}" -runs=0 "$here/corpus/$target" "$build/seeds/$target" >"$build/$target.replay" 2>&1 || { cat "$build/$target.replay"; return 1; }
  [ "$(edges "$build/$target.replay")" -ge "${least[$target]}" ] || {
    echo "$target: the corpus reaches $(edges "$build/$target.replay") edges, fewer than ${least[$target]}"
    return 1
  }
  new=$(mktemp -d)
  # shellcheck disable=SC2046
  "$build/${target}_fuzz" "${bounds[@]}" -max_total_time="$seconds" -print_final_stats=1 $(dictionary "$target") \
    -artifact_prefix="$build/findings/$target-" "$new" "$here/corpus/$target" "$build/seeds/$target" >"$log" 2>&1 || { rm -rf "$new"; tail -60 "$log"; return 1; }
  rm -rf "$new"
}

grow() {
  local target pile from seed
  for target in "${targets[@]}"; do
    pile=$(mktemp -d)
    cp -r "$build/seeds/$target" "$pile/new"
    for from in "$@"; do [ ! -d "$from/$target" ] || cp -rL "$from/$target" "$pile/$(basename "$from")"; done
    [ ! -d "$here/corpus/$target" ] || cp -r "$here/corpus/$target" "$pile/kept"
    # Edges only: which of them were taken how often would keep hundreds of files.
    "$build/${target}_fuzz" "${bounds[@]}" -use_counters=0 -set_cover_merge=1 "$pile/new" "$pile"/*/ >"$build/$target.grow" 2>&1
    mkdir -p "$here/corpus/$target"
    find "$here/corpus/$target" -type f ! -name 'regression-*' -delete
    for seed in "$build/seeds/$target"/*; do rm -f "$pile/new/$(basename "$seed")"; done
    cp "$pile"/new/* "$here/corpus/$target/"
    echo "$target: $(ls "$here/corpus/$target" | wc -l) files, $(du -bs "$here/corpus/$target" | cut -f1) bytes"
    rm -rf "$pile"
  done
}

cmake --preset fuzz >/dev/null
began=$SECONDS
ninja -C "$build" $(printf '%s_fuzz ' "${targets[@]}") fuzz_seeds >"$build/build.log" || { tail -40 "$build/build.log"; exit 1; }
rm -rf "$build/seeds"
"$build/fuzz_seeds" "$build/seeds"
echo "built in $((SECONDS - began)) s"
if [ "${1:-}" = --grow ]; then
  shift
  grow "$@"
  exit
fi

mkdir -p "$build/findings"
failed=0
for ((i = 0; i < ${#targets[@]}; i += 2)); do
  run "${targets[i]}" & first=$!
  run "${targets[i + 1]}" & second=$!
  wait "$first" || failed=1
  wait "$second" || failed=1
done
echo "target       kept files   runs      runs/s   edges replayed   edges after ${seconds} s"
for target in "${targets[@]}"; do
  [ -f "$build/$target.log" ] || continue
  stat() { grep "stat::$1:" "$build/$target.log" | tr -dc 0-9; }
  printf '%-12s %10s %10s %8s %12s %16s\n' "$target" "$(ls "$here/corpus/$target" | wc -l)" "$(stat number_of_executed_units)" \
    "$(stat average_exec_per_sec)" "$(edges "$build/$target.replay")" "$(edges "$build/$target.log")"
done
[ "$failed" = 0 ] || echo "findings lie in $build/findings"
exit "$failed"
