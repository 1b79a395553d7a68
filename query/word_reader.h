// What a typed word may have been meant as: itself, a word in Cyrillic letters typed in Latin ones, a word with a slip
// in it. Each choice is a word of the index, in this form or in another, or of the dictionary; its cost is that of the
// typing and that of the word being rare.
//
//   WordReader reader(session, evidence);
//   reader.choices(word, Effort::kCareful)      klaster: klaster 10, клъстер 2.1, класьор 9.7
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "query/candidate.h"
#include "query/decoder.h"
#include "query/evidence.h"
#include "query/snapshot.h"
#include "query/typed_words.h"

namespace tarsach::query {

/// What a word costs that is none: less likely than all that it may be read as.
inline constexpr double kUnknownCost = 10;
/// A word in Latin letters that the index has is read as a Cyrillic one only if that is likelier by so much. („na“,
/// „po“ may stand in English articles too: stop words need not be.)
inline constexpr double kKnownWordCost = 1.5;
/// Choices of one word that are weighed, beside the word itself.
inline constexpr std::size_t kMaxChoices = 5;

/// How far from what was typed a reading may be.
enum class Effort : std::uint8_t {
  kNone,     // the word itself, whatever it is
  kNames,    // as kCareful, but of words in Latin letters only names are read: the others are another language's
  kCareful,  // near enough to search for it without being asked
  kDaring,   // to be offered, or when nothing is found otherwise
};

/// For one request. Throws Xapian::Error.
class WordReader {
 public:
  WordReader(Session& session, Evidence& evidence) : session_(session), evidence_(evidence) {}

  /// The word itself comes first, then the others from the cheapest on.
  [[nodiscard]] std::vector<Choice> choices(const TypedWord& word, Effort effort);

 private:
  [[nodiscard]] double weighted_rarity(const std::string& text);
  [[nodiscard]] std::vector<Candidate> transliterations(const TypedWord& word);
  [[nodiscard]] std::vector<Candidate> corrections(const TypedWord& word);
  [[nodiscard]] std::vector<Candidate> two_words(const TypedWord& word);

  Session& session_;
  Evidence& evidence_;
};

}  // namespace tarsach::query
