// An answer as `tarsach search` prints it: for people on a terminal, or for programs.
//
//   print(Format::kText, Answer{request, response}, console);
//
// text   for people: the number, what was understood, the hits with their best passages (groups: under a heading
//        for each event), the facets in short
// json   what /v1/search answers, on one line        jsonl  one hit a line
// tsv    a line of column names, one hit a line; id date lang title events topics
//        score url, or those of `fields` in their order
// ids    one id a line                               trec   "query Q0 document rank score tarsach"
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/console.h"
#include "query/events.h"
#include "query/request.h"
#include "query/similar.h"

namespace tarsach::query {

enum class Format : std::uint8_t { kText, kJson, kJsonLines, kTsv, kTrec, kIds };

[[nodiscard]] std::optional<Format> format_of(std::string_view name);

struct Answer {
  const Request& request;
  const Response& response;
  std::string id = {};                   // of the query in a batch; "0" in trec when it has none
  std::vector<std::string> fields = {};  // empty: the default ones
};

void print(Format format, const Answer& answer, const Console& console);

/// One article for people to read: title, facts, body.
void print_document(const Hit& document, const Console& console);

/// Articles like one for people to read, first those of its language.
void print_similar(const Similar& similar, const Console& console);

/// One event for people to read: what it is, its articles by language, and what was before and after it.
void print_event(const EventAnswer& answer, const Console& console);

/// The Bulgarian label, else the English one, else the value itself; printable.
[[nodiscard]] std::string shown_label(const schema::Label& label, const std::string& value);

}  // namespace tarsach::query
