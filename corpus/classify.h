// Works out what an article does not say of itself: date, language, events and topics.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "corpus/article.h"
#include "schema/vocabulary.h"

namespace tarsach::text {
class Analyzer;
}

namespace tarsach::corpus {

/// What was worked out and what the person had given, for the summary of a run.
struct Inferred {
  bool title = false, date = false, language = false, events = false, topics = false;
  std::vector<std::string> warnings;  // "unknown event 'x': kept as given"
};

/// Not thread-safe, as the analyzer is not; each thread has its own. Both must outlive it.
class Classifier {
 public:
  Classifier(const schema::Vocabulary& vocabulary, text::Analyzer& analyzer);
  ~Classifier();

  /// Fills what is missing. Words that the analyzer gave before are gone. Given events and topics are matched to the
  /// vocabulary by id, label or other name; one that is not in it is kept, as a slug of what was given.
  Inferred complete(Article& article);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tarsach::corpus
