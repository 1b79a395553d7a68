#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/data_file.h"
#include "corpus/reader.h"
#include "corpus/synth/generator.h"
#include "corpus/synth/json_lines.h"
#include "corpus/synth/queries.h"
#include "corpus/wording.h"
#include "tests/support/temporary.h"
#include "text/dictionary.h"
#include "text/dictionary_file.h"
#include "text/stopwords.h"

namespace tarsach::corpus::synth {
namespace {

constexpr std::uint64_t kSeed = 1;
const std::string kSample = testing::source_path("corpus/sample");

/// With the words of the sample only.
class SmallSink final : public ArticleSink {
 public:
  Next article(Article&& article, const std::string& /*file*/) override {
    patterns.add(article.title, article.body);
    for (const std::string& word : words_of(article.body))
      if (auto lemmas = dictionary->lemmas(word); !lemmas.empty()) content.lemmas[word] = std::move(lemmas);
    return Next::kGoOn;
  }
  Next problem(Problem&& /*problem*/) override { return Next::kGoOn; }
  void warning(Problem&& /*problem*/) override {}

  std::shared_ptr<const text::Dictionary> dictionary =
      find_data_file(text::kDictionaryName).and_then(text::Dictionary::open).value();
  PatternMaker patterns{dictionary};
  text::DictionaryContent content;
};

std::unique_ptr<const Generator> small_generator(std::uint64_t seed) {
  SmallSink sink;
  EXPECT_TRUE(read_source(kSample, sink));
  const auto small = text::Dictionary::parse(text::encode_dictionary(sink.content)).value();
  return std::make_unique<const Generator>(seed, sink.patterns.take(), *small);
}

const Generator& generator() {
  static const auto made = small_generator(kSeed);
  return *made;
}

std::vector<Article> articles(std::uint64_t count) {
  std::vector<Article> made;
  for (std::uint64_t number = 0; number < count; ++number) made.push_back(generator().article(number));
  return made;
}

std::string lines_of_articles(const Generator& from, std::uint64_t count) {
  std::string lines;
  for (std::uint64_t number = 0; number < count; ++number) append_json_line(lines, from.article(number));
  return lines;
}

TEST(Weighted, PicksByTheWeights) {
  const Weighted weighted(std::vector<double>{1, 0, 6, 3});
  Random random(5);
  std::map<std::size_t, int> picked;
  for (int i = 0; i < 100'000; ++i) ++picked[weighted.pick(random)];
  EXPECT_NEAR(picked[0], 10'000, 600);
  EXPECT_LE(picked[1], 1);
  EXPECT_NEAR(picked[2], 60'000, 600);
  EXPECT_NEAR(picked[3], 30'000, 600);
}

TEST(Random, DrawsRanksAsZipfTells) {
  Random random(5);
  std::map<std::uint64_t, int> drawn;
  std::uint64_t most = 0;
  for (int i = 0; i < 100'000; ++i) {
    const std::uint64_t rank = random.rank(9);
    most = std::max(most, rank);
    ++drawn[rank];
  }
  EXPECT_NEAR(drawn[0], 10'000, 600);
  EXPECT_NEAR(drawn[1], 5'000, 500);
  EXPECT_LE(most, 1022U);
  EXPECT_GT(most, 1000U);
}

TEST(Synth, MakesTheSameBytesOfTheSameSeed) {
  const auto again = small_generator(kSeed), other = small_generator(kSeed + 1);
  EXPECT_EQ(lines_of_articles(generator(), 50), lines_of_articles(*again, 50));
  EXPECT_NE(lines_of_articles(generator(), 50), lines_of_articles(*other, 50));
  EXPECT_EQ(to_line(make_query(generator(), 1000, 7)), to_line(make_query(*again, 1000, 7)));
}

TEST(Synth, MakesAnArticleWithoutThoseBeforeIt) {
  const Article alone = generator().article(40);
  const auto all = articles(41);
  EXPECT_EQ(alone.body, all[40].body);
  EXPECT_EQ(alone.id, "a0000040");
}

TEST(Synth, MakesArticlesThatTheReaderTakes) {
  class Sink final : public ArticleSink {
   public:
    Next article(Article&& article, const std::string& /*file*/) override {
      read.push_back(std::move(article));
      return Next::kGoOn;
    }
    Next problem(Problem&& problem) override {
      ADD_FAILURE() << problem.reason;
      return Next::kGoOn;
    }
    void warning(Problem&& problem) override { ADD_FAILURE() << problem.reason; }

    std::vector<Article> read;
  };
  const testing::TemporaryFolder folder;
  const auto file = folder.write("articles.jsonl", lines_of_articles(generator(), 300));
  Sink sink;
  ASSERT_TRUE(read_source(file, sink));
  ASSERT_EQ(sink.read.size(), 300U);
  const Article first = generator().article(0);
  EXPECT_EQ(sink.read[0].body, first.body);
  EXPECT_EQ(sink.read[0].events, first.events);
  EXPECT_EQ(sink.read[0].date, first.date);
}

TEST(Synth, HasAVocabularyThatKeepsGrowing) {
  std::set<std::string> types;
  std::size_t tokens = 0, types_before = 0, tokens_before = 0;
  std::vector<double> growth;  // by tenfold: new types of a thousand new tokens
  std::size_t next = 3'000;
  const auto whole = Generator::open(kSeed, kSample);  // with all words of the dictionary: takes a second
  ASSERT_TRUE(whole) << describe(whole.error());
  for (std::uint64_t number = 0; growth.size() < 3; ++number) {
    for (std::string& word : words_of((*whole)->article(number).body)) {
      ++tokens;
      types.insert(std::move(word));
    }
    if (tokens < next) continue;
    growth.push_back(static_cast<double>(types.size() - types_before) * 1000 /
                     static_cast<double>(tokens - tokens_before));
    types_before = types.size(), tokens_before = tokens, next *= 10;
  }
  EXPECT_GT(growth[0], growth[1]);
  EXPECT_GT(growth[1], growth[2]);
  EXPECT_GT(growth[2], 50);  // it never stops: of 1,000 words more than 50 are new
}

TEST(Synth, HasTheSharesThatItStates) {
  constexpr std::size_t kCount = 4'000;
  std::array<std::size_t, 4> with_events = {}, with_topics = {};
  std::map<int, std::size_t> years;
  std::map<std::string, std::size_t> topics, events;
  std::size_t bytes = 0, stop_words = 0, words = 0;
  for (const Article& article : articles(kCount)) {
    ++with_events.at(article.events->size());
    ++with_topics.at(article.topics->size());
    ++years[article.date.year];
    for (const std::string& topic : *article.topics) ++topics[topic];
    for (const std::string& event : *article.events) ++events[event];
    bytes += article.body.size();
    if (years.size() > 5) continue;
    for (const std::string& word : words_of(article.body)) ++words, stop_words += text::is_stop_word(word) ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(with_events[0]), 0.25 * kCount, 0.03 * kCount);
  EXPECT_NEAR(static_cast<double>(with_events[1]), 0.50 * kCount, 0.03 * kCount);
  EXPECT_NEAR(static_cast<double>(with_topics[1]), 0.60 * kCount, 0.03 * kCount);
  ASSERT_EQ(years.size(), kYears);
  const double ratio = static_cast<double>(years[2025]) / static_cast<double>(years[2005]);
  EXPECT_NEAR(ratio, 4, 1.6);
  EXPECT_EQ(topics.size(), kTopics);
  EXPECT_GT(events.size(), kEvents * 9 / 10);
  EXPECT_GT(bytes / kCount, 2'000U);
  EXPECT_LT(bytes / kCount, 3'000U);
  const double stop_share = static_cast<double>(stop_words) / static_cast<double>(words);
  EXPECT_GT(stop_share, 0.2);
  EXPECT_LT(stop_share, 0.5);
}

TEST(Synth, NamesEventsAndTopicsOfItsVocabulary) {
  const auto vocabulary = generator().vocabulary();
  EXPECT_EQ(vocabulary.events.size(), kEvents);
  EXPECT_EQ(vocabulary.topics.size(), kTopics);
  const testing::TemporaryFolder folder;
  ASSERT_TRUE(schema::save_vocabulary(vocabulary, folder.path()));
  const auto loaded = schema::load_vocabulary(folder.path());
  ASSERT_TRUE(loaded) << describe(loaded.error());
  for (const Article& article : articles(200)) {
    for (const std::string& event : *article.events) {
      const schema::Event* known = loaded->find_event(event);
      ASSERT_NE(known, nullptr) << event;
      EXPECT_EQ(known->from.year, article.date.year);
    }
    for (const std::string& topic : *article.topics) EXPECT_NE(loaded->find_topic(topic), nullptr) << topic;
  }
}

TEST(SynthQueries, AreWordsOfArticlesWithTheSharesThatAreStated) {
  constexpr std::size_t kCount = 500;
  std::array<std::size_t, 5> lengths = {};
  std::size_t filtered = 0;
  for (std::size_t number = 0; number < kCount; ++number) {
    const Query query = make_query(generator(), 1'000, number);
    ++lengths.at(static_cast<std::size_t>(std::ranges::count(query.words, ' ')) + 1);
    filtered += query.year.empty() && query.topic.empty() && query.event.empty() ? 0 : 1;
    EXPECT_EQ(std::ranges::count(to_line(query), '\t'), 4);
  }
  EXPECT_NEAR(static_cast<double>(lengths[1]), 0.25 * kCount, 0.08 * kCount);
  EXPECT_NEAR(static_cast<double>(lengths[2]), 0.40 * kCount, 0.08 * kCount);
  EXPECT_NEAR(static_cast<double>(filtered), 0.30 * kCount, 0.08 * kCount);
}

TEST(SynthLexicon, GivesAnotherFormOfAWord) {
  Random random(3);
  EXPECT_NE(generator().lexicon().another_form("среща", random), "среща");
  EXPECT_EQ(generator().lexicon().another_form("няматакавадума", random), "няматакавадума");
  EXPECT_EQ(capitalised("шапка"), "Шапка");
  EXPECT_EQ(capitalised("абв"), "Абв");
}

}  // namespace
}  // namespace tarsach::corpus::synth
