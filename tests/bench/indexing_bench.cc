// What an article costs while it is indexed, stage by stage, outside of the database. Seconds of the processor an
// article:
//
//   TARSACH_BENCH_ARTICLES=articles.jsonl TARSACH_BENCH_VOCABULARY=DIR build/bench/indexing_bench
//
// Without a file, the sample's. Of a file the first kMostArticles. An iteration does all of them, beginning with
// nothing remembered, as a build does.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "base/data_file.h"
#include "corpus/classify.h"
#include "corpus/reader.h"
#include "indexer/article_list.h"
#include "indexer/gathered.h"
#include "indexer/suggestions.h"
#include "schema/spelling_index.h"
#include "schema/word_list.h"
#include "text/dictionary.h"

namespace {

using namespace tarsach;

constexpr std::size_t kMostArticles = 2'000;

std::string setting(const char* name, const std::string& otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : value;
}

class Shelf final : public corpus::ArticleSink {
 public:
  std::vector<corpus::Article> articles;

  corpus::Next article(corpus::Article&& article, const std::string&) override {
    articles.push_back(std::move(article));
    return articles.size() < kMostArticles ? corpus::Next::kGoOn : corpus::Next::kStop;
  }
  corpus::Next problem(corpus::Problem&&) override { return corpus::Next::kGoOn; }
  void warning(corpus::Problem&&) override {}
};

std::vector<corpus::Article> read_all() {
  Shelf shelf;
  (void)corpus::read_source(setting("TARSACH_BENCH_ARTICLES", TARSACH_SOURCE_DIR "/corpus/sample"), shelf);
  return std::move(shelf.articles);
}

const std::vector<corpus::Article>& articles() {
  static const auto read = read_all();
  return read;
}

const schema::Vocabulary& vocabulary() {
  static const auto read =
      schema::load_vocabulary(setting("TARSACH_BENCH_VOCABULARY", TARSACH_SOURCE_DIR "/schema/vocabulary"));
  static const schema::Vocabulary none;
  return read ? *read : none;
}

std::shared_ptr<const text::Dictionary> dictionary() {
  static const auto found = find_data_file(text::kDictionaryName).and_then(text::Dictionary::open);
  return found ? *found : nullptr;
}

/// The articles with what a build knows of them.
const std::vector<corpus::Article>& complete_articles() {
  static const auto complete = [] {
    text::Analyzer analyzer(dictionary());
    corpus::Classifier classifier(vocabulary(), analyzer);
    std::vector<corpus::Article> all = articles();
    for (corpus::Article& article : all) classifier.complete(article);
    return all;
  }();
  return complete;
}

void per_article(benchmark::State& state) {
  state.counters["article"] =
      benchmark::Counter(static_cast<double>(articles().size()),
                         benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void reading(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(read_all());
  per_article(state);
}
BENCHMARK(reading)->Unit(benchmark::kMillisecond);

void digests(benchmark::State& state) {
  const DigestKey key = DigestKey::random();
  for (auto _ : state)
    for (const corpus::Article& article : articles()) {
      benchmark::DoNotOptimize(indexer::raw_digests(key, {article.body, "json", article.id, 1}));
      benchmark::DoNotOptimize(indexer::content_digest(key, article));
    }
  per_article(state);
}
BENCHMARK(digests)->Unit(benchmark::kMillisecond);

/// With the facts that the articles bring.
void completing(benchmark::State& state) {
  text::Analyzer analyzer(dictionary());
  corpus::Classifier classifier(vocabulary(), analyzer);
  for (auto _ : state)
    for (corpus::Article article : articles()) benchmark::DoNotOptimize(classifier.complete(article));
  per_article(state);
}
BENCHMARK(completing)->Unit(benchmark::kMillisecond);

/// As if they brought none.
void inferring(benchmark::State& state) {
  text::Analyzer analyzer(dictionary());
  corpus::Classifier classifier(vocabulary(), analyzer);
  for (auto _ : state)
    for (corpus::Article article : articles()) {
      article.date = {}, article.language.clear(), article.events.reset(), article.topics.reset();
      benchmark::DoNotOptimize(classifier.complete(article));
    }
  per_article(state);
}
BENCHMARK(inferring)->Unit(benchmark::kMillisecond);

/// Analyses all articles, and gives each with its title's and its body's words to whoever counts them.
template <typename Title, typename Body>
void analyse(text::Analyzer& analyzer, Title title, Body body) {
  for (const corpus::Article& article : complete_articles()) {
    title(article, analyzer.analyze(article.title));
    body(article, analyzer.analyze(article.body));
  }
}

using Words = std::span<const text::Word>;

constexpr auto kPassOver = [](const corpus::Article&, Words words) { benchmark::DoNotOptimize(words.data()); };

void analysing(benchmark::State& state) {
  for (auto _ : state) {
    text::Analyzer analyzer(dictionary());
    analyse(analyzer, kPassOver, kPassOver);
  }
  per_article(state);
}
BENCHMARK(analysing)->Unit(benchmark::kMillisecond);

/// Of words that the analyzer has met before; so are all that follow: what counting costs is on top of this.
void analysing_again(benchmark::State& state) {
  text::Analyzer analyzer(dictionary());
  for (auto _ : state) analyse(analyzer, kPassOver, kPassOver);
  per_article(state);
}
BENCHMARK(analysing_again)->Unit(benchmark::kMillisecond);

void counting_words(benchmark::State& state) {
  text::Analyzer analyzer(dictionary());
  for (auto _ : state) {
    indexer::WordCounts counts;
    const auto title = [&](const corpus::Article&, Words words) {
      counts.next_document();
      counts.add_title(words);
    };
    analyse(analyzer, title,
            [&](const corpus::Article& article, Words words) { counts.add_body(article.body, words); });
  }
  per_article(state);
}
BENCHMARK(counting_words)->Unit(benchmark::kMillisecond);

void counting_phrases(benchmark::State& state) {
  text::Analyzer analyzer(dictionary());
  for (auto _ : state) {
    indexer::PhraseCounts counts;
    const auto title = [&](const corpus::Article& article, Words words) {
      counts.next_document();
      counts.add(article.title, words);
    };
    analyse(analyzer, title, [&](const corpus::Article& article, Words words) { counts.add(article.body, words); });
    counts.end_batch();
  }
  per_article(state);
}
BENCHMARK(counting_phrases)->Unit(benchmark::kMillisecond);

void count(text::Analyzer& analyzer, indexer::Gathered& gathered) {
  analyse(
      analyzer, [&](const corpus::Article& article, Words words) { gathered.title(article, words); },
      [&](const corpus::Article& article, Words words) { gathered.body(article.body, words); });
  gathered.end_batch();
}

void counting_all(benchmark::State& state) {
  text::Analyzer analyzer(dictionary());
  for (auto _ : state) {
    indexer::Gathered gathered;
    count(analyzer, gathered);
  }
  per_article(state);
}
BENCHMARK(counting_all)->Unit(benchmark::kMillisecond);

indexer::Counts counted() {
  text::Analyzer analyzer(dictionary());
  indexer::Gathered gathered;
  count(analyzer, gathered);
  return std::move(gathered).take();
}

/// What is done once, at the end.
void word_list(benchmark::State& state) {
  const indexer::Counts counts = counted();
  for (auto _ : state)
    benchmark::DoNotOptimize(schema::encode_words(indexer::index_words(counts.words, articles().size())));
  per_article(state);
}
BENCHMARK(word_list)->Unit(benchmark::kMillisecond);

void spelling(benchmark::State& state) {
  const auto words =
      schema::WordList::parse(schema::encode_words(indexer::index_words(counted().words, articles().size())));
  for (auto _ : state) benchmark::DoNotOptimize(schema::encode_spelling(*words));
  per_article(state);
}
BENCHMARK(spelling)->Unit(benchmark::kMillisecond);

void suggestions(benchmark::State& state) {
  const indexer::Counts counts = counted();
  const auto words = indexer::index_words(counts.words, articles().size());
  for (auto _ : state) {
    text::Analyzer analyzer(dictionary());
    benchmark::DoNotOptimize(indexer::make_suggestions(counts, words, vocabulary(), analyzer));
  }
  per_article(state);
}
BENCHMARK(suggestions)->Unit(benchmark::kMillisecond);

}  // namespace
