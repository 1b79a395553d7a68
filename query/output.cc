#include "query/output.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ostream>
#include <utility>

#include "query/json.h"
#include "query/table.h"

namespace tarsach::query {
namespace {

constexpr std::size_t kIndent = 4;
constexpr std::size_t kShownFacetValues = 6;  // in the short form under the hits

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts)
    if (!part.empty()) text.append(text.empty() ? "" : separator).append(part);
  return text;
}

std::string ids_of(const std::vector<LabelledId>& values) {
  std::vector<std::string> ids;
  for (const LabelledId& value : values) ids.push_back(value.id);
  return joined(ids, ",");
}

std::string labels_of(const std::vector<LabelledId>& values) {
  std::vector<std::string> labels;
  for (const LabelledId& value : values) labels.push_back(shown_label(value.label, value.id));
  return joined(labels, ", ");
}

/// Nine digits tell apart what a ranking tells apart.
std::string score_text(double score) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.9g", score);
  return buffer.data();
}

// ---- For people -----------------------------------------------------------------------------------------------

struct ReadingText {
  std::string_view kind;
  std::string_view words;
};

constexpr std::array kReadingTexts = {
    ReadingText{"transliteration", "typed in Latin letters"},
    ReadingText{"keyboard", "typed on another keyboard"},
    ReadingText{"spelling", "a slip of the keys"},
    ReadingText{"date", "words of time, taken as a filter"},
    ReadingText{"translation", "also looked for in the other language"},
    ReadingText{"label", "also looked for under its other name"},
    ReadingText{"most_words", "these articles have most of the words"},
    ReadingText{"fewer_words", "no article has all the words; these have some of them"},
    ReadingText{"taken_as_words", "without a special meaning here, taken as words"},
    ReadingText{"field_value", "understood as the value that has this name"},
    ReadingText{"query_cut", "the query is too long; left out from here"},
    ReadingText{"reading_cut", "many words; those behind this one are taken as they were typed"},
    ReadingText{"nesting_cut", "the parentheses are nested too deep; the inner ones were not heeded"},
    ReadingText{"prefix_cut", "too many words begin so; the most frequent ones were taken"},
};

std::string words_of(const Reading& reading) {
  const auto* row = std::find_if(kReadingTexts.begin(), kReadingTexts.end(),
                                 [&](const ReadingText& each) { return each.kind == reading.kind; });
  std::string text = row != kReadingTexts.end() ? std::string(row->words) : printable(reading.kind);
  if (row == kReadingTexts.end()) std::replace(text.begin(), text.end(), '_', ' ');
  if (!reading.from.empty()) text += ": " + printable(reading.from);
  if (!reading.to.empty() && reading.to != reading.from) text += " → " + printable(reading.to);
  return text;
}

std::string words_of(const OtherReading& other) {
  const bool as_typed = other.rewrite == Rewrite::kOff;
  return (as_typed ? "as typed (--no-rewrite): " : "or did you mean: ") + printable(other.query) + " (" +
         std::to_string(other.total) + ")";
}

/// "--topic funding" for each that `other` does not have.
std::string dropped_options(const Request& request, const Request& other) {
  std::string options;
  const auto tell = [&](std::string_view sign, std::string_view name, const std::string& value) {
    options.append(options.empty() ? "" : " ").append(sign).append(name).append(" ").append(printable(value));
  };
  for (const Filter& filter : request.filters) {
    const auto kept = std::find_if(other.filters.begin(), other.filters.end(),
                                   [&](const Filter& each) { return each.field == filter.field; });
    const Filter rest = kept == other.filters.end() ? Filter{filter.field} : *kept;
    const auto tell_missing = [&](std::string_view sign, const auto& values, const auto& left) {
      for (const std::string& value : values)
        if (std::find(left.begin(), left.end(), value) == left.end()) tell(sign, row(filter.field).name, value);
    };
    tell_missing("--", filter.values, rest.values);
    tell_missing("--not-", filter.excluded, rest.excluded);
  }
  if (request.from != other.from) tell("--", "from", schema::format_iso_date(request.from));
  if (request.to != other.to) tell("--", "to", schema::format_iso_date(request.to));
  if (request.rewrite != other.rewrite) options.append(options.empty() ? "" : " ").append("--no-rewrite");
  return options;
}

