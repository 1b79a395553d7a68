#include "query/suggest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "query/beginnings.h"
#include "query/json.h"
#include "schema/suggestion_writer.h"

namespace tarsach::query {
namespace {

using schema::SuggestionKind;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

/// A list of suggestions, as the indexer makes one.
class Suggestions {
 public:
  Suggestions& add(SuggestionKind kind, std::uint32_t weight, const std::string& text, const std::string& id = {}) {
    std::vector<schema::SuggestionWord> words;
    for (const text::Word& word : analyzer_.analyze(text))
      if (!word.lexeme->stop_word) words.push_back({word.lexeme->form, word.lexeme->lemmas});
    writer_.add({kind, weight, text, id}, words);
    return *this;
  }

  std::vector<Suggestion> ask(const SuggestRequest& request) {
    if (list_.size() == 0) list_ = schema::SuggestionList::parse(std::move(writer_).encode()).value();
    Watch watch(Deadline::never());
    return suggest(list_, request, analyzer_, watch);
  }

  std::vector<std::string> texts(const std::string& query, std::size_t limit = 10) {
    std::vector<std::string> texts;
    for (const Suggestion& suggestion : ask({query, limit})) texts.push_back(suggestion.text);
    return texts;
  }

  std::string formatted(const std::string& query) {
    const auto suggestions = ask({query, 1});
    return suggestions.empty() ? "" : suggestions.front().formatted;
  }

 private:
  text::Analyzer analyzer_;
  schema::SuggestionWriter writer_;
  schema::SuggestionList list_;
};

Suggestions some() {
  Suggestions some;
  some.add(SuggestionKind::kTitle, 1, "Клъстерна среща във Варна")
      .add(SuggestionKind::kTitle, 2, "Министерството на земеделието обяви нови мерки")
      .add(SuggestionKind::kTitle, 1, "Cluster meeting in Varna")
      .add(SuggestionKind::kEvent, 5, "Среща във Варна 2018", "varna-2018")
      .add(SuggestionKind::kEvent, 2, "Форум в София", "sofia-2019")
      .add(SuggestionKind::kTopic, 9, "Иновации и наука", "innovation")
      .add(SuggestionKind::kPhrase, 30, "клъстерни инициативи")
      .add(SuggestionKind::kPhrase, 12, "министър на земеделието")
      .add(SuggestionKind::kWord, 100, "средства")
      .add(SuggestionKind::kWord, 80, "клъстер");
  return some;
}

TEST(Suggest, CompletesTheBeginningOfAnyWord) {
  auto list = some();
  EXPECT_THAT(list.texts("среща"), UnorderedElementsAre("Среща във Варна 2018", "Клъстерна среща във Варна"));
  EXPECT_THAT(list.texts("Вар", 2), ElementsAre("Среща във Варна 2018", "Клъстерна среща във Варна"));
  EXPECT_THAT(list.texts("НАУК"), ElementsAre("Иновации и наука"));
  EXPECT_THAT(list.texts("яяя"), IsEmpty());
}

TEST(Suggest, WantsTheEarlierWordsInSomeForm) {
  auto list = some();
  EXPECT_THAT(list.texts("клъстерни сре"), ElementsAre("Клъстерна среща във Варна"));
  EXPECT_THAT(list.texts("варна клъс"), ElementsAre("Клъстерна среща във Варна"));
  EXPECT_THAT(list.texts("министерство на зем"), ElementsAre("Министерството на земеделието обяви нови мерки"));
  EXPECT_THAT(list.texts("клъстерни земе"), IsEmpty());
}

TEST(Suggest, TakesAWordWithASpaceBehindItAsWhole) {
  auto list = some();
  EXPECT_THAT(list.texts("клъстерни "), UnorderedElementsAre("Клъстерна среща във Варна", "клъстерни инициативи"));
  EXPECT_THAT(list.texts("клъст "), Not(Contains("клъстер")));
  EXPECT_THAT(list.texts("земеделие и "),
              UnorderedElementsAre("Министерството на земеделието обяви нови мерки", "министър на земеделието"));
}

TEST(Suggest, MarksWhatWasTyped) {
  auto list = some();
  EXPECT_EQ(list.formatted("клъстерни сре"), "<mark>Клъстерна</mark> <mark>сре</mark>ща във Варна");
  EXPECT_EQ(list.formatted("иНОв"), "<mark>Инов</mark>ации и наука");
  EXPECT_EQ(list.formatted(""), "Иновации и наука");
}

TEST(Suggest, EscapesHostileTexts) {
  Suggestions list;
  list.add(SuggestionKind::kTitle, 1, "Зло <script>alert(\"1\")</script> & 'добро'");
  EXPECT_EQ(list.formatted("scr"),
            "Зло &lt;<mark>scr</mark>ipt&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;добро&#39;");
  EXPECT_EQ(list.formatted("<b>зл"), "");  // „b“ is a word, and the text does not have it
}

TEST(Suggest, MarksLettersWithTheirAccents) {
  Suggestions list;
  list.add(SuggestionKind::kTitle, 1, "Го\u0301рска пъте\u0300ка");
  EXPECT_EQ(list.formatted("горс"), "<mark>Го\u0301рс</mark>ка пъте\u0300ка");
  EXPECT_EQ(list.formatted("път"), "Го\u0301рска <mark>път</mark>е\u0300ка");
}

TEST(Suggest, BeginsWithTheMostUsedNamesWhenNothingWasTyped) {
  auto list = some();
  EXPECT_THAT(list.texts(""), ElementsAre("Иновации и наука", "Среща във Варна 2018", "Форум в София"));
  EXPECT_THAT(list.texts(" ,", 1), ElementsAre("Иновации и наука"));
}

TEST(Suggest, TellsTheIdOfAnEventOrATopic) {
  auto list = some();
  const auto found = list.ask({"форум", 10});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].kind, SuggestionKind::kEvent);
  EXPECT_EQ(found[0].id, "sofia-2019");
  EXPECT_EQ(list.ask({"клъстерни ин", 10}).at(0).id, "");
}

