#include "query/evaluate.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <ostream>

#include "query/batch.h"
#include "query/evaluation.h"
#include "query/table.h"

namespace tarsach::query {
namespace {

std::string decimal(double value) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.3f", value);
  return buffer.data();
}

/// The queries of the file with their judgments; those without any are told of and left out.
std::vector<JudgedQuery> with_queries(std::vector<JudgedQuery> judged, const std::vector<ListedQuery>& listed,
                                      const Console& console) {
  std::vector<JudgedQuery> chosen;
  for (const ListedQuery& query : listed) {
    const auto found =
        std::find_if(judged.begin(), judged.end(), [&](const JudgedQuery& each) { return each.id == query.id; });
    if (found == judged.end())
      console.err << "note: query '" << printable(query.id) << "' has no judgment and is left out\n";
    else
      chosen.push_back({query.id, query.query, std::move(found->grades)});
  }
  return chosen;
}

Result<std::vector<JudgedQuery>> read_judged_queries(const Settings& settings, const Console& console) {
  TARSACH_TRY(const std::string judgments, read_input(settings.judgments, console.in));
  TARSACH_TRY(std::vector<JudgedQuery> judged, parse_judgments(judgments, settings.judgments));
  if (!settings.queries.empty()) {
    TARSACH_TRY(const std::string queries, read_input(settings.queries, console.in));
    TARSACH_TRY(const auto listed, parse_queries(queries, settings.queries));
    judged = with_queries(std::move(judged), listed, console);
  }
  if (judged.empty()) return fail(ErrorCode::kBadData, settings.judgments + ": no query has a judgment");
  return judged;
}

/// A judged document that the index does not have can not be found: the figures would blame the ranking for it.
void tell_missing_documents(const std::vector<JudgedQuery>& judged, const Engine& engine, const Console& console) {
  for (const JudgedQuery& query : judged)
    for (const auto& [document, grade] : query.grades)
      if (grade > 0 && !engine.document(document))
        console.err << "note: '" << printable(document) << "', judged for query '" << printable(query.id)
                    << "', is not in the index\n";
}

Result<Ranking> rank(const Engine& engine, const JudgedQuery& query, const Settings& settings) {
  TARSACH_TRY(Request request, request_of(settings));
  request.query = query.query;
  request.limit = kRankedDocuments;
  request.facets.clear();
  request.highlight = false;
  TARSACH_TRY(const Response response, search_deep(engine, request, deadline_in(settings.deadline)));
  Ranking ranking;
  for (const Hit& hit : response.hits) ranking.push_back(hit.id);
  return ranking;
}

std::vector<std::string> row_of(const std::string& id, const std::string& query, const Quality& quality) {
  return {id, query, decimal(quality.ndcg), decimal(quality.reciprocal_rank), decimal(quality.recall)};
}

void print_table(const std::vector<JudgedQuery>& judged, const std::vector<Quality>& qualities,
                 const Settings& settings, const Console& console) {
  Table table{{{"id"}, {"query"}, {"nDCG@10", Align::kRight}, {"RR", Align::kRight}, {"recall@10", Align::kRight}}, {}};
  for (std::size_t i = 0; i < judged.size(); ++i)
    table.rows.push_back(row_of(judged[i].id, judged[i].query, qualities[i]));
  table.rows.push_back(row_of("mean", "of " + std::to_string(judged.size()) + " queries", mean(qualities)));
  console.out << (settings.format == "tsv" ? tab_separated(table) : aligned(table));
}

/// tarsach-indexer reads it at its gate (indexer/gate.cc).
std::string json_of(const std::vector<JudgedQuery>& judged, const std::vector<Quality>& qualities) {
  using Json = nlohmann::ordered_json;
  Json queries = Json::array();
  for (std::size_t i = 0; i < judged.size(); ++i)
    queries.push_back({{"id", judged[i].id},
                       {"query", judged[i].query},
                       {"ndcg@10", qualities[i].ndcg},
                       {"rr", qualities[i].reciprocal_rank},
                       {"recall@10", qualities[i].recall}});
  const Quality all = mean(qualities);
  const Json json = {{"mean", {{"ndcg@10", all.ndcg}, {"mrr", all.reciprocal_rank}, {"recall@10", all.recall}}},
                     {"queries", std::move(queries)}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

Result<Outcome> evaluate(const Settings& settings, const Console& console) {
  TARSACH_TRY(const auto judged, read_judged_queries(settings, console));
  TARSACH_TRY(const auto engine, Engine::open(settings.index, static_cast<std::uint64_t>(settings.generation)));
  tell_missing_documents(judged, *engine, console);
  std::vector<Quality> qualities;
  for (const JudgedQuery& query : judged) {
    TARSACH_TRY(const Ranking ranking, rank(*engine, query, settings));
    qualities.push_back(measure(ranking, query.grades, static_cast<int>(settings.relevant_grade)));
  }
  if (settings.format == "json")
    console.out << json_of(judged, qualities) << '\n';
  else
    print_table(judged, qualities, settings, console);
  return Outcome::kFound;
}

}  // namespace tarsach::query
