// Many phrases looked for at once in a text, by lemma: „клъстерна среща“ is found in „клъстерните срещи“. One pass over
// the words; a word is looked up in a map from first lemmas to phrases, so a thousand events cost little more than one.
//
//   PhraseSet phrases(analyzer);
//   phrases.add("клъстерна среща", kMeetings);
//   for (const PhraseMatch& match : phrases.find(analyzer.analyze(text))) …   // match.owner == kMeetings
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/keyed_table.h"
#include "text/analyzer.h"

namespace tarsach::corpus {

struct PhraseMatch {
  std::uint32_t phrase = 0;   // in the order of add()
  std::uint32_t owner = 0;    // as given to add()
  std::uint32_t content = 0;  // words of the phrase that are no stop words
  std::size_t begin = 0;      // byte in the text
};

/// Not thread-safe, as the analyzer is not.
class PhraseSet {
 public:
  explicit PhraseSet(text::Analyzer& analyzer) : analyzer_(analyzer) {}

  /// A phrase without words, or of stop words only, is never found.
  void add(std::string_view phrase, std::uint32_t owner);
  /// In the order of the text that was analysed; also those that overlap.
  [[nodiscard]] std::vector<PhraseMatch> find(std::span<const text::Word> words);
  /// Words in the text that find() looked at last.
  [[nodiscard]] std::size_t words() const { return words_.size(); }

 private:
  using Lemmas = std::vector<std::uint32_t>;  // of one word; sorted
  struct Phrase {
    std::vector<Lemmas> words;
    std::uint32_t owner = 0;
    std::uint32_t content = 0;
  };
  struct TextWord {
    Lemmas lemmas;  // those that are in some phrase
    std::size_t begin = 0;
  };

  void read(std::span<const text::Word> words);
  [[nodiscard]] bool stands_at(const Phrase& phrase, std::size_t word) const;

  text::Analyzer& analyzer_;
  KeyedTable<std::uint32_t> lemma_numbers_;  // by quick_hash(), for most lemmas are in no phrase
  std::vector<Phrase> phrases_;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> by_first_lemma_;
  std::vector<TextWord> words_;
};

}  // namespace tarsach::corpus
