// An article as it comes out of a reader: what its file gives, and what the reader could take from the page. What is
// still missing is worked out by corpus/classify.h. What a person has given is never changed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schema/date.h"

namespace tarsach::corpus {

/// A larger article is refused (a book is not an article; its passages are).
inline constexpr std::size_t kMaxArticleBytes = 8 * 1024 * 1024;

struct Article {
  std::string id;     // from the file, else from its url, else from its path; never empty after reading
  std::string title;  // UTF-8, one line
  std::string body;   // UTF-8, paragraphs separated by an empty line
  std::string url;
  std::string source;
  std::string author;
  std::string language;  // "bg", "en", "und", or whatever was given; empty: not known yet
  schema::Date date;
  std::optional<std::vector<std::string>> events;  // ids or labels as given; nothing: not known yet
  std::optional<std::vector<std::string>> topics;

  // Hints for what is missing; not indexed.
  std::vector<schema::Date> page_dates;  // dates elsewhere on the page (menu, other news): they tell its year
  std::size_t line = 0;                  // where it begins in its file, 1-based
};

}  // namespace tarsach::corpus
