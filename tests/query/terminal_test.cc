#include "query/terminal.h"

#include <gtest/gtest.h>

namespace tarsach::query {
namespace {

constexpr Screen kPlain{};
constexpr Screen kAnsi{Style::kAnsi, 0};

TEST(Printable, KeepsLettersOfEveryAlphabet) {
  EXPECT_EQ(printable("Ѝ „клъстер“ naïve 中 𐍈"), "Ѝ „клъстер“ naïve 中 𐍈");
}

TEST(Printable, DropsControlCharacters) {
  EXPECT_EQ(printable(std::string_view("a\0b\033[31mc\007d\177e", 14)), "ab[31mcde");
  EXPECT_EQ(printable("a\u009B31mb"), "a31mb");  // the one-letter form of ESC [
}

TEST(Printable, DropsMarksThatTurnTextAround) { EXPECT_EQ(printable("a\u202Eb\u2066c\u200F"), "abc"); }

TEST(Printable, ReplacesBrokenBytes) {
  EXPECT_EQ(printable("a\xff"
                      "b"),
            "a\uFFFDb");
  EXPECT_EQ(printable("\xd0"), "\uFFFD");
  EXPECT_EQ(printable("\xc0\xaf"), "\uFFFD\uFFFD");            // a long form of "/"
  EXPECT_EQ(printable("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD");  // a surrogate
}

TEST(Printable, MakesOneLineUnlessLinesAreWanted) {
  EXPECT_EQ(printable("a\r\nb\tc\u2028d"), "a  b c d");
  EXPECT_EQ(printable("a\nb\tc", Lines::kMany), "a\nb c");
}

TEST(Emphasised, TurnsMarksIntoTerminalCodesOrNothing) {
  EXPECT_EQ(emphasised("a <mark>b</mark> c", kAnsi), "a \033[1;31mb\033[0m c");
  EXPECT_EQ(emphasised("a <mark>b</mark> c", kPlain), "a b c");
}

TEST(Emphasised, UnescapesOnceOnly) {
  EXPECT_EQ(emphasised("&lt;b&gt; &amp;lt; &quot;&#39;", kPlain), "<b> &lt; \"'");
  EXPECT_EQ(emphasised("&lt;mark&gt;x&lt;/mark&gt;", kAnsi), "<mark>x</mark>");
}

TEST(Emphasised, EndsAnOpenMark) { EXPECT_EQ(emphasised("a<mark>b", kAnsi), "a\033[1;31mb\033[0m"); }

TEST(Emphasised, StaysWithinWhatIsBold) {
  EXPECT_EQ(bold(emphasised("a <mark>b</mark> c", kAnsi), kAnsi), "\033[1ma \033[1;31mb\033[0m\033[1m c\033[0m");
}

TEST(Linked, IsALinkOnlyWhereLinksAreKnownAndOnlyIntoTheWeb) {
  const Screen screen{Style::kAnsi, 0, 0, Links::kShown};
  EXPECT_EQ(linked("а", "https://example.org/a?b=1", screen), "\033]8;;https://example.org/a?b=1\033\\а\033]8;;\033\\");
  EXPECT_EQ(linked("а", "https://example.org/", kAnsi), "а");
  for (const char* url : {"", "javascript:alert(1)", "file:///etc/passwd", "example.org"})
    EXPECT_EQ(linked("а", url, screen), "а") << url;
}

TEST(Linked, CanNotBeLeftByAnAddress) {
  const Screen screen{Style::kAnsi, 0, 0, Links::kShown};
  EXPECT_EQ(linked("а", "https://x/\033\\\007 я", screen), "\033]8;;https://x/%1B\\%07%20%D1%8F\033\\а\033]8;;\033\\");
  EXPECT_EQ(display_width(linked(bold("абв", screen), "https://m.example.org/m", screen)), 3U);
}

TEST(Broken, GivesTheRowsOfALine) {
  EXPECT_EQ(broken("една две три", 8), (std::vector<std::string>{"една две", "три"}));
  EXPECT_EQ(broken("", 8), std::vector<std::string>{""});
}

TEST(DisplayWidth, CountsLettersWithoutAccentsAndCodes) {
  EXPECT_EQ(display_width("клъстер"), 7U);
  EXPECT_EQ(display_width("и\u0300"), 1U);
  EXPECT_EQ(display_width(bold("абв", kAnsi)), 3U);
}

TEST(Indented, BreaksBetweenWords) {
  EXPECT_EQ(indented("една две три", 2, {Style::kPlain, 10}), "  една две\n  три\n");
  EXPECT_EQ(indented("една две три", 2, kPlain), "  една две три\n");
  EXPECT_EQ(indented(" една  две ", 0, kPlain), "една две\n");
  EXPECT_EQ(indented("дългадума", 2, {Style::kPlain, 5}), "  дългадума\n");
}

}  // namespace
}  // namespace tarsach::query
