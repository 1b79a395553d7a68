#include "query/accumulators.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "query/best.h"
#include "query/weights.h"

namespace tarsach::query {

namespace {

/// A set that has fewer of all documents is counted through.
constexpr std::size_t kFew = 4;

}  // namespace

Accumulators::Accumulators(const Bitmap& documents, std::span<const std::uint32_t> lengths, double average_length)
    : documents_(documents), lengths_(lengths) {
  const std::uint32_t count = documents.count();
  if (count * kFew >= documents.size()) {
    halves_.resize(lengths.size());
    for (std::size_t i = 0; i < halves_.size(); ++i) halves_[i] = half_saturation(lengths[i], average_length);
  } else {
    places_.reserve(documents.words().size());
    std::uint32_t place = 0;
    for (const std::uint64_t word : documents.words()) {
      places_.push_back(place);
      place += static_cast<std::uint32_t>(std::popcount(word));
    }
    halves_.reserve(count);
    documents.for_each(
        [&](std::uint32_t document) { halves_.push_back(half_saturation(lengths[document], average_length)); });
  }
  weights_.resize(halves_.size());
}

template <typename Action>
void Accumulators::for_each_place(std::span<const Posting> postings, Action&& action) const {
  if (places_.empty()) {
    for (const Posting& posting : postings) action(posting.document, posting);
    return;
  }
  const std::span words = documents_.words();
  for (const Posting& posting : postings) {
    const std::uint64_t word = words[posting.document >> 6], bit = std::uint64_t{1} << (posting.document & 63);
    if ((word & bit) == 0) continue;
    action(places_[posting.document >> 6] + static_cast<std::uint32_t>(std::popcount(word & (bit - 1))), posting);
  }
}

void Accumulators::add(std::span<const Posting> postings, double factor) {
  for_each_place(postings, [&](std::uint32_t place, const Posting& posting) {
    weights_[place] += saturated(factor, posting.times, halves_[place]);
  });
}

// Of a term that is named twice the occurrences are counted twice, but no document has more than it is long.
void Accumulators::count(std::span<const Posting> postings) {
  times_.resize(weights_.size());
  for_each_place(postings, [&](std::uint32_t place, const Posting& posting) {
    if (times_[place] == 0) counted_.push_back(place);
    times_[place] = std::min(times_[place] + posting.times, lengths_[posting.document]);
  });
}

void Accumulators::add_counted(double factor) {
  for (const std::uint32_t place : counted_) {
    weights_[place] += saturated(factor, times_[place], halves_[place]);
    times_[place] = 0;
  }
  counted_.clear();
}

std::vector<Ranked> Accumulators::best(std::size_t depth) const {
  Best best(depth);
  std::size_t next = 0;
  documents_.for_each([&](std::uint32_t document) {
    best.offer({document, weights_[places_.empty() ? document : next++]});
  });
  return std::move(best).in_order();
}

}  // namespace tarsach::query
