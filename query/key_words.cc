#include "query/key_words.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "query/ranking.h"
#include "schema/terms.h"
#include "text/utf8.h"

namespace tarsach::query {
namespace {

/// A word of which this article has the only occurrence finds no other one.
constexpr double kMinDocuments = 2;

struct Counted {
  Piece piece;
  double occurrences = 0;
};

using Counts = std::map<std::string, Counted, std::less<>>;  // by the likeliest lemma

bool tells_something(const text::Word& word) {
  const text::Lexeme& lexeme = *word.lexeme;
  return word.kind != text::WordKind::kWhole && !lexeme.stop_word && lexeme.script != text::Script::kNumber &&
         text::utf8::length(lexeme.form) >= kMinKeyWordLetters;
}

// The form that is the citation form stands for the word if it occurs, else the first one.
void count(std::string_view text, double worth, text::Analyzer& analyzer, Counts& counts) {
  for (const text::Word& word : analyzer.analyze(text)) {
    if (!tells_something(word)) continue;
    const std::string& lemma = word.lexeme->lemmas.front();
    Counted& counted = counts[lemma];
    counted.occurrences += worth;
    if (counted.piece.form.empty() || word.lexeme->form == lemma) counted.piece = {word.lexeme->form, {lemma}};
  }
}

bool is_name(const schema::WordList& words, std::string_view form) {
  const auto number = words.find(form);
  return number && (words.flags(*number) & schema::kUsuallyCapital) != 0;
}

}  // namespace

std::vector<KeyWord> key_words(Session& session, const ArticleText& article) {
  Counts counts;
  count(article.title, kTitleOccurrences, session.analyzer(), counts);
  count(text::utf8::clip(article.body, kKeyWordBytes), 1, session.analyzer(), counts);
  const double size = session.database().get_doccount();
  std::vector<KeyWord> words;
  for (auto& [lemma, counted] : counts) {
    const double documents = session.database().get_termfreq(schema::term(schema::Field::kText, lemma));
    if (documents < kMinDocuments) continue;
    const double frequency = counted.occurrences / (counted.occurrences + kSaturation);
    const double rarity = std::log1p((size - documents + 0.5) / (documents + 0.5));
    words.push_back({std::move(counted.piece), frequency, rarity});
  }
  const std::size_t chosen = std::min(words.size(), kMaxKeyWords);
  std::partial_sort(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(chosen), words.end(),
                    [](const KeyWord& a, const KeyWord& b) { return a.weight() > b.weight(); });
  words.resize(chosen);
  for (KeyWord& word : words) word.name = is_name(session.snapshot().words(), word.piece.form);
  return words;
}

}  // namespace tarsach::query
