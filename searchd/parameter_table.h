// The parameters of the interface, one row each: who takes it, how its value is read and written back.
//
//   for (const Parameter& row : parameters()) if (takes(row, Endpoint::kSearch)) std::cout << row.name;
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/parameters.h"

namespace tarsach::searchd {

enum class Times : std::uint8_t { kOnce, kAnyNumber };

using Complaint = std::optional<Text>;  // what is wrong with a value; nothing: it was taken

struct Parameter {
  std::string_view name;
  Times times;
  std::uint8_t endpoints;                                   // bits of Endpoint
  Complaint (*read)(Search&, std::string_view value);       // the value is not empty, and clean UTF-8
  std::vector<std::string> (*write)(const Search& search);  // nothing for the default
};

[[nodiscard]] constexpr std::uint8_t bits(Endpoint endpoint) { return static_cast<std::uint8_t>(endpoint); }

[[nodiscard]] constexpr bool takes(const Parameter& row, Endpoint endpoint) {
  return (row.endpoints & bits(endpoint)) != 0;
}

/// In the order in which they are written.
[[nodiscard]] std::span<const Parameter> parameters();

}  // namespace tarsach::searchd
