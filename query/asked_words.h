// Which words of a text are asked for. Of an article of the index this is known without analysing it again: the forward
// index tells at which positions the lemmas stand, and cutting the text into words tells where these positions are.
//
//   AskedWords words(compiled.highlights, session.analyzer());        // for one request
//   words.analyze("Клъстерна среща", text);                           // any text
//
//   words.open(snapshot.forward().of(document), title, text);         // or an article's: its title and then its body;
//   words.find(body, Part::kWhole, text);                             // text.matches are the same as by analyze()
//
// That a lemma stands at a position may be a lie if the article does not have it (see ForwardReader): the first word in
// question is analysed, and settles it for all.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "query/compiler.h"
#include "query/cut_text.h"
#include "query/forward_reader.h"
#include "text/analyzer.h"

namespace tarsach::query {

/// A longer text is taken to be longer than what is indexed of it: its words are found by analysis.
inline constexpr std::size_t kMaxSnippetBytes = 64 * 1024;

struct AskedText {
  explicit AskedText(text::Analyzer& analyzer) : words(analyzer) {}

  struct Match {
    std::uint32_t word = 0;   // in words
    std::uint64_t asked = 0;  // a bit for each word of the query that this is
  };
  CutText words;               // without wholes of compounds: of these the parts are marked
  std::vector<Match> matches;  // ascending, a word once
};

/// For one request and one thread. Both references outlive it.
class AskedWords {
 public:
  enum class Part : std::uint8_t { kWhole, kBeginning };

  AskedWords(const Highlights& highlights, text::Analyzer& analyzer);

  /// A bit for every word of the query that is marked.
  [[nodiscard]] std::uint64_t all() const { return all_; }

  void analyze(std::string_view text, AskedText& asked);

  /// Of the title. From here on this article is asked. Throws Xapian::DatabaseCorruptError for what is no document of
  /// the forward index.
  void open(std::string_view forward, std::string_view title, AskedText& asked);
  /// Of its body, or of a beginning of it.
  void find(std::string_view body, Part part, AskedText& asked);

 private:
  struct Lemma {
    std::string_view text;
    std::uint64_t hash = 0;
    std::uint64_t asked = 0;
  };
  /// Of a lemma, in the article.
  enum class Standing : std::uint8_t { kUnknown, kThere, kNotThere };
  struct Found {
    std::uint32_t position = 0;
    std::uint32_t lemma = 0;
  };
  using FoundAt = std::vector<Found>::const_iterator;

  [[nodiscard]] std::uint64_t asked(const text::Lexeme& lexeme) const;
  void match_found(std::uint32_t begin, std::size_t end, AskedText& asked);
  void match_analyzed(std::size_t begin, AskedText& asked);
  bool match_wholes(std::size_t place, AskedText& asked);
  std::uint64_t confirmed(FoundAt begin, FoundAt end, std::string_view word);
  static void mark_parts(std::size_t place, std::size_t end, std::uint64_t bits, AskedText& asked);
  static void put_in_order(std::vector<AskedText::Match>& matches);

  text::Analyzer& analyzer_;
  std::unordered_map<std::string_view, std::uint32_t> numbers_;  // in lemmas_
  std::vector<Lemma> lemmas_;
  std::vector<Highlights::Mark> prefixes_;
  std::uint64_t all_ = 0;
  std::bitset<256> lemma_keys_;  // of most words it says at once that they are not asked for

  // Of the article that is open.
  bool by_positions_ = false;
  ForwardReader reader_;
  std::uint32_t body_begin_ = 0;  // its first position
  std::size_t body_words_ = 0;
  std::vector<Found> found_;
  std::vector<Standing> standings_;  // of lemmas_
};

}  // namespace tarsach::query
