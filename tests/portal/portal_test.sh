#!/usr/bin/env bash
# The portal: types, logic, then real Chromium against real services. Argument: the build folder with the program.
# Fails on any failure and on any skipped test; prints how many passed.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
export GIAOBAN_BUILD
GIAOBAN_BUILD=$(cd "${1:-$root/build/release}" && pwd)
cd "$root/services/gateway/portal"
[ -d node_modules ] || npm ci --ignore-scripts --no-audit --no-fund >/dev/null
npm run --silent check
cd "$root/tests/portal"
[ -d node_modules ] || npm ci --ignore-scripts --no-audit --no-fund >/dev/null
node_modules/.bin/tsc --noEmit -p .
node_modules/.bin/vitest run
node_modules/.bin/playwright test
node - "$GIAOBAN_BUILD/portal-results.json" <<'JS'
const { stats } = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
console.log(`portal in Chromium: ${stats.expected} passed, ${stats.unexpected} failed, ${stats.skipped} skipped, ${stats.flaky} flaky`);
process.exit(stats.expected > 0 && stats.unexpected + stats.skipped + stats.flaky === 0 ? 0 : 1);
JS
