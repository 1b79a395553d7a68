#!/usr/bin/env bash
# The same articles, the same queries, the same answers, from tarsach and from what one would take instead of it
# (docs/decisions/0017-peers.md). Called by `./dev bench peers`, which installs and builds all that is needed.
#
#   tests/bench/peers/run.sh        ARTICLES=100000 ROUNDS=5 CONNECTIONS=1,8 SEED=1
#                                   PEERS="lucene lucene-offsets xapian groonga sphinx sqlite"; PEERS="": tarsach alone
#
# Everything stays in build/bench/peers: what is there already is not made again, but for `rm -r`. Ratios are to the
# first row.
set -euo pipefail
articles=${ARTICLES:-100000}
rounds=${ROUNDS:-5}
connections=${CONNECTIONS:-1,8}
read -r -a peers <<< "${PEERS-lucene lucene-offsets xapian groonga sphinx sqlite}"
engines=()
for engine in "${peers[@]}"; do [[ $engine == tarsach ]] || engines+=("$engine"); done
engines+=(tarsach)
base_port=${BASE_PORT:-18750}
build=$PWD/build/bench
work=$build/peers/$articles-${SEED:-1}
sources=$PWD/tests/bench/peers
mkdir -p "$work"
processes=()
trap '[[ ${#processes[@]} -eq 0 ]] || kill "${processes[@]}" 2> /dev/null || true' EXIT

"$PWD/tests/bench/made_articles.sh" "$articles" "$work"

class_path=$(find /usr/share/java -name 'lucene-*-8.*.jar' \( -name '*-core-*' -o -name '*-analyzers-common-*' -o -name '*-facet-*' \
  -o -name '*-highlighter-*' -o -name '*-queries-*' -o -name '*-memory-*' \) | sort | paste -sd:):$work/classes
lucene() { java -Xms512m -Xmx2g -XX:+UseParallelGC -Dsun.net.httpserver.nodelay=true -cp "$class_path" "$@"; }

index_with() {
  local engine=$1 threads=$2
  rm -rf "$work/$engine"
  case $engine in
    tarsach)
      "$build/bin/tarsach-indexer" build --index "$work/tarsach" --vocabulary "$work/vocabulary" --threads "$threads" \
        "$work/articles.jsonl" ;;
    lucene) lucene LucenePeer index "$work/articles.jsonl" "$work/lucene" "$threads" ;;
    lucene-offsets) lucene -Doffsets=true LucenePeer index "$work/articles.jsonl" "$work/lucene-offsets" "$threads" ;;
    *) "$build/plain_peer" "$engine" index "$work/articles.jsonl" "$work/$engine" ;;
  esac
}

# Wall and processor seconds go to ENGINE.indexed, a line for each number of threads.
measure_indexing() {
  local engine=$1 threads=$2 TIMEFORMAT='%R %U %S'
  { time index_with "$engine" "$threads" > "$work/$engine.log" 2>&1; } 2> "$work/time"
  awk -v threads="$threads" '{ print threads, $1, $2 + $3 }' "$work/time" >> "$work/$engine.indexed"
}

# The processes of an engine, as in 1234 or 1234+1235, come to be in `serving`: all of them work for an answer.
serve_with() {
  local engine=$1 port=$2
  serving=
  case $engine in
    tarsach) "$build/bin/tarsach-searchd" --index "$work/tarsach" --cache-size 0 --port "$port" > "$work/tarsach.served" 2>&1 & ;;
    lucene*)
      java -Xms512m -Xmx2g -XX:+UseParallelGC -Dsun.net.httpserver.nodelay=true -cp "$class_path" LucenePeer serve \
        "$work/$engine" "$port" > "$work/$engine.served" 2>&1 & ;;
    groonga)
      groonga -s --protocol http --bind-address 127.0.0.1 --port "$port" --max-threads 8 "$work/groonga/db" \
        > "$work/groonga.served" 2>&1 & ;;
    sphinx)
      searchd --config "$work/sphinx/sphinx.conf" --nodetach > "$work/sphinx.log" 2>&1 &
      processes+=($!) serving=$!+
      until [[ -S $work/sphinx/socket ]]; do kill -0 "${processes[-1]}" && sleep 0.2; done
      "$build/plain_peer" sphinx serve "$work/sphinx" "$port" > "$work/sphinx.served" 2>&1 & ;;
    *) "$build/plain_peer" "$engine" serve "$work/$engine" "$port" > "$work/$engine.served" 2>&1 & ;;
  esac
  processes+=($!) serving+=$!
  until (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do
    kill -0 "${processes[-1]}" || { cat "$work/$engine.served" >&2; exit 1; }
    sleep 0.2
  done
}

