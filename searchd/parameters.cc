#include "searchd/parameters.h"

#include <algorithm>

#include "base/options.h"
#include "searchd/limits.h"
#include "searchd/parameter_table.h"
#include "searchd/url.h"

namespace tarsach::searchd {
namespace {

const Parameter* find_row(std::string_view name, Endpoint endpoint) {
  const auto rows = parameters();
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [&](const Parameter& row) { return row.name == name && takes(row, endpoint); });
  return found == rows.end() ? nullptr : &*found;
}

Text unknown_parameter(const std::string& name, Endpoint endpoint) {
  std::vector<std::string> known;
  for (const auto& row : parameters())
    if (takes(row, endpoint)) known.emplace_back(row.name);
  if (const auto nearest = nearest_name(name, known); !nearest.empty())
    return {"непознат параметър; може би „" + nearest + "“?", "unknown parameter; did you mean \"" + nearest + "\"?"};
  if (known.empty()) return {"тук няма параметри", "there are no parameters here"};
  return {"непознат параметър; познатите са: " + joined(known),
          "unknown parameter; the known ones are: " + joined(known)};
}

bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7f;
  });
}

/// Decoded, or what keeps it from being text. The name shown in the error is printable whatever was sent.
tl::expected<std::string, Text> to_text(std::string_view raw) {
  const auto decoded = percent_decode(raw, Plus::kIsSpace);
  if (!decoded)
    return tl::unexpected(
        Text{"след „%“ се очакват две шестнайсетични цифри", "expected two hexadecimal digits after %"});
  if (!is_utf8(*decoded)) return tl::unexpected(Text{"не е правилен UTF-8", "not well-formed UTF-8"});
  if (has_control_characters(*decoded))
    return tl::unexpected(Text{"съдържа управляващи знаци", "contains control characters"});
  return *decoded;
}

class Reader {
 public:
  explicit Reader(Endpoint endpoint) : endpoint_(endpoint) {}

  void read(const RawParameter& raw) {
    const auto name = to_text(raw.name);
    if (!name) return complain("?", name.error());
    const auto* row = find_row(*name, endpoint_);
    if (row == nullptr) return read_unknown(*name);
    const auto value = to_text(raw.value);
    if (!value) return complain(*name, value.error());
    if (value->empty()) return;
    const auto place = static_cast<std::size_t>(row - parameters().data());
    if (row->times == Times::kOnce && seen_[place])
      return complain(*name, {"дадено е повече от веднъж", "given more than once"});
    seen_[place] = true;
    const auto read = read_value(row->type, *value);
    if (!read) return complain(*name, read.error());
    if (auto complaint = row->read(search_, *read)) complain(*name, std::move(*complaint));
  }

  tl::expected<Search, ParameterProblems> finish() {
    if (search_.page * search_.per_page > query::kMaxDepth)
      complain("page", {"page × per_page е най-много 10000", "page × per_page is at most 10000"});
    if (search_.request.group != query::Group::kNone &&
        search_.per_page * search_.request.group_limit > query::kMaxGroupedHits)
      complain("group_limit", {"per_page × group_limit е най-много 1000", "per_page × group_limit is at most 1000"});
    const auto& from = search_.request.from;
    const auto& to = search_.request.to;
    if (from.known() && to.known() && schema::first_day(from) > schema::last_day(to))
      complain("to", {"краят на периода е преди началото му (from)", "the period ends before it begins (from)"});
    if (!problems_.empty()) return tl::unexpected(std::move(problems_));
    search_.request.offset = (search_.page - 1) * search_.per_page;
    search_.request.limit = search_.per_page;
    return std::move(search_);
  }

  void complain(std::string parameter, Text detail) {
    constexpr std::size_t kMaxProblems = 10;
    if (problems_.size() < kMaxProblems) problems_.push_back({std::move(parameter), std::move(detail)});
  }

 private:
  void read_unknown(const std::string& name) {
    constexpr std::size_t kShown = 60;
    if (is_page(endpoint_)) return;
    complain(count_characters(name) <= kShown ? name : "?", unknown_parameter(name.substr(0, kShown), endpoint_));
  }

  Endpoint endpoint_;
  Search search_;
  ParameterProblems problems_;
  std::vector<bool> seen_ = std::vector<bool>(parameters().size());
};

}  // namespace

tl::expected<Search, ParameterProblems> parse_search(std::string_view query_string, Endpoint endpoint) {
  Reader reader(endpoint);
  const auto parameters = split_query_string(query_string);
  if (parameters.size() > kMaxParameters)
    reader.complain("?", {"повече от 300 параметъра", "more than 300 parameters"});
  else
    for (const auto& parameter : parameters) reader.read(parameter);
  return reader.finish();
}

std::string to_query_string(const Search& search, Endpoint endpoint) {
  std::string result;
  for (const auto& row : parameters()) {
    if (!takes(row, endpoint)) continue;
    for (const auto& value : row.write(search)) {
      if (value == row.fallback) continue;
      result.append(result.empty() ? "" : "&").append(row.name).append("=").append(percent_encode(value));
    }
  }
  return result;
}

const query::Filter& filter_of(const query::Request& request, schema::Field field) {
  static const query::Filter none;
  const auto found = std::find_if(request.filters.begin(), request.filters.end(),
                                  [&](const query::Filter& filter) { return filter.field == field; });
  return found == request.filters.end() ? none : *found;
}

query::Filter& filter_of(query::Request& request, schema::Field field) {
  const auto found = std::find_if(request.filters.begin(), request.filters.end(),
                                  [&](const query::Filter& filter) { return filter.field == field; });
  if (found != request.filters.end()) return *found;
  request.filters.emplace_back();
  request.filters.back().field = field;
  return request.filters.back();
}

}  // namespace tarsach::searchd
