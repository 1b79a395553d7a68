// Moments as they stand in our files and answers: "2026-11-22T03:48:37Z", ISO 8601 in UTC, whole seconds.
#pragma once

#include <time.h>

#include <array>
#include <chrono>
#include <optional>
#include <string>

namespace tarsach {

using UtcTime = std::chrono::system_clock::time_point;

[[nodiscard]] inline std::string format_utc(UtcTime time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  const auto size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text.data(), size};
}

/// Nothing for what format_utc() does not write.
[[nodiscard]] inline std::optional<UtcTime> parse_utc(const std::string& text) {
  std::tm parts{};
  const char* end = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  if (end == nullptr || end != text.c_str() + text.size()) return std::nullopt;
  return std::chrono::system_clock::from_time_t(timegm(&parts));
}

}  // namespace tarsach
