#!/usr/bin/env bash
# Opens one snapshot with Heaptrail and with other analysers, in turn, and writes what each took to bench/results/.
#
#   bench/rivals.sh [FILE] [--rounds N] [--all]
#
# Without FILE it makes the one of the README (558 MB, 5.6 million nodes) with ../shared/bench/make-snapshot.mjs. --all adds memlab.
# @heap-snapshot/tool needs glibc 2.39: on an older system set HEAP_BENCH_LOADER="DIR/ld-linux-x86-64.so.2 --library-path DIR".
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
shared=$here/../shared
work=${HEAPTRAIL_BENCH_DIR:-${TMPDIR:-/tmp}/heaptrail-bench}
file='' rounds=3 all=false
while (($# > 0)); do
    case $1 in
        --rounds) rounds=$2; shift ;;
        --all) all=true ;;
        *) file=$1 ;;
    esac
    shift
done
[[ -x /usr/bin/time ]] || { echo "rivals: GNU time is needed (/usr/bin/time)" >&2; exit 1; }
[[ -d $shared/bench ]] || { echo "rivals: the peers and the maker of snapshots are in ../shared, which is not there" >&2; exit 1; }
mkdir -p "$work" "$here/bench/results"

install() { # install NAME FOLDER
    [[ -d $work/$1/node_modules ]] && return
    mkdir -p "$work/$1" && cp -r "$2"/*.mjs "$2/package.json" "$work/$1/"
    npm install --prefix "$work/$1" --ignore-scripts --no-audit --no-fund --no-package-lock --loglevel=error >&2
}
install peers "$shared/bench"
install oracle "$shared/oracle"
if [[ -z $file ]]; then
    file=$work/h500.heapsnapshot
    [[ -f $file ]] || node --max-old-space-size=12000 "$shared/bench/make-snapshot.mjs" --mb 555 --out "$file" >&2
fi
file=$(readlink -f "$file")
"$here/heaptrail" --version >/dev/null
heaptrail=$here/artifacts/publish/Heaptrail.Cli/release/heaptrail
tool=$(find "$work/peers/node_modules/@heap-snapshot" -path '*/linux-*/heap-snapshot' -type f 2>/dev/null | head -n 1 || true)
index=$file.heaptrail-index

raw=$work/raw.jsonl
: >"$raw"
measure() { # measure NAME COMMAND…
    local name=$1 status=0
    shift
    /usr/bin/time -o "$work/time" -f '{"wall":%e,"user":%U,"sys":%S,"kb":%M}' "$@" >/dev/null 2>"$work/err" || status=$?
    printf '{"name":"%s","ok":%s,"time":%s}\n' "$name" "$([[ $status == 0 ]] && echo true || echo false)" "$(tail -n 1 "$work/time")" >>"$raw"
    echo "$name: $(tail -n 1 "$work/time")" >&2
}

cat "$file" >/dev/null
for ((round = 1; round <= rounds; round++)); do
    measure 'heaptrail summary --no-index' "$heaptrail" summary "$file" --no-index
    [[ -n $tool ]] && measure '@heap-snapshot/tool statistics' ${HEAP_BENCH_LOADER:-} "$tool" statistics "$file"
    measure 'Chrome DevTools (its own code, headless)' node --max-old-space-size=16000 "$work/oracle/oracle.mjs" bench "$file" --compact
    rm -f "$index"
    measure 'heaptrail summary, the index is saved' "$heaptrail" summary "$file"
    measure 'heaptrail summary, from the index' "$heaptrail" summary "$file"
    if $all; then
        measure 'memlab (parse, dominators, paths)' node "$work/peers/peers.mjs" "$file" --only memlab --repeat 1
    fi
done
rm -f "$index"
node "$here/bench/table.mjs" "$raw" "$file" "$rounds" | tee "$here/bench/results/$(date -u +%F).md"
