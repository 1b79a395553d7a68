// Counts the words of articles as they are written: in how many articles each form stands, and whether it usually has a
// capital letter within a sentence. schema/word_list.h tells what becomes of it.
//
//   WordCounts counts;                                            // one per worker thread
//   counts.next_document();
//   counts.add_title(analyzer.analyze(article.title));
//   counts.add_body(article.body, analyzer.analyze(article.body));
//
// Counted are forms of Cyrillic and Latin letters, without digits; the whole of a compound and its parts.
// A capital says something only within a sentence of a body: not in a title, where English has capitals for every
// word; not behind a full stop, a quotation mark, a line's end; not in a run of words that are all capitals.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/keyed_table.h"
#include "schema/word_list.h"
#include "text/analyzer.h"

namespace tarsach::indexer {

struct CountedWord {
  std::string form;
  std::uint32_t documents = 0;
  std::uint32_t capital = 0;  // within sentences
  std::uint32_t lower = 0;

  bool operator==(const CountedWord&) const = default;
};

/// What queries need of them. None has more than `documents`.
[[nodiscard]] std::vector<schema::IndexWord> index_words(std::span<const CountedWord> words, std::uint64_t documents);

class WordCounts {
 public:
  /// About 80 bytes each. When there are more, the rarest are forgotten: an index of so many words has misprints in
  /// plenty.
  static constexpr std::size_t kMostForms = 500'000;
  /// A longer form is no word of a language (40 Cyrillic letters).
  static constexpr std::size_t kMostFormBytes = 80;

  explicit WordCounts(std::size_t most_forms = kMostForms) : most_forms_(most_forms) {}

  /// What is added next belongs to another article.
  void next_document();
  void add_title(std::span<const text::Word> words);
  /// `words` are those of `text`.
  void add_body(std::string_view text, std::span<const text::Word> words);

  /// Adds what another thread has counted. No article may follow.
  void merge(WordCounts&& other);
  /// What was counted before.
  void add(CountedWord&& word);
  void add_forgotten(std::uint64_t times) { forgotten_ += times; }
  /// Takes back what was counted of articles that are not there any more.
  void subtract(const WordCounts& other);

  /// All words, sorted by their bytes. Nothing is left here.
  [[nodiscard]] std::vector<CountedWord> take();
  /// How often a form was forgotten for want of memory; one that comes again and again counts each time.
  [[nodiscard]] std::uint64_t forgotten() const { return forgotten_; }

 private:
  struct Count {
    std::uint32_t documents = 0;
    std::uint32_t last_document = 0;  // which counted it
    std::uint32_t capital = 0;        // within sentences
    std::uint32_t lower = 0;
    std::uint32_t begin = 0, size = 0;  // of the form, in forms_
  };

  Count* count(const text::Lexeme& lexeme);
  Count& known(std::uint64_t key, std::string_view form);
  [[nodiscard]] std::string_view form_of(const Count& count) const;
  void forget_the_rarest();
  void tidy_forms();

  std::size_t most_forms_;
  std::uint32_t document_ = 0;
  std::uint64_t forgotten_ = 0;
  KeyedTable<Count> counts_;  // by text::word_key()
  std::string forms_;         // one after the other
};

}  // namespace tarsach::indexer
