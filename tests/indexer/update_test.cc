#include "indexer/update.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <csignal>
#include <map>
#include <sstream>

#include "base/file.h"
#include "indexer/counts.h"
#include "indexer/document_files.h"
#include "indexer/generations.h"
#include "indexer/publisher.h"
#include "schema/column_file.h"
#include "schema/databases.h"
#include "schema/record.h"
#include "schema/suggestion_list.h"
#include "tests/indexer/articles.h"
#include "tests/indexer/history.h"
#include "tests/support/temporary.h"

namespace tarsach::indexer {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kProgram = "the tests";

/// All that a document holds, by the article's id: what is stored, values, terms with their wdf, where they stand.
std::map<std::string, std::string> documents(const fs::path& folder) {
  const auto opened = schema::open_shards(folder, schema::read_manifest(folder).value());
  EXPECT_TRUE(opened) << describe(opened.error());
  const Xapian::Database database = opened->whole;
  const auto files = DocumentFiles::open(folder).value();
  schema::RecordReader records(files.records());
  std::map<std::string, std::string> all;
  for (auto docid = database.postlist_begin(""); docid != database.postlist_end(""); ++docid) {
    const Xapian::Document document = database.get_document(*docid);
    const schema::RecordView record = records.read(*docid).value();
    std::ostringstream out;
    out << text_of(record) << '\n' << database.get_doclength(*docid) << ' ' << files.forward().of(*docid);
    for (auto value = document.values_begin(); value != document.values_end(); ++value)
      out << '\n' << value.get_valueno() << '=' << *value;
    for (auto term = database.termlist_begin(*docid); term != database.termlist_end(*docid); ++term)
      out << '\n' << *term << '*' << term.get_wdf() << " in " << term.get_termfreq();
    all[std::string(record.id)] = out.str();
  }
  return all;
}

/// What the columns tell of each article, by its id.
std::map<std::string, std::string> columns(const fs::path& folder) {
  const auto file = schema::ColumnFile::open(folder / schema::kColumnsName).value();
  const auto files = DocumentFiles::open(folder).value();
  schema::RecordReader records(files.records());
  std::map<std::string, std::string> all;
  for (const std::uint32_t docid : file.newest_first()) {
    const schema::FactsView record = records.read_facts(docid).value();
    std::ostringstream out;
    out << file.lengths()[docid] << ' ' << file.date_keys()[docid];
    for (const schema::FieldRow& row : schema::kFields)
      if (schema::has_column(row.field))
        for (const std::uint32_t value : file.of(row.field).values_of(docid))
          out << ' ' << row.name << ':' << file.of(row.field).values()[value];
    all[std::string(record.id)] = out.str();
  }
  return all;
}

/// What is suggested but phrases, which an update leaves as they are.
std::vector<std::string> suggestions(const fs::path& folder) {
  const auto list = schema::SuggestionList::open(folder / schema::kSuggestionsName).value();
  std::vector<std::string> all;
  for (schema::SuggestionList::Entry entry = 0; entry < list.size(); ++entry)
    if (list.kind(entry) != schema::SuggestionKind::kPhrase)
      all.push_back(std::to_string(static_cast<int>(list.kind(entry))) + ' ' + std::string(list.text(entry)) + ' ' +
                    std::to_string(list.weight(entry)) + ' ' + std::string(list.id(entry)));
  return all;
}

std::string counts_but_phrases(const fs::path& folder) {
  Counts counts = decode_counts(read_file(folder / kCountsName).value()).value();
  counts.phrases.clear();
  return encode_counts(counts);
}

/// The two generations can not be told apart, but for the numbers of documents and the phrases.
void expect_same(const fs::path& updated, const fs::path& built) {
  EXPECT_EQ(documents(updated), documents(built));
  EXPECT_EQ(columns(updated), columns(built));
  for (const char* name : {schema::kWordsName, schema::kSpellingName})
    EXPECT_EQ(read_file(updated / name).value(), read_file(built / name).value()) << name;
  EXPECT_EQ(counts_but_phrases(updated), counts_but_phrases(built));
  EXPECT_EQ(suggestions(updated), suggestions(built));
}

/// An index that is updated, and one beside it that is built anew each time.
class UpdateTest : public ::testing::Test {
 protected:
  UpdateTest() { vocabulary_ = schema::load_vocabulary(testing::source_path("schema/vocabulary")).value(); }

