// Finds the phrases of articles: two to five content words that often stand together, as „Министерството на
// земеделието“ or „клъстерна среща“, and in how many articles.
//
//   PhraseCounts phrases;                                  // one per worker thread
//   phrases.next_document();
//   phrases.add(article.title, analyzer.analyze(article.title));
//   phrases.add(article.body, analyzer.analyze(article.body));
//   phrases.end_batch();
//   phrases.take(20'000)                                   // {"клъстерна среща", 12} …, the most frequent first
//
// Phrases are compared by lemma and given in the form that is written most often. Prepositions and conjunctions may
// stand within one, but no punctuation mark and no verb; none ends in an adjective (indexer/phrase_words.h). What has
// kMostWords words may go on, so it is not given: it only tells which shorter ones are mere parts. Lossy: within a
// batch a phrase is looked at from the second article on that has it, a longer one only when its parts are such phrases
// (Agrawal & Srikant 1994), and of a batch only the most frequent are kept. As batches do not depend on the number of
// threads, neither do the phrases.
//
// Memory: kFilterCells × 2 bytes, kRoles × 16 bytes, some 150 bytes for each of kMostInBatch phrases, and the same for
// those that are kept.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/keyed_table.h"
#include "indexer/phrase_words.h"
#include "text/analyzer.h"

namespace tarsach::indexer {

struct Phrase {
  std::string text;
  std::uint32_t documents = 0;
};

class PhraseCounts {
 public:
  static constexpr std::size_t kMostWords = 6;      // content words that are looked at
  static constexpr std::size_t kMostStopWords = 2;  // between two of them
  static constexpr std::size_t kMostPhraseBytes = 120;
  static constexpr std::size_t kFilterCells = std::size_t{1} << 22U;  // a batch has some 500,000 different pairs
  static constexpr std::size_t kMostInBatch = 150'000;
  static constexpr std::size_t kMostOfBatch = 8'000;            // are kept
  static constexpr std::size_t kRoles = std::size_t{1} << 16U;  // of words, that are remembered
  static constexpr std::uint32_t kFewDocuments = 200;  // a smaller batch keeps what two articles have, else three

  void next_document();
  /// `words` are those of `text`.
  void add(std::string_view text, std::span<const text::Word> words);
  void end_batch();
  /// Adds what another thread has counted, whose batch has ended.
  void merge(PhraseCounts&& other);

  /// The most frequent phrases; those that are nearly always part of a longer one are left out. Nothing is left here.
  [[nodiscard]] std::vector<Phrase> take(std::size_t most);

 private:
  using Key = std::uint64_t;                           // of the lemmas: two phrases of one key are one in 2^64
  enum class Ending : std::uint8_t { kWhole, kOpen };  // something must follow
  struct Shape {
    Key first = 0, last = 0;  // the phrase without its last, without its first word; 0 for two words
    Ending ending = Ending::kWhole;
  };
  struct Count {
    std::uint32_t documents = 2;
    std::uint16_t last_document = 0;
    std::uint32_t votes = 1;  // for what is written
    std::uint32_t place = 0;  // in written_
    std::uint64_t text = 0;   // a hash of what is written
  };
  struct Written {
    std::string text;  // Boyer and Moore's majority
    Shape shape;
  };
  struct Role {
    Key form = 0, lemma = 0;
    PhraseRole role;
  };
  struct Total {
    std::uint32_t documents = 0;
    std::vector<std::pair<std::string, std::uint32_t>> texts;  // with how many articles of their batches
    Shape shape;
  };
  /// Phrases that end at the content word that was read last, by their number of content words; 0: not one.
  struct Chain {
    std::array<Key, kMostWords> phrases{};
    std::array<Key, kMostWords> openings{};  // the same with the stop words behind them
    std::array<std::uint32_t, kMostWords> begins{};
    std::size_t stop_words = 0;
    PhrasePart last = PhrasePart::kNone;  // of the content word
  };

  void step(Chain& chain, std::string_view text, const text::Word& word);
  void extend(Chain& chain, std::string_view text, const text::Word& word, PhrasePart part);
  PhraseRole role_of(const text::Lexeme& lexeme);
  bool count(Key key, std::string_view text, const Shape& shape);  // whether it is a phrase by now
  void vote(Count& count, std::string_view text);
  void forget_the_rarest();
  void add_total(Key key, Total&& total);

  std::uint16_t document_ = 0;         // of the batch, from 1
  std::vector<std::uint16_t> filter_;  // the last document with a phrase of this cell; 0: none
  std::vector<Role> roles_;            // each at the place that its key tells, until another one comes there
  KeyedTable<Count> batch_;
  std::vector<Written> written_;  // of the phrases of the batch
  std::unordered_map<Key, Total> totals_;
};

}  // namespace tarsach::indexer
