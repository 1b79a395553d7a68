#include "searchd/answer_cache.h"

#include <iterator>
#include <utility>

namespace tarsach::searchd {
namespace {

std::size_t bytes_of(const Body& body) { return body.text.capacity() + AnswerCache::kBytesBesideText; }

}  // namespace

AnswerCache::AnswerCache(std::size_t most_bytes, Metrics& metrics) : most_bytes_(most_bytes), metrics_(metrics) {
  metrics_.most_cached_bytes.set(static_cast<std::int64_t>(most_bytes));
}

bool AnswerCache::is_of(const Index& index) const { return !index_.owner_before(index) && !index.owner_before(index_); }

std::shared_ptr<const Body> AnswerCache::find(const Index& index, std::string_view question) {
  if (!is_on()) return nullptr;
  const Digest key = digest(digest_key_, question);
  const std::lock_guard lock(mutex_);
  const auto place = is_of(index) ? places_.find(key) : places_.end();
  if (place == places_.end()) {
    metrics_.cache_misses.add();
    return nullptr;
  }
  metrics_.cache_hits.add();
  move_to_front(place->second, Segment::kProtected);
  while (bytes(Segment::kProtected) > most_bytes_ / 5 * 4)
    move_to_front(std::prev(entries(Segment::kProtected).end()), Segment::kProbation);
  return place->second->body;
}

void AnswerCache::keep(const Index& index, std::string_view question, std::shared_ptr<const Body> body) {
  const std::size_t size = bytes_of(*body);
  if (size > most_bytes_ / kLargestPart) return;
  const Digest key = digest(digest_key_, question);
  Entries gone;  // destroyed after the lock is let go
  const std::lock_guard lock(mutex_);
  if (!is_of(index)) {
    index_ = index;
    places_.clear();
    for (auto& segment : segments_) {
      gone.splice(gone.end(), segment.entries);
      segment.bytes = 0;
    }
  }
  if (places_.contains(key)) return;  // another thread was asked the same at the same time
  auto& probation = entries(Segment::kProbation);
  probation.push_front({key, std::move(body)});
  bytes(Segment::kProbation) += size;
  places_.emplace(key, probation.begin());
  evict(gone);
  tell();
}

void AnswerCache::move_to_front(Entries::iterator entry, Segment segment) {
  const std::size_t size = bytes_of(*entry->body);
  bytes(entry->segment) -= size;
  bytes(segment) += size;
  auto& to = entries(segment);
  to.splice(to.begin(), entries(entry->segment), entry);
  entry->segment = segment;
}

/// What has not been asked for the longest goes, until the rest has room.
void AnswerCache::evict(Entries& gone) {
  while (bytes(Segment::kProbation) + bytes(Segment::kProtected) > most_bytes_) {
    const Segment from = entries(Segment::kProbation).empty() ? Segment::kProtected : Segment::kProbation;
    const auto last = std::prev(entries(from).end());
    bytes(from) -= bytes_of(*last->body);
    places_.erase(last->key);
    gone.splice(gone.end(), entries(from), last);
    metrics_.cache_evictions.add();
  }
}

void AnswerCache::tell() {
  metrics_.cached_bytes.set(static_cast<std::int64_t>(bytes(Segment::kProbation) + bytes(Segment::kProtected)));
  metrics_.cached_answers.set(static_cast<std::int64_t>(places_.size()));
}

}  // namespace tarsach::searchd
