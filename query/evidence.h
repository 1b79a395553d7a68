// What the index and the dictionaries say about a word: is it one, how many articles have it, and does it stand with
// its neighbours in them? All readings of a query are weighed with this.
//
//   Evidence evidence(session, watch);
//   evidence.standing("клъстера")                 kInIndex
//   evidence.rarity("клъстера")                   1.9, that is −ln of the share of the articles that have it
//   evidence.affinity("клъстер", "туристически")  0.8: they stand together more often than by chance
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "query/matcher.h"
#include "query/snapshot.h"
#include "query/watch.h"

namespace tarsach::query {

/// How sure it is that a typed word is meant as it stands.
enum class Standing : std::uint8_t {
  kUnknown,
  kInDictionary,  // a word, Bulgarian or English, though no article has it
  kInIndex,       // articles have it, in this form or in another
};

/// Postings past these are not read for affinity(): words so frequent tell little about their neighbours.
inline constexpr std::uint64_t kMaxEvidencePostings = 400'000;
inline constexpr double kMaxAffinity = 2;
/// With so many articles and more, a word that none of them has is likely to be none.
inline constexpr double kFullIndex = 2000;

/// For one request. Remembers what it has looked up. Methods throw Xapian::Error.
class Evidence {
 public:
  Evidence(Session& session, Watch& watch) : session_(session), matcher_(session, watch) {}

  /// Of a normalised form.
  [[nodiscard]] Standing standing(const std::string& form);
  /// Whether the index or the dictionary has this very form; others are known by their lemma only.
  [[nodiscard]] bool is_attested(const std::string& form);
  /// Articles that have the word in any form.
  [[nodiscard]] std::uint32_t documents(const std::string& form);
  /// −ln((documents + ½) / (all + 1)), of the word or of its translation, whichever more articles have; 0 for a stop
  /// word, which „най“ in „най-добър“ is without being indexed.
  [[nodiscard]] double rarity(const std::string& form);
  /// What a reading must be nearer by in a small index, which lacks many right words: half of ln(kFullIndex /
  /// articles), 0 from kFullIndex articles on.
  [[nodiscard]] double thinness() const;
  [[nodiscard]] bool is_stop_word(const std::string& form);
  /// ln(observed / expected) of the articles that have both, from 0 (by chance, or unknown) to kMaxAffinity.
  [[nodiscard]] double affinity(const std::string& a, const std::string& b);

 private:
  struct Word {
    std::vector<std::string> terms;
    std::string stem;  // its likeliest lemma
    std::uint32_t documents = 0;
    bool stop_word = false;
    bool is_number = false;
  };
  /// What takes longer to find out, and of most words is never asked.
  struct Meaning {
    std::uint32_t translated = 0;  // articles with the commonest of its translations
    bool in_dictionary = false;
  };
  const Word& word(const std::string& form);
  const Meaning& meaning(const std::string& form);
  void look_up_translations(const std::string& form, const std::string& stem, Meaning& meaning);
  Bitmap articles_with(const Word& word);

  Session& session_;
  Matcher matcher_;
  std::unordered_map<std::string, Word> words_;
  std::unordered_map<std::string, Meaning> meanings_;
  std::uint64_t postings_ = 0;  // read so far
};

}  // namespace tarsach::query
