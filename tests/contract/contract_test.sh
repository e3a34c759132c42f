#!/usr/bin/env bash
# The contract is well formed, documented, and still understood by everybody who speaks the released one, baseline.binpb.
# Renew it with a release: tests/contract/node_modules/.bin/buf build proto --exclude-source-info -o tests/contract/baseline.binpb
#
# Each check is also shown a copy of the contract that it must refuse, for the reason expected: a check that cannot
# fail is no check. Nothing here needs a network; it takes seconds.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
buf=$root/tests/contract/node_modules/.bin/buf
baseline=$root/tests/contract/baseline.binpb
[ -x "$buf" ] || { echo "buf is not there; run: npm ci --ignore-scripts --prefix tests/contract"; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export BUF_CACHE_DIR="$scratch/cache"
failed=0

lint() { timeout 20 "$buf" lint "$1"; }
format() { timeout 20 "$buf" format -d --exit-code "$1"; }
breaking() {
  (cd "$1" && timeout 20 "$buf" breaking . --against "$baseline")
}

# holds WHAT CHECK: the contract as it stands passes.
holds() {
  if "$2" proto >"$scratch/said" 2>&1; then echo "ok      $1"; return; fi
  failed=$((failed + 1)); echo "FAILED  $1"; cat "$scratch/said"
}

# refuses WHAT CHECK FILE EDIT WORDS: with that sed edit in that file the check says no, in those words.
refuses() {
  rm -rf "$scratch/proto"; cp -R proto "$scratch/proto"
  sed -i -E "$4" "$scratch/proto/giaoban/v1/$3"
  if cmp -s "proto/giaoban/v1/$3" "$scratch/proto/giaoban/v1/$3"; then
    failed=$((failed + 1)); echo "FAILED  $1: the edit $4 changes nothing in $3; renew this test"
  elif "$2" "$scratch/proto" >"$scratch/said" 2>&1; then
    failed=$((failed + 1)); echo "FAILED  $1: $2 let it pass"
  elif ! grep -qE "$5" "$scratch/said"; then
    failed=$((failed + 1)); echo "FAILED  $1: $2 says no, but not: $5"; cat "$scratch/said"
  else
    echo "ok      $1"
  fi
}

holds "the contract is linted" lint
holds "the contract is formatted" format
holds "the contract is understood by those who speak the released one" breaking

refuses "a missing comment is refused" lint envelope.proto '/Copied from the request/d' 'Field "correlation" should have a non-empty comment'
refuses "a name out of shape is refused" lint envelope.proto 's/uint64 position = 2/uint64 thePosition = 2/' 'thePosition.*lower_snake_case'
refuses "a crooked line is refused" format envelope.proto 's/^  uint64 position = 2;/     uint64   position=2;/' '^-     uint64   position=2;'
refuses "a deleted field is refused" breaking envelope.proto '/^  uint64 position = 2;/d' 'Previously present field "2" with name "position".*was deleted'
refuses "another type is refused" breaking envelope.proto '/^message Reply /,/^}/s/uint64 correlation = 1/string correlation = 1/' 'Field "1" with name "correlation".*changed type'
refuses "another number is refused" breaking envelope.proto 's/uint64 position = 2/uint64 position = 22/' 'Previously present field "2"'
refuses "another name is refused" breaking envelope.proto 's/uint64 position = 2/uint64 place = 2/' 'changed (name|option "json_name") from "position" to "place"'
refuses "a deleted reason is refused" breaking envelope.proto '/REFUSAL_CODE_REAL_CLOCK = 23/d' 'Previously present enum value "23"'
refuses "a deleted rpc is refused" breaking dossier.proto '/rpc GetHistory\(/d' 'Previously present RPC "GetHistory"'
refuses "another request message is refused" breaking dossier.proto 's/rpc GetHistory\(GetHistoryRequest\)/rpc GetHistory(GetDossierRequest)/' 'RPC "GetHistory".*changed request type'

[ "$failed" = 0 ] || { echo "$failed of the contract's checks failed"; exit 1; }