  [[nodiscard]] BuildPlan plan_in(const fs::path& folder) const {
    BuildPlan plan;
    plan.sources = sources_;
    plan.folder = folder;
    plan.threads = 2;
    plan.batch_articles = 3;
    plan.shards = shards_;
    return plan;
  }

  Outcome publish_built(
      const schema::IndexDir& index, const fs::path& folder, const Built& built,
      const BeforeStep& before_step = [](PublishStep) { return Result<void>(); }) {
    Publication publication;
    publication.folder = folder;
    publication.built = built;
    publication.vocabulary = &vocabulary_;
    publication.built_by = kProgram;
    publication.max_loss = 100;
    publication.before_step = before_step;
    const auto outcome = publish(index, publication);
    EXPECT_TRUE(outcome) << describe(outcome.error());
    return outcome.value_or(Outcome());
  }

  /// Builds all anew; gives the folder of the generation.
  fs::path build(const schema::IndexDir& index) {
    Progress progress(Progress::Style::kSilent, 0);
    Report report(progress);
    const fs::path folder = index.make_building_folder().value();
    ::testing::internal::CaptureStderr();
    const auto built = build_database(plan_in(folder), vocabulary_, report, progress);
    messages_ = ::testing::internal::GetCapturedStderr();
    EXPECT_TRUE(built) << describe(built.error());
    return index.generation_path(publish_built(index, folder, *built).generation);
  }

  fs::path build() { return build(place_.index()); }
  fs::path build_aside() { return build(aside_.index()); }

  /// As the program does it. Errors are expected to be none.
  Changes update(const BeforeStep& before_step = [](PublishStep) { return Result<void>(); }) {
    Progress progress(Progress::Style::kSilent, 0);
    Report report(progress);
    const fs::path folder = place_.index().make_building_folder().value();
    EXPECT_TRUE(schema::save_vocabulary(vocabulary_, folder));
    const auto before = read_before(place_.index(), {kProgram, folder, shards_, 1e9});
    EXPECT_TRUE(before) << describe(before.error());
    if (!before) return {};
    ::testing::internal::CaptureStderr();
    const auto updated = update_database(plan_in(folder), *before, vocabulary_, report, progress);
    messages_ = ::testing::internal::GetCapturedStderr();
    EXPECT_TRUE(updated) << describe(updated.error());
    if (!updated) return {};
    if (updated->built) publish_built(place_.index(), folder, *updated->built, before_step);
    return updated->changes;
  }

  [[nodiscard]] std::string why_anew() {
    const fs::path folder = place_.index().make_building_folder().value();
    EXPECT_TRUE(schema::save_vocabulary(vocabulary_, folder));
    const auto before = read_before(place_.index(), {kProgram, folder, shards_});
    return before ? "" : before.error().message;
  }

  [[nodiscard]] fs::path current() const { return place_.index().generation_path(place_.index().current().value()); }

  void write(const std::string& name, const std::string& content) {
    const std::string path = place_.write(name, content);
    if (std::find(sources_.begin(), sources_.end(), path) == sources_.end()) sources_.push_back(path);
  }

