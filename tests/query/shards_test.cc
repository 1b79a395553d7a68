// An index of several shards gives the very answers of the same articles in one database: to the last bit of a score,
// whatever is asked for.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>
#include <string>

#include "tests/query/oracle.h"
#include "tests/query/test_index.h"

namespace tarsach::query {
namespace {

constexpr std::array<std::size_t, 3> kShards = {2, 3, 4};
constexpr std::array<Sort, 3> kSorts = {Sort::kRelevance, Sort::kNewestFirst, Sort::kOldestFirst};

/// A score as all of its bits.
std::string bits(double score) {
  std::array<char, 32> text{};
  return {text.data(), static_cast<std::size_t>(std::snprintf(text.data(), text.size(), "%a", score))};
}

std::string told(const std::vector<Hit>& hits) {
  std::string text;
  for (const Hit& hit : hits) text += " " + hit.id + "=" + bits(hit.score) + " " + hit.formatted_body;
  return text;
}

std::string told(const Result<Response>& response) {
  if (!response) return describe(response.error());
  std::string text = std::to_string(response->total) + ":" + told(response->hits);
  for (const HitGroup& group : response->groups)
    text += " [" + group.event.id + " " + std::to_string(group.total) + told(group.hits) + "]";
  for (const Facet& facet : response->facets) {
    text += " | " + std::to_string(facet.values);
    for (const FacetCount& count : facet.counts) text += " " + count.value + "=" + std::to_string(count.count);
  }
  return text;
}

std::string told(const Result<Explanation>& explanation) {
  if (!explanation) return describe(explanation.error());
  std::string text;
  for (const ExplainedHit& hit : explanation->hits) {
    text += hit.hit.id + " " + bits(hit.hit.score) + " × " + bits(hit.closeness.boost);
    for (const Contribution& word : hit.words) text += " " + std::to_string(word.word) + "=" + bits(word.weight);
  }
  return text;
}

std::string told(const Result<Similar>& similar) {
  if (!similar) return describe(similar.error());
  return told(similar->same_language) + " / " + told(similar->other_language);
}

/// The same articles in an index of each number of shards.
class Indexes {
 public:
  explicit Indexes(TestIndex& index) : one_(index.publish_and_open()) {
    for (const std::size_t shards : kShards) {
      index.use_shards(shards);
      several_.push_back(index.publish_and_open());
    }
    index.use_shards(1);
  }

  void expect_equal(const Request& request) const {
    const auto ask = [&](const Engine& engine) {
      return told(engine.search(request, Deadline::never())) + "\n" + told(engine.explain(request, Deadline::never()));
    };
    const std::string expected = ask(*one_);
    for (std::size_t i = 0; i < several_.size(); ++i)
      EXPECT_EQ(ask(*several_[i]), expected) << request.query << " in " << kShards[i] << " shards";
  }

  void expect_equal_similar(const std::string& id) const {
    const SimilarRequest request{.id = id};
    const std::string expected = told(one_->similar(request, Deadline::never()));
    for (const auto& engine : several_) EXPECT_EQ(told(engine->similar(request, Deadline::never())), expected) << id;
  }

 private:
  std::unique_ptr<Engine> one_;
  std::vector<std::unique_ptr<Engine>> several_;
};

TEST(Shards, GiveTheAnswersOfOneDatabase) {
  for (unsigned seed = 0; seed < 8 && !::testing::Test::HasFailure(); ++seed) {
    Oracle oracle(seed);
    TestIndex index;
    for (std::size_t i = oracle.below(90); i > 0; --i) index.add(oracle.document(i).record);
    const Indexes indexes(index);
    for (unsigned i = 0; i < 12; ++i) {
      Request request = oracle.request(oracle.query(3));
      for (const Sort sort : kSorts) {
        request.sort = sort;
        request.group = i % 3 == 0 ? Group::kEvent : Group::kNone;
        indexes.expect_equal(request);
      }
    }
    if (!index.records().empty()) indexes.expect_equal_similar(std::string(index.records().front().id));
  }
}

// Many articles of the same words, more than are looked at for closeness: which of them come first is a matter of their
// numbers, and how heavy they are of words that are frequent in one shard and rare in another.
TEST(Shards, AgreeOnEqualsAndOnWordsThatAreNotSpreadEvenly) {
  TestIndex index;
  for (int i = 0; i < 400; ++i) {
    std::string body = i % 7 == 0 ? "клъстер среща" : "клъстер";
    if (i % 2 == 0) body += " Варна Варна";
    if (i % 12 == 5) body += " пристанище";
    index.add(
        {.id = "a" + std::to_string(i), .title = i % 3 == 0 ? "Среща във Варна" : "", .body = body, .language = "bg"});
  }
  const Indexes indexes(index);
  for (const char* query : {"клъстер", "клъстер среща Варна пристанище", "Варна OR пристанище", "прист* OR срещ*",
                            "„среща Варна“ OR клъстер", "-пристанище"})
    for (const std::size_t limit : {10U, 120U}) {
      indexes.expect_equal({.query = query, .limit = limit});
      indexes.expect_equal({.query = query, .offset = limit * 2, .limit = limit});
    }
  for (const char* id : {"a0", "a5", "a14"}) indexes.expect_equal_similar(id);
}

}  // namespace
}  // namespace tarsach::query
