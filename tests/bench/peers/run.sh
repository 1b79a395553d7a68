#!/usr/bin/env bash
# The same articles, the same queries, the same answers, from tarsach and from what one would take instead of it
# (docs/decisions/0017-peers.md). Called by `./dev bench peers`, which installs and builds all that is needed.
#
#   tests/bench/peers/run.sh        ARTICLES=100000 ROUNDS=5 CONNECTIONS=1,8 PEERS="lucene lucene-offsets xapian sqlite" SEED=1
#
# Everything stays in build/bench/peers: what is there already is not made again, but for `rm -r`.
set -euo pipefail
articles=${ARTICLES:-100000}
rounds=${ROUNDS:-5}
connections=${CONNECTIONS:-1,8}
peers=${PEERS:-lucene lucene-offsets xapian sqlite}
base_port=${BASE_PORT:-18750}
build=$PWD/build/bench
work=$build/peers/$articles-${SEED:-1}
sources=$PWD/tests/bench/peers
mkdir -p "$work"
processes=()
trap '[[ ${#processes[@]} -eq 0 ]] || kill "${processes[@]}" 2> /dev/null || true' EXIT

if [[ ! -s $work/articles.jsonl ]]; then
  "$build/bin/tarsach-synth" --articles "$articles" --seed "${SEED:-1}" --vocabulary "$work/vocabulary" \
    --queries "$work/queries.tsv" > "$work/articles.part"
  mv "$work/articles.part" "$work/articles.jsonl"
fi

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

serve_with() {
  local engine=$1 port=$2
  case $engine in
    tarsach) "$build/bin/tarsach-searchd" --index "$work/tarsach" --port "$port" > "$work/tarsach.served" 2>&1 & ;;
    lucene*)
      java -Xms512m -Xmx2g -XX:+UseParallelGC -Dsun.net.httpserver.nodelay=true -cp "$class_path" LucenePeer serve \
        "$work/$engine" "$port" > "$work/$engine.served" 2>&1 & ;;
    *) "$build/plain_peer" "$engine" serve "$work/$engine" "$port" > "$work/$engine.served" 2>&1 & ;;
  esac
  processes+=($!)
  until (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do
    kill -0 "${processes[-1]}" || { cat "$work/$engine.served" >&2; exit 1; }
    sleep 0.2
  done
}

mkdir -p "$work/classes"
javac -cp "$class_path" -d "$work/classes" "$sources/LucenePeer.java"
for engine in tarsach $peers; do
  [[ -e $work/$engine.indexed ]] && continue
  case $engine in
    tarsach | lucene) measure_indexing "$engine" 1; measure_indexing "$engine" 2 ;;
    lucene-offsets) measure_indexing "$engine" 2 ;;
    *) measure_indexing "$engine" 1 ;;
  esac
done

echo "$articles articles, $(date -I), $(awk -F': ' '/model name/ {print $2; exit}' /proc/cpuinfo), $(nproc) processors"
full=() bare=() port=$base_port
for engine in $peers tarsach; do
  serve_with "$engine" "$port"
  process=${processes[-1]}
  if [[ $engine == tarsach ]]; then
    full+=("tarsach, any word|$process|$port|/v1/search?facet_limit=21&match=any&rewrite=off"
      "tarsach, all words|$process|$port|/v1/search?facet_limit=21&match=all&rewrite=off"
      "tarsach, as it is asked|$process|$port|/v1/search?facet_limit=21")
    bare+=("tarsach, any word|$process|$port|/v1/search?match=any&rewrite=off&facets=none&highlight=false"
      "tarsach, all words|$process|$port|/v1/search?match=all&rewrite=off&facets=none&highlight=false")
  else
    full+=("$engine, any word|$process|$port|/search?match=any&work=full")
    bare+=("$engine, any word|$process|$port|/search?match=any&work=bare")
    [[ $engine != lucene ]] || full+=("$engine, all words|$process|$port|/search?match=all&work=full")
    [[ $engine != lucene ]] || bare+=("$engine, all words|$process|$port|/search?match=all&work=bare")
  fi
  port=$((port + 1))
done

printf '\nEverything: ten hits with titles and snippets, exact totals and counts\n\n'
"$build/peers_replay" "$work/queries.tsv" "$rounds" "$connections" "${full[@]}"
printf '\nTen hits and the exact total only\n\n'
"$build/peers_replay" "$work/queries.tsv" "$rounds" "$connections" "${bare[@]}"

printf '\n| | index MiB | serving: RSS MiB | PSS MiB | indexing: threads, wall s, processor s |\n|---|---|---|---|---|\n'
place=0
for engine in $peers tarsach; do
  process=${processes[place]} place=$((place + 1))
  printf '| %s | %s | %s | %s | %s |\n' "$engine" "$(du -sm "$work/$engine" | cut -f1)" \
    "$(awk '/^Rss/ {print int($2 / 1024)}' "/proc/$process/smaps_rollup")" \
    "$(awk '/^Pss:/ {print int($2 / 1024)}' "/proc/$process/smaps_rollup")" \
    "$(paste -sd';' "$work/$engine.indexed" | sed 's/;/; /g')"
done
