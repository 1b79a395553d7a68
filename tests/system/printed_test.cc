// What the programs print of themselves: manual pages that the readers of manuals find sound, completions that shells
// can read, and examples that work.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <fstream>

#include "indexer/manual.h"
#include "query/manual.h"
#include "tests/support/process.h"
#include "tests/support/temporary.h"

namespace tarsach::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

bool has(const std::string& program) { return run_program({"/bin/sh", "-c", "command -v " + program}).status == 0; }

class Printed : public ::testing::TestWithParam<const char*> {
 protected:
  static std::string print(std::vector<std::string> words) {
    words.insert(words.begin(), program_path(GetParam()).string());
    const auto run = run_program(words);
    EXPECT_EQ(run.status, 0) << run.error;
    EXPECT_EQ(run.error, "");
    return run.output;
  }

  /// What a reader says of what a program has printed: nothing, if it is sound.
  static std::string complaints(std::vector<std::string> words, const std::string& name, const std::string& text) {
    const TemporaryFolder folder;
    words.push_back(folder.write(name, text).string());
    const auto run = run_program(words);
    EXPECT_EQ(run.status, 0) << words[0];
    return words[0] == "groff" ? run.error : run.output + run.error;  // the output of groff is the page
  }
};

TEST_P(Printed, ManualIsSound) {
  const std::string page = print({"manual"});
  EXPECT_THAT(page, HasSubstr(".SH EXIT STATUS"));
  const std::string name = std::string(GetParam()) + (GetParam() == std::string("tarsach-searchd") ? ".8" : ".1");
  if (has("groff")) {
    EXPECT_EQ(complaints({"groff", "-man", "-Tutf8", "-ww"}, name, page), "");
  }
  if (has("mandoc")) {
    EXPECT_EQ(complaints({"mandoc", "-T", "lint"}, name, page), "");
  }
  if (!has("groff") && !has("mandoc")) GTEST_SKIP() << "neither groff nor mandoc is installed";
}

TEST_P(Printed, CompletionsCanBeReadByTheirShells) {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const std::string script = print({"completion", shell});
    EXPECT_THAT(script, HasSubstr("index"));
    if (has(shell)) {
      EXPECT_EQ(complaints({shell, "-n"}, "script", script), "") << shell;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(By, Printed, ::testing::Values("tarsach", "tarsach-indexer", "tarsach-searchd"),
                         [](const auto& tested) {
                           std::string name = tested.param;
                           std::erase(name, '-');
                           return name;
                         });

TEST(Examples, OfTheManualsWork) {
  const TemporaryFolder place;
  fs::create_directory_symlink(source_path("corpus/sample"), place.path() / "articles");
  fs::create_directory_symlink(source_path("schema/vocabulary"), place.path() / "vocabulary");
  std::vector<Explained> examples = query::manual().examples;  // the first one makes the index
  for (const Explained& example : indexer::manual().examples) examples.push_back(example);
  const std::string begin =
      "cd '" + place.path().string() + "' && PATH='" + program_path("").parent_path().string() + "':$PATH\n";
  for (const Explained& example : examples) {
    if (example.name.find(":/") != std::string::npos) continue;  // asks for another machine
    const auto run = run_program({"/bin/sh", "-c", begin + example.name});
    EXPECT_EQ(run.status, 0) << example.name << "\n" << run.error;
    EXPECT_NE(run.output + run.error, "") << example.name;
  }
}

/// The rows "| 65 | … |" below the heading.
std::vector<std::string> statuses_in(const fs::path& document, const std::string& heading) {
  std::ifstream in(document);
  std::vector<std::string> statuses;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("## ")) inside = line == heading;
    if (inside && line.starts_with("| ") && std::isdigit(static_cast<unsigned char>(line[2])) != 0)
      statuses.push_back(line.substr(2, line.find(" |", 2) - 2));
  }
  return statuses;
}

std::vector<std::string> statuses_of(const Manual& manual) {
  std::vector<std::string> statuses;
  for (const Explained& row : manual.exit_statuses) statuses.push_back(row.name);
  return statuses;
}

TEST(ExitStatuses, OfTheDocumentsAreThoseOfTheManuals) {
  EXPECT_EQ(statuses_in(source_path("docs/command-line.md"), "## Exit status"), statuses_of(query::manual()));
  EXPECT_EQ(statuses_in(source_path("docs/operations.md"), "## Building"), statuses_of(indexer::manual()));
}

}  // namespace
}  // namespace tarsach::testing
