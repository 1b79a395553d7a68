#include "query/explanation.h"

#include <algorithm>
#include <cstdio>
#include <span>
#include <string>

#include "query/closeness.h"
#include "query/lexer.h"
#include "query/search.h"

namespace tarsach::query {

namespace {

constexpr std::size_t kShownTerms = 4;

std::string number(double value) {
  char text[32];
  const int size = std::snprintf(text, sizeof text, "%.3f", value);
  return {text, static_cast<std::size_t>(size)};
}

ExplainedWord explained(const Session& session, const ScoredWord& word) {
  ExplainedWord explained{.terms = word.terms, .stop_word = word.stop_word, .whole = word.whole};
  for (const std::string& term : word.terms) explained.documents += session.database().get_termfreq(term);
  for (const std::string& term : word.title_terms) explained.titles += session.database().get_termfreq(term);
  return explained;
}

// The weight that each word has in one document. Weights of an OR are added up, so each word is asked for alone.
std::vector<Contribution> contributions(const Session& session, std::span<const ScoredWord> words,
                                        std::uint32_t document, Watch& watch) {
  Bitmap alone(session.snapshot().documents().size());
  alone.set(document);
  std::vector<Contribution> contributions;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Weighed weighed = weigh(session, words.subspan(i, 1), alone, 1, watch);
    if (!weighed.documents.empty()) contributions.push_back({i, weighed.documents[0].score});
  }
  return contributions;
}

ExplainedCloseness explained_closeness(const Together& together) {
  return {together.neighbours, together.passage, together.beginning, together.title, together.boost()};
}

// "клъстер" or "нов|нова": what a word of the query is in the index.
std::string name_of(const ExplainedWord& word) {
  std::string name = word.terms.front();
  for (std::size_t i = 1; i < std::min(word.terms.size(), kShownTerms); ++i) name += "|" + word.terms[i];
  const bool is_cut = word.terms.size() > kShownTerms;
  return is_cut ? name + "|…" + std::to_string(word.terms.size() - kShownTerms) : name;
}

std::string line_of(const ExplainedWord& word) {
  std::string line = "  " + name_of(word) + ": " + std::to_string(word.documents) + " documents, " +
                     std::to_string(word.titles) + " titles";
  if (word.stop_word) line += ", a stop word";
  if (word.whole) line += ", a compound written together";
  return line + "\n";
}

std::string lines_of(const Explanation& explanation, std::size_t place) {
  const ExplainedHit& explained = explanation.hits[place];
  std::string text = std::to_string(place + 1) + ". " + number(explained.hit.score) + "  " + explained.hit.id + "  " +
                     explained.hit.title + "\n";
  if (!explanation.by_relevance) return text;
  for (const Contribution& one : explained.words)
    text += "     " + number(one.weight) + " " + name_of(explanation.words[one.word]) + "\n";
  return text + "     × " + number(explained.closeness.boost) + " for words that stand together\n";
}

}  // namespace

Result<Explanation> explain(Session& session, Request request, Watch& watch) {
  request.offset = 0;
  request.limit = kExplainedHits;
  const Understood understood = understand(session, request, watch);
  const std::span<const ScoredWord> words = understood.compiled.words;
  Explanation explanation{.query = request.query,
                          .tokens = print(lex(request.query).tokens),
                          .tree = print(understood.tree),
                          .interpretation = understood.interpretation,
                          .plan = print(understood.compiled.plan, session.snapshot().columns()),
                          .by_relevance = request.sort == Sort::kRelevance,
                          .index = index_state(session.snapshot())};
  for (const ScoredWord& word : words) explanation.words.push_back(explained(session, word));
  const Bitmap matches = Choices(session.snapshot(), request).apply(understood.matches);
  explanation.matches = understood.matches.count();
  explanation.filtered = matches.count();
  Closeness closeness(session, words);
  for (const Ranked& one : ranked(session, request, understood, matches, watch)) {
    const std::uint32_t document = one.document;
    ExplainedHit& explained = explanation.hits.emplace_back();
    TARSACH_TRY(explained.hit, read_hit(session, document, Body::kLeftOut));
    explained.hit.score = one.score;
    if (!explanation.by_relevance) continue;
    explained.words = contributions(session, words, document, watch);
    explained.closeness = explained_closeness(closeness.of(std::span(&document, 1), watch).front());
  }
  return explanation;
}

std::string to_text(const Explanation& explanation) {
  const Interpretation& interpretation = explanation.interpretation;
  std::string text = "query:  " + explanation.query + "\n";
  text += "tokens: " + explanation.tokens + "\n";
  text += "tree:   " + explanation.tree + "\n";
  text += "used:   " + interpretation.used + "\n";
  for (const Reading& reading : interpretation.applied)
    text += "told:   " + reading.kind + ": " + reading.from + " → " + reading.to + "\n";
  text += "plan:   " + explanation.plan + "\nwords:\n";
  for (const ExplainedWord& word : explanation.words) text += line_of(word);
  text += "matches: " + std::to_string(explanation.matches) + " by its words, " + std::to_string(explanation.filtered) +
          " after filters\n";
  for (std::size_t place = 0; place < explanation.hits.size(); ++place) text += lines_of(explanation, place);
  return text;
}

}  // namespace tarsach::query
