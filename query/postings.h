// What Xapian's tables say of the words of a request: which documents have them, and how often. The one place in which
// they are read, so that each list is decoded once, whoever needs it: matching, ranking, closeness.
//
//   Postings& postings = session.postings();
//   for (const Posting& posting : postings.of("варна", watch)) documents.set(posting.document);
//   const Among among(matches);
//   for (const Posting& posting : postings.of("варна", among, watch))      // may have others too
//     if (matches.test(posting.document)) …
#pragma once

#include <xapian.h>

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "query/bitmap.h"
#include "query/watch.h"
#include "schema/databases.h"

namespace tarsach::query {

/// Finding a document in a list costs about as much as reading this many postings in a row.
inline constexpr std::uint64_t kProbeCost = 16;

/// So many are kept for a request, 32 MB; lists that have no room are read again.
inline constexpr std::size_t kMaxKeptPostings = std::size_t{1} << 22;

struct Posting {
  std::uint32_t document = 0;  // in the numbering of the whole index: schema/shards.h
  std::uint32_t times = 0;     // that it has the term

  bool operator==(const Posting&) const = default;
};

struct TermFigures {
  std::uint32_t documents = 0;    // that have the term
  std::uint64_t occurrences = 0;  // in all of them
};

/// Documents that alone matter.
class Among {
 public:
  explicit Among(const Bitmap& documents);
  explicit Among(std::vector<std::uint32_t> ascending)
      : count_(static_cast<std::uint32_t>(ascending.size())), listed_(std::move(ascending)) {}

  [[nodiscard]] std::uint32_t count() const { return count_; }
  /// Whether to look for each of them in a list of so many documents.
  [[nodiscard]] bool few_beside(std::uint64_t documents) const { return documents > kProbeCost * count_; }
  /// Ascending; of a set that is not few beside any list of the index, nothing.
  [[nodiscard]] std::span<const std::uint32_t> listed() const { return listed_; }

 private:
  std::uint32_t count_ = 0;
  std::vector<std::uint32_t> listed_;
};

/// For one request, in one thread. Methods throw Xapian::Error; Xapian::DatabaseCorruptError for a document that there
/// is not.
class Postings {
 public:
  /// Documents are below `end`. The databases outlive it.
  Postings(const schema::Databases& databases, std::size_t end, std::size_t kept = kMaxKeptPostings)
      : databases_(&databases), end_(end), room_(kept) {}

  [[nodiscard]] TermFigures figures(const std::string& term);

  /// All documents that have the term, ascending. Valid until the next call.
  [[nodiscard]] std::span<const Posting> of(const std::string& term, Watch& watch);
  /// The same, but documents that are not among these may be missing: of few ones, each is looked for.
  [[nodiscard]] std::span<const Posting> of(const std::string& term, const Among& among, Watch& watch);

 private:
  struct Term {
    bool known = false, kept = false;
    TermFigures figures = {};
    std::vector<Posting> postings = {};  // if they are kept
  };
  void read(const std::string& term, Watch& watch);
  void read(const std::string& term, std::size_t shard, Watch& watch);
  void fetch(const std::string& term, std::size_t shard, Watch& watch);
  void add(std::size_t shard, const Posting& posting, Watch& watch);
  void find(const std::vector<Posting>& postings, const Among& among, Watch& watch);
  void probe(const std::string& term, std::size_t shard, const Among& among, Watch& watch);
  void merge(std::vector<std::size_t> ends);

  const schema::Databases* databases_;
  std::size_t end_;
  std::unordered_map<std::string, Term> terms_;
  std::size_t room_;             // for so many more postings
  std::vector<Posting> latest_;  // what is not kept
};

}  // namespace tarsach::query
