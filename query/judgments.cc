#include "query/judgments.h"

#include <algorithm>
#include <charconv>
#include <istream>
#include <iterator>
#include <unordered_set>

#include "base/file.h"

namespace tarsach::query {
namespace {

constexpr std::string_view kByteOrderMark = "\uFEFF";

struct Line {
  std::string_view text;
  std::size_t number = 0;
};

std::vector<Line> lines_of(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::vector<Line> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const bool is_blank = line.find_first_not_of(" \t") == std::string_view::npos;
    if (!is_blank && line.front() != '#') lines.push_back({line, number});
  }
  return lines;
}

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  for (std::size_t tab = line.find('\t'); tab != std::string_view::npos; tab = line.find('\t')) {
    cells.push_back(line.substr(0, tab));
    line.remove_prefix(tab + 1);
  }
  cells.push_back(line);
  return cells;
}

tl::unexpected<Error> bad_line(const std::string& name, std::size_t line, const std::string& reason,
                               std::string hint = {}) {
  return fail(ErrorCode::kBadData, name + ":" + std::to_string(line) + ": " + reason, std::move(hint));
}

constexpr const char* kQueryHint = "each line is: query id, TAB, query";
constexpr const char* kJudgmentHint = "each line is: query id, TAB, query, TAB, document id, TAB, grade";

struct Judgment {
  std::string query_id, query, document;
  int grade = 0;
};

Result<Judgment> parse_judgment(const Line& line, const std::string& name) {
  const std::vector<std::string_view> cells = cells_of(line.text);
  if (cells.size() != 4)
    return bad_line(name, line.number, "expected 4 cells, found " + std::to_string(cells.size()), kJudgmentHint);
  if (cells[0].empty() || cells[2].empty()) return bad_line(name, line.number, "an id is empty", kJudgmentHint);
  int grade = 0;
  const char* end = cells[3].data() + cells[3].size();
  const auto [stop, error] = std::from_chars(cells[3].data(), end, grade);
  if (error != std::errc() || stop != end || grade < 0 || grade > kMaxGrade)
    return bad_line(
        name, line.number,
        "the grade '" + std::string(cells[3]) + "' is not a whole number from 0 to " + std::to_string(kMaxGrade),
        kJudgmentHint);
  return Judgment{std::string(cells[0]), std::string(cells[1]), std::string(cells[2]), grade};
}

}  // namespace

Result<std::string> read_input(const std::string& path, std::istream& in) {
  if (path != "-") {
    auto content = read_file(path, kMaxQueriesFileBytes);
    if (!content) return fail(ErrorCode::kBadData, content.error().message, content.error().hint);
    return content;
  }
  std::string content;
  for (char letter = 0; content.size() <= kMaxQueriesFileBytes && in.get(letter);) content += letter;
  if (content.size() > kMaxQueriesFileBytes)
    return fail(ErrorCode::kBadData, "standard input: more than " + std::to_string(kMaxQueriesFileBytes) + " bytes");
  return content;
}

Result<std::vector<ListedQuery>> parse_queries(std::string_view text, const std::string& name) {
  std::vector<ListedQuery> queries;
  std::unordered_set<std::string> seen;
  for (const Line& line : lines_of(text)) {
    const std::size_t tab = line.text.find('\t');
    if (tab == std::string_view::npos) return bad_line(name, line.number, "no TAB", kQueryHint);
    if (tab == 0) return bad_line(name, line.number, "the query id is empty", kQueryHint);
    ListedQuery query{std::string(line.text.substr(0, tab)), std::string(line.text.substr(tab + 1)), line.number};
    std::replace(query.query.begin(), query.query.end(), '\t', ' ');
    if (!seen.insert(query.id).second)
      return bad_line(name, line.number, "the query id '" + query.id + "' stands a second time");
    queries.push_back(std::move(query));
  }
  return queries;
}

Result<std::vector<JudgedQuery>> parse_judgments(std::string_view text, const std::string& name) {
  std::vector<JudgedQuery> queries;
  std::unordered_map<std::string, std::size_t> places;
  for (const Line& line : lines_of(text)) {
    TARSACH_TRY(Judgment judgment, parse_judgment(line, name));
    const auto [place, is_new] = places.try_emplace(judgment.query_id, queries.size());
    if (is_new) queries.push_back({judgment.query_id, judgment.query, {}});
    JudgedQuery& query = queries[place->second];
    if (query.query != judgment.query)
      return bad_line(name, line.number,
                      "query '" + query.id + "' is '" + judgment.query + "' here and '" + query.query + "' above");
    const auto [grade, is_first] = query.grades.try_emplace(judgment.document, judgment.grade);
    if (!is_first && grade->second != judgment.grade)
      return bad_line(name, line.number, "document '" + judgment.document + "' had another grade above");
  }
  return queries;
}

}  // namespace tarsach::query
