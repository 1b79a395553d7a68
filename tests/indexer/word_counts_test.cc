#include "indexer/word_counts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace tarsach::indexer {
namespace {

using schema::IndexWord;
using ::testing::ElementsAre;

struct Text {
  std::string title, body;
};

WordCounts count(const std::vector<Text>& texts, std::size_t most_forms = WordCounts::kMostForms) {
  text::Analyzer analyzer;
  WordCounts counts(most_forms);
  for (const Text& text : texts) {
    counts.next_document();
    counts.add_title(analyzer.analyze(text.title));
    counts.add_body(text.body, analyzer.analyze(text.body));
  }
  return counts;
}

std::vector<IndexWord> words_of(const std::vector<Text>& texts) {
  return index_words(count(texts).take(), texts.size());
}

/// Those that usually have a capital letter.
std::vector<std::string> names_in(const std::string& body) {
  std::vector<std::string> names;
  for (const IndexWord& word : words_of({{"", body}}))
    if ((word.flags & schema::kUsuallyCapital) != 0) names.push_back(word.form);
  return names;
}

TEST(WordCounts, CountsTheArticlesThatHaveAForm) {
  EXPECT_EQ(words_of({{"Среща", "Среща на срещата."}, {"", "на"}}),
            (std::vector<IndexWord>{{"на", 2, 0}, {"среща", 1, 0}, {"срещата", 1, 0}}));
}

TEST(WordCounts, HasTheWholeOfACompoundAndItsParts) {
  EXPECT_EQ(words_of({{"", "бизнес-клъстер"}}),
            (std::vector<IndexWord>{{"бизнес", 1, 0}, {"бизнесклъстер", 1, 0}, {"клъстер", 1, 0}}));
}

TEST(WordCounts, HasNoNumbersNoOtherScriptsAndNothingEndless) {
  EXPECT_EQ(words_of({{"covid19 eu", "2018 10,5 4x4 π " + std::string(WordCounts::kMostFormBytes + 1, 'x')}}),
            (std::vector<IndexWord>{{"eu", 1, 0}}));
}

TEST(WordCounts, KnowsANameByItsCapitalWithinASentence) {
  EXPECT_THAT(names_in("Срещата във Варна – с гости от НАТО, проф. Иванова и д-р Петров."),
              ElementsAre("варна", "иванова", "нато", "петров"));
}

TEST(WordCounts, LearnsNothingFromACapitalThatAnyWordWouldHave) {
  EXPECT_THAT(names_in("Среща. Клъстери! Днес\nУтре каза: Добре „Под“ – край"), ElementsAre());
  EXPECT_THAT(names_in("РЕД И УСЛОВИЯ ЗА СРЕЩА"), ElementsAre());
  text::Analyzer analyzer;
  WordCounts titles;
  titles.next_document();
  titles.add_title(analyzer.analyze("How to Build a Cluster"));
  for (const IndexWord& word : index_words(titles.take(), 1)) EXPECT_EQ(word.flags, 0) << word.form;
}

TEST(WordCounts, GoesByMostPlaces) {
  EXPECT_THAT(names_in("за Надежда, за Надежда и за надежда"), ElementsAre("надежда"));
  EXPECT_THAT(names_in("за Надежда и за надежда"), ElementsAre());
}

TEST(WordCounts, AddsUpWhatThreadsHaveCounted) {
  const std::vector<Text> first = {{"", "от Варна до града"}, {"", "в града"}}, second = {{"", "за Варна, за Бургас"}};
  std::vector<Text> both = first;
  both.insert(both.end(), second.begin(), second.end());
  WordCounts one = count(first), other = count(second);
  one.merge(std::move(other));
  EXPECT_EQ(index_words(one.take(), 3), words_of(both));
}

TEST(WordCounts, SaysNoMoreThanThereAreArticles) {
  for (const IndexWord& word : index_words(count({{"", "същата"}, {"", "същата"}}).take(), 1))
    EXPECT_EQ(word.documents, 1U);
}

TEST(WordCounts, ForgetsTheRarestWhenThereAreTooMany) {
  std::vector<Text> texts;
  const auto letters = [](int number) {
    return std::string{static_cast<char>('a' + number / 26 % 26), static_cast<char>('a' + number % 26)};
  };
  for (int i = 0; i < 100; ++i) texts.push_back({"", "често rare" + letters(i) + (i % 2 == 0 ? " понякога" : "")});
  WordCounts counts = count(texts, 10);
  EXPECT_GE(counts.forgotten(), 80U);
  std::map<std::string, std::uint32_t> kept;
  for (const IndexWord& word : index_words(counts.take(), 100)) kept[word.form] = word.documents;
  EXPECT_LE(kept.size(), 12U);  // a document's own words come on top
  EXPECT_EQ(kept["често"], 100U);
  EXPECT_EQ(kept["понякога"], 50U);
}

}  // namespace
}  // namespace tarsach::indexer
