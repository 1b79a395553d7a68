// Which events of the vocabulary an article is about. A name in the title or the lead speaks for an event, its place
// and its days support it; a name far down only recalls it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "corpus/article.h"
#include "corpus/article_date.h"
#include "corpus/phrases.h"
#include "schema/vocabulary.h"

namespace tarsach::corpus {

/// Not thread-safe. The vocabulary and the analyzer must outlive it.
///
///   finder.read_title(analyzer.analyze(article.title));
///   finder.read_body(analyzer.analyze(article.body));      // then the others tell what was found
class EventFinder {
 public:
  EventFinder(const schema::Vocabulary& vocabulary, text::Analyzer& analyzer);

  /// Begins with another article.
  void read_title(std::span<const text::Word> words);
  void read_body(std::span<const text::Word> words);
  /// The days of the events that title and lead name: they tell the year of „На 5 юли“.
  [[nodiscard]] std::vector<KnownDays> known_days() const;
  /// Ids, the likeliest first; empty if none is supported enough.
  [[nodiscard]] std::vector<std::string> choose(const schema::Date& date) const;

 private:
  enum class Part : std::uint8_t { kName, kPlace, kWord };
  enum class Zone : std::uint8_t { kTitle, kLead, kRest };
  struct Owner {
    std::uint32_t event = 0;
    Part part = Part::kName;
  };
  /// What the article says that belongs to one event.
  struct Signs {
    double title = 0, lead = 0, rest = 0;  // the best name in each zone, 0..1
    bool place_early = false, place = false;
    std::vector<std::uint32_t> words;  // of its label, in title and lead; distinct
  };

  void add_event(std::uint32_t number);
  void add(std::string_view phrase, std::uint32_t event, Part part);
  void note(const PhraseMatch& match, Zone zone);
  [[nodiscard]] double score(std::size_t event, const schema::Date& date) const;

  const schema::Vocabulary& vocabulary_;
  PhraseSet phrases_;
  std::vector<Owner> owners_;
  std::vector<std::uint32_t> label_words_;  // for each event
  std::vector<Signs> signs_;
  std::vector<std::uint32_t> noted_;  // events with signs, so that not all have to be cleared
};

}  // namespace tarsach::corpus
