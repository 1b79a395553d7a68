// Other words for the words of a query: translations, names in the other alphabet, words of the same root. They match
// as the word itself does, and weigh less.
//
//   const Expansions expansions = Expander(session).expand(parse("transport minister Zheleznov").root);
//   expansions.of("minister")->texts       министър, свещеник: what the index has of its translations
//   expansions.of("zheleznov")->texts      железнов
//   expansions.readings                    {"translation", "transport minister zheleznov", "транспорт министър
//   железнов"}
//
// What is excluded, in quotes, a prefix or a value of a field stays as it was typed; so do stop words.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/ast.h"
#include "query/compiler.h"
#include "query/substitutes.h"
#include "query/units.h"
#include "text/transliteration.h"

namespace tarsach::query {

/// Words past these are not expanded: a query of so many words finds its documents without.
inline constexpr std::size_t kMaxExpandedWords = 24;
/// Headwords of so many words are looked up: "prime minister".
inline constexpr std::size_t kMaxPhraseWords = 4;

// Weights beside the word as typed, which has 1.
inline constexpr double kTranslationWeight = 0.9;  // of an English word in Bulgarian
inline constexpr double kEnglishWeight = 0.5;      // of a Bulgarian word in English
inline constexpr double kRelativeWeight = 0.4;     // of words of the same root
/// Of a word's own translations beside those of the phrase in which it stands.
inline constexpr double kPartOfPhraseWeight = 0.5;

/// A name is looked for in the other alphabet unless more articles than these have it as typed.
inline constexpr std::uint32_t kRareName = 5;
/// A spelling that is less probable than e to the power of minus this is not that name (query/candidate.h).
inline constexpr double kMaxNameCost = 3;
inline constexpr std::size_t kMaxSpellingsOfName = 4;

/// What may stand for one word.
struct Expansion {
  std::vector<std::vector<Unit>> texts;   // any of them matches: a word, or several side by side
  std::vector<Alternative> alternatives;  // rank
};

struct Expansions {
  std::map<std::string, Expansion, std::less<>> words;  // by form
  std::vector<Reading> readings;
  bool translated = false;  // from English: what stands in an article may be said in yet other words

  /// nullptr: it stands for itself.
  [[nodiscard]] const Expansion* of(std::string_view form) const;
};

/// A word of the query that may be expanded, as the analyzer knows it.
struct QueryWord {
  Piece piece;
  std::uint32_t run = 0;        // words of one run stand side by side
  bool capital_within = false;  // begins with a capital, though it does not begin the query
  double weight = 1;            // of its own translations
};

[[nodiscard]] std::vector<QueryWord> expandable_words(const Node& root, text::Analyzer& analyzer);

/// For one request. Throws Xapian::Error.
class Expander {
 public:
  explicit Expander(Session& session);
  [[nodiscard]] Expansions expand(const Node& root);
  /// Of words that are chosen otherwise.
  [[nodiscard]] Expansions expand(std::vector<QueryWord> words);

 private:
  void expand_label(const std::vector<QueryWord>& words);
  void expand_phrases(std::vector<QueryWord>& words);
  /// The longest headword of several words that begins here: its substitutes and how many words it has; none: 1.
  [[nodiscard]] std::size_t find_phrase(std::span<const QueryWord> words, std::vector<Substitute>& found);
  void expand_english(const QueryWord& word);
  void expand_bulgarian(const QueryWord& word);
  [[nodiscard]] std::vector<text::Translation> names(const QueryWord& word, bool is_known,
                                                     text::Direction direction) const;
  [[nodiscard]] std::vector<text::Translation> english_of(const Piece& piece) const;
  void add(const Piece& piece, std::span<const Substitute> found, double weight);
  void tell(const std::string& typed, const std::string& meant);

  Session& session_;
  bool has_english_ = false;  // articles
  Expansions expansions_;
  Reading translation_{"translation", "", ""};
};

}  // namespace tarsach::query
