// Files of queries and of judgments about their answers: UTF-8, one a line, cells separated by TABs. Empty lines and
// lines that begin with "#" are passed over.
//
//   queries     q01 <TAB> клъстерна среща
//   judgments   q01 <TAB> клъстерна среща <TAB> varna-2018-07 <TAB> 3       grades: 0 (not relevant) … kMaxGrade
//
// Everything that is wrong is kBadData and begins with "file:line:".
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace tarsach::query {

inline constexpr std::uint64_t kMaxQueriesFileBytes = std::uint64_t{256} << 20U;
inline constexpr int kMaxGrade = 10;

struct ListedQuery {
  std::string id;
  std::string query;     // as it would be typed; a further TAB is a space
  std::size_t line = 0;  // 1-based
};

using Grades = std::unordered_map<std::string, int>;  // document id → grade; what is not judged is not relevant

struct JudgedQuery {
  std::string id, query;
  Grades grades;
};

/// The file, or `in` for "-". kBadData if it is missing or larger than kMaxQueriesFileBytes.
[[nodiscard]] Result<std::string> read_input(const std::string& path, std::istream& in);

/// In the file's order. `name` is the file's, for messages. An id that stands twice is an error.
[[nodiscard]] Result<std::vector<ListedQuery>> parse_queries(std::string_view text, const std::string& name);

/// One for each query id, in the file's order. A query id with two texts, and a document with two grades, are errors.
[[nodiscard]] Result<std::vector<JudgedQuery>> parse_judgments(std::string_view text, const std::string& name);

}  // namespace tarsach::query
