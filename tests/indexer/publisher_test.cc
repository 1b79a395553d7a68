#include "indexer/publisher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "indexer/columns.h"
#include "indexer/document_files.h"
#include "indexer/generations.h"
#include "indexer/postings.h"
#include "indexer/soundness.h"
#include "schema/manifest.h"
#include "schema/spelling_index.h"
#include "schema/suggestion_writer.h"
#include "tests/indexer/articles.h"
#include "text/analyzer.h"

namespace tarsach::indexer {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string name_of(PublishStep step) { return std::string(kPublishStepNames[static_cast<std::size_t>(step)]); }

/// The current generation is whole and has so many documents.
void expect_sound(const Workplace& place, std::uint64_t documents) {
  const auto current = place.index().current();
  ASSERT_TRUE(current) << describe(current.error());
  const auto verified = verify(place.index(), 0);
  EXPECT_TRUE(verified) << describe(verified.error());
  EXPECT_EQ(schema::read_manifest(place.index().generation_path(*current)).value().documents, documents);
}

/// Builds in a process that is killed before `step`.
void build_and_die(const Workplace& place, const std::string& source, PublishStep step) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    Publication wishes;
    wishes.keep = 0;
    wishes.before_step = [step](PublishStep next) -> Result<void> {
      if (next == step) ::kill(::getpid(), SIGKILL);
      return {};
    };
    (void)place.build({source}, wishes);
    ::_exit(1);  // not reached when the step exists
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

class KilledAt : public ::testing::TestWithParam<PublishStep> {};

TEST_P(KilledAt, LeavesTheOldIndexOrTheNewOneAndTheNextRunWorks) {
  const Workplace place;
  const std::string before = place.write("before.jsonl", article_lines(3));
  const std::string after = place.write("after.jsonl", article_lines(5));
  ASSERT_TRUE(place.build({before}));

  build_and_die(place, after, GetParam());
  const bool switched = GetParam() > PublishStep::kSwitch;
  expect_sound(place, switched ? 5 : 3);

  const auto outcome = place.build({after});
  ASSERT_TRUE(outcome) << describe(outcome.error());
  expect_sound(place, 5);
  ASSERT_TRUE(collect_garbage(place.index(), 0));
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(place.index().path())) names.push_back(entry.path().filename());
  EXPECT_THAT(names, ::testing::UnorderedElementsAre("CURRENT", "LOCK", "generations"));
  EXPECT_THAT(place.index().generations().value(), ElementsAre(outcome->generation));
}

INSTANTIATE_TEST_SUITE_P(EveryStep, KilledAt,
                         ::testing::Values(PublishStep::kVocabulary, PublishStep::kVerify, PublishStep::kCompare,
                                           PublishStep::kSync, PublishStep::kManifest, PublishStep::kRename,
                                           PublishStep::kJudge, PublishStep::kSwitch, PublishStep::kRetire,
                                           PublishStep::kDone),
                         [](const auto& step) { return name_of(step.param); });

TEST(Publisher, WritesAManifestOfEveryFile) {
  const Workplace place;
  Publication wishes;
  wishes.built_by = "a test";
  const auto outcome = place.build({place.write("some.jsonl", article_lines(3))}, wishes);
  ASSERT_TRUE(outcome) << describe(outcome.error());
  const auto manifest = schema::read_manifest(place.index().generation_path(1));
  ASSERT_TRUE(manifest);
  EXPECT_EQ(manifest->generation, 1U);
  EXPECT_EQ(manifest->documents, 3U);
  EXPECT_EQ(manifest->built_by, "a test");
  EXPECT_EQ(manifest->analysis_version, text::kAnalysisVersion);
  EXPECT_EQ(manifest->built_at.size(), std::string("2026-11-21T10:00:00Z").size());
  std::vector<std::string> names;
  for (const auto& file : manifest->files) names.push_back(file.name);
  EXPECT_THAT(names, ::testing::IsSupersetOf({"columns", "db/iamglass", "db/postlist.glass", "events.json", "forward",
                                              "postings", "records", "suggestions", "topics.json", "words"}));
}

TEST(Publisher, KeepsSoManyOlderGenerations) {
  const Workplace place;
  const std::string source = place.write("some.jsonl", article_lines(2));
  Publication wishes;
  wishes.keep = 2;
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(place.build({source}, wishes));
  const auto outcome = place.build({source}, wishes);
  ASSERT_TRUE(outcome);
  EXPECT_THAT(outcome->retired, ElementsAre(1U));
  EXPECT_THAT(place.index().generations().value(), ElementsAre(2U, 3U, 4U));
}

TEST(Publisher, RefusesToLoseTooMuch) {
  const Workplace place;
  ASSERT_TRUE(place.build({place.write("before.jsonl", article_lines(10))}));
  const std::string fewer = place.write("after.jsonl", article_lines(7) + article_line("x", "Х", "Х") +
                                                           article_line("y", "У", "У") + article_line("z", "З", "З"));
  const auto refused = place.build({fewer});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kBadData);
  EXPECT_THAT(refused.error().message, HasSubstr("3 of 10 documents"));
  EXPECT_THAT(refused.error().hint, HasSubstr("--max-loss 100"));
  expect_sound(place, 10);
  Publication wishes;
  wishes.max_loss = 30;
  EXPECT_TRUE(place.build({fewer}, wishes));
}

