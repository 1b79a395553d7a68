// tarsach-indexer as its users meet it: exit statuses, messages, signals.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temporary.h"

namespace tarsach::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;

std::string lines(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    text += R"({"id": "a)" + number + R"(", "title": "Статия )" + number + R"(", "body": "Среща във Варна."})" + "\n";
  }
  return text;
}

class Indexer : public ::testing::Test {
 protected:
  [[nodiscard]] std::string index() const { return (folder_.path() / "index").string(); }
  std::string write(const std::string& name, const std::string& content) {
    return folder_.write(name, content).string();
  }

  ProgramRun run(std::vector<std::string> words, std::string_view input = {}) {
    words.insert(words.begin(), program_path("tarsach-indexer").string());
    words.insert(words.begin() + 2, {"--index", index()});
    return run_program(words, input);
  }

  ProgramRun build(std::vector<std::string> words) {
    words.insert(words.begin(), {"build", "--vocabulary", source_path("schema/vocabulary").string()});
    return run(words);
  }

  TemporaryFolder folder_;
};

TEST_F(Indexer, RemembersHowItsLastRunEnded) {
  EXPECT_EQ(build({write("bad.jsonl", "{\n")}).status, 65);
  const auto nothing_yet = run({"status", "--format", "prometheus"});
  EXPECT_EQ(nothing_yet.status, 0) << nothing_yet.error;
  EXPECT_THAT(nothing_yet.output, HasSubstr("tarsach_indexer_last_run_exit_status{index=\"" + index() + "\"} 65\n"));
  EXPECT_EQ(run({"status"}).status, 69);
  EXPECT_EQ(build({write("some.jsonl", lines(3))}).status, 0);
  EXPECT_THAT(run({"status", "--format", "json"}).output, HasSubstr("\"exitStatus\": 0"));
  EXPECT_EQ(build({"--strict", write("bad.jsonl", "{\n")}).status, 65);
  EXPECT_THAT(run({"status"}).output, AllOf(HasSubstr("build FAILED"), HasSubstr("exit status 65")));
  EXPECT_THAT(run({"status", "--format", "prometheus"}).output,
              AllOf(HasSubstr("tarsach_indexer_last_run_success{"), HasSubstr("tarsach_indexer_documents{")));
  EXPECT_EQ(run({"gc"}).status, 0);
  EXPECT_THAT(run({"status"}).output, HasSubstr("build FAILED"));
}

TEST_F(Indexer, BuildsTellsVerifiesGoesBackAndClearsUp) {
  const std::string source = write("some.jsonl", lines(3));
  const ProgramRun first = build({source});
  EXPECT_EQ(first.status, 0) << first.error;
  EXPECT_EQ(first.output, "");
  EXPECT_THAT(first.error, HasSubstr("generation 1 is published: 3 documents"));
  EXPECT_EQ(build({source}).status, 0);
  EXPECT_THAT(run({"status"}).output, AllOf(HasSubstr("generation 2"), HasSubstr("last run   build succeeded")));
  EXPECT_THAT(run({"status", "--format", "json"}).output, HasSubstr("\"current\": 2"));
  EXPECT_EQ(run({"verify"}).output, "generation 2 is sound\n");
  EXPECT_EQ(run({"rollback"}).output, "generation 1 is current (it was 2)\n");
  EXPECT_EQ(run({"rollback", "--to", "2"}).status, 0);
  EXPECT_EQ(run({"gc", "--keep", "0"}).output, "removed generation 1\n");
}

TEST_F(Indexer, ReadsStandardInput) {
  const ProgramRun built = run({"build", "-"}, lines(2));
  EXPECT_EQ(built.status, 0) << built.error;
  EXPECT_THAT(built.error, HasSubstr("2 documents"));
}

TEST_F(Indexer, IndexesTheSampleWithoutAnError) {
  const ProgramRun built = build({"--strict", source_path("corpus/sample").string()});
  EXPECT_EQ(built.status, 0) << built.error;
  EXPECT_EQ(run({"verify"}).status, 0);
}

TEST_F(Indexer, ReportsABadArticleAndPublishesTheOthers) {
  const std::string source = write("some.jsonl", lines(2) + "{broken\n" + R"({"id": "x"})" + "\n");
  const ProgramRun built = build({source});
  EXPECT_EQ(built.status, 0);
  EXPECT_THAT(built.error, AllOf(HasSubstr("some.jsonl:3: "), HasSubstr("some.jsonl:4: "), HasSubstr("skipped   2")));
}

TEST_F(Indexer, EndsWith65WhenArticlesAreTooBad) {
  const std::string source = write("some.jsonl", lines(2) + "{broken\n{broken\n");
  EXPECT_EQ(build({"--strict", source}).status, 65);
  EXPECT_EQ(build({"--max-errors", "1", source}).status, 65);
  EXPECT_EQ(run({"status"}).status, 69);
  EXPECT_EQ(build({"--max-errors", "2", source}).status, 0);
}

