// Files of queries and judgments: any bytes are understood or refused, with a line.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "query/judgments.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto judged = tarsach::query::parse_judgments(text, "j");
  if (!judged && !judged.error().message.starts_with("j:")) std::abort();
  if (judged)
    for (const auto& query : *judged)
      if (query.grades.empty()) std::abort();
  const auto queries = tarsach::query::parse_queries(text, "q");
  if (!queries && !queries.error().message.starts_with("q:")) std::abort();
  return 0;
}
