#!/usr/bin/env bash
# What has threads, under the thread sanitizer: bus, runtime, gateway, notifier and month by their tests, and all services
# together in one process playing a month. Built in build/tsan.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
programs=(bus_test runtime_test gateway_test notifier_test month_test)
cmake --preset tsan >/dev/null
ninja -C build/tsan "${programs[@]}" giaoban giaoban-checker >build/tsan/build.log || { tail -60 build/tsan/build.log; exit 1; }
export TSAN_OPTIONS=suppressions=$here/races.supp:second_deadlock_stack=1:history_size=4:print_suppressions=0
failed=0
for program in "${programs[@]}"; do
  echo "--- $program"
  build/tsan/"$program" --gtest_brief=1 || failed=1
done
echo "--- giaoban demo"
build/tsan/giaoban demo --exit --district dong-trieu || failed=1
exit "$failed"
