#include "base/digest.h"

#include <array>
#include <bit>
#include <cstring>
#include <random>

namespace tarsach {
namespace {

static_assert(std::endian::native == std::endian::little, "words are read as they lie");

struct State {
  std::uint64_t v0, v1, v2, v3;

  void round() {
    v0 += v1;
    v1 = std::rotl(v1, 13) ^ v0;
    v0 = std::rotl(v0, 32);
    v2 += v3;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1;
    v1 = std::rotl(v1, 17) ^ v2;
    v2 = std::rotl(v2, 32);
  }

  void take(std::uint64_t word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }

  std::uint64_t finish(int rounds) {
    for (int i = 0; i < rounds; ++i) round();
    return v0 ^ v1 ^ v2 ^ v3;
  }
};

std::uint64_t read_word(const char* bytes, std::size_t count) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, count);
  return word;
}

}  // namespace

DigestKey DigestKey::random() {
  std::random_device device;
  const auto number = [&device] { return (std::uint64_t{device()} << 32U) | device(); };
  return {number(), number()};
}

Digest digest(const DigestKey& key, std::string_view bytes) {
  // The constants are "somepseudorandomlygeneratedbytes"; 0xee tells the output of 128 bits from that of 64.
  State state{key.first ^ 0x736f6d6570736575ULL, key.second ^ 0x646f72616e646f6dULL ^ 0xeeULL,
              key.first ^ 0x6c7967656e657261ULL, key.second ^ 0x7465646279746573ULL};
  std::size_t at = 0;
  for (; bytes.size() - at >= 8; at += 8) state.take(read_word(bytes.data() + at, 8));
  const std::uint64_t rest = at < bytes.size() ? read_word(bytes.data() + at, bytes.size() - at) : 0;
  state.take((std::uint64_t{bytes.size()} << 56U) | rest);
  state.v2 ^= 0xeeU;
  Digest result;
  result.first = state.finish(4);
  state.v1 ^= 0xddU;
  result.second = state.finish(4);
  return result;
}

}  // namespace tarsach