std::string words_of(const Remedy& remedy, const Request& request) {
  std::string text = std::to_string(remedy.total);
  if (const std::string dropped = dropped_options(request, remedy.request); !dropped.empty())
    text += " without " + dropped;
  if (remedy.request.match != request.match) text += " with --match any";
  if (remedy.request.query != request.query)
    text += remedy.request.query.empty() ? " without words" : " for: " + printable(remedy.request.query);
  return text;
}

std::string total_line(const Answer& answer) {
  const std::uint64_t total = answer.response.total;
  std::array<char, 32> time{};
  std::snprintf(time.data(), time.size(), "%.1f ms", answer.response.milliseconds);
  const std::string number = total == 0 ? "Nothing" : std::to_string(total) + (total == 1 ? " article" : " articles");
  const bool is_browsing = answer.request.query.empty() && answer.request.sort == Sort::kRelevance && total > 0;
  return number + " found" + (is_browsing ? ", newest first" : "") + " (" + time.data() + ")";
}

void print_understanding(const Answer& answer, const Console& console) {
  const Interpretation& interpretation = answer.response.interpretation;
  if (!interpretation.used.empty() && interpretation.used != answer.request.query)
    console.out << indented("Understood as: " + printable(interpretation.used), 0, console.screen);
  for (const Reading& reading : interpretation.applied)
    console.out << indented("• " + words_of(reading), 2, console.screen);
  for (const OtherReading& other : interpretation.alternatives)
    console.out << indented("• " + words_of(other), 2, console.screen);
}

void print_remedies(const Answer& answer, const Console& console) {
  if (answer.response.remedies.empty()) return;
  console.out << "These would find something:\n";
  for (const Remedy& remedy : answer.response.remedies)
    console.out << indented("• " + words_of(remedy, answer.request), 2, console.screen);
}

std::string facts_of(const Hit& hit) {
  return joined({schema::format_iso_date(hit.date), hit.language == "und" ? "" : printable(hit.language),
                 labels_of(hit.events), labels_of(hit.topics)},
                " · ");
}

/// The rows of a line, the first one behind `first`. Each is emphasised by itself: no margin is, and a pager that
/// begins in the middle shows it right.
template <typename Emphasis>
void print_rows(std::string_view line, std::string first, const Console& console, const Emphasis& emphasise) {
  const std::size_t indent = first.size();
  const std::size_t width = console.screen.width == 0 ? 0 : std::max(console.screen.width, indent + 1) - indent;
  for (const std::string& row : broken(line, width))
    console.out << std::exchange(first, std::string(indent, ' ')) << emphasise(row) << '\n';
}

void print_title(const Hit& hit, std::string first, const Console& console) {
  const Screen& screen = console.screen;
  std::string title = hit.formatted_title.empty() ? printable(hit.title) : emphasised(hit.formatted_title, screen);
  if (title.empty()) title = "(no title)";
  print_rows(title, std::move(first), console,
             [&](const std::string& row) { return linked(bold(row, screen), hit.url, screen); });
}

void print_dim(std::string_view line, std::size_t indent, const Console& console) {
  if (line.empty()) return;
  print_rows(line, std::string(indent, ' '), console, [&](const std::string& row) { return dim(row, console.screen); });
}

/// Never broken: an address is to be copied.
void print_place(const Hit& hit, std::size_t indent, const Console& console) {
  const std::string place = joined({printable(hit.id), hit.url == hit.id ? "" : printable(hit.url)}, "  ");
  console.out << std::string(indent, ' ') << dim(place, console.screen) << '\n';
}

