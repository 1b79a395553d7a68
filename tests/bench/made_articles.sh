#!/usr/bin/env bash
# Articles, a vocabulary and queries for measurements, in a folder; what is there already is not made again.
#
#   tests/bench/made_articles.sh ARTICLES FOLDER        SEED=1
set -euo pipefail
mkdir -p "$2"
[[ ! -s $2/articles.jsonl ]] || exit 0
build/bench/bin/tarsach-synth --articles "$1" --seed "${SEED:-1}" --vocabulary "$2/vocabulary" --queries "$2/queries.tsv" \
  > "$2/articles.part"
mv "$2/articles.part" "$2/articles.jsonl"
