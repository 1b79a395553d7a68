#include <algorithm>
#include <cstdio>
#include <string>

#include "query/closeness.h"
#include "query/lexer.h"
#include "query/search.h"

namespace tarsach::query {

namespace {

constexpr std::size_t kExplainedHits = 5;

std::string number(double value) {
  char text[32];
  const int size = std::snprintf(text, sizeof text, "%.3f", value);
  return {text, static_cast<std::size_t>(size)};
}

// "клъстер" or "нов|нова": what a word of the query is in the index.
std::string name_of(const ScoredWord& word) {
  std::string name = word.terms.front();
  for (std::size_t i = 1; i < std::min<std::size_t>(word.terms.size(), 4); ++i) name += "|" + word.terms[i];
  return word.terms.size() > 4 ? name + "|…" + std::to_string(word.terms.size() - 4) : name;
}

std::string frequencies(const Session& session, const ScoredWord& word) {
  std::string line = "  " + name_of(word) + ":";
  std::uint64_t in_text = 0, in_titles = 0;
  for (const std::string& term : word.terms) in_text += session.database().get_termfreq(term);
  for (const std::string& term : word.title_terms) in_titles += session.database().get_termfreq(term);
  line += " " + std::to_string(in_text) + " documents, " + std::to_string(in_titles) + " titles";
  if (word.stop_word) line += ", a stop word";
  if (word.whole) line += ", a compound written together";
  return line + "\n";
}

// The weight that each word has in one document. Weights of an OR are added up, so each word is asked for alone.
std::string contributions(const Session& session, const Understood& understood, std::uint32_t document, Watch& watch) {
  Bitmap alone(session.snapshot().documents().size());
  alone.set(document);
  std::string text;
  for (const ScoredWord& word : understood.compiled.words) {
    const Weighed weighed = weigh(session, {&word, 1}, alone, 1, watch);
    if (!weighed.documents.empty()) text += "     " + number(weighed.documents[0].score) + " " + name_of(word) + "\n";
  }
  const Together together = Closeness(session, understood.compiled.words).of(document);
  return text + "     × " + number(together.boost()) + " for words that stand together\n";
}

}  // namespace

Result<std::string> explanation(Session& session, Request request, Watch& watch) {
  request.offset = 0;
  request.limit = kExplainedHits;
  const Understood understood = understand(session, request, watch);
  const Columns& columns = session.snapshot().columns();
  std::string text = "query:  " + request.query + "\n";
  text += "tokens: " + print(lex(request.query).tokens) + "\n";
  text += "tree:   " + print(understood.tree) + "\n";
  text += "used:   " + understood.interpretation.used + "\n";
  for (const Reading& reading : understood.interpretation.applied)
    text += "told:   " + reading.kind + ": " + reading.from + " → " + reading.to + "\n";
  text += "plan:   " + print(understood.compiled.plan, columns) + "\n";
  text += "words:\n";
  for (const ScoredWord& word : understood.compiled.words) text += frequencies(session, word);
  const Bitmap matches = Choices(session.snapshot(), request).apply(understood.matches);
  text += "matches: " + std::to_string(understood.matches.count()) + " by its words, " +
          std::to_string(matches.count()) + " after filters\n";
  std::size_t place = 0;
  for (const Ranked& one : ranked(session, request, understood, matches, watch)) {
    TARSACH_TRY(const Hit hit, read_hit(session, one.document, Body::kLeftOut));
    text += std::to_string(++place) + ". " + number(one.score) + "  " + hit.id + "  " + hit.title + "\n";
    if (request.sort == Sort::kRelevance) text += contributions(session, understood, one.document, watch);
  }
  return text;
}

}  // namespace tarsach::query
