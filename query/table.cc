#include "query/table.h"

#include <algorithm>

#include "query/terminal.h"

namespace tarsach::query {
namespace {

using Row = std::vector<std::string>;

Row names(const Table& table) {
  Row row;
  for (const Column& column : table.columns) row.push_back(column.name);
  return row;
}

std::vector<Row> clean_rows(const Table& table) {
  std::vector<Row> rows = {names(table)};
  for (const Row& row : table.rows) {
    Row& clean = rows.emplace_back();
    for (const std::string& cell : row) clean.push_back(printable(cell));
  }
  return rows;
}

std::vector<std::size_t> widths_of(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const Row& row : rows)
    for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  return widths;
}

std::string aligned_row(const Row& row, const std::vector<Column>& columns, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string padding(widths[i] - display_width(row[i]), ' ');
    if (i > 0) line += "  ";
    line += columns[i].align == Align::kRight ? padding + row[i] : row[i] + padding;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + '\n';
}

}  // namespace

std::string aligned(const Table& table) {
  const std::vector<Row> rows = clean_rows(table);
  const std::vector<std::size_t> widths = widths_of(rows);
  std::string text;
  for (const Row& row : rows) text += aligned_row(row, table.columns, widths);
  return text;
}

std::string tab_separated(const Table& table) {
  std::string text;
  for (const Row& row : clean_rows(table)) {
    for (std::size_t i = 0; i < row.size(); ++i) text.append(i > 0 ? "\t" : "").append(row[i]);
    text += '\n';
  }
  return text;
}

}  // namespace tarsach::query
