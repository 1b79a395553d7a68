// How often a client may ask: a bucket of tokens each, kept as one moment (the generic cell rate algorithm of ATM;
// ITU-T I.371). A client that keeps below the rate is never held up, and may do a burst at once.
//
//   RateLimit limit({.per_second = 10, .burst = 20});
//   if (auto wait = limit.ask(client, now)) …429, to come back after *wait…
//
// Memory is fixed, however many clients there are: a moment that has passed says nothing, so its place is free. When
// all places are taken, the client that owes least is forgotten, which is to its advantage: a flood of addresses can
// not get honest clients refused, and the worst offenders are remembered the longest.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "searchd/client_address.h"

namespace tarsach::searchd {

struct Rate {
  double per_second = 0;  // 0: as often as it likes
  std::size_t burst = 1;  // requests at once
};

/// A number for each client: of an IPv6 address the first 64 bits, which is what one subscriber has, count. Nobody who
/// does not know the key (it is drawn at the start) can choose addresses that fall together.
class ClientNumbers {
 public:
  ClientNumbers();
  [[nodiscard]] std::uint64_t of(const Address& address) const;

 private:
  std::array<std::uint64_t, 2> key_;
};

/// For one thread.
class RateLimit {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t kClients = 32'768;  // 16 bytes each

  explicit RateLimit(const Rate& rate);

  /// Nothing: it may come in, and that is counted. Else how long it has to stay away; this costs it nothing more.
  [[nodiscard]] std::optional<Clock::duration> ask(std::uint64_t client, Clock::time_point now);

  [[nodiscard]] bool is_on() const { return !buckets_.empty(); }

 private:
  static constexpr std::size_t kTogether = 8;  // clients in one set of places
  struct Bucket {
    std::uint64_t client = 0;
    Clock::time_point full_at{};  // when all its tokens are there again
  };
  [[nodiscard]] Bucket& bucket_of(std::uint64_t client, Clock::time_point now);

  Clock::duration interval_{};   // in which one token comes
  Clock::duration tolerance_{};  // so much of it may be missing
  std::vector<Bucket> buckets_;
};

}  // namespace tarsach::searchd
