// Answers that were given, to be given again to whoever asks the same, as long as the index is the same. What "the
// same" means is decided in answering.h: there an entity tag and a place here are made of one text.
//
//   AnswerCache cache(32 << 20, metrics);                      // bytes
//   if (const auto kept = cache.find(index, question)) return *kept;
//   cache.keep(index, question, std::make_shared<const Body>(body));
//
// A segmented LRU (R. Karedla, J. S. Love, B. G. Wherry, "Caching Strategies to Improve Disk System Performance",
// 1994): what comes in is on probation, what is asked for again is protected and may take four fifths of the room. A
// robot that asks for everything once drives out only what nobody has asked for twice.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "base/digest.h"
#include "searchd/body.h"
#include "searchd/metrics.h"

namespace tarsach::searchd {

/// Any thread. One lock, held for a look into a table and a change of a list, some tenths of a microsecond.
class AnswerCache {
 public:
  /// An answer that would take more than this part of the room is not kept.
  static constexpr std::size_t kLargestPart = 8;
  /// What an answer takes beside its text, about: its facts, its places in list and table.
  static constexpr std::size_t kBytesBesideText = 768;

  /// 0 keeps nothing. `metrics` must outlive it.
  AnswerCache(std::size_t most_bytes, Metrics& metrics);

  [[nodiscard]] bool is_on() const { return most_bytes_ > 0; }

  /// What keeps an index open: that of another one is another object, whatever is in it.
  using Index = std::shared_ptr<const void>;

  /// `question` says all that the answer depends on beside the index. nullptr: not here.
  [[nodiscard]] std::shared_ptr<const Body> find(const Index& index, std::string_view question);
  /// Answers out of any other index are thrown away.
  void keep(const Index& index, std::string_view question, std::shared_ptr<const Body> body);

 private:
  enum class Segment : std::uint8_t { kProbation, kProtected };
  struct Entry {
    Digest key;
    std::shared_ptr<const Body> body;
    Segment segment = Segment::kProbation;
  };
  using Entries = std::list<Entry>;  // what was asked for last is the first

  [[nodiscard]] bool is_of(const Index& index) const;
  [[nodiscard]] Entries& entries(Segment segment) { return segments_[static_cast<std::size_t>(segment)].entries; }
  [[nodiscard]] std::size_t& bytes(Segment segment) { return segments_[static_cast<std::size_t>(segment)].bytes; }
  void move_to_front(Entries::iterator entry, Segment segment);
  void evict(Entries& gone);
  void tell();

  struct Contents {
    Entries entries;
    std::size_t bytes = 0;
  };

  const std::size_t most_bytes_;
  const DigestKey digest_key_ = DigestKey::random();  // nobody can make two questions of one place
  Metrics& metrics_;
  std::mutex mutex_;                 // guards all that follows
  std::weak_ptr<const void> index_;  // of all that is kept; does not keep it open
  std::array<Contents, 2> segments_;
  std::unordered_map<Digest, Entries::iterator, DigestHash> places_;
};

}  // namespace tarsach::searchd
