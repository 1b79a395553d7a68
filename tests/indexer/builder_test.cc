#include "indexer/builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include <sstream>

#include "indexer/soundness.h"
#include "schema/databases.h"
#include "schema/index_dir.h"
#include "schema/record_file.h"
#include "schema/shards.h"
#include "schema/word_list.h"
#include "tests/indexer/articles.h"

namespace tarsach::indexer {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class BuilderTest : public ::testing::Test {
 protected:
  BuilderTest() {
    plan_.folder = folder_.path() / "building";
    start_over();
  }

  void start_over() {
    fs::remove_all(plan_.folder);
    fs::create_directory(plan_.folder);
  }

  std::string write(const std::string& name, const std::string& content) {
    return folder_.write(name, content).string();
  }

  Result<Built> build(std::vector<std::string> sources) {
    plan_.sources = std::move(sources);
    ::testing::internal::CaptureStderr();
    auto built = build_database(plan_, vocabulary_, report_, progress_);
    messages_ = ::testing::internal::GetCapturedStderr();
    return built;
  }

  [[nodiscard]] std::vector<fs::path> databases() const { return schema::database_paths(plan_.folder, plan_.shards); }

  testing::TemporaryFolder folder_;
  schema::Vocabulary vocabulary_;
  Progress progress_{Progress::Style::kSilent, 0};
  Report report_{progress_};
  BuildPlan plan_;
  std::string messages_;
};

/// Everything that the databases hold together, as text.
std::string dump(std::span<const fs::path> paths) {
  const Xapian::Database database = schema::open_databases(paths).whole;
  const auto records = schema::RecordFile::open(paths.front().parent_path() / schema::kRecordsName).value();
  schema::RecordReader reader(records);
  std::ostringstream out;
  for (auto document = database.postlist_begin(""); document != database.postlist_end(""); ++document) {
    out << *document << ' ' << text_of(reader.read(*document).value());
    for (auto term = database.termlist_begin(*document); term != database.termlist_end(*document); ++term) {
      out << ' ' << *term << '*' << term.get_wdf();
    }
    out << '\n';
  }
  return out.str();
}

TEST_F(BuilderTest, KeepsTheOrderOfReadingThroughBatches) {
  plan_.batch_articles = 7;
  plan_.threads = 3;
  const auto built = build({write("some.jsonl", article_lines(100))});
  ASSERT_TRUE(built) << describe(built.error());
  EXPECT_EQ(built->documents, 100U);
  EXPECT_EQ(built->last_id, "a99");
  std::vector<std::string> expected;
  for (int i = 0; i < 100; ++i) expected.push_back("a" + std::to_string(i));
  EXPECT_EQ(ids_in_order(databases()), expected);
  EXPECT_TRUE(check_databases(databases(), 100));
}

TEST_F(BuilderTest, MakesTheSameIndexWithAnyNumberOfThreadsAndBatches) {
  const std::string source = write("some.jsonl", article_lines(60) + article_line("a7", "Нова", "Друг текст"));
  ASSERT_TRUE(build({source}));
  const std::string expected = dump(databases());
  for (const unsigned threads : {1U, 2U, 4U}) {
    start_over();
    plan_.threads = threads;
    plan_.batch_articles = 9 * threads;
    ASSERT_TRUE(build({source}));
    EXPECT_EQ(dump(databases()), expected) << threads;
  }
  start_over();
  plan_.memory = {.batch_bytes = 1, .flush_text_bytes = 1, .most_lexemes = 3};
  ASSERT_TRUE(build({source}));
  EXPECT_EQ(dump(databases()), expected) << "with little memory";
}

// Documents that were replaced leave gaps in the numbers: at the beginning of a batch, within it, at its end, and a
// batch of them alone.
TEST_F(BuilderTest, NumbersDocumentsOfShardsAsThoseOfOneDatabase) {
  std::string again;
  for (const int number : {0, 4, 7, 12, 13, 14, 15, 16, 17, 23})
    again += article_line("a" + std::to_string(number), "Нова", "Друг текст " + std::to_string(number));
  const std::string source = write("some.jsonl", article_lines(24) + again + article_line("a23", "Пак", "Трети текст"));
  plan_.batch_articles = 6;
  plan_.threads = 2;
  ASSERT_TRUE(build({source}));
  const std::string expected = dump(databases());
  const auto query_files = [this] {
    std::string content;
    for (const char* name : {schema::kSuggestionsName, schema::kWordsName, schema::kColumnsName, schema::kForwardName,
                             schema::kRecordsName, schema::kPostingsName})
      content += read_file(plan_.folder / name, 1 << 20).value();
    return content;
  };
  const std::string expected_files = query_files();
  EXPECT_THAT(expected, HasSubstr("\n35 "));  // the last article that was read
  EXPECT_EQ(expected.find("\n34 "), std::string::npos);
  for (const std::size_t shards : {2U, 3U, 7U}) {
    start_over();
    plan_.shards = shards;
    const auto built = build({source});
    ASSERT_TRUE(built) << describe(built.error());
    EXPECT_EQ(built->documents, 24U);
    EXPECT_TRUE(check_databases(databases(), 24)) << shards;
    EXPECT_EQ(dump(databases()), expected) << shards;
    EXPECT_EQ(query_files(), expected_files) << shards;
  }
}

TEST_F(BuilderTest, MakesEmptyShardsOfNothing) {
  plan_.shards = 3;
  ASSERT_TRUE(build({write("none.jsonl", "")}));
  EXPECT_TRUE(check_databases(databases(), 0));
}

TEST_F(BuilderTest, MergesMorePartsThanFitInOneMerge) {
  plan_.batch_articles = 1;
  const auto built = build({write("some.jsonl", article_lines(150))});
  ASSERT_TRUE(built) << describe(built.error());
  const auto ids = ids_in_order(databases());
  ASSERT_EQ(ids.size(), 150U);
  EXPECT_EQ(ids.front(), "a0");
  EXPECT_EQ(ids[149], "a149");
  EXPECT_TRUE(check_databases(databases(), 150));
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(plan_.folder)) names.push_back(entry.path().filename());
  EXPECT_THAT(names, ::testing::UnorderedElementsAre("articles", "columns", "counts", "db", "forward", "postings",
                                                     "records", "spelling", "suggestions",
                                                     "words"));  // no parts are left
}