TEST_F(Indexer, EndsWith65WhenNothingIsUsableOrTooMuchWouldVanish) {
  const std::string nothing = write("nothing.jsonl", "{broken\n");
  EXPECT_EQ(build({nothing}).status, 65);
  EXPECT_EQ(build({write("some.jsonl", lines(10))}).status, 0);
  const std::string fewer = write("fewer.jsonl", lines(3));
  const ProgramRun refused = build({fewer});
  EXPECT_EQ(refused.status, 65);
  EXPECT_THAT(refused.error, AllOf(HasSubstr("7 of 10 documents"), HasSubstr("hint: ")));
  EXPECT_EQ(build({"--max-loss", "100", fewer}).status, 0);
}

TEST_F(Indexer, EndsWith2ForWrongUse) {
  EXPECT_EQ(build({"no-such-file.jsonl"}).status, 2);
  EXPECT_EQ(build({}).status, 2);
  EXPECT_EQ(build({"--no-such-option", "x"}).status, 2);
  EXPECT_EQ(build({folder_.path().string()}).status, 2);  // the index would be inside
  write("index/other.txt", "not an index");
  EXPECT_EQ(build({write("some.jsonl", lines(1))}).status, 2);
}

TEST_F(Indexer, EndsWith69WithoutAnIndex) {
  for (const char* command : {"status", "verify", "rollback", "gc"}) EXPECT_EQ(run({command}).status, 69) << command;
}

TEST_F(Indexer, BuildsByRulesWithoutADictionaryAndSaysSo) {
  const TemporaryFolder nothing;
  const ProgramRun built = run_program({program_path("tarsach-indexer"), "build", "--index", index(), "-"}, lines(1),
                                       {"TARSACH_DATA=" + nothing.path().string()});
  EXPECT_EQ(built.status, 0) << built.error;
  EXPECT_THAT(built.error, AllOf(HasSubstr("there is no bulgarian.dictionary in " + nothing.path().string()),
                                 HasSubstr("rules alone"), HasSubstr("build again")));
  EXPECT_THAT(run({"status"}).output, HasSubstr("dictionary none"));
  EXPECT_EQ(run({"verify"}).status, 0);
}

TEST_F(Indexer, EndsWith78ForAVocabularyThatIsNotThere) {
  const ProgramRun built = run({"build", "--vocabulary", folder_.path().string(), write("some.jsonl", lines(1))});
  EXPECT_EQ(built.status, 78);
  EXPECT_THAT(built.error, HasSubstr("events.json"));
}

TEST_F(Indexer, EndsWith65ForAWrongVocabularyAndNamesTheEntry) {
  write("vocabulary/events.json", R"({"events": [{"id": "x", "label": {"bg": "Х", "en": "X"}, "from": "soon"}]})");
  const ProgramRun built =
      run({"build", "--vocabulary", (folder_.path() / "vocabulary").string(), write("some.jsonl", lines(1))});
  EXPECT_EQ(built.status, 65);
  EXPECT_THAT(built.error, AllOf(HasSubstr("event 1 ('x')"), HasSubstr("'soon' is not a date")));
}

/// An index of ten articles, which are then to be updated.
class Updating : public Indexer {
 protected:
  Updating() : source_(write("some.jsonl", lines(10))) { EXPECT_EQ(update({}).status, 0); }

  ProgramRun update(std::vector<std::string> options) {
    options.insert(options.begin(), {"update", "--vocabulary", source_path("schema/vocabulary").string()});
    options.push_back(source_);
    return run(options);
  }

  std::string source_;
};

TEST_F(Updating, BuildsWhenThereIsNothingToUpdate) {
  EXPECT_THAT(run({"status"}).output, HasSubstr("generation 1"));
  EXPECT_EQ(run({"verify"}).status, 0);
}

TEST_F(Indexer, MakesNothingOfNothingInAnUpdateAndCallsThatNoFailure) {
  const fs::path articles = folder_.path() / "articles";
  fs::create_directory(articles);
  const ProgramRun empty = run({"update", articles.string()});
  EXPECT_EQ(empty.status, 0);
  EXPECT_THAT(empty.error, HasSubstr("there are no articles yet; nothing was published"));
  EXPECT_EQ(run({"build", articles.string()}).status, 65);
  EXPECT_EQ(run({"status"}).status, 69);
  write("articles/broken.jsonl", "{broken\n");
  EXPECT_EQ(run({"update", articles.string()}).status, 65) << "a bad article is one";
  write("articles/broken.jsonl", lines(2));
  EXPECT_EQ(run({"update", articles.string()}).status, 0);
  fs::remove(articles / "broken.jsonl");
  EXPECT_EQ(run({"update", articles.string()}).status, 65) << "articles that were there";
}

