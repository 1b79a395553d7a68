#include "query/bitmap_source.h"

#include <algorithm>

#include "schema/shards.h"

namespace tarsach::query {

BitmapsByShard by_shard(const Session& session, const Bitmap& documents) {
  BitmapsByShard bitmaps;
  const auto& shards = session.snapshot().manifest().shards;
  for (const schema::ShardEntry& shard : shards) bitmaps.uuids.push_back(shard.uuid);
  if (shards.size() == 1) {
    bitmaps.documents.push_back(documents);
  } else {
    bitmaps.documents.resize(shards.size(), Bitmap(documents.size() / shards.size() + 2));
    documents.for_each([&](std::uint32_t document) {
      const schema::DocumentPlace place = schema::place_in_shards(document, shards.size());
      bitmaps.documents[place.shard].set(place.docid);
    });
  }
  for (const Bitmap& of_shard : bitmaps.documents) bitmaps.counts.push_back(of_shard.count());
  return bitmaps;
}

void BitmapSource::init(const Xapian::Database& shard) {
  if (bitmaps_.uuids.size() > 1) {
    const auto found = std::find(bitmaps_.uuids.begin(), bitmaps_.uuids.end(), shard.get_uuid());
    if (found == bitmaps_.uuids.end()) throw Xapian::InvalidOperationError("not a shard of this generation");
    shard_ = static_cast<std::size_t>(found - bitmaps_.uuids.begin());
  }
  documents_ = &bitmaps_.documents[shard_];
  at_ = 0;
}

}  // namespace tarsach::query
