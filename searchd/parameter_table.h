// The parameters of the interface, one row each: who takes it, what it may be and means, where it goes and how it is
// written back. Reading, errors, canonical addresses, /openapi.json and the table in docs/http-api.md come from it.
//
//   for (const Parameter& row : parameters()) if (takes(row, Endpoint::kSearch)) std::cout << row.name;
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/parameters.h"
#include "searchd/value_type.h"

namespace tarsach::searchd {

enum class Times : std::uint8_t { kOnce, kAnyNumber };

using Complaint = std::optional<Text>;  // what is wrong with a value beyond its type; nothing: it was taken
using Endpoints = std::uint16_t;        // bits of Endpoint

struct Parameter {
  std::string_view name;
  Times times;
  Endpoints endpoints;
  Type type;
  std::string_view fallback;  // the value that it has when it is absent; empty: none
  std::string_view meaning;   // Markdown, one line
  Complaint (*read)(Search& search, const Value& value);
  std::vector<std::string> (*write)(const Search& search);  // may give the default: that is not written
};

[[nodiscard]] constexpr Endpoints bits(Endpoint endpoint) { return static_cast<Endpoints>(endpoint); }

[[nodiscard]] constexpr bool takes(const Parameter& row, Endpoint endpoint) {
  return (row.endpoints & bits(endpoint)) != 0;
}

/// In the order in which they are written. A name may stand in several rows for different endpoints.
[[nodiscard]] std::span<const Parameter> parameters();

}  // namespace tarsach::searchd
