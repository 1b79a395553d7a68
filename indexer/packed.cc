#include "indexer/packed.h"

#include <bit>
#include <cstring>

namespace tarsach::indexer {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers of 64 bits are written as they lie");

constexpr unsigned kMostShift = 63;

}  // namespace

PackedWriter::PackedWriter(std::string_view magic, std::uint64_t version) : bytes_(magic) { number(version); }

void PackedWriter::number(std::uint64_t number) {
  for (; number >= 0x80; number >>= 7U) bytes_ += static_cast<char>((number & 0x7fU) | 0x80U);
  bytes_ += static_cast<char>(number);
}

void PackedWriter::fixed(std::uint64_t number) {
  char raw[sizeof number];
  std::memcpy(raw, &number, sizeof number);
  bytes_.append(raw, sizeof raw);
}

void PackedWriter::text(std::string_view text) {
  number(text.size());
  bytes_ += text;
}

PackedReader::PackedReader(std::string_view bytes, std::string_view magic, std::uint64_t version) : bytes_(bytes) {
  const bool known = bytes_.starts_with(magic);
  bytes_.remove_prefix(known ? magic.size() : 0);
  if (!known || number() != version) refuse();
}

void PackedReader::refuse() {
  fine_ = false;
  bytes_ = {};
}

std::uint64_t PackedReader::number() {
  std::uint64_t result = 0;
  for (unsigned shift = 0; shift <= kMostShift && !bytes_.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    if (shift == kMostShift && byte > 1) break;  // more than 64 bits
    result |= std::uint64_t{byte & 0x7fU} << shift;
    if (byte < 0x80) return result;
  }
  refuse();
  return 0;
}

std::uint64_t PackedReader::number(std::uint64_t most) {
  const std::uint64_t result = number();
  if (result <= most) return result;
  refuse();
  return 0;
}

std::uint64_t PackedReader::fixed() {
  std::uint64_t result = 0;
  if (bytes_.size() < sizeof result) {
    refuse();
    return 0;
  }
  std::memcpy(&result, bytes_.data(), sizeof result);
  bytes_.remove_prefix(sizeof result);
  return result;
}

std::string_view PackedReader::text(std::size_t most_bytes) {
  const std::uint64_t size = number(most_bytes);
  if (size > bytes_.size()) {
    refuse();
    return {};
  }
  const std::string_view result = bytes_.substr(0, size);
  bytes_.remove_prefix(size);
  return result;
}

std::size_t PackedReader::count(std::size_t bytes_each) {
  return static_cast<std::size_t>(number(bytes_.size() / bytes_each));
}

}  // namespace tarsach::indexer