  Workplace place_, aside_;
  std::vector<std::string> sources_;
  std::size_t shards_ = 1;
  schema::Vocabulary vocabulary_;
  std::string messages_;
};

std::string numbers(const Changes& changes) {
  return std::to_string(changes.added) + " new, " + std::to_string(changes.changed) + " changed, " +
         std::to_string(changes.gone) + " gone, " + std::to_string(changes.unchanged) + " unchanged";
}

TEST_F(UpdateTest, MakesWhatABuildWouldMake) {
  write("some.jsonl", article_lines(10));
  build();
  write("some.jsonl", article_lines(8) + article_line("a3", "Друго заглавие", "Друг текст за Бургас.") +
                          article_line("x", "Нова статия", "Среща в Пловдив."));
  EXPECT_EQ(numbers(update()), "1 new, 1 changed, 2 gone, 7 unchanged");
  expect_same(current(), build_aside());
  EXPECT_TRUE(verify(place_.index(), 0));
}

TEST_F(UpdateTest, WritesTheFilesOfABuildWhenNumbersAreTheSame) {
  shards_ = 2;
  write("some.jsonl", article_lines(9));
  build();
  write("some.jsonl", article_lines(8) + article_line("a8", "Друго заглавие", "Друг и по-дълъг текст за Бургас."));
  update();
  const fs::path built = build_aside();
  for (const char* name : {schema::kColumnsName, schema::kForwardName, schema::kPostingsName})
    EXPECT_EQ(read_file(current() / name).value(), read_file(built / name).value()) << name;
}

TEST_F(UpdateTest, PublishesNothingWhenNothingHasChanged) {
  write("some.jsonl", article_lines(5));
  build();
  EXPECT_EQ(numbers(update()), "0 new, 0 changed, 0 gone, 5 unchanged");
  EXPECT_EQ(place_.index().current().value(), 1U);
}

TEST_F(UpdateTest, BringsAnEarlierArticleBackWhenTheLaterOneGoesAway) {
  write("1.jsonl", article_line("a", "Първа", "Първи текст") + article_line("b", "Втора", "Втори текст"));
  write("2.jsonl", article_line("a", "Нова", "Нов текст"));
  build();
  EXPECT_EQ(numbers(update()), "0 new, 0 changed, 0 gone, 2 unchanged");
  write("2.jsonl", "");
  EXPECT_EQ(numbers(update()), "0 new, 1 changed, 0 gone, 1 unchanged");
  EXPECT_THAT(documents(current()).at("a"), HasSubstr("Първа"));
  expect_same(current(), build_aside());
}

TEST_F(UpdateTest, ReportsABadArticleEveryTime) {
  write("some.jsonl", article_lines(3) + "{broken\n");
  build();
  update();
  EXPECT_THAT(messages_, HasSubstr("some.jsonl:4: "));
}

TEST_F(UpdateTest, TellsWhyAllHasToBeBuiltAnew) {
  write("some.jsonl", article_lines(8));
  EXPECT_THAT(why_anew(), HasSubstr("nothing was published yet"));
  build();
  EXPECT_EQ(why_anew(), "");
  vocabulary_.topics.clear();
  EXPECT_THAT(why_anew(), HasSubstr("the list of topics has changed"));
  build();
  fs::remove(current() / kCountsName);
  EXPECT_THAT(why_anew(), HasSubstr("is missing"));
}

TEST_F(UpdateTest, WantsAFullBuildWhenAQuarterHasChanged) {
  write("some.jsonl", article_lines(8));
  build();
  write("some.jsonl", article_lines(10));
  update();
  EXPECT_EQ(why_anew(), "");
  write("some.jsonl", article_lines(11));
  update();
  EXPECT_THAT(why_anew(), HasSubstr("more than a quarter"));
  build();
  EXPECT_EQ(why_anew(), "");
}

TEST_F(UpdateTest, DoesNotStartFromADamagedGeneration) {
  write("some.jsonl", article_lines(8));
  build();
  const fs::path file = current() / "records";
  std::string bytes = read_file(file).value();
  bytes[bytes.size() / 2] ^= 1;
  ASSERT_TRUE(write_file_durably(file, bytes));
  EXPECT_THAT(why_anew(), HasSubstr("checksum"));
}

TEST_F(UpdateTest, CanBeKilledAtAnyStepAndDoneAgain) {
  write("some.jsonl", article_lines(8));
  build();
  for (const PublishStep step : {PublishStep::kVocabulary, PublishStep::kSync, PublishStep::kRename,
                                 PublishStep::kSwitch, PublishStep::kRetire}) {
    SCOPED_TRACE(kPublishStepNames[static_cast<std::size_t>(step)]);
    const auto before = documents(current());
    write("some.jsonl",
          article_lines(7) +
              article_line("a7", "Друга", std::string(kPublishStepNames.at(static_cast<std::size_t>(step)))));
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      update([step](PublishStep next) -> Result<void> {
        if (next == step) ::kill(::getpid(), SIGKILL);
        return {};
      });
      ::_exit(1);  // not reached
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    const fs::path expected = build_aside();
    EXPECT_EQ(documents(current()), step > PublishStep::kSwitch ? documents(expected) : before);
    ASSERT_TRUE(place_.index().remove_leftovers());
    update();
    expect_same(current(), expected);
    EXPECT_TRUE(verify(place_.index(), 0));
  }
}

TEST_F(UpdateTest, BuildsAnewWithAnotherNumberOfShards) {
  write("some.jsonl", article_lines(8));
  build();
  shards_ = 2;
  EXPECT_THAT(why_anew(), HasSubstr("it has 1 shards, not 2"));
}

TEST_F(UpdateTest, MakesDatabasesThatCanNotBeTakenForThoseBefore) {
  write("some.jsonl", article_lines(8));
  build();
  write("some.jsonl", article_lines(7) + article_line("a7", "Друга", "Друг текст"));
  update();
  const auto first = schema::read_manifest(place_.index().generation_path(1));
  const auto second = schema::read_manifest(place_.index().generation_path(2));
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->shards.at(0).documents, second->shards.at(0).documents);
  EXPECT_NE(first->shards.at(0).uuid, second->shards.at(0).uuid);
}

