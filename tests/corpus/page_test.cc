#include "corpus/page.h"

#include <gtest/gtest.h>

#include "corpus/duplicates.h"
#include "corpus/furniture.h"
#include "corpus/plain.h"
#include "corpus/wording.h"

namespace tarsach::corpus {
namespace {

struct Row {
  const char* text;
  LineKind kind;
};

TEST(Lines, AreToldApart) {
  constexpr Row kRows[] = {
      {"Покажи всички", LineKind::kFurniture},
      {"Share this Article", LineKind::kFurniture},
      {"X", LineKind::kFurniture},
      {"×", LineKind::kFurniture},
      {"3", LineKind::kFurniture},
      {"maxresdefault", LineKind::kFurniture},
      {"question_5__1", LineKind::kFurniture},
      {"2 3 7d86c9f5970865e99bd66d4e5c6a0791__DI_1244-08denoviembrede2017 question_5__1", LineKind::kFurniture},
      {"DSC01234", LineKind::kFurniture},
      {"IMG_20180705_101010.jpg", LineKind::kFurniture},
      {"Image Source: Association of Business Clusters", LineKind::kFurniture},
      {"Снимка: БТА", LineKind::kFurniture},
      {"Прегледи: 123", LineKind::kFurniture},
      {"Сподели 12", LineKind::kFurniture},
      {"© 2021 Клъстер Изток. Всички права запазени.", LineKind::kFurniture},
      {"Начало > Новини", LineKind::kFurniture},
      {"Този сайт използва бисквитки.", LineKind::kFurniture},
      {"Тел.: 02 123 45 67", LineKind::kFurniture},
      {"Тагове: клъстери, обучение", LineKind::kFurniture},
      {"Последна промяна: 01.02.2020", LineKind::kFurniture},
      {"Прочети повече", LineKind::kReadMore},
      {"Read more »", LineKind::kReadMore},
      {"Свързани новини", LineKind::kOtherNews},
      {"Related posts", LineKind::kOtherNews},
      {"Коментари (3)", LineKind::kComments},
      {"Leave a comment", LineKind::kComments},
      {"Начало", LineKind::kMenu},
      {"15.05.2018", LineKind::kDate},
      {"29/10/2020", LineKind::kDate},
      {"Публикувано на 12.03.2018", LineKind::kDate},
      {"Вторник, 5 юни 2018 г.", LineKind::kDate},
      {"Submitted by Daniela Kostova on 11 July 2018", LineKind::kByline},
      {"Автор: Иван Петров", LineKind::kByline},
      {"Международна клъстерна среща София, 13 март 2015 г.", LineKind::kHeadline},
      {"Какво се чу във Варна?", LineKind::kHeadline},
      {"TRACE-KEI", LineKind::kHeadline},
      {"На 5 юли в гр. Варна се проведе регионална клъстерна среща.", LineKind::kProse},
      {"Партньор за срещата: Cluster House", LineKind::kHeadline},
      {"10:30 – Регистрация", LineKind::kHeadline},
  };
  for (const Row& row : kRows) EXPECT_EQ(kind_of({row.text}), row.kind) << row.text;
}

Page read(std::string_view text) { return read_page(plain_blocks(text), ""); }

TEST(Page, TakesItsYearFromOtherNewsAndItsDateFromUnderTheTitle) {
  const Page page = read(
      "Нова работилница в Ямбол\n12.03.2018\n\nРаботилницата в Ямбол отвори врати пред гости.\n\nСтара "
      "новина\n01.01.2017\n");
  EXPECT_EQ(page.title, "Нова работилница в Ямбол");
  EXPECT_EQ(format_iso_date(page.published), "2018-03-12");
  EXPECT_EQ(page.body, "Работилницата в Ямбол отвори врати пред гости.");
  EXPECT_EQ(page.dates, std::vector<schema::Date>({{2017, 1, 1}}));
}

TEST(Page, KnowsAnAuthor) {
  const Page page = read(
      "A workshop opens in Yambol\nSubmitted by Ana Ilieva on 11 July 2018\n\nThe workshop in Yambol is open to "
      "guests.\n");
  EXPECT_EQ(page.author, "Ana Ilieva");
  EXPECT_EQ(format_iso_date(page.published), "2018-07-11");
}

TEST(Page, KeepsATextThatIsNoSavedPage) {
  const std::string text = "Първо изречение на един разказ.\n\nВторо изречение, по-дълго от първото.\n\nКрай";
  EXPECT_EQ(read(text).body, text);
  EXPECT_EQ(read(text).title, "");
}

TEST(Page, DropsTeasersThatEndWithReadMore) {
  const Page page = read(
      "Друга новина за нещо различно\nКратък откъс от другата новина.\nПрочети повече\n"
      "Нова работилница в Ямбол отвори врати\n\nРаботилницата в Ямбол отвори врати пред гости. Дойдоха сто души от "
      "цялата област.\n");
  EXPECT_EQ(page.title, "Нова работилница в Ямбол отвори врати");
  EXPECT_EQ(page.body, "Работилницата в Ямбол отвори врати пред гости. Дойдоха сто души от цялата област.");
}

TEST(Page, KeepsTheLastSectionAboveSeeMore) {
  const Page page = read(
      "Морски дни във Варна\n\nТрите дни на морето събраха четиридесет фирми от цяла Европа.\n\nКакво видяха гостите "
      "на форума\n\n"
      "Гостите посетиха пристанището.\n\nПартньор: Морски клуб\nСподели\nВиж още\nДни на виното\n05.09.2022\n");
  EXPECT_EQ(page.body,
            "Трите дни на морето събраха четиридесет фирми от цяла Европа.\n\nКакво видяха гостите на форума\n\n"
            "Гостите посетиха пристанището.\n\nПартньор: Морски клуб");
}

TEST(Page, KeepsALastSentenceThatEndsInADate) {
  const Page page = read(
      "Членове на клъстера посетиха изложение\n\nКлъстерът участва в панаира с двадесет фирми.\n\n"
      "Предстои ни участие в изложението в Хановер през април 2017 г.\n\nСвързани новини\nОбщо събрание\n15.02.2016\n");
  EXPECT_TRUE(page.body.ends_with("Предстои ни участие в изложението в Хановер през април 2017 г.")) << page.body;
}

TEST(Page, JoinsLinesThatWereBrokenAtAMargin) {
  const auto blocks = plain_blocks(
      "Първият ред на един текст, който някой е пречупил на полето,\nвторият ред на същия текст, който също е пречупен "
      "на него\n"
      "заедно с третия ред, с който той свършва.\n\n• точка\n");
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_TRUE(blocks[0].text.ends_with("с който той свършва."));
  EXPECT_EQ(blocks[1].shape, Shape::kItem);
}

TEST(NearlySame, NeedsTheSameNumbersAndMostWords) {
  const auto same = [](std::string_view left, std::string_view right) {
    return nearly_same(words_of(left), words_of(right));
  };
  const std::string text =
      "основните цели на проекта за постигане на клъстерно отличие бяха представени пред 40 участници от областта";
  EXPECT_TRUE(
      same(text, "основните цели на проекта за постигане на клъстерно отличие бяха представени пред 40 участници"));
  EXPECT_FALSE(same(
      text,
      "основните цели на проекта за постигане на клъстерно отличие бяха представени пред 90 участници от областта"));
  EXPECT_FALSE(same("кратко изречение", "кратко изречение"));
  EXPECT_FALSE(
      same(text, "съвсем други думи за съвсем други неща които нямат нищо общо с проекта и с целите му в областта"));
}

TEST(Page, NeverInventsAPassage) {
  // Whatever lines are put together: every paragraph of the body consists of words of the page.
  const char* kLines[] = {"Покажи всички",
                          "15.05.2018",
                          "Едно заглавие от пет думи",
                          "Изречение, което е достатъчно дълго, за да е проза.",
                          "• точка от списък",
                          "Свързани новини",
                          "Прочети повече",
                          "Коментари",
                          "Автор: Ана",
                          "още дума",
                          "",
                          "3"};
  unsigned state = 7;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = 0; i < 10; ++i) {
      state = state * 1103515245U + 12345U;
      text += std::string(kLines[(state >> 16) % std::size(kLines)]) + "\n";
    }
    const Page page = read(text);
    const std::string all = " " + key_of(text) + " ";
    for (const std::string& line : lines_of(page.body)) {
      for (const std::string& word : words_of(line)) ASSERT_NE(all.find(" " + word + " "), std::string::npos) << text;
    }
    ASSERT_EQ(page.body.find("Покажи всички"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace tarsach::corpus
