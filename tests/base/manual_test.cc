#include "base/manual.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/process.h"
#include "tests/support/temporary.h"

namespace tarsach {
namespace {

using ::testing::HasSubstr;

constexpr const char* kNasty = ".dots 'quotes' \"double\" `ticks` \\fBslashes\\e -dash --flags ~ ^ % Търсач…";

struct Settings {
  std::string text = "a \"b\"";
  std::vector<std::string> words;
};

Program nasty(Settings& to) {
  const Option option{"odd", "X", kNasty, &to.text};
  const Option other{"odd", "X", "means something else", &to.text};
  return {
      "try-it",
      "Tries.",
      "1",
      {{"first", kNasty, {option}, {"WORD", kNasty, &to.words}}, {"second", "again", {option}}, {"third", "", {other}}},
      {.section = 1,
       .title = kNasty,
       .description = {kNasty, ".begins with a dot", "'begins with a quote"},
       .environment = {{"NAME", kNasty}},
       .files = {{"/etc/try's", kNasty}},
       .exit_statuses = {{"0", kNasty}},
       .examples = {{"try-it first --odd '.x' \"$HOME\" \\; клъстерна среща с много дълги думи до края", kNasty},
                    {".hidden", kNasty}},
       .see_also = {"other(1)", "try-that(8)"}}};
}

bool has(const std::string& program) {
  return testing::run_program({"/bin/sh", "-c", "command -v " + program}).status == 0;
}

testing::ProgramRun read_by(std::vector<std::string> words, const std::string& page) {
  const testing::TemporaryFolder folder;
  words.push_back(folder.write("try-it.1", page).string());
  return testing::run_program(words);
}

TEST(Manual, HasTheSectionsOfAManualPageInTheirOrder) {
  Settings to;
  const std::string page = manual_page(nasty(to));
  std::size_t at = 0;
  for (const char* section : {"NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "OPTIONS", "CONFIGURATION", "ENVIRONMENT",
                              "FILES", "EXIT STATUS", "EXAMPLES", "SEE ALSO"}) {
    const std::size_t found = page.find("\n.SH " + std::string(section) + "\n");
    ASSERT_NE(found, std::string::npos) << section;
    EXPECT_GT(found, at) << section;
    at = found;
  }
}

TEST(Manual, IsAsciiAndHasNoLineThatIsTakenForARequest) {
  Settings to;
  const std::string page = manual_page(nasty(to));
  for (const char letter : page) ASSERT_LT(static_cast<unsigned char>(letter), 0x80);
  EXPECT_EQ(page.find("\n.begins"), std::string::npos);
  EXPECT_EQ(page.find("\n.hidden"), std::string::npos);
  EXPECT_EQ(page.find("\n'"), std::string::npos);
}

TEST(Manual, TellsAnOptionOnceForAllCommandsInWhichItMeansTheSame) {
  Settings to;
  const std::string page = manual_page(nasty(to));
  EXPECT_THAT(page, HasSubstr("(first, second)"));
  EXPECT_THAT(page, HasSubstr("means something else (third)"));
}

TEST(Manual, IsSoundToGroff) {
  if (!has("groff")) GTEST_SKIP() << "groff is not installed";
  Settings to;
  const auto run = read_by({"groff", "-man", "-Tutf8", "-ww", "-P-cbou"}, manual_page(nasty(to)));
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(run.error, "");
  EXPECT_THAT(run.output, HasSubstr("'quotes' \"double\" `ticks` \\fBslashes\\e -dash --flags ~ ^ %\n       Търсач…"));
  EXPECT_THAT(run.output, HasSubstr("try-it first --odd '.x' \"$HOME\" \\; клъстерна"));
  EXPECT_THAT(run.output, HasSubstr(".hidden"));
}

TEST(Manual, IsSoundToMandoc) {
  if (!has("mandoc")) GTEST_SKIP() << "mandoc is not installed";
  Settings to;
  const auto run = read_by({"mandoc", "-T", "lint", "-W", "warning"}, manual_page(nasty(to)));
  EXPECT_EQ(run.output + run.error, "");
}

}  // namespace
}  // namespace tarsach
