#!/usr/bin/env bash
# Compares every node of many snapshots with Chrome DevTools' own code: id, type, class, self and retained size, distance, dominator,
# detachedness. Prints a table and ends with 1 when one differs.
#
#   bench/matrix.sh               snapshots of every sample on every Node.js that ./test installs, in three flavours
#   bench/matrix.sh FILE…         your own snapshots
#
# Needs ../shared/oracle and what ./test installs.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${HEAPTRAIL_TEST_CACHE:-$HOME/.cache/heaptrail-tests}
[[ -f $cache/oracle/oracle.mjs ]] || { echo "matrix: no oracle in $cache; run ./test once, with ../shared beside the repository" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$here/heaptrail" --version >/dev/null
different=0

compare() { # compare NAME FILE
    node --max-old-space-size=8000 "$cache/oracle/oracle.mjs" nodes "$2" >"$work/theirs"
    "$here/heaptrail" export "$2" --nodes --format ndjson >"$work/ours" 2>/dev/null
    local verdict=equal nodes
    nodes=$(wc -l <"$work/theirs")
    cmp -s "$work/ours" "$work/theirs" || { verdict="DIFFERENT from line $(cmp "$work/ours" "$work/theirs" 2>&1 | sed -nE 's/.*line ([0-9]+).*/\1/p')"; different=1; }
    printf '| %s | %s | %s |\n' "$1" "$nodes" "$verdict"
}

printf '| snapshot | nodes | every figure of every node |\n|---|---:|---|\n'
if (($# > 0)); then
    for file in "$@"; do compare "$(basename "$file")" "$file"; done
    exit "$different"
fi
cat >"$work/take.cjs" <<'JS'
// take.cjs PROGRAM FLAVOUR FILE: runs a program for a moment and has V8 write its heap.
const { Session } = require('inspector'), fs = require('fs');
const [, , program, flavour, file] = process.argv;
process.env.PORT = '0';
require(program);
setTimeout(() => {
    const session = new Session(), out = fs.openSync(file, 'w');
    session.connect();
    session.on('HeapProfiler.addHeapSnapshotChunk', m => fs.writeSync(out, m.params.chunk));
    session.post('HeapProfiler.takeHeapSnapshot', JSON.parse(flavour), () => process.exit(0));
}, 500);
JS
for major in 16 18 20 22 24 26; do
    node=$(find "$cache/node-versions/node_modules/node$major" -name node -type f -perm -u+x | head -n 1)
    for sample in "$here"/samples/*/leaky.js; do
        for flavour in '{}' '{"exposeInternals":true}' '{"exposeNumericValues":true}'; do
            "$node" "$work/take.cjs" "$sample" "$flavour" "$work/heap.heapsnapshot" >/dev/null 2>&1
            compare "$(basename "$(dirname "$sample")"), Node.js $major $flavour" "$work/heap.heapsnapshot"
        done
    done
done
exit "$different"
