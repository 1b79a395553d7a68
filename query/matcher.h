// A plan → the exact set of documents that match, by reading posting lists and by bitmap algebra. Every shape of tree
// is safe here, which is not so in Xapian 1.4's matcher (see docs/decisions/0002-matching.md).
//
//   Matcher matcher(session, watch);
//   Bitmap matches = matcher.evaluate(plan);
#pragma once

#include <map>
#include <string>
#include <vector>

#include "query/bitmap.h"
#include "query/plan.h"
#include "query/snapshot.h"
#include "query/watch.h"

namespace tarsach::query {

/// For one request; remembers the posting lists that it has read. Methods throw Xapian::Error.
class Matcher {
 public:
  Matcher(const Session& session, Watch& watch);

  [[nodiscard]] Bitmap evaluate(const Plan& plan) { return evaluate(plan, nullptr); }

 private:
  // With `within`, only the documents in it need to be right: the caller leaves the others out.
  Bitmap evaluate(const Plan& plan, const Bitmap* within);
  Bitmap all(const std::vector<Plan>& children, const Bitmap* within);
  Bitmap most_of(const std::vector<Plan>& children);
  [[nodiscard]] Bitmap weightier(const Bitmap& documents, const std::vector<float>& weights) const;
  Bitmap sequence(const Sequence& sequence, const Bitmap* within);
  Bitmap slot(const Slot& slot, const Bitmap* within);
  Bitmap probe(const Slot& slot, const Bitmap& within);
  void probe(const std::string& term, std::size_t shard, const Bitmap& within, Bitmap& documents);
  Bitmap values(const Plan& plan) const;
  const Bitmap& postings(const std::string& term);
  void add_postings(const std::string& term, Bitmap& documents);
  [[nodiscard]] bool stands_in(std::uint32_t docid, const Sequence& sequence);
  [[nodiscard]] std::uint64_t cost(const Plan& plan) const;
  [[nodiscard]] std::uint64_t frequency(const Slot& slot) const;

  const Snapshot& snapshot_;
  const Xapian::Database& database_;
  const std::vector<Xapian::Database>& shards_;
  Watch& watch_;
  std::map<std::string, Bitmap> postings_;
};

/// Positions, ascending, at which any of the terms stands in the document. Throws Xapian::Error.
void read_positions(const Xapian::Database& database, std::uint32_t docid, const std::vector<std::string>& terms,
                    std::vector<std::uint32_t>& positions);

}  // namespace tarsach::query
