#include "query/output.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ostream>
#include <utility>

#include "query/output_lines.h"
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

std::string labels_of(const std::vector<LabelledId>& values) {
  std::vector<std::string> labels;
  for (const LabelledId& value : values) labels.push_back(shown_label(value.label, value.id));
  return joined(labels, ", ");
}

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

std::string articles(std::uint64_t number) { return std::to_string(number) + (number == 1 ? " article" : " articles"); }

std::string total_line(const Answer& answer) {
  const std::uint64_t total = answer.response.total;
  std::array<char, 32> time{};
  std::snprintf(time.data(), time.size(), "%.1f ms", answer.response.milliseconds);
  const std::uint64_t groups = answer.response.total_groups;
  const std::string entries = groups == 0 ? "" : " in " + std::to_string(groups) + (groups == 1 ? " group" : " groups");
  const bool is_browsing = answer.request.query.empty() && answer.request.sort == Sort::kRelevance && total > 0;
  return (total == 0 ? "Nothing" : articles(total)) + " found" + entries + (is_browsing ? ", newest first" : "") +
         " (" + time.data() + ")";
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

/// "  1. ": at least so wide that what is under it is indented by kIndent.
std::string numbered(std::size_t number) {
  std::string rank = std::to_string(number) + ". ";
  return rank.insert(0, rank.size() < kIndent ? kIndent - rank.size() : 0, ' ');
}

/// `lead`, ASCII, stands before the title; the other lines are indented as far.
void print_hit(const Hit& hit, const std::string& lead, const Console& console) {
  const std::size_t indent = lead.size();
  console.out << '\n';
  print_title(hit, lead, console);
  print_dim(facts_of(hit), indent, console);
  if (!hit.formatted_body.empty())
    console.out << indented(emphasised(hit.formatted_body, console.screen), indent, console.screen);
  print_place(hit, indent, console);
}

/// Under the heading of an event, whose label an article does not repeat.
void print_hit_about(const LabelledId& event, Hit hit, const std::string& lead, const Console& console) {
  std::erase_if(hit.events, [&](const LabelledId& each) { return each.id == event.id; });
  print_hit(hit, lead, console);
}

void print_group(const HitGroup& group, std::size_t number, const Console& console) {
  const std::string lead = numbered(number);
  if (group.event.id.empty()) {
    for (const Hit& hit : group.hits) print_hit(hit, lead, console);
    return;
  }
  const std::string heading = shown_label(group.event.label, group.event.id) + " (" + articles(group.total) + ")";
  console.out << '\n';
  print_rows(heading, lead, console, [&](const std::string& row) { return bold(row, console.screen); });
  for (const Hit& hit : group.hits) print_hit_about(group.event, hit, std::string(lead.size(), ' ') + "- ", console);
  const std::uint64_t more = group.total - group.hits.size();
  if (more == 0) return;
  const std::string line = std::to_string(more) + " more (--event " + printable(group.event.id) + " shows them)";
  console.out << '\n' << indented(line, lead.size(), console.screen);
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
  for (const Hit& hit : answer.response.hits) print_hit(hit, numbered(++number), console);
  for (const HitGroup& group : answer.response.groups) print_group(group, ++number, console);
  if (answer.response.total == 0) return;
  console.out << '\n';
  for (const Facet& facet : answer.response.facets) print_facet(facet, console);
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
    for (const Hit& hit : list.hits) print_hit(hit, numbered(++number), console);
  }
}

namespace {

/// "2018-07-05 – 2018-07-06"; a day that is both is one.
std::string period_of(const EventSummary& event) {
  const std::string from = schema::format_iso_date(event.from), to = schema::format_iso_date(event.to);
  return from == to ? from : from + " – " + to;
}

/// A place without a name in either language is none.
std::string place_of(const EventSummary& event) { return shown_label(event.place, ""); }

/// In the order of time.
Table neighbours_of(const EventAnswer& answer) {
  std::vector<EventSummary> events(answer.before.rbegin(), answer.before.rend());
  events.insert(events.end(), answer.after.begin(), answer.after.end());
  Table table{{{"date"}, {"event"}, {"articles", Align::kRight}, {"label"}}, {}};
  for (const EventSummary& each : events)
    table.rows.push_back(
        {period_of(each), each.event.id, std::to_string(each.articles), shown_label(each.event.label, each.event.id)});
  return table;
}

}  // namespace

void print_event(const EventAnswer& answer, const Console& console) {
  const LabelledId& event = answer.event.event;
  print_rows(shown_label(event.label, event.id), "", console,
             [&](const std::string& row) { return bold(row, console.screen); });
  if (!event.label.en.empty() && !event.label.bg.empty())
    console.out << indented(printable(event.label.en), 0, console.screen);
  console.out << joined({period_of(answer.event), place_of(answer.event), articles(answer.event.articles)}, " · ")
              << '\n';
  for (const std::string& name : answer.names) console.out << indented("• " + printable(name), 2, console.screen);
  for (const EventArticles& each : answer.articles) {
    console.out << '\n' << printable(each.language) << ": " << articles(each.total) << '\n';
    std::size_t number = 0;
    for (const Hit& hit : each.hits) print_hit_about(event, hit, numbered(++number), console);
  }
  const Table neighbours = neighbours_of(answer);
  if (!neighbours.rows.empty()) console.out << "\nBefore and after it:\n" << aligned(neighbours);
}

std::string shown_label(const schema::Label& label, const std::string& value) {
  return printable(!label.bg.empty() ? label.bg : !label.en.empty() ? label.en : value);
}

}  // namespace tarsach::query
