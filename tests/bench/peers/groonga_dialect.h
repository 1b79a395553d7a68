// How Groonga's own HTTP interface is asked what the peers are asked with /search?q=…, and its answers in their shape.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searchd/url.h"
#include "text/analyzer.h"

namespace peers {

/// Words as they are typed: Groonga has no stems for Bulgarian. Stop words are left out, as other peers leave them out.
inline std::vector<std::string> groonga_words(const std::string& query) {
  thread_local tarsach::text::Analyzer analyzer;
  std::vector<std::string> words, stop_words;
  for (const auto& word : analyzer.analyze(query))
    (word.lexeme->stop_word ? stop_words : words).push_back(word.lexeme->form);
  return words.empty() ? stop_words : words;
}

/// One snippet of about the bytes that the others' have, the three facets as "drilldowns", without the cache of
/// answers. `way` holds match=all or any, work=full or bare.
inline std::string groonga_target(std::string_view way, const std::string& query, const std::string& year,
                                  const std::string& topic, const std::string& event) {
  const bool all = way.find("match=all") != way.npos, full = way.find("work=bare") == way.npos;
  std::string words, filter, target = "/d/select?command_version=3&table=Articles&cache=no&limit=10";
  const auto add = [&](const std::string& name, const std::string& value) {
    target += "&" + name + "=" + tarsach::searchd::percent_encode(value);
  };
  for (const std::string& word : groonga_words(query))
    words += (words.empty() ? "\"" : all ? " \"" : " OR \"") + word + "\"";
  const auto only = [&](const char* column, const std::string& value) {
    if (!value.empty()) filter += (filter.empty() ? "" : " && ") + std::string(column) + " \"" + value + "\"";
  };
  only("year ==", year), only("topics @", topic), only("events @", event);
  add("match_columns", "scorer_tf_idf(title)*2||scorer_tf_idf(body)"), add("sort_keys", "-_score"), add("query", words);
  if (!filter.empty()) add("filter", filter);
  std::string shown = "id,title,url,date,_score";
  if (full) {
    shown += R"(,snippet(body,{"default_open_tag":"<mark>","default_close_tag":"</mark>",)"
             R"("width":400,"max_n_results":1,"normalizer":"NormalizerNFKC150"}))";
    for (const auto& [name, column] : {std::pair{"event", "events"}, {"year", "year"}, {"topic", "topics"}}) {
      const std::string facet = "drilldowns[" + std::string(name) + "].";
      add(facet + "keys", column), add(facet + "sort_keys", "-_nsubrecs"), add(facet + "limit", "21");
    }
  }
  add("output_columns", shown);
  return target;
}

/// {"body":{"n_hits":…,"records":[[…]],"drilldowns":{…}}} as {"totalHits":…,"hits":[…],"facets":{…}}; others as they
/// are.
inline nlohmann::json in_peers_shape(const nlohmann::json& answer) {
  if (!answer.is_object() || !answer.contains("body") || !answer["body"].is_object()) return answer;
  const nlohmann::json& body = answer["body"];
  nlohmann::json made = {{"totalHits", body.at("n_hits")}, {"hits", nlohmann::json::array()}};
  for (const nlohmann::json& record : body.at("records")) {
    nlohmann::json hit = {{"id", record[0]}, {"title", record[1]}, {"url", record[2]}, {"date", record[3]}};
    if (record.size() > 5) hit["formatted"]["body"] = record[5].is_array() ? record[5][0].get<std::string>() : "";
    made["hits"].push_back(std::move(hit));
  }
  if (!body.contains("drilldowns")) return made;
  for (const auto& [name, facet] : body["drilldowns"].items()) {
    nlohmann::json& values = made["facets"][name] = nlohmann::json::array();
    for (const nlohmann::json& record : facet.at("records"))
      values.push_back({{"value", record[0]}, {"count", record[1]}});
  }
  return made;
}

}  // namespace peers
