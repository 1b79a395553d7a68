#include "indexer/suggestions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schema/suggestion_list.h"

namespace tarsach::indexer {
namespace {

using schema::SuggestionKind;
using schema::SuggestionList;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

using Counted = std::vector<std::pair<std::string, std::uint32_t>>;

Counted phrases_of(const std::vector<std::string>& texts) {
  text::Analyzer analyzer;
  PhraseCounts phrases;
  for (const std::string& text : texts) {
    phrases.next_document();
    phrases.add(text, analyzer.analyze(text));
  }
  phrases.end_batch();
  Counted counted;
  for (const Phrase& phrase : phrases.take(10)) counted.emplace_back(phrase.text, phrase.documents);
  return counted;
}

TEST(PhraseCounts, FindWordsThatOftenStandTogether) {
  EXPECT_THAT(phrases_of({"Нова клъстерна среща", "Тук клъстерните срещи", "Пак клъстерна среща, разговор"}),
              ElementsAre(Pair("клъстерна среща", 3)));
  EXPECT_THAT(phrases_of({"клъстерна среща клъстерна среща клъстерна среща", "нещо"}), IsEmpty());
}

TEST(PhraseCounts, GoOverStopWordsButNotOverMarks) {
  EXPECT_THAT(phrases_of({"министър на земеделието", "министър на земеделието", "министър. Земеделието"}),
              ElementsAre(Pair("министър на земеделието", 2)));
  EXPECT_THAT(phrases_of({"среща, Варна", "среща, Варна", "среща\nВарна", "среща\nВарна"}), IsEmpty());
}

TEST(PhraseCounts, LeaveOutVerbsAndUnfinishedPhrases) {
  EXPECT_THAT(phrases_of({"Варна е пристанище", "Варна е пристанище"}), IsEmpty());
  const std::string text = "конкурс за клъстерни дела";
  EXPECT_THAT(phrases_of({text, text, text, text, text}), ElementsAre(Pair(text, 4)));
  EXPECT_THAT(phrases_of({"среща на клъстерни", "среща на клъстерни", "среща на клъстерни"}), IsEmpty());
}

TEST(PhraseCounts, PreferTheLongerOneThatIsNearlyAlwaysMeant) {
  const std::string text = "български клъстер за информация";
  EXPECT_THAT(phrases_of({text, text, text, text, text}), ElementsAre(Pair(text, 4)));  // known from the second on
  EXPECT_THAT(phrases_of({text, text, text, "български клъстер", "български клъстер", "български клъстер"}),
              Contains(Pair("български клъстер", 6)));
}

TEST(PhraseCounts, AreTheSameHoweverBatchesAreSpreadOverThreads) {
  text::Analyzer analyzer;
  std::array<PhraseCounts, 3> counts;  // the first has all batches, the other two have one each
  const std::array<std::string, 2> texts = {"Клъстерна среща", "клъстерна среща"};
  for (std::size_t batch = 0; batch < 2; ++batch)
    for (PhraseCounts* phrases : {&counts[0], &counts[1 + batch]}) {
      for (std::size_t i = 0; i < 2 + batch; ++i) {
        phrases->next_document();
        phrases->add(texts[batch], analyzer.analyze(texts[batch]));
      }
      phrases->end_batch();
    }
  counts[2].merge(std::move(counts[1]));
  const auto one = counts[0].take(5), two = counts[2].take(5);
  ASSERT_EQ(one.size(), 1U);
  ASSERT_EQ(two.size(), 1U);
  EXPECT_EQ(one[0].text, "клъстерна среща");
  EXPECT_EQ(one[0].text, two[0].text);
  EXPECT_EQ(one[0].documents, 5U);
  EXPECT_EQ(two[0].documents, 5U);
}

corpus::Article article(const std::string& title, schema::Date date = {}, std::vector<std::string> events = {}) {
  corpus::Article article;
  article.title = title;
  article.date = date;
  article.events = std::move(events);
  return article;
}

void add(TitleCounts& titles, const corpus::Article& article) {
  text::Analyzer analyzer;
  titles.add(article, analyzer.analyze(article.title));
}

std::vector<std::string> texts(TitleCounts& titles) {
  std::vector<std::string> texts;
  for (const Title& title : titles.take()) texts.push_back(title.text);
  return texts;
}

TEST(TitleCounts, KnowEachTitleOnceAndTheHeaviestFirst) {
  TitleCounts titles, more;
  add(titles, article("Стара", {2017, 1, 1}));
  add(titles, article("Нова", {2018, 1, 1}));
  add(titles, article("СРЕЩА"));
  add(more, article("„Среща“!"));
  add(more, article("Със събитие", {}, {"varna-2018", "sofia-2019"}));
  add(more, article(""));
  titles.merge(std::move(more));
  EXPECT_EQ(titles.events().at("varna-2018"), 1U);
  EXPECT_FALSE(titles.topics().contains("varna-2018"));
  EXPECT_THAT(texts(titles), ElementsAre("Със събитие", "„Среща“!", "Нова", "Стара"));
}

TEST(TitleCounts, ForgetTheLightestWhenThereAreTooMany) {
  TitleCounts titles(4);
  for (int i = 0; i < 40; ++i) add(titles, article("номер " + std::to_string(i)));
  add(titles, article("Със събитие", {}, {"varna-2018"}));
  for (int i = 40; i < 80; ++i) add(titles, article("номер " + std::to_string(i)));
  const auto left = texts(titles);
  EXPECT_LE(left.size(), 4U);
  EXPECT_EQ(left.front(), "Със събитие");
}

TEST(TitleCounts, CutALongTitleBehindAWord) {
  TitleCounts titles;
  std::string title = "Закон";
  while (title.size() < 300) title += " за нещо друго";
  add(titles, article(title));
  const auto left = texts(titles);
  ASSERT_EQ(left.size(), 1U);
  EXPECT_LE(left[0].size(), TitleCounts::kMostTitleBytes + 3);
  EXPECT_TRUE(left[0].ends_with("о…") || left[0].ends_with("за…")) << left[0];
}

TEST(Suggestions, GiveAPhraseOfCapitalsInSmallLettersButForNames) {
  text::Analyzer analyzer;
  PhraseCounts phrases;
  for (int i = 0; i < 3; ++i)
    for (const std::string text : {"ОБЛАСТ ВАРНА", "BLUE NET"}) {
      phrases.next_document();
      phrases.add(text, analyzer.analyze(text));
    }
  phrases.end_batch();
  const std::vector<schema::IndexWord> words = {{"варна", 2, schema::kUsuallyCapital}, {"област", 2, 0}};
  Counts counts;
  counts.phrases = phrases.take(5);
  const auto list = SuggestionList::parse(make_suggestions(counts, words, {}, analyzer)).value();
  std::vector<std::string> texts;
  for (SuggestionList::Entry entry = 0; entry < list.size(); ++entry) texts.emplace_back(list.text(entry));
  EXPECT_THAT(texts, ::testing::UnorderedElementsAre("област Варна", "BLUE NET"));
}

TEST(Suggestions, AreNamesTitlesPhrasesAndWords) {
  text::Analyzer analyzer;
  schema::Vocabulary vocabulary;
  vocabulary.events = {{"varna-2018", {"Среща във Варна", "Meeting in Varna"}, {"Варненската среща"}, {}, {}, {}},
                       {"sofia-2019", {"Без статии", "Without articles"}, {}, {}, {}, {}}};
  TitleCounts titles;
  PhraseCounts phrases;
  for (int i = 0; i < 3; ++i) {
    const auto one = article("Клъстерна среща " + std::to_string(i), {}, {"varna-2018"});
    const auto words = analyzer.analyze(one.title);
    phrases.next_document();
    phrases.add(one.title, words);
    titles.add(one, words);
  }
  phrases.end_batch();
  const std::vector<schema::IndexWord> words = {{"варна", 40, schema::kUsuallyCapital},
                                                {"което", 90, 0},
                                                {"рядко", 1, 0},
                                                {"срещи", 8, 0},
                                                {"срещите", 12, 0},
                                                {"яка", 9, 0}};
  Counts counts;
  counts.titles = titles.take_rows();
  counts.events = titles.events();
  counts.topics = titles.topics();
  counts.phrases = phrases.take(kMostPhrases);
  const auto list = SuggestionList::parse(make_suggestions(counts, words, vocabulary, analyzer));
  ASSERT_TRUE(list) << list.error().message;
  Counted all;
  for (SuggestionList::Entry entry = 0; entry < list->size(); ++entry)
    all.emplace_back(std::string(name_of(list->kind(entry))) + " " + std::string(list->text(entry)),
                     list->weight(entry));
  EXPECT_THAT(all, ElementsAre(Pair("event Среща във Варна", 3), Pair("event Meeting in Varna", 3),
                               Pair("event Варненската среща", 3), Pair("title Клъстерна среща 0", 2),
                               Pair("title Клъстерна среща 1", 2), Pair("title Клъстерна среща 2", 2),
                               Pair("word Варна", 10), Pair("phrase Клъстерна среща", 3), Pair("word срещите", 3)));
  EXPECT_THAT(all, Not(Contains(Pair("word яка", 2))));  // too short to be worth a place
}

}  // namespace
}  // namespace tarsach::indexer