# Rows of a peer, for the ways of matching that are named: how it is asked, behind the interface of all peers or its own.
ask_for() {
  local match path=/search
  [[ $engine != groonga ]] || path=/d/select
  for match in $1; do
    local name="$engine, any word"
    [[ $match == any ]] || name="$engine, all words"
    full+=("$name|$server|$path?match=$match&work=full")
    bare+=("$name|$server|$path?match=$match&work=bare")
  done
}

if [[ ${engines[*]} == *lucene* ]]; then
  mkdir -p "$work/classes"
  javac -cp "$class_path" -d "$work/classes" "$sources/LucenePeer.java"
fi
for engine in "${engines[@]}"; do
  [[ -e $work/$engine.indexed ]] && continue
  case $engine in
    tarsach | lucene) measure_indexing "$engine" 1; measure_indexing "$engine" 2 ;;
    lucene-offsets) measure_indexing "$engine" 2 ;;
    *) measure_indexing "$engine" 1 ;;
  esac
done

echo "$articles articles, $(date -I), $(awk -F': ' '/model name/ {print $2; exit}' /proc/cpuinfo), $(nproc) processors"
full=() bare=() port=$base_port
declare -A served_by
for engine in "${engines[@]}"; do
  serve_with "$engine" "$port"
  served_by[$engine]=$serving
  server="$serving|$port"
  case $engine in
    tarsach)
      full+=("tarsach, any word|$server|/v1/search?facet_limit=21&match=any&rewrite=off"
        "tarsach, all words|$server|/v1/search?facet_limit=21&match=all&rewrite=off"
        "tarsach, as it is asked|$server|/v1/search?facet_limit=21")
      bare+=("tarsach, any word|$server|/v1/search?match=any&rewrite=off&facets=none&highlight=false"
        "tarsach, all words|$server|/v1/search?match=all&rewrite=off&facets=none&highlight=false") ;;
    lucene | groonga | sphinx) ask_for "any all" ;;
    *) ask_for "any" ;;
  esac
  port=$((port + 1))
done

printf '\nEverything: ten hits with titles and snippets, exact totals and counts\n\n'
"$build/peers_replay" "$work/queries.tsv" "$rounds" "$connections" "${full[@]}"
printf '\nTen hits and the exact total only\n\n'
"$build/peers_replay" "$work/queries.tsv" "$rounds" "$connections" "${bare[@]}"

# MiB that the processes of an engine have by a line of smaps_rollup, added up.
memory_of() {
  local files=() process
  for process in ${served_by[$1]//+/ }; do files+=("/proc/$process/smaps_rollup"); done
  awk -v name="$2:" '$1 == name { sum += $2 } END { print int(sum / 1024) }' "${files[@]}"
}

printf '\n| | index MiB | serving: RSS MiB | PSS MiB | indexing: threads, wall s, processor s |\n|---|---|---|---|---|\n'
for engine in "${engines[@]}"; do
  printf '| %s | %s | %s | %s | %s |\n' "$engine" "$(du -sm "$work/$engine" | cut -f1)" "$(memory_of "$engine" Rss)" \
    "$(memory_of "$engine" Pss)" "$(paste -sd';' "$work/$engine.indexed" | sed 's/;/; /g')"
done