TEST(Publisher, PublishesNothingEmptyUnlessForced) {
  const Workplace place;
  const std::string nothing = place.write("nothing.jsonl", "");
  EXPECT_FALSE(place.build({nothing}));
  ASSERT_TRUE(place.build({place.write("some.jsonl", article_lines(2))}));
  EXPECT_FALSE(place.build({nothing}));
  expect_sound(place, 2);
  Publication forced;
  forced.max_loss = 100;
  const auto outcome = place.build({nothing}, forced);
  ASSERT_TRUE(outcome) << describe(outcome.error());
  expect_sound(place, 0);
}

TEST(Publisher, FindsADatabaseThatLacksArticles) {
  const Workplace place;
  Publication wishes;
  wishes.before_step = [&](PublishStep step) -> Result<void> {
    if (step != PublishStep::kVerify) return {};
    for (const auto& entry : fs::directory_iterator(place.index().path()))
      if (entry.path().filename().string().starts_with("building-")) {
        fs::resize_file(entry.path() / "db/postlist.glass", 100);
      }
    return {};
  };
  const auto outcome = place.build({place.write("some.jsonl", article_lines(50))}, wishes);
  ASSERT_FALSE(outcome);
  EXPECT_FALSE(place.index().current());
}

// No other step looks at how much room a block has left; the check goes on beside them.
TEST(Publisher, MakesNoGenerationOfADatabaseWithDamagedTrees) {
  const Workplace place;
  Publication wishes;
  PublishStep last = PublishStep::kVocabulary;
  wishes.before_step = [&](PublishStep step) -> Result<void> {
    last = step;
    if (step != PublishStep::kVerify) return {};
    for (const auto& entry : fs::directory_iterator(place.index().path()))
      if (entry.path().filename().string().starts_with("building-")) {
        std::fstream file(entry.path() / "db/termlist.glass", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(7);  // of the first block: behind its revision, its level and its greatest gap
        file.put('\x7f');
      }
    return {};
  };
  const auto outcome = place.build({place.write("some.jsonl", article_lines(50))}, wishes);
  ASSERT_FALSE(outcome);
  EXPECT_THAT(outcome.error().message, HasSubstr("checking the database"));
  EXPECT_EQ(last, PublishStep::kManifest);
  EXPECT_THAT(place.index().generations().value(), ::testing::IsEmpty());
}

TEST(Publisher, RepairsAnIndexWhoseCurrentGenerationIsDamaged) {
  const Workplace place;
  const std::string source = place.write("some.jsonl", article_lines(5));
  ASSERT_TRUE(place.build({source}));
  fs::remove(place.databases(1).front() / "postlist.glass");
  const auto outcome = place.build({source});
  ASSERT_TRUE(outcome) << describe(outcome.error());
  expect_sound(place, 5);
}

TEST(Publisher, WaitsForNobody) {
  const Workplace place;
  const auto lock = place.index().lock();
  ASSERT_TRUE(lock);
  const auto outcome = place.build({place.write("some.jsonl", article_lines(1))});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::kLocked);
}

TEST(Soundness, CountsTheArticlesThatAreGone) {
  const Workplace place;
  Publication wishes;
  wishes.max_loss = 100;
  ASSERT_TRUE(place.build({place.write("1.jsonl", article_lines(10))}, wishes));
  ASSERT_TRUE(place.build({place.write("2.jsonl", article_lines(4) + article_line("zz", "Я", "Я"))}, wishes));
  const auto first = place.databases(1), second = place.databases(2);
  EXPECT_EQ(count_lost(first, second).value(), 6U);
  EXPECT_EQ(count_lost(second, first).value(), 1U);
  EXPECT_EQ(count_lost(first, first).value(), 0U);
  EXPECT_FALSE(check_databases(first, 11));
  EXPECT_FALSE(check_article(first, "zz"));
  EXPECT_TRUE(check_article(second, "zz"));
}

TEST(Soundness, FindsSpellingsOfOtherWords) {
  const Workplace place;
  ASSERT_TRUE(place.build({place.write("some.jsonl", article_lines(3))}));
  const auto folder = place.index().generation_path(1);
  EXPECT_TRUE(check_query_files(folder, 3));
  std::ofstream(folder / schema::kSpellingName, std::ios::binary) << schema::encode_spelling(schema::WordList());
  const auto checked = check_query_files(folder, 3);
  ASSERT_FALSE(checked);
  EXPECT_THAT(checked.error().message, HasSubstr("it is not that of its list of words"));
}

