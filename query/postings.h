// Which documents have the words of a request, and how often: the one place in which posting lists are read, by
// the file of the generation, whose lists are decoded as often as they are needed. Where shards stand on other hosts,
// there is no file of their lists here: then they are Xapian's, and each is read once and kept.
//
//   Postings& postings = session.postings();
//   postings.set_in(documents, "варна", watch);
//   for (const Posting& posting : postings.of("варна", watch)) …
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
#include "schema/posting_file.h"

namespace tarsach::query {

/// Finding a document in a list costs about as much as reading this many postings in a row.
inline constexpr std::uint64_t kProbeCost = 16;

/// So many are kept for a request, 32 MB; lists that have no room are read again.
inline constexpr std::size_t kMaxKeptPostings = std::size_t{1} << 22;

using schema::Posting;

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
  /// Documents are below `end`, those of the file too. Without one (nullptr), lists are read from the databases, and
  /// those of filters always are. Both outlive it.
  Postings(const schema::Databases& databases, const schema::PostingFile* file, std::size_t end,
           std::size_t kept = kMaxKeptPostings)
      : databases_(&databases), file_(file), end_(end), room_(kept) {}

  [[nodiscard]] TermFigures figures(const std::string& term);

  [[nodiscard]] bool has_file() const { return file_ != nullptr; }
  /// Of a word, with a file only.
  [[nodiscard]] schema::PostingBlocks blocks_of(const std::string& term) { return {entry(term).list, end_}; }

  /// Sets the bits of all documents that have the term.
  void set_in(Bitmap& documents, const std::string& term, Watch& watch);

  /// All documents that have the term, ascending. Valid until the next call.
  [[nodiscard]] std::span<const Posting> of(const std::string& term, Watch& watch);
  /// The same, but documents that are not among these may be missing: of few ones, each is looked for.
  [[nodiscard]] std::span<const Posting> of(const std::string& term, const Among& among, Watch& watch);

 private:
  struct Term {
    bool known = false, kept = false, in_file = false;
    TermFigures figures = {};
    schema::PostingList list = {};       // in the file
    std::vector<Posting> postings = {};  // if they are kept
  };
  Term& entry(const std::string& term);
  void decode(const schema::PostingList& list, Watch& watch);
  void probe(const schema::PostingList& list, const Among& among, Watch& watch);
  void read(const std::string& term, Watch& watch);
  void read(const std::string& term, std::size_t shard, Watch& watch);
  void fetch(const std::string& term, std::size_t shard, Watch& watch);
  void add(std::size_t shard, const Posting& posting, Watch& watch);
  void find(const std::vector<Posting>& postings, const Among& among, Watch& watch);
  void probe(const std::string& term, std::size_t shard, const Among& among, Watch& watch);
  void merge(std::vector<std::size_t> ends);

  const schema::Databases* databases_;
  const schema::PostingFile* file_;
  std::size_t end_;
  std::unordered_map<std::string, Term> terms_;
  std::size_t room_;             // for so many more postings
  std::vector<Posting> latest_;  // what is not kept
};

}  // namespace tarsach::query
