#include "query/compiler.h"

#include <gtest/gtest.h>

#include "query/parser.h"
#include "tests/query/test_index.h"
#include "tests/support/golden.h"

namespace tarsach::query {
namespace {

class CompilerTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    index_ = std::make_unique<TestIndex>();
    TestIndex& index = *index_;
    index.vocabulary().topics = {{.id = "innovation", .label = {"Иновации и наука", "Innovation and research"}}};
    index.vocabulary().events = {{.id = "varna-2018", .label = {"Среща, Варна 2018", "Meeting, Varna 2018"}}};
    for (const int year : {2016, 2017, 2018, 2020})
      index.add({.id = std::to_string(year),
                 .title = "Форум за клъстери",
                 .body = "Клъстери и форуми на клъстериста.",
                 .date = day(year),
                 .language = "bg",
                 .events = {"varna-2018"},
                 .topics = {"innovation"}});
    snapshot_ = index_->publish_and_open_snapshot();
  }
  static void TearDownTestSuite() {
    snapshot_.reset();
    index_.reset();
  }
  static inline std::unique_ptr<TestIndex> index_;
  static inline std::shared_ptr<const Snapshot> snapshot_;
};

std::string compiled(Session& session, const std::string& typed, Strictness strictness) {
  const Compiled compiled = Compiler(session).compile(parse(typed).root, strictness);
  std::string text = print(compiled.plan, session.snapshot().columns()) + "\n";
  if (strictness != Strictness::kAll) return text;
  text += "ranked:";
  for (const ScoredWord& word : compiled.words) text += " " + word.terms.front() + (word.stop_word ? "~" : "");
  text += "\n";
  for (const Reading& reading : compiled.readings)
    text += "told:   " + reading.kind + ": " + reading.from + " → " + reading.to + "\n";
  return text;
}

TEST_F(CompilerTest, TakesLettersThatLookAlikeForWhatTheyLookLike) {
  Session session = value_of(snapshot_->session());
  const std::string meant = compiled(session, "клъстер форум", Strictness::kAll);
  const std::string typed = "\x4Bлъ\x63т\x65\x70 ф\x6Fрум";  // K, c, e, p and o are Latin
  EXPECT_EQ(compiled(session, typed, Strictness::kAll), meant);
}

TEST_F(CompilerTest, PlansWhatPeopleType) {
  Session session = value_of(snapshot_->session());
  std::string all;
  for (const std::string typed : {"",
                                  "клъстер",
                                  "клъстери форуми",
                                  "форум на клъстери",
                                  "на за",
                                  "+на форум",
                                  "„форум на клъстери“ хотел",
                                  "„форум“",
                                  "бизнес-клъстерът",
                                  "„бизнес-клъстерът в парк“",
                                  "клъстер -парк",
                                  "клъстер -„форум за“",
                                  "-(клъстер форум)",
                                  "хотел ИЛИ парк",
                                  "(хотел ИЛИ парк) И град",
                                  "на И хотел",
                                  "заглавие:(клъстер форум)",
                                  "title:на",
                                  "година:2018",
                                  "year:2017..",
                                  "-година:2018 форум",
                                  "година:(2016 2020)",
                                  "година:хотел",
                                  "тема:иновации",
                                  "тема:innovation",
                                  "събитие:варна",
                                  "събитие:„хотел форум“",
                                  "lang:български",
                                  "date:2018-07",
                                  "date:2017..2018-06",
                                  "дата:форум",
                                  "id:2018",
                                  "клъст*",
                                  "title:клъст*",
                                  "кл*",
                                  "бизнес-клъст*",
                                  "!!!",
                                  ")(",
                                  "форум !!!"}) {
    all += "typed:  " + typed + "\nall:    " + compiled(session, typed, Strictness::kAll);
    all += "some:   " + compiled(session, typed, Strictness::kSome);
    all += "any:    " + compiled(session, typed, Strictness::kAny) + "\n";
  }
  testing::compare_with_golden("query/plans.txt", all);
}

TEST_F(CompilerTest, TellsThatThereAreTooManyWords) {
  Session session = value_of(snapshot_->session());
  std::string typed;
  for (int i = 0; i < 100; ++i) typed += "д" + std::to_string(i) + " ";
  const Compiled compiled = Compiler(session).compile(parse(typed).root, Strictness::kAll);
  EXPECT_EQ(compiled.words.size(), kMaxWords);
  ASSERT_FALSE(compiled.readings.empty());
  EXPECT_EQ(compiled.readings.front().kind, "query_cut");
}

TEST(Compiler, TellsThatABeginningHasTooManyWords) {
  TestIndex index;
  std::string body;
  for (int i = 0; i < 400; ++i) body += "клъстер" + std::to_string(i) + "а ";
  index.add({.id = "a", .body = body + " клъстерб клъстерб", .language = "bg"});
  index.add({.id = "b", .body = "клъстерб", .language = "bg"});
  const auto engine = index.publish_and_open();
  const Response response = value_of(engine->search({.query = "клъстер*"}, Deadline::never()));
  EXPECT_EQ(response.total, 2U) << "the most frequent ones are taken";
  ASSERT_EQ(response.interpretation.applied.size(), 1U);
  EXPECT_EQ(response.interpretation.applied[0].kind, "prefix_cut");
}

}  // namespace
}  // namespace tarsach::query
