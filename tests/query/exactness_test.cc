// Totals, hits and facets against an oracle that looks at every article: see oracle.h.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/query/oracle.h"
#include "tests/query/test_index.h"

namespace tarsach::query {
namespace {

using schema::Field;

constexpr unsigned kCorpora = 50;
constexpr unsigned kQueries = 24;  // for each corpus: 1,200 pairs

struct Case {
  const Engine& engine;
  const std::vector<OracleDocument>& documents;
  OracleQuery query;
  Request request;
};

std::string describe_case(const Request& request) {
  std::string text = request.query;
  for (const Filter& filter : request.filters) {
    for (const auto& value : filter.values) text += " " + std::string(row(filter.field).name) + "=" + value;
    for (const auto& value : filter.excluded) text += " -" + std::string(row(filter.field).name) + "=" + value;
  }
  return text + " from " + format_iso_date(request.from) + " to " + format_iso_date(request.to);
}

std::set<std::string> expected_ids(const Case& one) {
  std::set<std::string> ids;
  for (const auto& document : one.documents)
    if (one.query.matches(document) && passes(document, one.request, Field::kText)) ids.insert(document.record.id);
  return ids;
}

std::map<std::string, std::uint32_t> expected_counts(const Case& one, Field field) {
  std::map<std::string, std::uint32_t> counts;
  for (const auto& document : one.documents)
    if (one.query.matches(document) && passes(document, one.request, field))
      for (const auto& value : values_of(document, field)) ++counts[value];
  return counts;
}

void expect_total_is_count(const Case& one, Field field, const FacetCount& count) {
  Request chosen = one.request;
  chosen.facets.clear();
  std::vector<std::string> excluded;
  std::erase_if(chosen.filters, [&](const Filter& filter) {
    if (filter.field == field) excluded.insert(excluded.end(), filter.excluded.begin(), filter.excluded.end());
    return filter.field == field;
  });
  chosen.filters.push_back({field, {count.value}, excluded});
  EXPECT_EQ(value_of(one.engine.count(chosen, Deadline::never())), count.count) << describe_case(chosen);
}

void expect_facet(const Case& one, const Facet& facet) {
  const auto expected = expected_counts(one, facet.field);
  std::map<std::string, std::uint32_t> counts;
  for (const FacetCount& count : facet.counts)
    if (count.count > 0) counts[count.value] = count.count;
  EXPECT_EQ(counts, expected);
  EXPECT_EQ(facet.values, expected.size());
  for (const Filter& filter : one.request.filters) {
    if (filter.field != facet.field) continue;
    for (const auto& value : filter.values) {
      const auto is_it = [&](const FacetCount& count) { return count.value == value && count.selected; };
      if (value.find("..") != std::string::npos) continue;
      EXPECT_TRUE(std::any_of(facet.counts.begin(), facet.counts.end(), is_it)) << value;
    }
  }
  if (!facet.counts.empty()) expect_total_is_count(one, facet.field, facet.counts.front());
}

void expect_exact(const Case& one) {
  SCOPED_TRACE(describe_case(one.request));
  const Response response = value_of(one.engine.search(one.request, Deadline::never()));
  std::set<std::string> ids;
  for (const Hit& hit : response.hits) ids.insert(hit.id);
  EXPECT_EQ(ids, expected_ids(one));
  EXPECT_EQ(ids.size(), response.hits.size()) << "a document twice";
  EXPECT_EQ(response.total, ids.size());
  for (const Facet& facet : response.facets) expect_facet(one, facet);
}

TEST(Exactness, AgreesWithLookingAtEveryArticle) {
  for (unsigned seed = 0; seed < kCorpora && !::testing::Test::HasFailure(); ++seed) {
    Oracle oracle(seed);
    TestIndex index;
    std::vector<OracleDocument> documents;
    for (std::size_t i = oracle.below(90); i > 0; --i) documents.push_back(oracle.document(i));
    for (const auto& document : documents) index.add(document.record);
    const auto engine = index.publish_and_open();
    for (unsigned i = 0; i < kQueries; ++i) {
      OracleQuery query = oracle.query(3);
      Request request = oracle.request(query);
      expect_exact({*engine, documents, std::move(query), std::move(request)});
    }
  }
}

TEST(Exactness, PagesFitTogetherWhateverTheirSize) {
  Oracle oracle(1000);
  TestIndex index;
  for (std::size_t i = 0; i < 400; ++i) index.add(oracle.document(i).record);
  const auto engine = index.publish_and_open();
  for (const Sort sort : {Sort::kRelevance, Sort::kNewestFirst, Sort::kOldestFirst})
    for (const std::string text : {"", "alfa", "alfa bravo", "alfa OR bravo OR kilo", "-alfa", "lima OR -alfa"}) {
      std::vector<std::string> whole;
      for (const std::size_t size : {100U, 7U, 33U}) {
        std::vector<std::string> paged;
        for (std::size_t offset = 0; offset < 400; offset += size) {
          const Request request{.query = text, .sort = sort, .offset = offset, .limit = size};
          for (const Hit& hit : value_of(engine->search(request, Deadline::never())).hits) paged.push_back(hit.id);
        }
        if (whole.empty()) whole = paged;
        EXPECT_EQ(paged, whole) << text << ", pages of " << size;
      }
      EXPECT_EQ(whole.size(), value_of(engine->count({.query = text}, Deadline::never()))) << text;
    }
}

}  // namespace
}  // namespace tarsach::query