TEST(Suggest, LeavesOutATermThatIsTypedAlready) {
  auto list = some();
  EXPECT_THAT(list.texts("средства"), IsEmpty());
  EXPECT_THAT(list.texts("средств"), ElementsAre("средства"));
}

TEST(Suggest, ReadsLatinLetters) {
  auto list = some();
  EXPECT_THAT(list.texts("klast"), Contains("клъстер"));
  EXPECT_THAT(list.texts("klasterni sre"), ElementsAre("Клъстерна среща във Варна"));
  EXPECT_EQ(list.texts("clust").front(), "Cluster meeting in Varna");  // as it stands comes first
  EXPECT_EQ(list.formatted("inova"), "<mark>Инова</mark>ции и наука");
  EXPECT_THAT(list.texts("мее"), ElementsAre("Cluster meeting in Varna"));    // and the other way round,
  EXPECT_THAT(list.texts("Вар"), Not(Contains("Cluster meeting in Varna")));  // but not what is there as it stands
}

TEST(Suggest, ReadsAnotherKeyboard) {
  auto list = some();
  EXPECT_THAT(list.texts("jrkw"), Not(Contains("клъстер")));
  EXPECT_THAT(list.texts("klyst"), Contains("клъстер"));  // the traditional phonetic layout: ъ on y
}

TEST(Suggest, ForgivesASlip) {
  auto list = some();
  EXPECT_THAT(list.texts("клъстр"), Contains("клъстер"));
  EXPECT_THAT(list.texts("клсът"), Contains("клъстер"));
  EXPECT_THAT(list.texts("клъстерни срещща"), ElementsAre("Клъстерна среща във Варна"));
  EXPECT_THAT(list.texts("клъсерни сре"), ElementsAre("Клъстерна среща във Варна"));
}

