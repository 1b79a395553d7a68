#include "schema/spelling_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/support/temporary.h"

namespace tarsach::schema {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::vector<std::string> kForms = {"cluster", "varna2017", "вар",      "варна",    "вода",        "град",
                                         "градове", "градовете", "градския", "клъстер",  "клъстери",    "клъстерите",
                                         "нощ",     "община",    "общината", "общините", "предприятие", "река"};

WordList words_of(const std::vector<std::string>& forms) {
  std::vector<IndexWord> words;
  for (const std::string& form : forms) words.push_back({form, 1, 0});
  return WordList::parse(encode_words(words)).value();
}

std::vector<std::string> near(const SpellingIndex& index, const WordList& words, std::string_view form) {
  std::vector<std::string> found;
  for (const WordList::Range range : index.near(form))
    for (WordList::Number word = range.begin; word < range.end; ++word) found.emplace_back(words.form(word));
  return found;
}

std::vector<std::string> near(std::string_view form) {
  const WordList words = words_of(kForms);
  return near(SpellingIndex::parse(encode_spelling(words)).value(), words, form);
}

TEST(SpellingIndex, HasTheWordWithALetterLeftOutPutInReplacedOrExchanged) {
  for (const char* typed : {"клстер", "клъъстер", "клъстар", "клъстре", "лкъстер", "клъстерр"})
    EXPECT_THAT(near(typed), Contains("клъстер")) << typed;
  for (const char* typed : {"вдоа", "водда", "вада", "вода"}) EXPECT_THAT(near(typed), Contains("вода")) << typed;
}

TEST(SpellingIndex, HasTheWordWithTwoSlipsOnlyIfItIsLong) {
  EXPECT_THAT(near("педприатие"), Contains("предприятие"));
  EXPECT_THAT(near("общианнта"), Contains("общината"));
  EXPECT_THAT(near("пшда"), Not(Contains("вода")));
}

TEST(SpellingIndex, FindsASlipBehindTheLettersThatItLooksAt) {
  EXPECT_THAT(near("предприятеи"), Contains("предприятие"));
  EXPECT_THAT(near("градовтее"), Contains("градовете"));
}

TEST(SpellingIndex, LeavesShortWordsAndNumbersAlone) {
  EXPECT_THAT(near("вра"), Not(Contains("вар")));
  EXPECT_THAT(near(""), IsEmpty());
  EXPECT_THAT(near("varna2018"), IsEmpty());
  EXPECT_THAT(near("varnaa"), Not(Contains("varna2017")));
}

TEST(SpellingIndex, IsSafeWithAnyBytes) {
  for (const char* typed : {"\xD0", "\xD0\xD0\xD0\xD0\xD0\xD0", "\x80\x80\x80\x80\x80", "клъ\xFFстер"})
    EXPECT_LE(near(typed).size(), kForms.size());
}

TEST(SpellingIndex, GivesRangesInOrderThatDoNotTouch) {
  const WordList words = words_of(kForms);
  const auto ranges = SpellingIndex::parse(encode_spelling(words))->near("градовете");
  ASSERT_FALSE(ranges.empty());
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    EXPECT_LT(ranges[i].begin, ranges[i].end);
    EXPECT_LE(ranges[i].end, words.size());
    if (i > 0) {
      EXPECT_LT(ranges[i - 1].end, ranges[i].begin);
    }
  }
}

// Of three letters of an alphabet, so that words are like each other.
class Scribe {
 public:
  std::string word() {
    std::u16string letters;
    for (std::size_t i = 3 + below(9); i > 0; --i) letters += letter();
    return utf8(letters);
  }

  std::string with_slips(const std::string& word, unsigned slips) {
    std::u16string letters;
    for (std::size_t i = 1; i < word.size(); i += 2)
      letters += static_cast<char16_t>(0x400 + (static_cast<unsigned char>(word[i]) & 0x3F));
    std::size_t from = 0;  // one after the other, so that no letter is edited twice
    for (; slips > 0 && from < letters.size(); --slips) from = slip(letters, from + below(letters.size() - from));
    return utf8(letters);
  }

 private:
  std::size_t slip(std::u16string& letters, std::size_t at) {
    switch (below(4)) {
      case 0: letters.erase(at, 1); return at;
      case 1: letters.insert(at, 1, letter()); return at + 1;
      case 2: letters[at] = letter(); return at + 1;
      default:
        if (at + 1 < letters.size()) std::swap(letters[at], letters[at + 1]);
        return at + 2;
    }
  }
  std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_); }
  char16_t letter() { return static_cast<char16_t>(0x430 + below(3)); }
  static std::string utf8(const std::u16string& letters) {
    std::string text;
    for (const char16_t code : letters) {
      text += static_cast<char>(0xC0 | code >> 6U);
      text += static_cast<char>(0x80 | (code & 0x3FU));
    }
    return text;
  }

  std::mt19937 random_{7};
};

TEST(SpellingIndex, MissesNoWordWithinTheEditsThatItAllows) {
  Scribe scribe;
  std::vector<std::string> forms;
  for (int i = 0; i < 300; ++i) forms.push_back(scribe.word());
  std::ranges::sort(forms);
  forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
  const WordList words = words_of(forms);
  const SpellingIndex index = SpellingIndex::parse(encode_spelling(words)).value();
  for (const std::string& form : forms) {
    for (unsigned slips = 0; slips <= 2; ++slips) {
      for (int i = 0; i < 20; ++i) {
        const std::string typed = scribe.with_slips(form, slips);
        if (slips > most_edits(typed.size() / 2)) continue;
        EXPECT_THAT(near(index, words, typed), Contains(form)) << typed;
      }
    }
  }
}

TEST(SpellingIndex, IsReadFromItsFile) {
  const testing::TemporaryFolder folder;
  const WordList words = words_of(kForms);
  folder.write("spelling", encode_spelling(words));
  const auto index = SpellingIndex::open(folder.path() / "spelling");
  ASSERT_TRUE(index) << index.error().message;
  EXPECT_EQ(index->words(), words.size());
  EXPECT_THAT(near(*index, words, "клъстре"), Contains("клъстер"));
}

TEST(SpellingIndex, MayHaveNoWords) {
  const auto index = SpellingIndex::parse(encode_spelling(WordList()));
  ASSERT_TRUE(index) << index.error().message;
  EXPECT_THAT(index->near("клъстер"), IsEmpty());
  EXPECT_THAT(SpellingIndex().near("клъстер"), IsEmpty());
}

TEST(SpellingIndex, RefusesWhatIsDamaged) {
  const WordList words = words_of({"вода", "град"});
  const std::string good = encode_spelling(words);
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(SpellingIndex::parse(good.substr(0, size))) << "cut to " << size;
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x40);
    const auto index = SpellingIndex::parse(bad);
    if (!index) continue;
    for (const WordList::Range range : index->near("вдоа")) EXPECT_LE(range.end, index->words());
  }
  const testing::TemporaryFolder folder;
  folder.write("spelling", "something else");
  const auto index = SpellingIndex::open(folder.path() / "spelling");
  ASSERT_FALSE(index);
  EXPECT_THAT(index.error().message, HasSubstr("spelling: the index of spellings is damaged"));
}

}  // namespace
}  // namespace tarsach::schema
