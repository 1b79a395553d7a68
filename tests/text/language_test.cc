#include "text/language.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tarsach::text {
namespace {

struct Row {
  std::string_view text;
  Language language;
};

TEST(Language, IsToldFromOneSentence) {
  const std::vector<Row> rows{
      {"Клъстерът за зелена енергия организира среща във Варна през юли.", Language::kBulgarian},
      {"Регионална клъстерна среща", Language::kBulgarian},
      {"Нови проекти за иновации", Language::kBulgarian},
      {"Пазарът", Language::kBulgarian},
      {"София се включи в Европейските дни на клъстерите", Language::kBulgarian},
      {"Вторият форум TRACE-KEI се проведе в Sofia Tech Park на 13 март", Language::kBulgarian},
      {"Ако сте на път с лаптоп или таблет, запазете копие в паметта му.", Language::kBulgarian},
      {"Връзка с Microsoft Access", Language::kBulgarian},
      {"The regional cluster conference will take place in Varna.", Language::kEnglish},
      {"Regional Cluster conference", Language::kEnglish},
      {"Grow your Region", Language::kEnglish},
      {"Innovation policy and funding of clusters in Bulgaria (България)", Language::kEnglish},
      {"Это большая встреча кластеров, которая была организована в городе.", Language::kUnknown},
      {"Мы были на конференции, что очень важно для нас", Language::kUnknown},
      {"Овој проект е многу важен, бидејќи што и да се случи ќе има пари", Language::kUnknown},
      {"Ово је велика прилика за све који су дошли у наш град", Language::kUnknown},
      {"Der Cluster ist ein Netzwerk von Unternehmen und Hochschulen mit dem Ziel der Zusammenarbeit",
       Language::kUnknown},
      {"La conférence des grappes aura lieu à Varna et les entreprises sont invitées", Language::kUnknown},
      {"Конференцията ще се проведе в Москва; „Это важно“, каза гостът", Language::kBulgarian},
      {"", Language::kUnknown},
      {"12.07.2018", Language::kUnknown},
      {"a", Language::kUnknown},
      {"Η συνάντηση των ομίλων στη Βάρνα", Language::kUnknown},
  };
  for (const Row& row : rows) EXPECT_EQ(code(detect_language(row.text)), code(row.language)) << row.text;
}

TEST(Language, SurvivesBrokenBytes) {
  EXPECT_EQ(detect_language("\xFF\xFE\x80"), Language::kUnknown);
  EXPECT_EQ(detect_language("Срещата на\xFF клъстерите във\xD0 Варна"), Language::kBulgarian);
}

TEST(Language, LooksAtTheBeginningOnly) {
  std::string text;
  while (text.size() < kLanguageSampleBytes) text += "Това е българско изречение. ";
  const std::string english(4 * kLanguageSampleBytes, 'e');
  EXPECT_EQ(detect_language(text + english), Language::kBulgarian);
}

TEST(Language, HasACodeThatLeadsBack) {
  for (const Language language : {Language::kUnknown, Language::kBulgarian, Language::kEnglish}) {
    EXPECT_EQ(language_of_code(code(language)), language);
  }
  EXPECT_EQ(language_of_code("de"), Language::kUnknown);
}

}  // namespace
}  // namespace tarsach::text
