// A plan → the exact set of documents that match, by reading posting lists and by bitmap algebra. Every shape of tree
// is safe here, which is not so in Xapian 1.4's matcher (see docs/decisions/0002-matching.md).
//
//   Matcher matcher(session, watch);
//   Bitmap matches = matcher.evaluate(plan);
#pragma once

#include <vector>

#include "query/bitmap.h"
#include "query/forward_reader.h"
#include "query/plan.h"
#include "query/snapshot.h"
#include "query/watch.h"

namespace tarsach::query {

/// For one request. Methods throw Xapian::Error.
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
  Bitmap values(const Plan& plan) const;
  void keep_where_it_stands(const Sequence& sequence, std::vector<std::uint32_t>& documents);
  [[nodiscard]] std::uint64_t cost(const Plan& plan);
  [[nodiscard]] std::uint64_t frequency(const Slot& slot);

  const Snapshot& snapshot_;
  Postings& postings_;
  ForwardReader reader_;
  Watch& watch_;
};

}  // namespace tarsach::query
