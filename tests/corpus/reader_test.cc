#include "corpus/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

#include "corpus/input.h"
#include "corpus/json_article.h"
#include "tests/corpus/show.h"
#include "tests/support/temporary.h"

namespace tarsach::corpus {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string gzipped(std::string_view text) {
  std::string packed(compressBound(text.size()) + 64, '\0');
  z_stream stream{};
  deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

class ReaderTest : public ::testing::Test {
 protected:
  /// Reads a file with this name and content.
  Collector read(const std::string& name, std::string_view content) {
    Collector collector;
    const auto done = read_source(folder_.write(name, content).string(), collector);
    EXPECT_TRUE(done) << (done ? "" : describe(done.error()));
    return collector;
  }
  testing::TemporaryFolder folder_;
};

/// "line: reason" of each problem.
std::vector<std::string> reasons(const std::vector<Problem>& problems) {
  std::vector<std::string> texts;
  for (const Problem& problem : problems) texts.push_back(std::to_string(problem.line) + ": " + problem.reason);
  return texts;
}

TEST_F(ReaderTest, ReadsAllMembers) {
  const Collector read = this->read(
      "a.jsonl",
      R"({"id": 7, "title": "Среща\n във Варна", "body": "а\r\n\r\nб", "url": "https://e.org/1", "date": "2018-07-05",)"
      R"( "lang": "bg-BG", "events": ["varna-2018"], "topics": "иновации", "source": "Е", "author": null})");
  ASSERT_THAT(read.articles, SizeIs(1));
  const Article& article = read.articles[0];
  EXPECT_EQ(article.id, "7");
  EXPECT_EQ(article.title, "Среща във Варна");
  EXPECT_EQ(article.body, "а\n\nб");
  EXPECT_EQ(article.language, "bg");
  EXPECT_EQ(format_iso_date(article.date), "2018-07-05");
  EXPECT_THAT(*article.events, ElementsAre("varna-2018"));
  EXPECT_THAT(*article.topics, ElementsAre("иновации"));
  EXPECT_THAT(read.problems, IsEmpty());
  EXPECT_THAT(read.warnings, IsEmpty());
}

struct BadLine {
  const char* json;
  const char* reason;
};

TEST_F(ReaderTest, SaysWhatIsWrongAndReadsTheOtherLines) {
  constexpr BadLine kBad[] = {
      {R"({"title": 5})", "member \"title\": expected a string, found a number 5"},
      {R"({"title": ["a"]})", "member \"title\": expected a string, found an array"},
      {R"({"title": "a", "date": "yesterday"})",
       "member \"date\": expected a date like \"2018-07-05\", found a string \"yesterday\""},
      {R"({"title": "a", "date": "2018-02-30"})", "member \"date\": expected a date"},
      {R"({"title": "a", "events": [1]})", "member \"events\": expected an array of strings, found a number 1"},
      {R"({"title": "a", "topics": {}})",
       "member \"topics\": expected an array of at most 1000 strings, found an object"},
      {R"({"title": "a)", "parse error"},
      {R"({"title": "a",})", "parse error"},
      {R"(["a"])", "expected an object, found an array"},
      {R"("a")", "expected an object, found a string \"a\""},
      {R"({"url": "x"})", "expected a title or a body, found neither"},
      {R"({"title": "a", "x": )"
       "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
       "levels of brackets"},
  };
  for (const BadLine& bad : kBad) {
    const Collector read =
        this->read("a.jsonl", "{\"title\": \"първа\"}\n" + std::string(bad.json) + "\n\n{\"body\": \"трета\"}\n");
    ASSERT_THAT(reasons(read.problems), ElementsAre(HasSubstr(bad.reason))) << bad.json;
    EXPECT_EQ(read.problems[0].line, 2U);
    ASSERT_THAT(read.articles, SizeIs(2)) << bad.json;
    EXPECT_EQ(read.articles[1].id, "a#4");
    EXPECT_EQ(read.articles[1].line, 4U);
  }
}

TEST_F(ReaderTest, WarnsOnceOfAnUnknownMember) {
  const Collector read =
      this->read("a.jsonl", "{\"title\": \"a\", \"tags\": 1}\n{\"title\": \"b\", \"tags\": 2, \"x\": 3}\n");
  EXPECT_THAT(reasons(read.warnings),
              ElementsAre(HasSubstr("1: unknown member \"tags\""), HasSubstr("2: unknown member \"x\"")));
  EXPECT_THAT(read.articles, SizeIs(2));
}

TEST_F(ReaderTest, PassesOverALineThatIsTooLong) {
  const std::string huge(80 * 1024 * 1024, 'a');
  const Collector read = this->read("a.jsonl", "{\"title\": \"" + huge + "\"}\n{\"title\": \"b\"}\n");
  EXPECT_THAT(reasons(read.problems),
              ElementsAre("1: too large: expected an article of at most 8.0 MiB, found a line of more than 16.0 MiB"));
  EXPECT_THAT(read.articles, SizeIs(1));
}

TEST_F(ReaderTest, RefusesAnArticleThatIsTooLarge) {
  const std::string large(kMaxArticleBytes + 1, 'a');
  const Collector read = this->read("a.jsonl", "{\"body\": \"" + large + "\"}\n");
  EXPECT_THAT(reasons(read.problems),
              ElementsAre("1: too large: expected an article of at most 8.0 MiB, found 8.0 MiB"));
  EXPECT_THAT(reasons(this->read("b.txt", large).problems), ElementsAre(HasSubstr("expected at most 8.0 MiB")));
}

TEST_F(ReaderTest, RepairsBrokenUtf8AndSaysSo) {
  const Collector read = this->read("a.jsonl", "\xEF\xBB\xBF{\"title\": \"\xFF\xD0\"}\n");
  ASSERT_THAT(read.articles, SizeIs(1));
  EXPECT_EQ(read.articles[0].title, "\uFFFD\uFFFD");
  EXPECT_THAT(reasons(read.warnings), ElementsAre(HasSubstr("broken UTF-8")));
}

TEST_F(ReaderTest, ReadsGzipInSeveralMembersAndReportsATruncatedOne) {
  const std::string packed = gzipped("{\"title\": \"a\"}\n") + gzipped("{\"title\": \"b\"}\n");
  EXPECT_THAT(read("a.jsonl.gz", packed).articles, SizeIs(2));
  std::string long_text;
  for (int i = 0; i < 5000; ++i) long_text += "{\"title\": \"" + std::to_string(i * 7919) + "\"}\n";
  const std::string whole = gzipped(long_text);
  const Collector cut = read("b.jsonl.gz", whole.substr(0, whole.size() / 2));
  EXPECT_FALSE(cut.articles.empty());
  EXPECT_THAT(reasons(cut.problems), ElementsAre(HasSubstr("gzip")));
}

TEST_F(ReaderTest, TakesIdsFromFileUrlAndPath) {
  folder_.write("set/b/one.txt", "Заглавие на статията\n\nПърво изречение на статията.\n");
  folder_.write("set/a/two.txt.gz", gzipped("Друго заглавие на статия\n\nПърво изречение на статията.\n"));
  folder_.write(
      "set/three.jsonl",
      "{\"title\": \"a\"}\n{\"title\": \"b\", \"url\": \"https://e.org/b\"}\n{\"title\": \"c\", \"id\": \"c\"}\n");
  folder_.write("set/.hidden.txt", "x");
  folder_.write("set/picture.png", "x");
  Collector collector;
  ASSERT_TRUE(read_source((folder_.path() / "set").string(), collector));
  std::vector<std::string> ids;
  for (const Article& article : collector.articles) ids.push_back(article.id);
  EXPECT_THAT(ids, ElementsAre("a/two", "b/one", "three#1", "https://e.org/b", "c"));
  EXPECT_EQ(collector.consumed, source_bytes((folder_.path() / "set").string()));
}

TEST_F(ReaderTest, ReadsJsonFilesOfEachForm) {
  EXPECT_EQ(read("one.json", R"({"title": "a"})").articles.at(0).id, "one");
  EXPECT_THAT(read("many.json", "[\n{\"title\": \"a\"},\n{\"title\": 1}, {\"title\": \"b\"}]").articles, SizeIs(2));
  const Collector wrapped = read(
      "set.json", "{\"version\": {\"articles\": [1]},\n \"articles\": [{\"title\": \"a\"},\n\n{\"title\": \"b\"}]}");
  ASSERT_THAT(wrapped.articles, SizeIs(2));
  EXPECT_EQ(wrapped.articles[1].id, "set#2");
  EXPECT_EQ(wrapped.articles[1].line, 4U);
  const Collector open = read("open.json", "[{\"title\": \"a\"}, {\"title\": \"b\"");
  EXPECT_THAT(open.articles, SizeIs(1));
  EXPECT_THAT(reasons(open.problems), ElementsAre(HasSubstr("entry 2")));
  EXPECT_THAT(reasons(read("none.json", " ").problems), ElementsAre(HasSubstr("empty file")));
  EXPECT_THAT(reasons(read("text.json", "5").problems), ElementsAre(HasSubstr("expected a JSON array or object")));
}

TEST(Reader, RefusesWhatItCanNotRead) {
  testing::TemporaryFolder folder;
  Collector collector;
  EXPECT_EQ(read_source((folder.path() / "missing.txt").string(), collector).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(read_source(folder.write("a.docx", "x").string(), collector).error().code, ErrorCode::kUsage);
}

TEST(Reader, StopsWhenTheSinkHasEnough) {
  class First : public Collector {
   public:
    Next article(Article&& article, const std::string& file) override {
      Collector::article(std::move(article), file);
      return Next::kStop;
    }
  };
  testing::TemporaryFolder folder;
  folder.write("set/a.jsonl", "{\"title\": \"a\"}\n{\"title\": \"b\"}\n");
  folder.write("set/b.jsonl", "{\"title\": \"c\"}\n");
  First first;
  ASSERT_TRUE(read_source((folder.path() / "set").string(), first));
  EXPECT_THAT(first.articles, SizeIs(1));
}

TEST(GivenLanguage, IsReducedToBulgarianAndEnglish) {
  EXPECT_EQ(read_given_language("bg-BG"), "bg");
  EXPECT_EQ(read_given_language("EN_us"), "en");
  EXPECT_EQ(read_given_language("sr-Latn"), "sr-latn");
}

}  // namespace
}  // namespace tarsach::corpus