TEST_F(UpdateTest, GivesTheNumbersOfGoneDocumentsToNewOnes) {
  write("some.jsonl", article_lines(6));
  build();
  for (int i = 0; i < 5; ++i) {
    write("some.jsonl", article_lines(5) + article_line("x" + std::to_string(i), "Нова", "Нов текст"));
    update();
  }
  EXPECT_EQ(Xapian::Database((current() / "db").string()).get_lastdocid(), 6U);
}

TEST_F(UpdateTest, GivesTheSameIndexAsABuildAfterAnyHistory) {
  for (unsigned seed = 1; seed <= 4; ++seed) {
    SCOPED_TRACE(seed);
    shards_ = seed == 2 ? 3 : 1;
    History history(seed);
    const auto write_files = [&] {
      for (unsigned i = 0; i < History::kFiles; ++i) write("h" + std::to_string(i) + ".jsonl", history.file(i));
    };
    write_files();
    build();
    for (int step = 0; step < 8; ++step) {
      SCOPED_TRACE(step);
      history.step();
      write_files();
      update();
      expect_same(current(), build_aside());
      if (HasFailure()) return;
    }
  }
}

TEST_F(UpdateTest, TellsWhatItWouldDoWithoutDoingIt) {
  write("some.jsonl", article_lines(4));
  build();
  write("some.jsonl", article_line("a1", "Друга", "Друг текст") + article_line("нов", "Нова", "Нов текст"));
  const fs::path folder = place_.index().make_building_folder().value();
  ASSERT_TRUE(schema::save_vocabulary(vocabulary_, folder));
  const auto before = read_before(place_.index(), {kProgram, folder, shards_});
  ASSERT_TRUE(before) << describe(before.error());
  Progress progress(Progress::Style::kSilent, 0);
  Report report(progress);
  const auto comparison = compare_sources(plan_in(folder), *before, report, progress);
  ASSERT_TRUE(comparison) << describe(comparison.error());
  EXPECT_EQ(numbers(comparison->changes), "1 new, 1 changed, 3 gone, 0 unchanged");
  EXPECT_THAT(comparison->gone, ElementsAre("a0", "a2", "a3"));
  EXPECT_EQ(comparison->fresh.at(0).id, "a1");
  EXPECT_EQ(comparison->fresh.at(1).kind, Fresh::Kind::kNew);
}

}  // namespace
}  // namespace tarsach::indexer
