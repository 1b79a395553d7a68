#include "query/output_lines.h"

#include <array>
#include <cstdio>
#include <ostream>

#include "query/json.h"
#include "query/table.h"

namespace tarsach::query {
namespace {

std::string ids_of(const std::vector<LabelledId>& values) {
  std::string ids;
  for (const LabelledId& value : values) ids.append(ids.empty() ? "" : ",").append(value.id);
  return ids;
}

/// Nine digits tell apart what a ranking tells apart.
std::string score_text(double score) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.9g", score);
  return buffer.data();
}

struct TsvColumn {
  const char* name;
  std::string (*cell)(const Hit& hit);
};

/// The names are those of the JSON; lists are ids separated by commas, "formatted" is the passage without marks.
constexpr std::array kTsvColumns = {
    TsvColumn{"id", [](const Hit& hit) { return hit.id; }},
    TsvColumn{"url", [](const Hit& hit) { return hit.url; }},
    TsvColumn{"source", [](const Hit& hit) { return hit.source; }},
    TsvColumn{"author", [](const Hit& hit) { return hit.author; }},
    TsvColumn{"title", [](const Hit& hit) { return hit.title; }},
    TsvColumn{"date", [](const Hit& hit) { return schema::format_iso_date(hit.date); }},
    TsvColumn{"year", [](const Hit& hit) { return hit.date.known() ? std::to_string(hit.date.year) : ""; }},
    TsvColumn{"lang", [](const Hit& hit) { return hit.language; }},
    TsvColumn{"events", [](const Hit& hit) { return ids_of(hit.events); }},
    TsvColumn{"topics", [](const Hit& hit) { return ids_of(hit.topics); }},
    TsvColumn{"formatted", [](const Hit& hit) { return emphasised(hit.formatted_body, Screen{}); }},
    TsvColumn{"score", [](const Hit& hit) { return score_text(hit.score); }},
};

std::vector<std::string> default_columns() {
  return {"id", "date", "lang", "title", "events", "topics", "score", "url"};
}

}  // namespace

void print_tsv(const Answer& answer, const Console& console) {
  Table table;
  std::vector<const TsvColumn*> columns;
  for (const std::string& name : answer.fields.empty() ? default_columns() : answer.fields)
    for (const TsvColumn& column : kTsvColumns)
      if (name == column.name) columns.push_back(&column);
  for (const TsvColumn* column : columns) table.columns.push_back({column->name});
  for (const Hit& hit : answer.response.hits) {
    auto& row = table.rows.emplace_back();
    for (const TsvColumn* column : columns) row.push_back(column->cell(hit));
  }
  console.out << tab_separated(table);
}

void print_json(const Answer& answer, const Console& console) {
  console.out << to_json(answer.request, answer.response, {answer.id, answer.fields}) << '\n';
}

void print_json_lines(const Answer& answer, const Console& console) {
  for (const Hit& hit : answer.response.hits)
    console.out << to_json(hit, {{}, answer.fields.empty() ? default_hit_members() : answer.fields}) << '\n';
}

void print_trec(const Answer& answer, const Console& console) {
  const std::string query = answer.id.empty() ? "0" : trec_id(answer.id);
  std::size_t rank = answer.request.offset;
  for (const Hit& hit : answer.response.hits)
    console.out << query << " Q0 " << trec_id(hit.id) << ' ' << ++rank << ' ' << score_text(hit.score) << " tarsach\n";
}

void print_ids(const Answer& answer, const Console& console) {
  for (const Hit& hit : answer.response.hits) console.out << printable(hit.id) << '\n';
}

std::string trec_id(std::string_view id) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text;
  for (const char letter : id) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte > 0x20 && byte != 0x7F && letter != '%')
      text += letter;
    else
      text.append({'%', kDigits[byte >> 4U], kDigits[byte & 0xFU]});
  }
  return text;
}

}  // namespace tarsach::query
