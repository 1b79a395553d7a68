#include "query/ranking.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>

#include "query/matcher.h"
#include "query/parser.h"
#include "tests/query/oracle.h"
#include "tests/query/test_index.h"
#include "tests/query/xapian_ranking.h"

namespace tarsach::query {
namespace {

// A corpus with frequent and rare words, as language has them.
class RankingTest : public ::testing::Test {
 protected:
  static constexpr std::size_t kDocuments = 1'500;

  static void SetUpTestSuite() {
    index_ = std::make_unique<TestIndex>();
    std::mt19937 random(5);
    for (std::size_t i = 0; i < kDocuments; ++i) {
      schema::Record record;
      record.id = "d" + std::to_string(i);
      record.language = "bg";
      record.title = text(random, 1 + random() % 5);
      record.body = text(random, 5 + random() % 60);
      index_->add(record);
    }
    snapshot_ = index_->publish_and_open_snapshot();
  }
  static void TearDownTestSuite() {
    snapshot_.reset();
    index_.reset();
  }

  static std::string word(std::mt19937& random) {
    const double share = std::uniform_real_distribution<double>(0, 1)(random);
    return "w" + std::to_string(static_cast<int>(std::pow(400.0, share)));
  }
  static std::string text(std::mt19937& random, std::size_t words) {
    std::string text;
    for (std::size_t i = 0; i < words; ++i) text += word(random) + " ";
    return text;
  }

  static std::vector<ScoredWord> words_of(Session& session, const std::string& query) {
    return Compiler(session).compile(parse(query).root, Strictness::kAny).words;
  }

