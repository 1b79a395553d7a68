#include "schema/packed_numbers.h"

#include <bit>
#include <cstring>
#include <utility>

namespace tarsach::schema {
namespace {

static_assert(std::endian::native == std::endian::little, "the numbers are used as they lie");

constexpr unsigned kLanes = 4, kRows = kNumbersInBlock / kLanes, kWordBits = 32;

/// GCC's and clang's: one instruction works on all of them, where there is one.
using Lanes [[gnu::vector_size(sizeof(std::uint32_t) * kLanes)]] = std::uint32_t;

Lanes load(const char* bytes, std::size_t place) {
  Lanes lanes;
  std::memcpy(&lanes, bytes + place * sizeof lanes, sizeof lanes);
  return lanes;
}

constexpr std::uint32_t mask_of(unsigned bits) {
  return bits == kWordBits ? ~std::uint32_t{0} : (std::uint32_t{1} << bits) - 1;
}

template <unsigned kBits, unsigned kRow>
void unpack_row(const char* bytes, NumberBlock& numbers) {
  constexpr unsigned kWord = kRow * kBits / kWordBits, kShift = kRow * kBits % kWordBits;
  Lanes lanes = load(bytes, kWord) >> kShift;
  if constexpr (kShift + kBits > kWordBits) lanes |= load(bytes, kWord + 1) << (kWordBits - kShift);
  if constexpr (kShift + kBits != kWordBits) lanes &= mask_of(kBits);
  std::memcpy(numbers.data() + kRow * kLanes, &lanes, sizeof lanes);
}

template <unsigned kBits, unsigned... kRow>
void unpack_rows(const char* bytes, NumberBlock& numbers, std::integer_sequence<unsigned, kRow...> /*rows*/) {
  (unpack_row<kBits, kRow>(bytes, numbers), ...);
}

/// All shifts and masks are constants of the program.
template <unsigned kBits>
void unpack_rows(const char* bytes, NumberBlock& numbers) {
  if constexpr (kBits == 0) {
    numbers.fill(0);
  } else {
    unpack_rows<kBits>(bytes, numbers, std::make_integer_sequence<unsigned, kRows>());
  }
}

using Unpack = void (*)(const char*, NumberBlock&);

template <unsigned... kBits>
constexpr std::array<Unpack, sizeof...(kBits)> unpack_functions(std::integer_sequence<unsigned, kBits...> /*bits*/) {
  return {&unpack_rows<kBits>...};
}
constexpr auto kUnpack = unpack_functions(std::make_integer_sequence<unsigned, kMaxBits + 1>());

}  // namespace

unsigned bits_of(const NumberBlock& numbers) {
  std::uint32_t all = 0;
  for (const std::uint32_t number : numbers) all |= number;
  return static_cast<unsigned>(std::bit_width(all));
}

void pack(const NumberBlock& numbers, unsigned bits, std::string& bytes) {
  std::array<std::uint32_t, kNumbersInBlock> words{};
  for (std::size_t i = 0; i < kNumbersInBlock; ++i) {
    const std::size_t bit = i / kLanes * bits, word = bit / kWordBits * kLanes + i % kLanes, shift = bit % kWordBits;
    words[word] |= numbers[i] << shift;
    if (shift + bits > kWordBits) words[word + kLanes] |= numbers[i] >> (kWordBits - shift);
  }
  bytes.append(reinterpret_cast<const char*>(words.data()), packed_bytes(bits));
}

void unpack(const char* bytes, unsigned bits, NumberBlock& numbers) { kUnpack[bits](bytes, numbers); }

std::uint32_t unpack_one(const char* bytes, unsigned bits, std::size_t place) {
  if (bits == 0) return 0;
  const std::size_t bit = place / kLanes * bits, shift = bit % kWordBits;
  const auto word = [&](std::size_t number) {
    std::uint32_t value = 0;
    std::memcpy(&value, bytes + (number * kLanes + place % kLanes) * sizeof value, sizeof value);
    return value;
  };
  std::uint32_t number = word(bit / kWordBits) >> shift;
  if (shift + bits > kWordBits) number |= word(bit / kWordBits + 1) << (kWordBits - shift);
  return number & mask_of(bits);
}

}  // namespace tarsach::schema
