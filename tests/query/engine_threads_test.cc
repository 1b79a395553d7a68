// Four threads search while generations are switched under them: each answer is of one generation, whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "tests/query/test_index.h"

namespace tarsach::query {
namespace {

constexpr int kThreads = 4;
constexpr std::uint64_t kGenerations = 12;

// In generation n there are n + 5 articles, and each says so.
void fill(TestIndex& index, std::uint64_t generation) {
  index.clear();
  for (std::uint64_t i = 0; i < generation + 5; ++i)
    index.add({.id = std::to_string(i),
               .title = "клъстер номер " + std::to_string(generation),
               .body = "среща във Варна",
               .date = day(static_cast<int>(2000 + generation)),
               .language = "bg"});
}

void expect_one_generation(const Response& response) {
  const std::uint64_t generation = response.index.generation;
  EXPECT_EQ(response.total, generation + 5);
  EXPECT_EQ(response.index.documents, generation + 5);
  for (const Hit& hit : response.hits) EXPECT_EQ(hit.title, "клъстер номер " + std::to_string(generation));
  ASSERT_EQ(response.facets.at(1).counts.size(), 1U);
  EXPECT_EQ(response.facets[1].counts[0].value, std::to_string(2000 + generation));
}

void expect_suggestions_of_one_generation(const std::vector<Suggestion>& suggestions) {
  ASSERT_EQ(suggestions.size(), 1U);  // all titles of a generation are the same
  EXPECT_THAT(suggestions.front().formatted, ::testing::StartsWith("<mark>клъс</mark>тер номер "));
}

TEST(EngineThreads, AnswerFromOneGenerationEach) {
  TestIndex index;
  fill(index, 1);
  const auto engine = index.publish_and_open();
  std::atomic<bool> done = false;
  std::atomic<std::uint64_t> answers = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i)
    threads.emplace_back([&] {
      while (!done) {
        const auto response = engine->search({.query = "клъстер „среща във Варна“"}, Deadline::never());
        ASSERT_TRUE(response) << describe(response.error());
        expect_one_generation(*response);
        const auto suggestions = engine->suggest({.query = "klas"}, Deadline::never());
        ASSERT_TRUE(suggestions) << describe(suggestions.error());
        expect_suggestions_of_one_generation(*suggestions);
        EXPECT_TRUE(engine->document("3"));
        EXPECT_NE(engine->vocabulary(), nullptr);
        ++answers;
      }
    });
  for (std::uint64_t generation = 2; generation <= kGenerations; ++generation) {
    fill(index, generation);
    index.publish();
    EXPECT_TRUE(engine->is_outdated());
    value_of(engine->reload());
    const std::uint64_t before = answers;
    while (answers < before + kThreads) std::this_thread::yield();
  }
  done = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(engine->state().generation, kGenerations);
}

}  // namespace
}  // namespace tarsach::query
