// Lets Xapian's matcher see only the documents of a bitmap, and keeps the deadline inside it. Of several shards, Xapian
// clones it once for each, and each clone shows those of its own.
//
//   const BitmapsByShard bitmaps = by_shard(session, matches);
//   BitmapSource source(bitmaps, watch);
//   Xapian::Query(Xapian::Query::OP_FILTER, words, Xapian::Query(&source))
#pragma once

#include <xapian.h>

#include <memory>
#include <string>
#include <vector>

#include "query/bitmap.h"
#include "query/snapshot.h"
#include "query/watch.h"

namespace tarsach::query {

/// The documents of each shard, in its own numbers.
struct BitmapsByShard {
  std::vector<std::string> uuids;  // of the shards' databases
  std::vector<Bitmap> documents;
  std::vector<Xapian::doccount> counts;
};

[[nodiscard]] BitmapsByShard by_shard(const Session& session, const Bitmap& documents);

class BitmapSource : public Xapian::PostingSource {
 public:
  /// Both outlive it.
  BitmapSource(const BitmapsByShard& bitmaps, Watch& watch) : bitmaps_(bitmaps), watch_(watch) {}

  [[nodiscard]] Xapian::PostingSource* clone() const override { return new BitmapSource(bitmaps_, watch_); }
  void init(const Xapian::Database& shard) override;
  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return bitmaps_.counts[shard_]; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return bitmaps_.counts[shard_]; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return bitmaps_.counts[shard_]; }

  void next(double) override { move_to(at_ + 1); }
  void skip_to(Xapian::docid document, double) override {
    if (document > at_) move_to(document);
  }
  [[nodiscard]] bool at_end() const override { return at_ >= documents_->size(); }
  [[nodiscard]] Xapian::docid get_docid() const override { return at_; }

 private:
  void move_to(std::uint32_t document) {
    watch_.step();
    at_ = documents_->next(document);
  }

  const BitmapsByShard& bitmaps_;
  Watch& watch_;
  const Bitmap* documents_ = nullptr;  // of the shard
  std::size_t shard_ = 0;
  std::uint32_t at_ = 0;
};

}  // namespace tarsach::query