TEST_F(Updating, PublishesWhatHasChangedAndNothingElse) {
  const ProgramRun same = update({});
  EXPECT_EQ(same.status, 0);
  EXPECT_THAT(same.error, HasSubstr("nothing has changed; generation 1 stays"));
  write("some.jsonl", lines(12) + "{broken\n");
  const ProgramRun more = update({});
  EXPECT_EQ(more.status, 0) << more.error;
  EXPECT_THAT(more.error, AllOf(HasSubstr("generation 2 is published: 12 documents"), HasSubstr("new       2"),
                                HasSubstr("unchanged 10"), HasSubstr("some.jsonl:13: ")));
  EXPECT_EQ(run({"verify"}).output, "generation 2 is sound\n");
}

TEST_F(Updating, PrintsWhatItWouldDoAndDoesNotDoIt) {
  write("some.jsonl", lines(9) + R"({"id": "x", "title": "Нова"})" + "\n");
  const ProgramRun told = update({"--dry-run"});
  EXPECT_EQ(told.status, 0) << told.error;
  EXPECT_EQ(told.output, "new\tx\ngone\ta9\n");
  EXPECT_THAT(told.error, HasSubstr("1 new, 0 changed, 1 gone, 9 unchanged; nothing was published"));
  write("some.jsonl", lines(3));
  const ProgramRun refused = update({"--dry-run"});
  EXPECT_EQ(refused.status, 65);
  EXPECT_THAT(refused.error, HasSubstr("7 of 10 documents"));
  EXPECT_THAT(run({"status"}).output, HasSubstr("generation 1"));
}

TEST_F(Updating, EndsWith65WhenTooMuchWouldVanish) {
  write("some.jsonl", lines(3));
  EXPECT_EQ(update({}).status, 65);
  EXPECT_EQ(update({"--max-loss", "100"}).status, 0);
  EXPECT_THAT(run({"status", "--format", "json"}).output, HasSubstr("\"documents\": 3"));
}

TEST_F(Updating, BuildsAnewWhenTheVocabularyIsAnotherAndSaysSo) {
  write("vocabulary/topics.json", R"({"topics": []})");
  const ProgramRun built = run({"update", "--vocabulary", (folder_.path() / "vocabulary").string(), source_});
  EXPECT_EQ(built.status, 0) << built.error;
  EXPECT_THAT(built.error, AllOf(HasSubstr("all is built anew: the list of events has changed"),
                                 HasSubstr("generation 2 is published: 10 documents")));
}

TEST_F(Indexer, TellsItsOptionsAndVersion) {
  EXPECT_THAT(run_program({program_path("tarsach-indexer"), "build", "--help"}).output, HasSubstr("--max-loss"));
  EXPECT_THAT(run_program({program_path("tarsach-indexer"), "--version"}).output, HasSubstr("schema 5"));
}

/// A build that waits for articles on its standard input, which nobody feeds.
class WaitingIndexer : public Indexer {
 protected:
  WaitingIndexer() { EXPECT_EQ(::system(("mkfifo '" + pipe() + "'").c_str()), 0); }

  [[nodiscard]] std::string pipe() const { return (folder_.path() / "pipe").string(); }
  /// Both ends of the pipe are open, so that it does not end.
  [[nodiscard]] std::vector<std::string> command() const {
    return {"/bin/sh", "-c",  R"(exec "$0" build --index "$1" - <> "$2")", program_path("tarsach-indexer"),
            index(),   pipe()};
  }

  [[nodiscard]] bool is_building() const {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(index(), ignored))
      if (entry.path().filename().string().starts_with("building-")) return true;
    return false;
  }

  void wait_until_building() const {
    for (int i = 0; i < 500 && !is_building(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    ASSERT_TRUE(is_building());
  }
};

TEST_F(WaitingIndexer, KeepsASecondOneOutAndSaysWho) {
  const BackgroundProgram first(command());
  wait_until_building();
  const ProgramRun second = build({write("some.jsonl", lines(1))});
  EXPECT_EQ(second.status, 75);
  EXPECT_THAT(second.error, HasSubstr(std::to_string(first.process())));
}

TEST_F(WaitingIndexer, StopsForASignalAndLeavesNothing) {
  for (const int signal : {SIGINT, SIGTERM}) {
    BackgroundProgram program(command());
    wait_until_building();
    EXPECT_EQ(program.stop(signal), 128 + signal) << program.error();
    EXPECT_FALSE(is_building());
  }
  EXPECT_EQ(run({"status"}).status, 69);
}

}  // namespace
}  // namespace tarsach::testing
