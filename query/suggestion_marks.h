// How a text that can be suggested agrees with what was typed: which parts of it are marked, and how well it fits.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "query/beginnings.h"
#include "query/suggest.h"
#include "schema/suggestion_list.h"
#include "text/analyzer.h"

namespace tarsach::query {

struct WantedWord {
  std::string typed;                         // normalised
  std::set<schema::WordList::Number> forms;  // of the list: any of them will do
};

/// What a text must have: all words, and a word with the beginning.
struct Wanted {
  std::vector<WantedWord> words;
  std::optional<Beginning> beginning;
  double cost = 0;  // of reading what was typed so, without that of the beginning
};

struct Mark {
  std::size_t begin = 0, end = 0;  // bytes of the text
};

struct Agreement {
  std::vector<Mark> marks;  // in their order, apart from one another
  double score = 0;         // nats; the higher the better
  std::string forms;        // the text's words, normalised
  bool is_all = false;      // the text is what was typed and no more
};

[[nodiscard]] Agreement agreement_of(const schema::SuggestionList& list, schema::SuggestionList::Entry entry,
                                     const Wanted& wanted, text::Analyzer& analyzer);

[[nodiscard]] Suggestion suggestion_of(const schema::SuggestionList& list, schema::SuggestionList::Entry entry,
                                       std::span<const Mark> marks);

}  // namespace tarsach::query
