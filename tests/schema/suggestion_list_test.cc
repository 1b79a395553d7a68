#include "schema/suggestion_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "schema/suggestion_writer.h"
#include "tests/support/temporary.h"

namespace tarsach::schema {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Words = std::vector<SuggestionWord>;

std::string some_file() {
  SuggestionWriter writer;
  const SuggestionWord cluster{"клъстерна", {"клъстерен"}}, clusters{"клъстерни", {"клъстерен"}};
  const SuggestionWord meeting{"среща", {"среща", "срещам"}}, meetings{"срещи", {"среща"}}, varna{"варна", {"варна"}};
  writer.add({SuggestionKind::kTitle, 1, "Клъстерна среща във Варна", {}}, Words{cluster, meeting, varna});
  writer.add({SuggestionKind::kTitle, 4, "Срещи, срещи: среща!", {}}, Words{meetings, meetings, meeting});
  writer.add({SuggestionKind::kPhrase, 9, "клъстерни срещи", {}}, Words{clusters, meetings});
  writer.add({SuggestionKind::kWord, 20, "среща", {}}, Words{meeting});
  writer.add({SuggestionKind::kEvent, 3, "Среща във Варна", "varna-2018"}, Words{meeting, varna});
  return std::move(writer).encode();
}

SuggestionList some_list() { return SuggestionList::parse(some_file()).value(); }

std::vector<std::string> texts(const SuggestionList& list, Shelf shelf, std::string_view beginning, std::size_t most) {
  std::vector<std::string> texts;
  for (const auto entry : list.best(shelf, list.forms().narrow(list.forms().all(), 0, beginning), most))
    texts.emplace_back(list.text(entry));
  return texts;
}

TEST(SuggestionList, KeepsTextsWithTheirKindsWeightsAndIds) {
  const SuggestionList list = some_list();
  ASSERT_EQ(list.size(), 5U);
  EXPECT_EQ(list.text(0), "Среща във Варна");  // names stand before titles, titles before terms
  EXPECT_EQ(list.id(0), "varna-2018");
  EXPECT_EQ(list.kind(0), SuggestionKind::kEvent);
  EXPECT_EQ(list.weight(0), 3U);
  EXPECT_EQ(list.text(1), "Срещи, срещи: среща!");
  EXPECT_EQ(list.id(1), "");
  EXPECT_EQ(list.on(Shelf::kTerms).begin, 3U);
  EXPECT_EQ(list.on(Shelf::kTerms).end, 5U);
}

TEST(SuggestionList, FindsTextsByTheBeginningOfAnyWord) {
  const SuggestionList list = some_list();
  EXPECT_THAT(texts(list, Shelf::kTitles, "сре", 5), ElementsAre("Срещи, срещи: среща!", "Клъстерна среща във Варна"));
  EXPECT_THAT(texts(list, Shelf::kTitles, "вар", 5), ElementsAre("Клъстерна среща във Варна"));
  EXPECT_THAT(texts(list, Shelf::kTerms, "", 5), ElementsAre("среща", "клъстерни срещи"));
  EXPECT_THAT(texts(list, Shelf::kTerms, "срещ", 1), ElementsAre("среща"));
  EXPECT_THAT(texts(list, Shelf::kTitles, "я", 5), IsEmpty());
  EXPECT_THAT(SuggestionList().best(Shelf::kTitles, {}, 5), IsEmpty());
}

TEST(SuggestionList, KnowsTheFormsOfAWord) {
  const SuggestionList list = some_list();
  const Numbers forms = list.forms_of("клъстерен");
  ASSERT_EQ(forms.size(), 2U);
  EXPECT_EQ(list.forms().form(forms[0]), "клъстерна");
  EXPECT_EQ(list.forms().form(forms[1]), "клъстерни");
  EXPECT_EQ(list.forms_of("клъстер").size(), 0U);
}

TEST(SuggestionList, LeavesOutWhatIsTooLongOrHasNoWords) {
  SuggestionWriter writer;
  writer.add({SuggestionKind::kTitle, 1, std::string(kMaxSuggestionBytes + 1, 'a'), {}}, Words{{"a", {"a"}}});
  writer.add({SuggestionKind::kEvent, 1, "a", std::string(kMaxSuggestionIdBytes + 1, 'a')}, Words{{"a", {"a"}}});
  writer.add({SuggestionKind::kTitle, 1, "!!!", {}}, {});
  const auto list = SuggestionList::parse(std::move(writer).encode());
  ASSERT_TRUE(list) << list.error().message;
  EXPECT_EQ(list->size(), 0U);
}

TEST(SuggestionList, FindsTheBestOfAnyRange) {
  std::mt19937 random(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same in every run
  SuggestionWriter writer;
  constexpr std::size_t kForms = 700;
  for (int i = 0; i < 3'000; ++i) {
    Words words;
    for (int word = 0; word < 3; ++word) words.push_back({"ж" + std::to_string(1'000 + random() % kForms), {}});
    writer.add({SuggestionKind::kTitle, static_cast<std::uint32_t>(random() % 1'000), std::to_string(i), {}}, words);
  }
  const SuggestionList list = SuggestionList::parse(std::move(writer).encode()).value();
  for (int i = 0; i < 300; ++i) {
    WordList::Range range{static_cast<std::uint32_t>(random() % kForms), static_cast<std::uint32_t>(random() % kForms)};
    if (range.empty()) std::swap(range.begin, range.end);
    const Numbers having = list.having(Shelf::kTitles, range);
    std::set<SuggestionList::Entry> expected;
    for (std::size_t place = 0; place < having.size(); ++place) expected.insert(having[place]);
    while (expected.size() > 12) expected.erase(std::prev(expected.end()));
    const auto best = list.best(Shelf::kTitles, range, 12);
    EXPECT_EQ(best, std::vector<SuggestionList::Entry>(expected.begin(), expected.end()));
    EXPECT_TRUE(std::ranges::is_sorted(best, std::ranges::greater(), [&](auto entry) { return list.weight(entry); }));
  }
}

TEST(SuggestionList, IsReadFromItsFile) {
  const testing::TemporaryFolder folder;
  folder.write("suggestions", some_file());
  auto opened = SuggestionList::open(folder.path() / "suggestions");
  ASSERT_TRUE(opened) << opened.error().message;
  const SuggestionList list = std::move(*opened);
  EXPECT_THAT(texts(list, Shelf::kNames, "вар", 5), ElementsAre("Среща във Варна"));
  folder.write("other", "something else");
  const auto other = SuggestionList::open(folder.path() / "other");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::kBadData);
  EXPECT_THAT(other.error().message, HasSubstr("other: the list of suggestions is damaged"));
}

TEST(SuggestionList, RefusesWhatIsDamagedOrReadsWithinIt) {
  const std::string good = some_file();
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(SuggestionList::parse(good.substr(0, size))) << "cut to " << size;
  EXPECT_FALSE(SuggestionList::parse(good + "a"));
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x40);
    const auto list = SuggestionList::parse(bad);
    if (!list) continue;
    for (const Shelf shelf : kShelves)
      for (const auto entry : list->best(shelf, list->forms().all(), 10))
        EXPECT_LE(list->text(entry).size() + list->id(entry).size(), good.size());
  }
}

}  // namespace
}  // namespace tarsach::schema
