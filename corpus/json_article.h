// One JSON object → one article. Shared by JSON Lines, JSON files and front matter in JSON.
//
//   TARSACH_TRY(auto read, read_json_article(R"({"title": "…", "body": "…", "date": "2018-07-05"})"));
//   read.article, read.unknown     what it gives, and the names of members that are not known (and are passed over)
//
// Members: id (text or a whole number), title, body, url, source, author (text), date (ISO 8601, or a year), lang (or
// language), events, topics (a text, or an array of texts). null is as good as missing.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "corpus/article.h"

namespace tarsach::corpus {

inline constexpr std::size_t kMaxJsonDepth = 64;
inline constexpr std::size_t kMaxJsonFileBytes = std::size_t{512} << 20;  // a .json file; .jsonl has no such bound
inline constexpr std::size_t kMaxMemberItems = 1000;                      // of events and topics

struct JsonArticle {
  Article article;
  std::vector<std::string> unknown;
};

/// kBadData: no JSON (with the place), no object, or a member of a wrong type or content, with what was expected and
/// what was found. The article may lack title and body.
[[nodiscard]] Result<JsonArticle> read_json_article(std::string_view json);

/// A date as people write it in a file: ISO 8601, or one day in one of the forms of corpus/dates.h.
[[nodiscard]] Result<schema::Date> read_given_date(std::string_view text);

/// "bg" from "BG" and "bg-BG"; other languages in lower case as given.
[[nodiscard]] std::string read_given_language(std::string_view text);

/// The objects of an array, or of the member "articles" of an object, cut out of the text without reading them; an
/// object without that member is itself the only one.
struct JsonPiece {
  std::string_view text;
  std::size_t line = 1;   // where it begins
  std::size_t index = 0;  // 1-based
};
enum class Visit : std::uint8_t { kGoOn, kStop };
/// kBadData for a text that is neither array nor object or that ends too early; the pieces before it were visited.
[[nodiscard]] Result<void> visit_json_pieces(std::string_view json,
                                             const std::function<Visit(const JsonPiece&)>& visit);

}  // namespace tarsach::corpus
