#include "base/shell_word.h"

#include <gtest/gtest.h>

#include "tests/support/process.h"

namespace tarsach {
namespace {

TEST(ShellWord, IsQuotedOnlyWhenItMustBe) {
  EXPECT_EQ(shell_word("/var/lib/tarsach-1.0"), "/var/lib/tarsach-1.0");
  EXPECT_EQ(shell_word("индекс"), "индекс");
  EXPECT_EQ(shell_word("my index"), "'my index'");
  EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
  EXPECT_EQ(shell_word(""), "''");
}

TEST(ShellWord, MeansTheSameToAShell) {
  for (const char* text : {"a b", "$HOME", "`id`", "$(id)", "it's \"so\"", "a\\b", "~", "*", "a;b&c|d<e>f", "{a,b}",
                           "!x", "#x", "=x", "two\nlines", "индекс", ""}) {
    const auto run = testing::run_program({"/bin/sh", "-c", "printf '%s' " + shell_word(text)});
    EXPECT_EQ(run.output, text);
  }
}

}  // namespace
}  // namespace tarsach
