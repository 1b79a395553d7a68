#!/usr/bin/env bash
# Flame graphs of an indexing run, of the daemon's searches and of its suggestions, over made articles. Called by
# `./dev bench profile`, which installs and builds all that is needed.
#
#   tests/bench/profile/run.sh      ARTICLES=20000 ROUNDS=5 SEED=1 GRAPHS=docs/pictures BASE_PORT=18790
#
# Samples are taken of the processor's time, 299 a second, with copies of stacks (--call-graph dwarf): Debian's libraries
# keep no frame pointers. They stay in build/bench/profile, 12 MB for each second of work.
set -euo pipefail
articles=${ARTICLES:-20000}
graphs=${GRAPHS:-docs/pictures}
port=${BASE_PORT:-18790}
build=$PWD/build/bench
made=$build/peers/$articles-${SEED:-1}
work=$build/profile/$articles-${SEED:-1}
daemon=
trap '[[ -z $daemon ]] || kill "$daemon" 2> /dev/null || true' EXIT
mkdir -p "$work" "$graphs"
tests/bench/made_articles.sh "$articles" "$made"

sampler=(perf record --quiet --event cpu-clock --freq 299 --call-graph dwarf,40960 --output)

draw() {
  echo "$2"
  perf script --input "$work/$1.perf" --no-inline --fields comm,ip,sym,dso 2> /dev/null |
    "$build/flame_graph" "$2, $(date -I)" > "$graphs/profile-$1.svg"
  echo "        $graphs/profile-$1.svg, $(stat --format %s "$graphs/profile-$1.svg") bytes"
}

# What is replayed, all the while the daemon is sampled.
sample_daemon() {
  local name=$1 queries=$2 path=$3 sampling
  "${sampler[@]}" "$work/$name.perf" --pid "$daemon" &
  sampling=$!
  sleep 1
  "$build/peers_replay" "$queries" "${ROUNDS:-5}" 1 "tarsach|$daemon|$port|$path" > "$work/$name.log"
  kill "$sampling"
  wait "$sampling" || true
}

# The first letters of each query, from one to all of them, as if somebody had stopped there.
as_typed() {
  local id words rest length=0
  while IFS=$'\t' read -r id words rest; do
    length=$((length % ${#words} + 1))
    printf '%s\t%s\t\t\t\n' "$id" "${words:0:length}"
  done < "$1"
}

rm -rf "$work/index"
"${sampler[@]}" "$work/indexing.perf" "$build/bin/tarsach-indexer" build --index "$work/index" \
  --vocabulary "$made/vocabulary" --threads 1 "$made/articles.jsonl" > "$work/indexing.log" 2>&1
"$build/bin/tarsach-searchd" --index "$work/index" --cache-size 0 --port "$port" > "$work/searchd.log" 2>&1 &
daemon=$!
until (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do kill -0 "$daemon" && sleep 0.2; done
LC_ALL=C.UTF-8 as_typed "$made/queries.tsv" > "$work/typed.tsv"
sample_daemon searching "$made/queries.tsv" '/v1/search?facet_limit=21'
sample_daemon suggesting "$work/typed.tsv" '/v1/suggest?limit=10'

number=$(printf '%d' "$articles" | sed ':again; s/\B[0-9]\{3\}\>/,&/; t again')
draw indexing "Indexing $number articles in one thread"
draw searching "Searches of the daemon over $number articles, as they are asked"
draw suggesting "Suggestions of the daemon over $number articles, at any letter of a query"