TEST_F(BuilderTest, LetsALaterArticleReplaceAnEarlierOneAndNamesBothPlaces) {
  plan_.batch_articles = 2;
  const std::string first = write("1.jsonl", article_lines(5));
  const std::string second = write("2.jsonl", article_line("x", "Х", "Х") + article_line("a1", "Нова", "Нова среща"));
  const auto built = build({first, second});
  ASSERT_TRUE(built) << describe(built.error());
  EXPECT_EQ(built->documents, 6U);
  EXPECT_THAT(ids_in_order(databases()), ElementsAre("a0", "a2", "a3", "a4", "x", "a1"));
  EXPECT_THAT(messages_, HasSubstr("2.jsonl:2: id 'a1' again"));
  EXPECT_THAT(messages_, HasSubstr("1.jsonl:2"));
  EXPECT_TRUE(check_databases(databases(), 6));
}

TEST_F(BuilderTest, ReplacesWithinABatchAndManyTimes) {
  std::string lines;
  for (int i = 0; i < 10; ++i) lines += article_line("same", "Заглавие " + std::to_string(i), "Текст");
  const auto built = build({write("some.jsonl", lines)});
  ASSERT_TRUE(built) << describe(built.error());
  EXPECT_EQ(built->documents, 1U);
  EXPECT_THAT(dump(databases()), HasSubstr("Заглавие 9"));
  EXPECT_TRUE(check_query_files(plan_.folder, 1));  // all ten were counted
  EXPECT_TRUE(check_databases(databases(), 1));
}

TEST_F(BuilderTest, WritesTheWordsOfAllThreads) {
  plan_.threads = 3;
  plan_.batch_articles = 7;
  ASSERT_TRUE(build({write("some.jsonl", article_lines(50))}));
  const auto words = schema::WordList::open(plan_.folder / schema::kWordsName);
  ASSERT_TRUE(words) << describe(words.error());
  const auto varna = words->find("варна"), meeting = words->find("среща");
  ASSERT_TRUE(varna && meeting);
  EXPECT_EQ(words->documents(*varna), 50U);
  EXPECT_EQ(words->flags(*varna), schema::kUsuallyCapital);
  EXPECT_EQ(words->flags(*meeting), 0);
  EXPECT_TRUE(check_query_files(plan_.folder, 50));
}

TEST_F(BuilderTest, SkipsABadArticleAndGoesOn) {
  const auto built =
      build({write("some.jsonl", article_line("a", "А", "А") + "{broken\n" + article_line("b", "Б", "Б"))});
  ASSERT_TRUE(built) << describe(built.error());
  EXPECT_THAT(ids_in_order(databases()), ElementsAre("a", "b"));
  EXPECT_EQ(report_.problems(), 1U);
  EXPECT_THAT(messages_, HasSubstr("some.jsonl:2: "));
}

TEST_F(BuilderTest, StopsAfterTooManyBadArticles) {
  plan_.max_problems = 2;
  const auto built = build({write("some.jsonl", "{1\n{2\n{3\n{4\n" + article_lines(3))});
  ASSERT_FALSE(built);
  EXPECT_EQ(built.error().code, ErrorCode::kBadData);
  EXPECT_THAT(built.error().message, HasSubstr("3 bad articles"));
}

TEST_F(BuilderTest, ShowsALimitedNumberOfBadArticles) {
  std::string lines;
  for (int i = 0; i < 200; ++i) lines += "{broken\n";
  ASSERT_TRUE(build({write("some.jsonl", lines + article_lines(1))}));
  EXPECT_EQ(std::count(messages_.begin(), messages_.end(), '\n'), static_cast<std::ptrdiff_t>(Report::kMaxShown));
  EXPECT_THAT(report_.unshown(), HasSubstr("150 more bad articles"));
}

TEST_F(BuilderTest, MakesAnEmptyDatabaseOfNothing) {
  const auto built = build({write("some.jsonl", "")});
  ASSERT_TRUE(built) << describe(built.error());
  EXPECT_EQ(built->documents, 0U);
  EXPECT_TRUE(check_databases(databases(), 0));
}

TEST_F(BuilderTest, StopsWhenItIsAskedTo) {
  plan_.stop_requested = [] { return true; };
  const auto built = build({write("some.jsonl", article_lines(100))});
  ASSERT_FALSE(built);
  EXPECT_THAT(built.error().message, HasSubstr("interrupted"));
}

TEST_F(BuilderTest, TellsWhenADiskRefuses) {
  plan_.batch_articles = 2;
  plan_.threads = 2;
  fs::remove_all(plan_.folder);  // no part can be written
  const auto built = build({write("some.jsonl", article_lines(100))});
  ASSERT_FALSE(built);
  EXPECT_THAT(built.error().message, HasSubstr("part-"));
}

}  // namespace
}  // namespace tarsach::indexer
