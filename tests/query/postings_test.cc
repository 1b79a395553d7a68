#include "query/postings.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "schema/databases.h"
#include "schema/shards.h"
#include "tests/query/test_index.h"

namespace tarsach::query {
namespace {

using List = std::vector<Posting>;

enum class From : std::uint8_t { kFile, kDatabases };

/// 600 articles: each third one has "bravo" once, all have "alfa" so often as their number says (1 to 4).
class PostingsTest : public ::testing::TestWithParam<std::tuple<std::size_t, From>> {
 protected:
  PostingsTest() {
    for (std::uint32_t document = 1; document <= kDocuments; ++document) {
      std::string body = document % 3 == 0 ? "bravo" : "";
      for (std::uint32_t i = 0; i < times(document); ++i) body += " alfa";
      index_.add({.id = std::to_string(document), .body = body, .language = "bg"});
    }
    index_.use_shards(std::get<0>(GetParam()));
    snapshot_ = index_.publish_and_open_snapshot();
    databases_ = value_of(
        schema::open_shards(value_of(schema::IndexDir::open(index_.path())).generation_path(1), snapshot_->manifest()));
  }

  static constexpr std::uint32_t kDocuments = 600;
  static std::uint32_t times(std::uint32_t document) { return document % 4 + 1; }
  static std::string term(const std::string& word) { return schema::term(schema::Field::kText, word); }

  Postings postings(std::size_t kept = kMaxKeptPostings) const {
    const bool by_file = std::get<1>(GetParam()) == From::kFile;
    return {databases_, by_file ? snapshot_->postings() : nullptr, snapshot_->documents().size(), kept};
  }
  static List all() {
    List list;
    for (std::uint32_t document = 1; document <= kDocuments; ++document) list.push_back({document, times(document)});
    return list;
  }
  List read(Postings& postings, const std::string& word) {
    const auto list = postings.of(term(word), watch_);
    return {list.begin(), list.end()};
  }
  List read(Postings& postings, const std::string& word, const Among& among) {
    const auto list = postings.of(term(word), among, watch_);
    return {list.begin(), list.end()};
  }

  TestIndex index_;
  std::shared_ptr<const Snapshot> snapshot_;
  schema::Databases databases_;
  Watch watch_ = Watch(Deadline::never());
};

TEST_P(PostingsTest, AreThoseOfTheWholeIndexInAscendingOrder) {
  Postings one = postings();
  EXPECT_EQ(read(one, "alfa"), all());
  EXPECT_EQ(read(one, "alfa"), all()) << "kept";
  EXPECT_TRUE(read(one, "kilo").empty());
  const List rare = read(one, "bravo");
  ASSERT_EQ(rare.size(), kDocuments / 3);
  for (std::uint32_t i = 0; i < rare.size(); ++i) EXPECT_EQ(rare[i], (Posting{i * 3 + 3, 1}));
}

TEST_P(PostingsTest, OfFewDocumentsAreTheSameLookedForInTheTableAndInWhatIsKept) {
  const Among few(std::vector<std::uint32_t>{3, 4, 250, 600});
  const List expected = {{3, times(3)}, {4, times(4)}, {250, times(250)}, {600, times(600)}};
  Postings one = postings();
  EXPECT_EQ(read(one, "alfa", few), expected);
  EXPECT_EQ(read(one, "bravo", few), (List{{3, 1}, {600, 1}}));
  (void)read(one, "alfa");
  EXPECT_EQ(read(one, "alfa", few), expected) << "kept";
  Bitmap many = snapshot_->documents();
  many.reset(7);
  EXPECT_EQ(read(one, "alfa", Among(many)), all()) << "of many documents the others come too";
}

TEST_P(PostingsTest, AreReadAgainIfThereIsNoRoomToKeepThem) {
  Postings narrow = postings(kDocuments / 3);
  EXPECT_EQ(read(narrow, "alfa"), all());
  EXPECT_EQ(read(narrow, "bravo").size(), kDocuments / 3);
  EXPECT_EQ(read(narrow, "alfa"), all());
  EXPECT_EQ(read(narrow, "bravo").size(), kDocuments / 3);
}

TEST_P(PostingsTest, HaveTheSameFiguresReadOrNot) {
  Postings one = postings();
  const TermFigures before = one.figures(term("alfa"));
  (void)read(one, "alfa");
  const TermFigures after = one.figures(term("alfa"));
  EXPECT_EQ(before.documents, kDocuments);
  EXPECT_EQ(after.documents, kDocuments);
  EXPECT_EQ(before.occurrences, kDocuments * 5 / 2);
  EXPECT_EQ(after.occurrences, kDocuments * 5 / 2);
}

TEST_P(PostingsTest, StopAtTheDeadline) {
  Postings one = postings();
  watch_ = Watch::passing_after(0);
  EXPECT_THROW(
      {
        for (int i = 0; i < 3; ++i) (void)postings(0).of(term("alfa"), watch_);
      },
      Xapian::NetworkTimeoutError);
}

TEST_P(PostingsTest, AreSetInABitmap) {
  Postings one = postings();
  Bitmap documents(snapshot_->documents().size());
  one.set_in(documents, term("bravo"), watch_);
  EXPECT_EQ(documents.count(), kDocuments / 3);
  EXPECT_TRUE(documents.test(3));
  one.set_in(documents, term("alfa"), watch_);
  EXPECT_EQ(documents, snapshot_->documents());
}

INSTANTIATE_TEST_SUITE_P(Shards, PostingsTest,
                         ::testing::Combine(::testing::Values(1U, 2U, 3U, 5U),
                                            ::testing::Values(From::kFile, From::kDatabases)));

}  // namespace
}  // namespace tarsach::query