TEST(Suggest, GivesEachShelfSomeOfThePlaces) {
  Suggestions list;
  for (int i = 0; i < 40; ++i) {
    list.add(SuggestionKind::kPhrase, 1'000, "среща номер " + std::to_string(i));
    list.add(SuggestionKind::kTitle, 1, "Срещата за тема " + std::to_string(i));
    list.add(SuggestionKind::kEvent, 1, "Среща в град " + std::to_string(i), "e" + std::to_string(i));
  }
  std::map<SuggestionKind, int> kinds;
  for (const Suggestion& suggestion : list.ask({"сре", 10})) ++kinds[suggestion.kind];
  EXPECT_EQ(kinds[SuggestionKind::kTitle], 3);
  EXPECT_EQ(kinds[SuggestionKind::kEvent], 3);
  EXPECT_EQ(kinds[SuggestionKind::kPhrase], 4);
  EXPECT_THAT(list.texts("сре", 1), SizeIs(1));
}

TEST(Suggest, GivesOneNameOfAnEvent) {
  Suggestions list;
  list.add(SuggestionKind::kEvent, 3, "Регионална среща", "varna").add(SuggestionKind::kEvent, 3, "Среща", "varna");
  list.add(SuggestionKind::kTopic, 3, "Срещи", "varna");
  EXPECT_THAT(list.texts("сре"), UnorderedElementsAre("Среща", "Срещи"));
  EXPECT_THAT(list.texts(""), ElementsAre("Регионална среща", "Срещи"));
}

TEST(Suggest, SaysATextOnce) {
  Suggestions list;
  list.add(SuggestionKind::kTopic, 3, "Зелена енергия", "green").add(SuggestionKind::kPhrase, 30, "зелена енергия");
  EXPECT_THAT(list.texts("зел"), ElementsAre("Зелена енергия"));
}

TEST(Suggest, RefusesWhatPassesItsLimits) {
  EXPECT_TRUE(check(SuggestRequest{std::string(512, 'a'), 50}));
  EXPECT_FALSE(check(SuggestRequest{std::string(513, 'a'), 10}));
  EXPECT_FALSE(check(SuggestRequest{"a", 0}));
  EXPECT_FALSE(check(SuggestRequest{"a", 51}));
}

TEST(Suggest, IsJson) {
  const SuggestRequest request{"сре", 10};
  const std::vector<Suggestion> found = {{SuggestionKind::kEvent, "Среща", "<mark>Сре</mark>ща", "varna-2018"},
                                         {SuggestionKind::kTitle, "сре \"на\"", "…", ""}};
  EXPECT_EQ(to_json(request, found),
            R"({"query":"сре","suggestions":[{"text":"Среща","kind":"event","formatted":"<mark>Сре</mark>ща",)"
            R"("id":"varna-2018"},{"text":"сре \"на\"","kind":"title","formatted":"…"}]})");
  EXPECT_EQ(to_open_search_json(request, found), R"(["сре",["Среща","сре \"на\""]])");
  EXPECT_EQ(to_open_search_json(request, {}), R"(["сре",[]])");
}

TEST(Beginnings, FollowOnlyWhatSomeWordBeginsWith) {
  const std::vector<schema::IndexWord> sorted = {{"cluster", 1, 0}, {"клас", 1, 0}, {"клъстер", 1, 0}, {"шапка", 1, 0}};
  const auto words = schema::WordList::parse(schema::encode_words(sorted)).value();
  const auto forms = [](const std::vector<Beginning>& beginnings) {
    std::vector<std::string> found;
    for (const Beginning& beginning : beginnings) found.push_back(beginning.form);
    return found;
  };
  EXPECT_THAT(forms(literal_beginning(words, "кл")), ElementsAre("кл"));
  EXPECT_THAT(forms(literal_beginning(words, "кр")), IsEmpty());
  EXPECT_THAT(forms(transliterated_beginnings(words, "klas")), UnorderedElementsAre("клас", "клъс"));
  EXPECT_THAT(forms(transliterated_beginnings(words, "shap")), Contains("шап"));
  EXPECT_THAT(forms(transliterated_beginnings(words, "6ap")), Contains("шап"));
  EXPECT_THAT(forms(transliterated_beginnings(words, "кlas")), IsEmpty());
  EXPECT_THAT(forms(slipped_beginnings(words, "клсъ")), ElementsAre("клъс", "клъ"));
  EXPECT_THAT(forms(slipped_beginnings(words, "клъттер")), ElementsAre("клъстер"));
  EXPECT_THAT(forms(slipped_beginnings(words, "шап")), IsEmpty());  // too short
  EXPECT_THAT(forms(slipped_beginnings(words, std::string(1'000, 'a'))), IsEmpty());
}

}  // namespace
}  // namespace tarsach::query
