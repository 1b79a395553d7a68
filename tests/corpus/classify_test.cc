#include "corpus/classify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/article_date.h"
#include "text/analyzer.h"

namespace tarsach::corpus {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const schema::Vocabulary& vocabulary() {
  static const schema::Vocabulary kVocabulary{
      {{"ruse-2019",
        {"Среща „Мостове на занаята“, Русе 2019", "Meeting \"Bridges of Craft\", Ruse 2019"},
        {"Мостове на занаята"},
        {2019, 5, 16},
        {2019, 5, 17},
        {"Русе", "Ruse"}},
       {"ruse-2021",
        {"Среща „Мостове на занаята“, Русе 2021", "Meeting \"Bridges of Craft\", Ruse 2021"},
        {"Мостове на занаята"},
        {2021, 5, 20},
        {2021, 5, 20},
        {"Русе", "Ruse"}}},
      {{"crafts", {"Занаяти", "Crafts"}, {"занаят", "занаятчия", "craft"}},
       {"transport", {"Транспорт", "Transport"}, {"влак", "железопътна линия", "railway"}}}};
  return kVocabulary;
}

Article of(std::string title, std::string body, schema::Date date = {}) {
  Article article;
  article.title = std::move(title);
  article.body = std::move(body);
  article.date = date;
  return article;
}

Article completed(Article article) {
  text::Analyzer analyzer;
  Classifier(vocabulary(), analyzer).complete(article);
  return article;
}

TEST(Classifier, FillsWhatIsMissing) {
  const Article article = completed(
      of("Занаятчии от цялата страна на среща в Русе",
         "На 16 май 2019 г. в Русе започна срещата „Мостове на занаята“. Занаятчиите показаха занаятите си."));
  EXPECT_EQ(article.language, "bg");
  EXPECT_EQ(format_iso_date(article.date), "2019-05-16");
  EXPECT_THAT(*article.events, ElementsAre("ruse-2019"));
  EXPECT_THAT(*article.topics, ElementsAre("crafts"));
}

TEST(Classifier, TellsTheYearsOfAnEventApart) {
  const Article article = completed(of("„Мостове на занаята“ отново в Русе", "Гостите бяха двеста.", {2021, 5, 21}));
  EXPECT_THAT(*article.events, ElementsAre("ruse-2021"));
}

TEST(Classifier, TakesTheYearOfADayFromItsEvent) {
  const Article article = completed(of("Мостове на занаята", "На 17 май срещата завърши с хоро."));
  EXPECT_EQ(format_iso_date(article.date), "2019-05-17");
}

TEST(Classifier, IsNotMisledByARecalledEvent) {
  std::string body =
      "На 3 март 2022 г. в Габрово беше открита нова работилница за деца, в която ще се учат дърворезба и грънчарство.";
  for (int i = 0; i < 30; ++i)
    body += "\n\nРаботилницата разполага с пещ, струг и четири маси, а уроците са безплатни.";
  body += "\n\nИдеята се роди на срещата „Мостове на занаята“ в Русе през май 2019 г.";
  const Article article = completed(of("Нова работилница в Габрово", body));
  EXPECT_THAT(*article.events, IsEmpty());
  EXPECT_EQ(format_iso_date(article.date), "2022-03-03");
}

TEST(Classifier, NeverChangesWhatWasGiven) {
  Article given = of("Мостове на занаята", "На 16 май 2019 г. в Русе започна срещата.", {2001, 2, 3});
  given.language = "sr";
  given.events = {"Среща „Мостове на занаята“, Русе 2021", "Друго събитие", "ruse-2021"};
  given.topics = std::vector<std::string>{};
  text::Analyzer analyzer;
  Classifier classifier(vocabulary(), analyzer);
  const Inferred inferred = classifier.complete(given);
  EXPECT_EQ(given.language, "sr");
  EXPECT_EQ(format_iso_date(given.date), "2001-02-03");
  EXPECT_THAT(*given.events, ElementsAre("ruse-2021", "drugo-sabitie"));
  EXPECT_THAT(*given.topics, IsEmpty());
  EXPECT_THAT(inferred.warnings, ElementsAre(HasSubstr("unknown event 'Друго събитие'")));
  EXPECT_FALSE(inferred.date || inferred.language || inferred.events || inferred.topics || inferred.title);
}

TEST(Classifier, MakesATitleOfTheFirstSentence) {
  EXPECT_EQ(completed(of("", "В Русе беше открита нова работилница за деца от целия град. Дойдоха сто души.")).title,
            "В Русе беше открита нова работилница за деца от целия град");
  const std::string title = completed(of("", std::string(3000, 'a') + " край")).title;
  EXPECT_LE(title.size(), 250U);
}

TEST(Classifier, ForgetsTheArticleBefore) {
  text::Analyzer analyzer;
  Classifier classifier(vocabulary(), analyzer);
  Article first = of("Мостове на занаята в Русе", "На 16 май 2019 г. започна.", {2019, 5, 16});
  Article second = of("Нещо друго", "Съвсем друг текст за влакове.", {2019, 5, 16});
  classifier.complete(first);
  classifier.complete(second);
  EXPECT_THAT(*first.events, Contains("ruse-2019"));
  EXPECT_THAT(*second.events, IsEmpty());
}

struct Row {
  const char* title;
  const char* body;
  std::vector<schema::Date> page_dates;
  const char* date;
};

TEST(ArticleDate, IsTheDayThatTheArticleIsAbout) {
  const Row kRows[] = {
      {"Среща в Русе, 13 март 2015 г.", "На 14 април 2016 г. беше друго.", {}, "2015-03-13"},
      {"Среща", "На 5 юли в гр. Варна се проведе среща.", {{2018, 5, 15}, {2018, 11, 1}}, "2018-07-05"},
      {"Среща", "На 28 декември се проведе среща.", {{2019, 1, 8}}, "2018-12-28"},
      {"Среща", "На 5 юли се проведе среща по програмата за 2016 г.", {}, "2016-07-05"},
      {"Среща", "На 5 юли се проведе среща.", {}, ""},
      {"Среща 2019", "На 26 март започна конференцията.", {{2020, 1, 1}}, "2019-03-26"},
      {"Среща", "Клъстерът, основан на 5 май 1998 г., се събра на 3 юни 2014 г. в Русе.", {}, "2014-06-03"},
      {"Среща",
       "Следващата среща ще бъде на 7 юни 2015 г. На 3 юни 2014 г. в Русе се събраха сто души.",
       {},
       "2014-06-03"},
      {"Покана", "Срещата ще се проведе на 14 – 15 декември 2021 г. в Русе.", {}, "2021-12-14"},
      {"Отчет", "През 2017 г. клъстерът прие осем члена.", {}, "2017"},
      {"Отчет", "През октомври 2016 клъстерът прие осем члена.", {}, "2016-10"},
      {"Цени", "Ще заделят средства в бюджета за 2026 г.", {{2025, 11, 2}, {2025, 10, 17}}, "2025"},
      {"Нищо", "Тук няма ден.", {}, ""},
  };
  for (const Row& row : kRows) {
    Article article = of(row.title, row.body);
    article.page_dates = row.page_dates;
    EXPECT_EQ(format_iso_date(article_date(article, {})), row.date) << row.title << ": " << row.body;
  }
}

}  // namespace
}  // namespace tarsach::corpus
