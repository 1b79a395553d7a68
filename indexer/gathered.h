// What a worker thread gathers from the words of its articles besides their postings, in the same pass; at the end
// that of all threads is put together and written into the generation, for queries to be understood with.
//
//   Gathered gathered;                                             // one per worker thread
//   gathered.title(article, analyzer.analyze(article.title));
//   gathered.body(article.body, analyzer.analyze(article.body));   // title and body of each article, in this order
//
//   gathered.end_batch();                                          // of articles that are always read together
//
//   const Counts counts = std::move(gathered).take();              // merged
//   write_query_files(counts, {documents, &vocabulary, dictionary}, folder);
//
// An article that a later one of the same run replaces has been gathered by then: subtract() takes its words and its
// title back, not its phrases.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include "base/result.h"
#include "corpus/article.h"
#include "indexer/counts.h"
#include "indexer/memory.h"
#include "indexer/phrase_counts.h"
#include "indexer/title_counts.h"
#include "indexer/word_counts.h"
#include "schema/vocabulary.h"
#include "text/analyzer.h"

namespace tarsach::indexer {

/// Phrases are found by looking at many articles together: a full build does. An update keeps those that are known.
enum class Phrasing : std::uint8_t { kCount, kLeave };

struct Gathered {
  Phrasing phrasing;
  WordCounts words;
  PhraseCounts phrases;
  TitleCounts titles;

  explicit Gathered(Phrasing with = Phrasing::kCount, const MemoryShares& memory = {})
      : phrasing(with), words(memory.most_forms), titles(memory.most_titles) {}

  void title(const corpus::Article& article, std::span<const text::Word> title_words);
  void body(std::string_view text, std::span<const text::Word> body_words);
  void end_batch();
  void merge(Gathered&& other);
  /// Takes back the words and titles of articles that are not there any more.
  void subtract(const Gathered& other);

  /// To go on counting where `counts` was written; its phrases stay there.
  [[nodiscard]] static Gathered again(Counts&& counts);
  [[nodiscard]] Counts take() &&;
};

/// What write_query_files() has written, for the summary of a run.
struct QueryFigures {
  std::uint64_t words = 0;
  std::uint64_t forgotten = 0;  // WordCounts::forgotten()
};

/// What of the generation has to be known beside it.
struct GatheredFrom {
  std::uint64_t documents = 0;
  const schema::Vocabulary* vocabulary = nullptr;
  std::shared_ptr<const text::Dictionary> dictionary = nullptr;  // what the words were analysed with
};

/// Writes the file `counts`, and those that are made of it (schema/index_dir.h) into `folder`.
[[nodiscard]] Result<QueryFigures> write_query_files(const Counts& counts, const GatheredFrom& from,
                                                     const std::filesystem::path& folder);

}  // namespace tarsach::indexer
