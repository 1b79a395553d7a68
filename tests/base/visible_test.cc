#include "base/visible.h"

#include <gtest/gtest.h>

namespace tarsach {
namespace {

TEST(Visible, LeavesTextAsItIs) {
  for (const char* text : {"", "статия на Търсач.jsonl", "„кавички“ – ½ \u00A0\u200B\U0001F600"})
    EXPECT_EQ(visible(text), text);
}

TEST(Visible, WritesOutWhatATerminalActsUpon) {
  EXPECT_EQ(visible("a\x1b]0;own\a\nb\x7f"), "a\\x1b]0;own\\x07\\x0ab\\x7f");
  EXPECT_EQ(visible("\u009B2J\u202Etxt\u2066"), "\\xc2\\x9b2J\\xe2\\x80\\xaetxt\\xe2\\x81\\xa6");
  EXPECT_EQ(visible(std::string_view("\0", 1)), "\\x00");
}

TEST(Visible, WritesOutBytesThatAreNoUtf8) {
  EXPECT_EQ(visible("\x9b"
                    "2J\xff\xc2"),
            "\\x9b2J\\xff\\xc2");
  EXPECT_EQ(visible("\xd0z\xe2\x80"), "\\xd0z\\xe2\\x80");
}

}  // namespace
}  // namespace tarsach