  static inline std::unique_ptr<TestIndex> index_;
  static inline std::shared_ptr<const Snapshot> snapshot_;
};

/// What weigh() gives for random words among random documents is the beginning of all that Xapian's matcher gives.
void expect_order_of_xapian(Session& session, std::mt19937& random, const std::vector<ScoredWord>& words) {
  const Bitmap& all = session.snapshot().documents();
  Bitmap matches = all;
  const std::size_t thinning = random() % 3 == 0 ? 1'000 : 20, kept = 1 + random() % 20;
  all.for_each([&](std::uint32_t document) {
    if (random() % thinning >= kept) matches.reset(document);
  });
  Watch watch(Deadline::never());
  const std::vector<Ranked> expected = weigh_by_xapian(session, words, matches);
  for (const std::size_t depth : {std::size_t{1}, 1 + random() % 30, all.size()}) {
    const auto end = expected.begin() + static_cast<std::ptrdiff_t>(std::min(depth, expected.size()));
    ASSERT_EQ(weigh(session, words, matches, depth, watch).documents, std::vector<Ranked>(expected.begin(), end));
  }
}

/// Words that stand for each other, some of them several times, some in no document.
std::vector<std::string> some_terms(std::mt19937& random, schema::Field field) {
  std::vector<std::string> terms;
  for (std::size_t i = 1 + random() % (random() % 8 == 0 ? 40 : 3); i > 0; --i)
    terms.push_back(schema::term(field, "w" + std::to_string(random() % (random() % 2 == 0 ? 8 : 420))));
  return terms;
}

std::vector<ScoredWord> some_words(std::mt19937& random) {
  std::vector<ScoredWord> words(1 + random() % 5);
  for (ScoredWord& word : words) {
    word.terms = some_terms(random, schema::Field::kText);
    word.title_terms = some_terms(random, schema::Field::kTitle);
    word.stop_word = random() % 4 == 0;
    word.weight = random() % 2 == 0 ? 1 : 0.3;
    for (std::size_t i = random() % 3; i > 0; --i)
      word.alternatives.push_back({some_terms(random, schema::Field::kText), {}, 0.7});
  }
  return words;
}

TEST_F(RankingTest, GivesTheDocumentsAndScoresOfXapiansMatcherToTheLastBit) {
  std::mt19937 random(6);
  for (const std::size_t shards : {1U, 2U, 3U, 4U}) {
    index_->use_shards(shards);
    const auto snapshot = index_->publish_and_open_snapshot();
    for (int i = 0; i < 120 && !HasFailure(); ++i) {
      Session session = value_of(snapshot->session());
      expect_order_of_xapian(session, random, some_words(random));
      expect_order_of_xapian(session, random, words_of(session, text(random, 1 + random() % 5)));  // from kept postings
    }
  }
  index_->use_shards(1);
}

/// What both give for the same words among the same matches, in as many as are asked for.
void expect_same_weights(const Session& one, const Session& other, std::mt19937& random,
                         const std::vector<ScoredWord>& words) {
  const Bitmap& all = one.snapshot().documents();
  Bitmap matches = all;
  const std::size_t kept = random() % 3 == 0 ? 100 : 1 + random() % 20;
  all.for_each([&](std::uint32_t document) {
    if (random() % 100 >= kept) matches.reset(document);
  });
  Watch watch(Deadline::never());
  for (const std::size_t depth : {std::size_t{0}, std::size_t{1}, 1 + random() % 60, all.size()}) {
    const Weighed weighed = weigh(one, words, matches, depth, watch);
    const Weighed expected = weigh(other, words, matches, depth, watch);
    ASSERT_EQ(weighed.documents, expected.documents);
    ASSERT_EQ(weighed.greatest, expected.greatest);
  }
}

// More documents than a window of query/heaviest.h has, some words in nearly all of them.
TEST(Ranking, IsTheSameByTheFileOfPostingListsAndByTheDatabases) {
  TestIndex index;
  std::mt19937 random(8);
  const auto text = [&](std::size_t words) {
    std::string made;
    for (std::size_t i = 0; i < words; ++i) {
      const double share = std::uniform_real_distribution<double>(0, 1)(random);
      made += "w" + std::to_string(static_cast<int>(std::pow(400.0, share))) + " ";
    }
    return made;
  };
  for (std::size_t i = 0; i < 6'000; ++i)
    index.add(
        {.id = std::to_string(i), .title = text(random() % 4), .body = text(1 + random() % 25), .language = "bg"});
  for (const std::size_t shards : {1U, 2U, 4U}) {
    index.use_shards(shards);
    index.use_posting_file(TestIndex::PostingFile::kWritten);
    const auto by_file = index.publish_and_open_snapshot();
    index.use_posting_file(TestIndex::PostingFile::kMissing);
    const auto by_databases = index.publish_and_open_snapshot();
    ASSERT_TRUE(by_file->postings() != nullptr && by_databases->postings() == nullptr);
    for (int i = 0; i < 60 && !::testing::Test::HasFailure(); ++i) {
      Session one = value_of(by_file->session()), other = value_of(by_databases->session());
      expect_same_weights(one, other, random, some_words(random));
      const auto compiled = Compiler(one).compile(parse(text(1 + random() % 4)).root, Strictness::kAny);
      expect_same_weights(one, other, random, compiled.words);
      Watch watch(Deadline::never());
      EXPECT_EQ(Matcher(one, watch).evaluate(compiled.plan), Matcher(other, watch).evaluate(compiled.plan));
    }
  }
}

// BM25 from its definition, over the texts themselves.
double weight_of(const std::string& term, std::uint32_t document, const Xapian::Database& database) {
  const double documents = database.get_doccount();
  const double frequency = database.get_termfreq(term);
  double rarity = (documents - frequency + 0.5) / (frequency + 0.5);
  if (rarity < 2) rarity = rarity / 2 + 1;  // never negative: a word in most documents still counts a little
  const double length = std::max(database.get_doclength(document) / database.get_avlength(), 0.5);
  double times = 0;
  for (auto at = database.termlist_begin(document); at != database.termlist_end(document); ++at)
    if (*at == term) times = at.get_wdf();
  const double saturation = kSaturation * (1 - kLengthInfluence + kLengthInfluence * length);
  return std::log(rarity) * times * (kSaturation + 1) / (times + saturation);
}

TEST_F(RankingTest, WeighsByBm25) {
  std::mt19937 random(7);
  Session session = value_of(snapshot_->session());
  Watch watch(Deadline::never());
  for (int i = 0; i < 30; ++i) {
    const std::vector<ScoredWord> words = words_of(session, text(random, 3));
    for (const Ranked& ranked : weigh(session, words, snapshot_->documents(), 5, watch).documents) {
      double weight = 0;
      for (const ScoredWord& word : words)
        weight += weight_of(word.terms[0], ranked.document, session.database()) +
                  kTitleWeight * weight_of(word.title_terms[0], ranked.document, session.database());
      EXPECT_NEAR(ranked.score, weight, 1e-6);
    }
  }
}

TEST(Ranking, PrefersWordsThatStandTogetherInTheirOrder) {
  TestIndex index;
  const std::string filler = " един два три четири пет шест седем осем девет десет ";
  index.add({.id = "apart", .body = "клъстер" + filler + "Варна" + filler, .language = "bg"});
  index.add({.id = "swapped", .body = "Варна клъстер" + filler + filler, .language = "bg"});
  index.add({.id = "together", .body = filler + "клъстер Варна" + filler, .language = "bg"});
  const auto engine = index.publish_and_open();
  EXPECT_EQ(ids(*engine, "клъстер Варна"), "together swapped apart");
}

TEST(Ranking, PrefersWordsInOnePassageToWordsFarApart) {
  TestIndex index;
  const std::string ten = " един два три четири пет шест седем осем девет десет ";
  index.add({.id = "apart", .body = "клъстер" + ten + ten + ten + ten + "Варна", .language = "bg"});
  index.add({.id = "passage", .body = "клъстер" + ten + ten + "Варна" + ten + ten, .language = "bg"});
  const auto engine = index.publish_and_open();
  EXPECT_EQ(ids(*engine, "клъстер Варна"), "passage apart");
}

TEST(Ranking, PrefersWordsAtTheBeginning) {
  TestIndex index;
  const std::string ten = " един два три четири пет шест седем осем девет десет ";
  index.add({.id = "late", .body = ten + ten + ten + "клъстер", .language = "bg"});
  index.add({.id = "early", .body = "клъстер" + ten + ten + ten, .language = "bg"});
  const auto engine = index.publish_and_open();
  EXPECT_EQ(ids(*engine, "клъстер"), "early late");
}

TEST(Ranking, PrefersTheTitle) {
  TestIndex index;
  index.add({.id = "body", .title = "Новини от града", .body = "Клъстерът расте и цъфти отново.", .language = "bg"});
  index.add({.id = "title", .title = "Клъстерът расте", .body = "Новини от града отново.", .language = "bg"});
  const auto engine = index.publish_and_open();
  EXPECT_EQ(ids(*engine, "клъстер"), "title body");
}

TEST(Ranking, PutsTheArticleFirstWhoseTitleIsTheQuery) {
  TestIndex index;
  const std::string body = "Новини от града отново.";
  index.add({.id = "more", .title = "Клъстерни срещи и други клъстерни събития", .body = body, .language = "bg"});
  index.add({.id = "title", .title = "Клъстерна среща", .body = body, .language = "bg"});
  const auto engine = index.publish_and_open();
  EXPECT_EQ(ids(*engine, "клъстерна среща"), "title more");
}

TEST(Ranking, PutsTheNewerFirstAmongEquals) {
  TestIndex index;
  index.add({.id = "old", .body = "клъстер", .date = day(2015), .language = "bg"});
  index.add({.id = "undated", .body = "клъстер", .language = "bg"});
  index.add({.id = "new", .body = "клъстер", .date = day(2019), .language = "bg"});
  const auto engine = index.publish_and_open();
  EXPECT_EQ(ids(*engine, "клъстер"), "new old undated");
}

TEST(Ranking, GivesScoresBetweenZeroAndOne) {
  TestIndex index;
  for (int i = 0; i < 30; ++i)
    index.add({.id = std::to_string(i),
               .title = "клъстер Варна",
               .body = std::string("клъстер Варна ", 25),
               .language = "bg"});
  const auto engine = index.publish_and_open();
  for (const Hit& hit : value_of(engine->search({.query = "клъстер Варна море"}, Deadline::never())).hits) {
    EXPECT_GT(hit.score, 0);
    EXPECT_LE(hit.score, 1);
  }
}

// A query over long posting lists, with a deadline that has passed when the work begins or passes within it.
TEST_F(RankingTest, StopsAtTheDeadline) {
  Session session = value_of(snapshot_->session());
  const std::vector<ScoredWord> words = words_of(session, "w1 w2 w3 w4");
  Watch watch(Deadline::after(std::chrono::seconds(-1)));
  EXPECT_THROW(
      {
        for (int i = 0; i < 2; ++i) (void)weigh(session, words, snapshot_->documents(), kDocuments, watch);
      },
      Xapian::NetworkTimeoutError);
}

}  // namespace
}  // namespace tarsach::query