void print_hit(const Hit& hit, std::size_t number, const Console& console) {
  std::string rank = std::to_string(number) + ". ";
  rank.insert(0, rank.size() < kIndent ? kIndent - rank.size() : 0, ' ');
  console.out << '\n';
  print_title(hit, rank, console);
  print_dim(facts_of(hit), kIndent, console);
  if (!hit.formatted_body.empty())
    console.out << indented(emphasised(hit.formatted_body, console.screen), kIndent, console.screen);
  print_place(hit, kIndent, console);
}

std::string_view facet_name(schema::Field field) {
  switch (field) {
    case schema::Field::kEvent: return "Events";
    case schema::Field::kYear: return "Years";
    case schema::Field::kTopic: return "Topics";
    default: return schema::row(field).name;
  }
}

void print_facet(const Facet& facet, const Console& console) {
  std::vector<std::string> values;
  for (const FacetCount& count : facet.counts)
    if (values.size() < kShownFacetValues || count.selected)
      values.push_back((count.selected ? "✓ " : "") + shown_label(count.label, count.value) + " (" +
                       std::to_string(count.count) + ")");
  if (values.empty()) return;
  if (const std::size_t all = std::max(facet.values, facet.counts.size()); all > values.size())
    values.push_back(std::to_string(all - values.size()) + " more");
  const std::string name = bold(facet_name(facet.field), console.screen);
  console.out << indented(name + ": " + joined(values, " · "), 0, console.screen);
}

void print_text(const Answer& answer, const Console& console) {
  console.out << total_line(answer) << '\n';
  print_understanding(answer, console);
  print_remedies(answer, console);
  std::size_t number = answer.request.offset;
  for (const Hit& hit : answer.response.hits) print_hit(hit, ++number, console);
  if (answer.response.total == 0) return;
  console.out << '\n';
  for (const Facet& facet : answer.response.facets) print_facet(facet, console);
}

// ---- For programs ---------------------------------------------------------------------------------------------

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

struct FormatRow {
  std::string_view name;
  Format format;
  void (*print)(const Answer& answer, const Console& console);
};

constexpr std::array kFormats = {
    FormatRow{"text", Format::kText, print_text},
    FormatRow{"json", Format::kJson, print_json},
    FormatRow{"jsonl", Format::kJsonLines, print_json_lines},
    FormatRow{"tsv", Format::kTsv, print_tsv},
    FormatRow{"trec", Format::kTrec, print_trec},
    FormatRow{"ids", Format::kIds, print_ids},
};

}  // namespace

std::optional<Format> format_of(std::string_view name) {
  for (const FormatRow& row : kFormats)
    if (row.name == name) return row.format;
  return std::nullopt;
}

void print(Format format, const Answer& answer, const Console& console) {
  for (const FormatRow& row : kFormats)
    if (row.format == format) row.print(answer, console);
}

void print_document(const Hit& document, const Console& console) {
  print_title(document, "", console);
  print_dim(facts_of(document), 0, console);
  print_dim(joined({printable(document.source), printable(document.author)}, " · "), 0, console);
  print_place(document, 0, console);
  const std::string body = printable(document.body, Lines::kMany);
  console.out << '\n';
  for (std::size_t begin = 0; begin < body.size();) {
    const std::size_t end = std::min(body.find('\n', begin), body.size());
    console.out << indented(std::string_view(body).substr(begin, end - begin), 0, console.screen);
    begin = end + 1;
  }
}

void print_similar(const Similar& similar, const Console& console) {
  struct List {
    std::string_view heading;
    const std::vector<Hit>& hits;
  };
  bool is_first = true;
  for (const List& list :
       {List{"In the same language", similar.same_language}, List{"In the other language", similar.other_language}}) {
    if (list.hits.empty()) continue;
    console.out << (std::exchange(is_first, false) ? "" : "\n") << list.heading << '\n';
    std::size_t number = 0;
    for (const Hit& hit : list.hits) print_hit(hit, ++number, console);
  }
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

std::string shown_label(const schema::Label& label, const std::string& value) {
  return printable(!label.bg.empty() ? label.bg : !label.en.empty() ? label.en : value);
}

}  // namespace tarsach::query
