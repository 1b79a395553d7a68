#include "searchd/etag.h"

#include <array>
#include <cstdio>

#include "base/version.h"

namespace tarsach::searchd {
namespace {

/// FNV-1a, 64 bits (Fowler, Noll, Vo): short, and the same in every process.
std::uint64_t fnv1a(std::string_view text, std::uint64_t hash = 0xcbf29ce484222325U) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

}  // namespace

std::string make_etag(std::uint64_t generation, std::string_view canonical) {
  const auto hash = fnv1a(canonical, fnv1a(version(), fnv1a(commit())));
  std::array<char, 64> text;
  const int size = std::snprintf(text.data(), text.size(), "W/\"%llu-%016llx\"",
                                 static_cast<unsigned long long>(generation), static_cast<unsigned long long>(hash));
  return {text.data(), static_cast<std::size_t>(size)};
}

}  // namespace tarsach::searchd
