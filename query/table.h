// Rows and columns of printable text, for people (aligned) or for programs (TAB-separated).
//
//   Table table{{{"field", Align::kLeft}, {"count", Align::kRight}}, {}};
//   table.rows.push_back({"topic", "12"});
//   out << aligned(table) << tab_separated(table);
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tarsach::query {

enum class Align : std::uint8_t { kLeft, kRight };

struct Column {
  std::string name;
  Align align = Align::kLeft;
};

struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  // each as long as `columns`
};

/// A line of names, then a line a row; columns two spaces apart, no spaces at the ends of lines.
[[nodiscard]] std::string aligned(const Table& table);
/// The same for programs. Control characters in cells are made harmless, so a TAB is always a bound.
[[nodiscard]] std::string tab_separated(const Table& table);

}  // namespace tarsach::query
