#include "searchd/request_id.h"

#include <array>
#include <cstdio>
#include <random>

namespace tarsach::searchd {
namespace {

constexpr std::size_t kMaxRequestIdBytes = 64;

bool is_request_id(std::string_view id) {
  constexpr std::string_view kAllowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  return !id.empty() && id.size() <= kMaxRequestIdBytes && id.find_first_not_of(kAllowed) == std::string_view::npos;
}

/// A number that two processes hardly share, to begin counting with.
std::uint64_t random_start() {
  std::random_device device;
  return (static_cast<std::uint64_t>(device()) << 32) | device();
}

}  // namespace

RequestIds::RequestIds() : last_(random_start()) {}

std::string RequestIds::id_for(std::string_view given) {
  if (is_request_id(given)) return std::string(given);
  std::array<char, 32> text;
  const int size = std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(++last_));
  return {text.data(), static_cast<std::size_t>(size)};
}

}  // namespace tarsach::searchd
