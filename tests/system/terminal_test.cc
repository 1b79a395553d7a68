// `tarsach` on a terminal: script(1) of util-linux gives it one, ten rows high.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/process.h"
#include "tests/support/temporary.h"
#include "tests/system/sample_index_test.h"

namespace tarsach::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class OnATerminal : public SampleIndexTest {
 protected:
  void SetUp() override {
    if (run_program({"/bin/sh", "-c", "command -v script && script --version"}).status != 0)
      GTEST_SKIP() << "script of util-linux is not installed";
  }

  /// What the terminal gets of the line, and then its status as "→ 0".
  static std::string shown(const std::string& line, std::vector<std::string> environment = {},
                           const std::string& terminal = "xterm") {
    environment.insert(environment.end(), {"TERM=" + terminal, "TARSACH_INDEX=" + index(), "SHELL=/bin/sh"});
    const std::string folder = program_path("tarsach").parent_path().string();
    return run_program(
               {"script", "-qec", "stty rows 10 cols 60; PATH='" + folder + "':$PATH; " + line + "; echo \"→ $?\"",
                (folder_->path() / "typescript").string()},
               {}, environment)
        .output;
  }
};

constexpr const char* kPager = "TARSACH_PAGER=sed 's/^/paged: /'";

TEST_F(OnATerminal, LongOutputGoesThroughThePager) {
  EXPECT_THAT(shown("tarsach search клъстер", {kPager}), HasSubstr("paged: "));
  EXPECT_THAT(shown("tarsach search клъстер", {"TARSACH_PAGER=", "PAGER=sed 's/^/paged: /'"}), HasSubstr("paged: "));
  EXPECT_THAT(shown("tarsach search --pager 'sed s/^/chosen:/' клъстер", {kPager}), HasSubstr("chosen:"));
}

TEST_F(OnATerminal, ShortOutputAndWhatIsToBeSeenAtOnceDoNot) {
  EXPECT_THAT(shown("tarsach count клъстер", {kPager}), Not(HasSubstr("paged: ")));
  EXPECT_THAT(shown("tarsach search --no-pager клъстер", {kPager}), Not(HasSubstr("paged: ")));
  EXPECT_THAT(shown("tarsach search клъстер | cat", {kPager}), Not(HasSubstr("paged: ")));
  EXPECT_THAT(shown("printf 'q\\tклъстер\\n' | tarsach search --batch - --limit 30", {kPager}),
              Not(HasSubstr("paged: ")));
}

TEST_F(OnATerminal, APagerThatEndsEarlyOrIsNotThereIsNoError) {
  const std::string early = shown("tarsach search --format json --limit 1000", {"TARSACH_PAGER=head -c 10"});
  EXPECT_THAT(early, HasSubstr("→ 0"));
  const std::string missing = shown("tarsach search клъстер", {"TARSACH_PAGER=no-such-pager"});
  EXPECT_THAT(missing, HasSubstr("→ 0"));
  EXPECT_THAT(missing, HasSubstr("articles found"));
}

TEST_F(OnATerminal, TheStatusIsThatOfTheSearch) {
  EXPECT_THAT(shown("tarsach search xyzzyqwert", {"TARSACH_PAGER=cat"}), HasSubstr("→ 1"));
}

TEST_F(OnATerminal, TitlesAndMatchesAreEmphasisedUnlessThereShallBeNoColour) {
  const std::string line = "tarsach search --no-pager клъстер";
  EXPECT_THAT(shown(line), HasSubstr("\033[1;31m"));
  EXPECT_THAT(shown(line), HasSubstr("\033]8;;https://"));
  EXPECT_THAT(shown(line, {"NO_COLOR=1"}), Not(HasSubstr("\033")));
  EXPECT_THAT(shown(line, {}, "dumb"), Not(HasSubstr("\033")));
  EXPECT_THAT(shown(line, {}, "linux"), Not(HasSubstr("\033]8;;")));
}

}  // namespace
}  // namespace tarsach::testing
