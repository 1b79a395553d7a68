#include "query/ranking.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <random>

#include "query/parser.h"
#include "tests/query/oracle.h"
#include "tests/query/test_index.h"

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

TEST_F(RankingTest, FindsTheSameBestDocumentsPrunedAndExhaustively) {
  std::mt19937 random(6);
  Session session = value_of(snapshot_->session());
  for (int i = 0; i < 400; ++i) {
    const std::string query = text(random, 1 + random() % 5);
    const std::vector<ScoredWord> words = words_of(session, query);
    Bitmap matches = snapshot_->documents();
    const std::size_t thinning = 1 + random() % 20;
    snapshot_->documents().for_each([&](std::uint32_t document) {
      if (random() % 20 >= thinning) matches.reset(document);
    });
    Watch watch(Deadline::never());
    const Weighed all = weigh(session, words, matches, kDocuments, watch);
    const Weighed best = weigh(session, words, matches, 1 + random() % 30, watch);
    ASSERT_LE(best.documents.size(), all.documents.size());
    for (std::size_t place = 0; place < best.documents.size(); ++place) {
      EXPECT_EQ(best.documents[place].document, all.documents[place].document) << query << " place " << place;
      EXPECT_NEAR(best.documents[place].score, all.documents[place].score, 1e-9) << query;
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
