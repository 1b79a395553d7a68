#include "corpus/synth/json_lines.h"

#include <nlohmann/json.hpp>

namespace tarsach::corpus::synth {

void append_json_line(std::string& lines, const Article& article) {
  const nlohmann::ordered_json json = {
      {"id", article.id},         {"title", article.title},    {"body", article.body},
      {"url", article.url},       {"source", article.source},  {"date", schema::format_iso_date(article.date)},
      {"lang", article.language}, {"events", *article.events}, {"topics", *article.topics}};
  lines += json.dump();
  lines += '\n';
}

}  // namespace tarsach::corpus::synth
