// The third stage: tree → what has to be looked up (Plan), what ranks (ScoredWord) and what is highlighted. Here the
// words as typed become terms of the index, through the same analyzer that the indexer used.
//
//   Compiler compiler(session);
//   Compiled query = compiler.compile(parse("клъстерни срещи").root, Strictness::kAll);
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "query/ast.h"
#include "query/plan.h"
#include "query/request.h"
#include "query/snapshot.h"
#include "query/units.h"

namespace tarsach::query {

/// Words past these are left out, and told ("query_cut").
inline constexpr std::size_t kMaxWords = 64;

/// A shorter beginning stands for too many words: it is taken as a word, and told.
inline constexpr std::size_t kMinPrefixLetters = 3;
/// Of more words than this that begin so, the most frequent ones are taken, and it is told ("prefix_cut").
inline constexpr std::size_t kMaxPrefixTerms = 200;
/// Nor are more of them looked at.
inline constexpr std::size_t kMaxPrefixScan = 20'000;

/// How many of the words that stand one after the other a document needs.
enum class Strictness : std::uint8_t {
  kAll,   // every one, but for stop words
  kSome,  // the weightier part: PlanKind::kMostOf
  kAny,
};

/// Other words that may stand for one of the query: they match like it and weigh less. Synonyms of each other.
struct Alternative {
  std::vector<std::string> terms;
  std::vector<std::string> title_terms;
  double weight = 1;  // 0..1, a share of the word's own

  bool operator==(const Alternative&) const = default;
};

/// A word that counts in ranking; its terms are synonyms.
struct ScoredWord {
  std::vector<std::string> terms;
  std::vector<std::string> title_terms;
  std::vector<Alternative> alternatives = {};
  std::uint32_t place = 0;  // in the query, counting words; the parts of a compound follow each other
  bool stop_word = false;
  bool whole = false;  // of a compound whose parts are also here: it has no place of its own
  double weight = 1;   // beside the other words: how much it is asked for

  bool operator==(const ScoredWord&) const = default;
};

/// What is marked in titles and snippets: words with one of these lemmas, or beginning so.
struct Highlights {
  struct Mark {
    std::string text;
    std::uint32_t place = 0;  // of the word in the query
    bool stop_word = false;   // marked only if nothing else was asked for
  };
  std::vector<Mark> lemmas, prefixes;
};

struct Compiled {
  Plan plan;
  std::vector<ScoredWord> words;
  Highlights highlights;
  std::vector<Reading> readings;
  bool relaxable = false;   // kSome may match more than kAll
  bool translated = false;  // from English: an article may say it in words that no dictionary gives
};

struct Expansions;

/// For one request. Throws Xapian::Error.
class Compiler {
 public:
  explicit Compiler(Session& session, Rewrite rewrite = Rewrite::kAuto);
  ~Compiler();

  [[nodiscard]] Compiled compile(const Node& root, Strictness strictness);

 private:
  enum class Sense : std::uint8_t { kWanted, kExcluded };
  enum class Words : std::uint8_t { kExpanded, kAsTyped };
  struct Place {
    schema::Field field = schema::Field::kText;  // or kTitle
    Sense sense = Sense::kWanted;
  };
  struct Group;
  using MaybePlan = std::optional<Plan>;  // nothing: no word was in it

  MaybePlan node(const Node& node, Place place);
  MaybePlan group(const Node& node, Place place);
  MaybePlan children(PlanKind kind, const Node& node, Place place);
  MaybePlan negated(const Node& node, Place place);
  MaybePlan field(const Node& node, Place place);
  MaybePlan values(const Node& node, schema::Field field, Place around);
  MaybePlan one_value(const Node& node, schema::Field field, Place around);
  std::optional<Plan> understood_value(const std::string& text, schema::Field field);
  void tell_taken_as_words(const Node& node, schema::Field field);
  MaybePlan phrase(const Node& node, Place place);
  MaybePlan prefix(const Node& node, Place place);

  void sort_into(Group& group, const Node& node, Place place);
  void add_words(Group& group, const Node& node, Place place);
  void add_phrase(Group& group, const Node& node, Place place);
  MaybePlan resolve(Group group);

  std::vector<Unit> analyze(std::string_view text);
  Plan plan_of(const Unit& unit, Place place) const;
  void note(const Unit& unit, Place place, Words how);
  void note_prefix(const std::string& form, const std::vector<std::string>& lemmas, std::size_t own_lemmas,
                   Place place);
  void add_scored(ScoredWord word);
  std::vector<std::string> expand(const Piece& piece, schema::Field field);

  Session& session_;
  Rewrite rewrite_;
  std::unique_ptr<const Expansions> expansions_;  // of the query's words
  Strictness strictness_ = Strictness::kAll;
  Compiled compiled_;
  std::size_t words_ = 0;    // analysed so far
  std::uint32_t place_ = 0;  // of the next scored word
};

}  // namespace tarsach::query
