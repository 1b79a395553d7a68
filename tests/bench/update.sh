#!/bin/bash
# What an update costs beside a build, both in one run: builds an index of a file of articles, changes some of them
# (their bodies get a sentence more), and updates; then once more, with nothing changed.
#
#   tests/bench/update.sh ARTICLES.jsonl[.gz] [PER_CENT=1] [SEED=1]        TARSACH_PROGRAMS=build/release/bin
set -euo pipefail
articles=${1:?a file of JSON Lines}
per_cent=${2:-1}
seed=${3:-1}
indexer=${TARSACH_PROGRAMS:-build/release/bin}/tarsach-indexer
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

unpacked() { if [[ $articles == *.gz ]]; then gzip -dc "$articles"; else cat "$articles"; fi; }
changed() {
  awk -v part="$per_cent" -v seed="$seed" 'BEGIN { srand(seed) }
    rand() * 100 < part { sub(/"body": *"/, "&Изменено със закона за този опит. ") } { print }'
}

# Prints seconds of wall time and of processor time.
measure() {
  local TIMEFORMAT='%R %U %S'
  { time "$indexer" "$@" >"$work/out" 2>"$work/messages"; } 2>"$work/times"
  awk '{ print $1, $2 + $3 }' "$work/times"
}

unpacked | gzip -1 >"$work/articles.jsonl.gz"
read -r build_wall build_cpu < <(measure build --index "$work/index" "$work/articles.jsonl.gz")
unpacked | changed | gzip -1 >"$work/articles.jsonl.gz"
read -r update_wall update_cpu < <(measure update --index "$work/index" "$work/articles.jsonl.gz")
grep -E 'published|changed|anew' "$work/messages"
read -r nothing_wall nothing_cpu < <(measure update --index "$work/index" "$work/articles.jsonl.gz")
grep -E 'nothing has changed' "$work/messages"
awk -v bw="$build_wall" -v bc="$build_cpu" -v uw="$update_wall" -v uc="$update_cpu" -v nw="$nothing_wall" \
  -v nc="$nothing_cpu" 'BEGIN {
    print "                     wall s   cpu s   of a build: wall, cpu"
    printf "build               %7.2f %7.2f\n", bw, bc
    printf "update              %7.2f %7.2f   %5.1f %% %5.1f %%\n", uw, uc, 100 * uw / bw, 100 * uc / bc
    printf "nothing has changed %7.2f %7.2f   %5.1f %% %5.1f %%\n", nw, nc, 100 * nw / bw, 100 * nc / bc }'
