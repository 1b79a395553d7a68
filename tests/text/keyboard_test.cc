#include "text/keyboard.h"

#include <gtest/gtest.h>

#include <set>

namespace tarsach::text {
namespace {

constexpr auto kLatin = Layout::kLatin, kBds = Layout::kBds, kTraditional = Layout::kTraditionalPhonetic,
               k2006 = Layout::kPhonetic2006;

IsWord one_of(std::set<std::string, std::less<>> words) {
  return [words = std::move(words)](std::string_view form) { return words.contains(form); };
}

const IsWord kIsWord = one_of({"правила", "закони", "пазар", "пазари", "паза", "клъстер", "на", "във", "варна",
                               "cluster", "бизнес", "мост", "чешма", "шум", "я", "р", "trace"});

TEST(Retype, TakesEachLetterForItsKey) {
  EXPECT_EQ(retype("ucyewei", kLatin, kBds), "къщеуес");
  EXPECT_EQ(retype("qkor", kLatin, kTraditional), "якор");
  EXPECT_EQ(retype("`e[ma [um", kLatin, kTraditional), "чешма шум");
  EXPECT_EQ(retype("qewma wum", kLatin, k2006), "чешма шум");
}

TEST(Retype, KnowsWhatIsWrittenWithShift) {
  EXPECT_EQ(retype(":<>?\"{Q", kLatin, kBds), "МРЛБЧЦы");
  EXPECT_EQ(retype("{}|~", kLatin, kTraditional), "ШЩЮЧ");
  EXPECT_EQ(retype("{}~", kLatin, k2006), "ЯЩЮ");
}

TEST(Retype, GoesBetweenAnyTwoLayouts) {
  EXPECT_EQ(retype("ъвкяшеи", kBds, kLatin), "cluster");
  EXPECT_EQ(retype("цлустер", kTraditional, kLatin), "cluster");
  EXPECT_EQ(retype("уьихь", kBds, kTraditional), "варна");
  const std::string alphabet = "абвгдежзийклмнопрстуфхцчшщъьюя";
  for (const Layout layout : {kBds, kTraditional, k2006})
    EXPECT_EQ(retype(retype(alphabet, layout, kLatin), kLatin, layout), alphabet);
}

TEST(Retype, LeavesWhatHasNoKey) {
  EXPECT_EQ(retype("", kLatin, kBds), "");
  EXPECT_EQ(retype("ö д", kLatin, kBds), "ö д");
  EXPECT_EQ(retype("a\xFF", kLatin, kBds), "ь");
}

TEST(RetypeChunk, TakesASignForALetterWhenThatGivesAWord) {
  EXPECT_EQ(retype_chunk("mdpd,", kLatin, kBds, kIsWord), (Retyped{"пазар", 1, 1}));
  EXPECT_EQ(retype_chunk("mdpd,r", kLatin, kBds, kIsWord), (Retyped{"пазари", 1, 1}));
  EXPECT_EQ(retype_chunk(":jkn", kLatin, kBds, one_of({"мтнх"})).text, "Мтнх");
}

TEST(RetypeChunk, TakesItForASignWhenThatGivesWords) {
  EXPECT_EQ(retype_chunk("m,dlr.d,", kLatin, kBds, kIsWord), (Retyped{"правила,", 1, 1}));
  EXPECT_EQ(retype_chunk("m,dlr.d,pdufkr", kLatin, kBds, kIsWord), (Retyped{"правила,закони", 2, 2}));
  EXPECT_EQ(retype_chunk("\"m,dlr.d\"", kLatin, kBds, kIsWord), (Retyped{"\"правила\"", 1, 1}));
  EXPECT_EQ(retype_chunk("([um)", kLatin, kTraditional, kIsWord), (Retyped{"(шум)", 1, 1}));
}

TEST(RetypeChunk, KeepsAnUnknownWordWhole) {
  EXPECT_EQ(retype_chunk("m,d,d,d", kLatin, kBds, kIsWord), (Retyped{"прарара", 1, 0}));
}

TEST(RetypeChunk, ReadsPartsOfACompoundOneByOne) {
  EXPECT_EQ(retype_chunk("biznes-klyster", kLatin, kTraditional, kIsWord), (Retyped{"бизнес-клъстер", 2, 2}));
}

TEST(RetypeWords, LeavesAWordThatWasTypedRightly) {
  EXPECT_EQ(retype_words("klyster Trace wyw warna", kLatin, kTraditional, kIsWord),
            (Retyped{"клъстер Trace във варна", 4, 4}));
  EXPECT_EQ(retype_words("", kLatin, kBds, kIsWord), Retyped{});
  EXPECT_EQ(retype_words("  na ", kLatin, kTraditional, kIsWord), (Retyped{"  на ", 1, 1}));
}

TEST(RetypeChunk, KnowsWhereSignsStand) {
  // „гледайте:“ is no „гледайтеМ“, „дата/час“ no „датабчас“, and a sign alone no letter.
  EXPECT_EQ(retype_chunk("h.eodxje:", kLatin, kBds, kIsWord), (Retyped{"гледайте:", 1, 0}));
  EXPECT_EQ(retype_chunk("odjd/'di", kLatin, kBds, one_of({"дата", "час"})), (Retyped{"дата/час", 2, 2}));
  EXPECT_EQ(retype_chunk("/", kLatin, kBds, one_of({"б"})), (Retyped{"/", 0, 0}));
  EXPECT_EQ(retype_chunk("ijfm.ske", kLatin, kBds, one_of({"стоп", "яне"})), (Retyped{"стопляне", 1, 0}));
}

TEST(RetypeWords, ReadsWhatWasTypedOnACyrillicLayout) {
  EXPECT_EQ(retype_words("ъвкяшеи", kBds, kLatin, kIsWord), (Retyped{"cluster", 1, 1}));
  EXPECT_EQ(retype_words("уьихь", kBds, kTraditional, kIsWord), (Retyped{"варна", 1, 1}));
  EXPECT_EQ(retype_words("жарна", kTraditional, k2006, kIsWord), (Retyped{"варна", 1, 1}));
}

TEST(RetypeWords, PrefersATypedWordToSignsAndSingleLetters) {
  EXPECT_EQ(retype_words("sql qr", kLatin, kBds, one_of({"sql", "qr", "я", "в", "и"})), (Retyped{"sql qr", 2, 2}));
}

TEST(RetypeWords, AsksABoundedNumberOfTimes) {
  std::size_t asked = 0;
  const IsWord never = [&](std::string_view) { return ++asked, false; };
  (void)retype_words(std::string(200, ','), kLatin, kBds, never);
  EXPECT_LE(asked, (kMaxSignsOfChunk + 2) * (kMaxSignsOfChunk + 2));
  asked = 0;
  const std::string longest(kMaxChunkBytes + 1, 'a');
  EXPECT_EQ(retype_words(longest, kLatin, kBds, never).text, longest);
  EXPECT_EQ(asked, 0U);
}

}  // namespace
}  // namespace tarsach::text
