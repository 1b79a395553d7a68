// The name of an answer for caches: the same question to the same generation by the same build has the same answer.
// Weak, because an answer also tells its time and request id.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tarsach::searchd {

/// "W/\"42-1f0e…\"". `canonical` says what was asked: path and canonical query string.
[[nodiscard]] std::string make_etag(std::uint64_t generation, std::string_view canonical);

}  // namespace tarsach::searchd
