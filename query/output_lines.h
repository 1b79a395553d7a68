// Answers for programs: one JSON object, or a line for each hit. What query/output.h prints in these formats.
//
//   print_tsv(Answer{request, response}, console);
#pragma once

#include <string>
#include <string_view>

#include "query/output.h"

namespace tarsach::query {

void print_json(const Answer& answer, const Console& console);
void print_json_lines(const Answer& answer, const Console& console);
void print_tsv(const Answer& answer, const Console& console);
void print_trec(const Answer& answer, const Console& console);
void print_ids(const Answer& answer, const Console& console);

/// White space, controls and "%" as %XX, so that an id is one word of a TREC line.
[[nodiscard]] std::string trec_id(std::string_view id);

}  // namespace tarsach::query
