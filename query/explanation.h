// Why an answer is as it is: what was understood of a query, what was looked up, and what each word gave the first
// hits. As data; to_text() is what `tarsach explain` prints, to_json() (query/json.h) what /v1/explain answers.
//
//   TARSACH_TRY(const Explanation explanation, engine->explain(request, deadline));
//   explanation.hits[0].words[0].weight      what the word explanation.words[….word] gave the first hit
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "query/request.h"

namespace tarsach::query {

class Session;
class Watch;

/// So many of the first hits are explained.
inline constexpr std::size_t kExplainedHits = 5;

/// A word that ranks.
struct ExplainedWord {
  std::vector<std::string> terms = {};  // of the index; any of them is this word
  std::uint64_t documents = 0;          // the sum over its terms
  std::uint64_t titles = 0;             // the same of titles
  bool stop_word = false;
  bool whole = false;  // of a compound, written together
};

struct Contribution {
  std::size_t word = 0;  // its place in Explanation::words
  double weight = 0;     // BM25, its share of the title and of other words for it within
};

/// How the words stand in an article, each share from 0 to 1 (query/closeness.h).
struct ExplainedCloseness {
  double neighbours = 0, passage = 0, beginning = 0, title = 0;
  double boost = 1;  // what that makes of it: multiplies the weights of the words
};

struct ExplainedHit {
  Hit hit = {};                          // without body and marks
  std::vector<Contribution> words = {};  // of those that the article has; empty for an order by date
  ExplainedCloseness closeness = {};
};

struct Explanation {
  std::string query = {};              // as typed
  std::string tokens = {};             // as the lexer cuts it
  std::string tree = {};               // as it was understood, as an S-expression
  Interpretation interpretation = {};  // its alternatives have no totals
  std::string plan = {};               // what is looked up, as an S-expression
  std::vector<ExplainedWord> words = {};
  std::uint64_t matches = 0;   // by its words alone
  std::uint64_t filtered = 0;  // after filters
  bool by_relevance = true;    // else by date: weights do not matter
  std::vector<ExplainedHit> hits = {};
  IndexState index = {};
};

/// The request has passed check(); its page does not matter. Throws Xapian::Error.
[[nodiscard]] Result<Explanation> explain(Session& session, Request request, Watch& watch);

/// For people to read; lines.
[[nodiscard]] std::string to_text(const Explanation& explanation);

}  // namespace tarsach::query
