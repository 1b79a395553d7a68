#include "searchd/rate_limit.h"

#include <algorithm>
#include <bit>
#include <random>

namespace tarsach::searchd {
namespace {

std::uint64_t random_word() {
  std::random_device device;
  return (static_cast<std::uint64_t>(device()) << 32) | device();
}

/// SipHash-2-4 (Aumasson and Bernstein, 2012) of two words.
class SipHash {
 public:
  explicit SipHash(const std::array<std::uint64_t, 2>& key)
      : v_{key[0] ^ 0x736f6d6570736575U, key[1] ^ 0x646f72616e646f6dU, key[0] ^ 0x6c7967656e657261U,
           key[1] ^ 0x7465646279746573U} {}

  void add(std::uint64_t word) {
    v_[3] ^= word;
    rounds(2);
    v_[0] ^= word;
  }
  std::uint64_t finish(std::uint64_t bytes) {
    add(bytes << 56);
    v_[2] ^= 0xff;
    rounds(4);
    return v_[0] ^ v_[1] ^ v_[2] ^ v_[3];
  }

 private:
  void rounds(int count) {
    for (; count > 0; --count) {
      half_round(0, 1, 13, 32), half_round(2, 3, 16, 0);
      half_round(0, 3, 21, 0), half_round(2, 1, 17, 32);
    }
  }
  void half_round(std::size_t a, std::size_t b, int turn_b, int turn_a) {
    v_[a] += v_[b];
    v_[b] = std::rotl(v_[b], turn_b) ^ v_[a];
    v_[a] = std::rotl(v_[a], turn_a);
  }
  std::array<std::uint64_t, 4> v_;
};

std::uint64_t word_at(const std::uint8_t* bytes) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < 8; ++i) word |= static_cast<std::uint64_t>(bytes[i]) << (8 * i);
  return word;
}

}  // namespace

ClientNumbers::ClientNumbers() : key_{random_word(), random_word()} {}

std::uint64_t ClientNumbers::of(const Address& address) const {
  SipHash hash(key_);
  hash.add(static_cast<std::uint64_t>(address.family));
  hash.add(word_at(address.bytes.data()));
  return hash.finish(16);
}

RateLimit::RateLimit(const Rate& rate) {
  if (rate.per_second <= 0) return;
  interval_ = std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(1 / rate.per_second));
  tolerance_ = interval_ * static_cast<Clock::rep>(std::max<std::size_t>(rate.burst, 1) - 1);
  buckets_.resize(kClients);
}

std::optional<RateLimit::Clock::duration> RateLimit::ask(std::uint64_t client, Clock::time_point now) {
  if (!is_on()) return std::nullopt;
  auto& bucket = bucket_of(client, now);
  const auto full_at = std::max(bucket.full_at, now);
  const auto missing = full_at - now;
  if (missing > tolerance_) return missing - tolerance_;
  bucket = {client, full_at + interval_};
  return std::nullopt;
}

/// Its own, or a free one, or that of the client that owes least.
RateLimit::Bucket& RateLimit::bucket_of(std::uint64_t client, Clock::time_point now) {
  auto* const first = &buckets_[client % (kClients / kTogether) * kTogether];
  auto* const last = first + kTogether;
  auto* const own = std::find_if(first, last, [&](const Bucket& each) { return each.client == client; });
  if (own != last) return *own;
  auto* const least =
      std::min_element(first, last, [](const Bucket& a, const Bucket& b) { return a.full_at < b.full_at; });
  *least = {client, now};
  return *least;
}

}  // namespace tarsach::searchd
