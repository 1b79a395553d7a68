// Articles that were never written but behave like those that were: for measurements, any number of them, the same ones
// for the same seed. Each can be made alone, so several threads make them, and a query can be taken from any.
//
//   TARSACH_TRY(const auto generator, Generator::open(seed, "corpus/sample"));
//   generator->article(17).body                  // „Предприятието обяви, че през 2013 г. …“
//   generator->vocabulary()                      // the events and topics that articles name
//
// What is like real text: sentences (function words, marks and lengths are those of the sample's), the law of Zipf and
// a vocabulary that keeps growing (lexicon.h), several forms of each word, words that come again in an article because
// it is about them, topics and events with words of their own (world.h), years that grow, lengths. What is not: sense.
// docs/performance.md compares the figures.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "corpus/article.h"
#include "corpus/synth/lexicon.h"
#include "corpus/synth/sentences.h"
#include "corpus/synth/world.h"

namespace tarsach::corpus::synth {

/// Any thread may ask it.
class Generator {
 public:
  /// Takes the sentences from the Bulgarian articles of `sample`, and the words from the dictionary of the programs.
  [[nodiscard]] static Result<std::unique_ptr<const Generator>> open(std::uint64_t seed, const std::string& sample);
  Generator(std::uint64_t seed, Pattern pattern, const text::Dictionary& dictionary);

  [[nodiscard]] Article article(std::uint64_t number) const;
  [[nodiscard]] schema::Vocabulary vocabulary() const { return world_.vocabulary(); }
  [[nodiscard]] const Lexicon& lexicon() const { return lexicon_; }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }

  // Shares, in thousandths.
  static constexpr std::size_t kWithoutEvent = 250, kOneEvent = 500, kTwoEvents = 200;  // the others: three
  static constexpr std::size_t kOneTopic = 600, kTwoTopics = 300;                       // the others: three

 private:
  struct Matter;

  void choose_events(Article& article, Matter& matter, Random& random) const;
  void choose_topics(Article& article, Matter& matter, Random& random) const;
  void choose_words(Matter& matter, Random& random) const;
  void append_sentence(std::string& text, const Sentence& sentence, const Matter& matter, Random& random) const;
  void append_word(std::string& text, const Matter& matter, Slot slot, Random& random) const;

  std::uint64_t seed_;
  Pattern pattern_;
  Lexicon lexicon_;
  World world_;
};

}  // namespace tarsach::corpus::synth
