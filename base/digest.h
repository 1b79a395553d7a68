// Whether bytes are the same as they were, told by 128 bits of them: SipHash-2-4 with an output of 128 bits
// (J.-P. Aumasson, D. J. Bernstein, "SipHash: a fast short-input PRF", 2012), about 1 GB/s. The key is random and stays
// with whoever keeps the digests: who does not know it can not make two texts of one digest.
//
//   const DigestKey key = DigestKey::random();
//   if (digest(key, bytes) == kept) return;               // nothing has changed
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tarsach {

struct DigestKey {
  std::uint64_t first = 0, second = 0;

  [[nodiscard]] static DigestKey random();
  bool operator==(const DigestKey&) const = default;
};

struct Digest {
  std::uint64_t first = 0, second = 0;

  bool operator==(const Digest&) const = default;
};

/// For std::unordered_map: a digest is as good as random.
struct DigestHash {
  std::size_t operator()(const Digest& digest) const { return static_cast<std::size_t>(digest.first); }
};

[[nodiscard]] Digest digest(const DigestKey& key, std::string_view bytes);

}  // namespace tarsach