TEST(Soundness, FindsColumnsOfOtherDocuments) {
  const Workplace place;
  const auto build_of = [&](int articles) { return place.build({place.write("some.jsonl", article_lines(articles))}); };
  ASSERT_TRUE(build_of(3));
  ASSERT_TRUE(build_of(4));
  const auto folder = place.index().generation_path(2);
  EXPECT_TRUE(check_columns(place.databases(2), folder));
  const auto checked = check_columns(place.databases(1), folder);
  ASSERT_FALSE(checked);
  EXPECT_THAT(checked.error().message, HasSubstr("it is not that of the databases"));
  const auto other = check_columns(place.databases(2), place.index().generation_path(1));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::kBadData);
}

TEST(Soundness, FindsWordsOfOtherDocuments) {
  const Workplace place;
  Publication wishes;
  wishes.keep = 4;
  const auto build_of = [&](const std::string& lines) {
    return place.build({place.write("some.jsonl", lines)}, wishes);
  };
  const std::string first = article_line("a", "Среща", "Клъстер за мебели"), second = article_line("b", "Б", "Б");
  ASSERT_TRUE(build_of(first));
  ASSERT_TRUE(build_of(first + second));
  ASSERT_TRUE(build_of(first + article_line("b", "Б", "Б и В")));
  ASSERT_TRUE(build_of(article_line("a", "Среща", "Клъстер за клъстери") + second));
  const auto check = [&](std::uint64_t databases, std::uint64_t files) {
    return check_document_files(place.databases(databases), place.index().generation_path(files));
  };
  for (const std::uint64_t generation : {1U, 2U, 3U, 4U}) EXPECT_TRUE(check(generation, generation));
  const auto fault = [&](std::uint64_t databases, std::uint64_t files) {
    const auto checked = check(databases, files);
    return checked ? std::string() : checked.error().message;
  };
  EXPECT_THAT(fault(2, 3), HasSubstr("document 2: it has another number of words"));
  EXPECT_THAT(fault(2, 1), HasSubstr("document 2: a document of the forward index is damaged"));
  EXPECT_THAT(fault(1, 2), HasSubstr("document 2: there is no such document"));
  EXPECT_THAT(fault(4, 2), HasSubstr("document 1: '"));
}

TEST(Soundness, FindsPostingsOfOtherDocumentsAndDamagedOnes) {
  const Workplace place;
  const auto build_of = [&](int articles) { return place.build({place.write("some.jsonl", article_lines(articles))}); };
  ASSERT_TRUE(build_of(3));
  ASSERT_TRUE(build_of(4));
  const auto folder = place.index().generation_path(2);
  EXPECT_TRUE(check_postings(place.databases(2), folder));
  for (const auto& checked : {check_postings(place.databases(1), folder),
                              check_postings(place.databases(2), place.index().generation_path(1))}) {
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, ErrorCode::kBadData);
    EXPECT_THAT(checked.error().message, HasSubstr("it is not that of the databases"));
  }
  const std::string whole = read_file(folder / schema::kPostingsName).value();
  for (std::size_t at = 0; at <= whole.size(); at += 7) {
    std::string bytes = whole;
    if (at < whole.size())
      bytes[at] = static_cast<char>(bytes[at] ^ 4);
    else
      bytes += '\0';
    std::ofstream(folder / schema::kPostingsName, std::ios::binary) << bytes;
    EXPECT_FALSE(check_postings(place.databases(2), folder)) << at;
  }
}

TEST(Soundness, FindsSuggestionsThatAreDamagedOrMissing) {
  const Workplace place;
  ASSERT_TRUE(place.build({place.write("some.jsonl", article_lines(3))}));
  const auto folder = place.index().generation_path(1);
  const auto fault_with = [&](std::string content) -> std::string {
    std::ofstream(folder / schema::kSuggestionsName, std::ios::binary) << content;
    const auto checked = check_query_files(folder, 3);
    return checked ? "" : checked.error().message;
  };
  schema::SuggestionWriter writer;
  writer.add({schema::SuggestionKind::kTitle, 2, "Тежка", {}}, std::vector<schema::SuggestionWord>{{"тежка", {}}});
  writer.add({schema::SuggestionKind::kTitle, 1, "Лека", {}}, std::vector<schema::SuggestionWord>{{"лека", {}}});
  const std::string good = std::move(writer).encode();
  EXPECT_EQ(fault_with(good), "");
  constexpr std::size_t kFirstWeight = schema::SuggestionHeader::kMagic.size() + sizeof(schema::SuggestionHeader) + 8;
  std::string light = good, named = good;
  light[kFirstWeight] = 0;
  EXPECT_THAT(fault_with(light), HasSubstr("'Лека' is not in its place"));
  named[kFirstWeight + 8] = static_cast<char>(schema::SuggestionKind::kEvent);
  EXPECT_THAT(fault_with(named), HasSubstr("'Тежка' is not what it is said to be"));
  EXPECT_THAT(fault_with(good.substr(1)), HasSubstr("no header"));
  fs::remove(folder / schema::kSuggestionsName);
  EXPECT_FALSE(check_query_files(folder, 3));
}

}  // namespace
}  // namespace tarsach::indexer
