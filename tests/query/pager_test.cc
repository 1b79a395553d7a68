#include "query/pager.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <iterator>

#include "tests/support/temporary.h"

namespace tarsach::query {
namespace {

class Pager : public ::testing::Test {
 protected:
  Pager() { ::unsetenv("PAGER"); }
  ~Pager() override { ::unsetenv("PAGER"); }

  [[nodiscard]] std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  [[nodiscard]] std::string written(const std::string& name) const {
    std::ifstream in(path(name));
    return {std::istreambuf_iterator<char>(in), {}};
  }

  testing::TemporaryFolder folder_;
};

TEST_F(Pager, IsTheChosenOneThenTheUsualOneThenLess) {
  EXPECT_NE(pager_command("").find("less"), std::string::npos);
  ::setenv("PAGER", "more", 1);
  EXPECT_EQ(pager_command(""), "more");
  EXPECT_EQ(pager_command("less -S"), "less -S");
}

TEST_F(Pager, IsNoneForCatAndForAnEmptyVariable) {
  EXPECT_EQ(pager_command("cat"), "");
  ::setenv("PAGER", "", 1);
  EXPECT_EQ(pager_command(""), "");
}

TEST_F(Pager, CountsTheRowsOfTheScreen) {
  const Screen screen{Style::kAnsi, 10};
  EXPECT_EQ(rows_of("", screen), 0U);
  EXPECT_EQ(rows_of("една\n\nтри", screen), 3U);
  EXPECT_EQ(rows_of("десетбукви\nединадесетт\n", screen), 3U);
  EXPECT_EQ(rows_of(bold("десетбукви", screen), screen), 1U);
  EXPECT_EQ(rows_of("дълъг ред без край и без ширина", Screen{}), 1U);
}

TEST_F(Pager, ReadsTheWholeText) {
  const std::string text(300'000, 'x');
  EXPECT_EQ(page(text, "cat > '" + path("out") + "'"), Paged::kYes);
  EXPECT_EQ(written("out"), text);
}

TEST_F(Pager, MayEndEarlyOrBadly) {
  const std::string text(300'000, 'x');
  EXPECT_EQ(page(text, "true"), Paged::kYes);
  EXPECT_EQ(page(text, "exit 3"), Paged::kYes);
  EXPECT_EQ(page(text, "kill -9 $$"), Paged::kYes);
}

TEST_F(Pager, ThatIsNotThereIsTold) { EXPECT_EQ(page("текст", "exec no-such-pager 2> /dev/null"), Paged::kNo); }

TEST_F(Pager, GetsTheSignalsThatAreIgnoredMeanwhile) {
  EXPECT_EQ(page("", "trap 'echo told > " + path("signal") + "' INT; kill -INT $PPID; kill -INT $$"), Paged::kYes);
  EXPECT_EQ(written("signal"), "told\n");
}

TEST_F(Pager, GetsGitsOptionsOfLessUnlessTheyAreSet) {
  ::unsetenv("LESS");
  EXPECT_EQ(page("", "echo $LESS > " + path("less")), Paged::kYes);
  EXPECT_EQ(written("less"), "FRX\n");
  ::setenv("LESS", "S", 1);
  EXPECT_EQ(page("", "echo $LESS > " + path("less")), Paged::kYes);
  EXPECT_EQ(written("less"), "S\n");
  ::unsetenv("LESS");
}

}  // namespace
}  // namespace tarsach::query
