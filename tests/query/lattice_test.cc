#include "query/lattice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <set>

#include "tests/support/temporary.h"
#include "text/analyzer.h"
#include "text/utf8.h"

namespace tarsach::query {
namespace {

using schema::IndexWord;
using schema::WordList;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;
using text::Direction;

WordList list_of(const std::map<std::string, std::uint32_t>& documents) {
  std::vector<IndexWord> words;
  for (const auto& [form, count] : documents) words.push_back({form, count, 0});
  return WordList::parse(schema::encode_words(words)).value();
}

WordList list_of_forms(const std::set<std::string>& forms) {
  std::map<std::string, std::uint32_t> documents;
  for (const std::string& form : forms) documents[form] = 1;
  return list_of(documents);
}

std::string first(const std::vector<Candidate>& candidates) { return candidates.empty() ? "" : candidates[0].form; }

std::vector<std::string> forms(const std::vector<Candidate>& candidates) {
  std::vector<std::string> all;
  for (const Candidate& candidate : candidates) all.push_back(candidate.form);
  return all;
}

TEST(Lattice, ReadsTheLawsRomanisation) {
  const WordList words = list_of_forms({"българия", "клъстер", "клас", "софия", "щастие", "ямбол"});
  const Lattice lattice(words, Direction::kToCyrillic);
  EXPECT_EQ(lattice.words("sofia", 4), (std::vector<Candidate>{{"софия", 0}}));
  EXPECT_EQ(lattice.words("bulgaria", 4), (std::vector<Candidate>{{"българия", 0}}));
  EXPECT_EQ(first(lattice.words("klaster", 4)), "клъстер");
  EXPECT_EQ(first(lattice.words("shtastie", 4)), "щастие");
  EXPECT_THAT(lattice.words("klast", 4), IsEmpty());
}

TEST(Lattice, ReadsWhatPeopleWriteInChats) {
  const WordList words = list_of_forms({"всички", "хубаво", "човече", "шапка", "щастлив", "ябълка", "джудже", "какво",
                                        "чувство", "жена", "цяла", "клъстер", "синьо"});
  const Lattice lattice(words, Direction::kToCyrillic);
  const std::vector<std::pair<std::string, std::string>> typed = {
      {"wsi4ki", "всички"},   {"hubawo", "хубаво"},    {"xubavo", "хубаво"}, {"4ove4e", "човече"},
      {"6apka", "шапка"},     {"6tastliv", "щастлив"}, {"qbylka", "ябълка"}, {"yabulka", "ябълка"},
      {"iabalka", "ябълка"},  {"djudje", "джудже"},    {"juje", "джудже"},   {"kakwo", "какво"},
      {"4uwstwo", "чувство"}, {"jena", "жена"},        {"cqla", "цяла"},     {"cyala", "цяла"},
      {"klyster", "клъстер"}, {"kluster", "клъстер"},  {"sinio", "синьо"},   {"вe4e", ""}};
  for (const auto& [latin, meant] : typed) EXPECT_EQ(first(lattice.words(latin, 4)), meant) << latin;
}

TEST(Lattice, ReadsNamesAsTheyAreHeard) {
  const std::vector<std::pair<std::string, std::string>> names = {{"trump", "тръмп"},
                                                                  {"johnson", "джонсън"},
                                                                  {"merkel", "меркел"},
                                                                  {"washington", "вашингтон"},
                                                                  {"chicago", "чикаго"},
                                                                  {"putin", "путин"},
                                                                  {"zelensky", "зеленски"},
                                                                  {"zelenskyy", "зеленски"},
                                                                  {"christie", "кристи"},
                                                                  {"google", "гугъл"},
                                                                  {"apple", "епъл"},
                                                                  {"microsoft", "майкрософт"},
                                                                  {"twitter", "туитър"},
                                                                  {"facebook", "фейсбук"},
                                                                  {"kennedy", "кенеди"},
                                                                  {"philips", "филипс"},
                                                                  {"oxford", "оксфорд"},
                                                                  {"george", "джордж"},
                                                                  {"jackson", "джаксън"},
                                                                  {"schmidt", "шмит"},
                                                                  {"einstein", "айнщайн"},
                                                                  {"quentin", "куентин"},
                                                                  {"macron", "макрон"},
                                                                  {"leipzig", "лайпциг"},
                                                                  {"volkswagen", "фолксваген"},
                                                                  {"juncker", "юнкер"},
                                                                  {"clinton", "клинтън"},
                                                                  {"bush", "буш"},
                                                                  {"seattle", "сиатъл"},
                                                                  {"wright", "райт"},
                                                                  {"stoltenberg", "столтенберг"},
                                                                  {"schwarzenegger", "шварценегер"},

                                                                  {"churchill", "чърчил"},
                                                                  {"thatcher", "тачър"},
                                                                  {"reagan", "рейгън"},
                                                                  {"obama", "обама"},
                                                                  {"biden", "байдън"},
                                                                  {"sarkozy", "саркози"},
                                                                  {"hollande", "оланд"},
                                                                  {"berlusconi", "берлускони"},
                                                                  {"lagarde", "лагард"},
                                                                  {"erdogan", "ердоган"},
                                                                  {"musk", "мъск"},
                                                                  {"zuckerberg", "зукърбърг"},
                                                                  {"gates", "гейтс"},
                                                                  {"jobs", "джобс"},
                                                                  {"hollywood", "холивуд"},
                                                                  {"manchester", "манчестър"},
                                                                  {"liverpool", "ливърпул"},
                                                                  {"barcelona", "барселона"},
                                                                  {"mercedes", "мерцедес"},
                                                                  {"beckham", "бекъм"},
                                                                  {"nottingham", "нотингам"},
                                                                  {"york", "йорк"},
                                                                  {"london", "лондон"},
                                                                  {"vienna", "виена"},
                                                                  {"cambridge", "кеймбридж"},
                                                                  {"harvard", "харвард"},
                                                                  {"huawei", "хуауей"},
                                                                  {"youtube", "ютюб"},
                                                                  {"whatsapp", "уотсап"},
                                                                  {"bitcoin", "биткойн"},
                                                                  {"brexit", "брекзит"},
                                                                  {"spotify", "спотифай"},
                                                                  {"netflix", "нетфликс"},
                                                                  {"chevrolet", "шевролет"},
                                                                  {"renault", "рено"},
                                                                  {"bordeaux", "бордо"},
                                                                  {"michelle", "мишел"},
                                                                  {"charlotte", "шарлот"},

                                                                  {"beethoven", "бетовен"},
                                                                  {"mozart", "моцарт"},
                                                                  {"bach", "бах"},
                                                                  {"freud", "фройд"},
                                                                  {"goethe", "гьоте"},
                                                                  {"muller", "мюлер"},
                                                                  {"koln", "кьолн"},
                                                                  {"zurich", "цюрих"},
                                                                  {"bjorn", "бьорн"},
                                                                  {"ronaldinho", "роналдиньо"},
                                                                  {"juan", "хуан"},
                                                                  {"jose", "хосе"},
                                                                  {"guardiola", "гуардиола"},
                                                                  {"messi", "меси"},
                                                                  {"giovanni", "джовани"},
                                                                  {"gucci", "гучи"},
                                                                  {"versace", "версаче"},
                                                                  {"ferrari", "ферари"},
                                                                  {"lamborghini", "ламборгини"},
                                                                  {"djokovic", "джокович"},
                                                                  {"milosevic", "милошевич"},
                                                                  {"kaczynski", "качински"},
                                                                  {"medvedev", "медведев"},
                                                                  {"tchaikovsky", "чайковски"},
                                                                  {"yeltsin", "елцин"},
                                                                  {"khrushchev", "хрушчов"},
                                                                  {"gorbachev", "горбачов"},
                                                                  {"dostoevsky", "достоевски"},
                                                                  {"tokyo", "токио"},
                                                                  {"hyundai", "хюндай"},
                                                                  {"graham", "греъм"},
                                                                  {"kavanaugh", "кавано"},
                                                                  {"jones", "джоунс"},
                                                                  {"walter", "уолтър"},
                                                                  {"wall", "уол"},
                                                                  {"jack", "джак"},
                                                                  {"peter", "питър"},
                                                                  {"lake", "лейк"},
                                                                  {"warren", "уорън"},
                                                                  {"gonzalez", "гонсалес"}};
  std::set<std::string> heard_forms = {"трамп", "туити", "мъркел", "апел", "гогол", "жонсон", "клинтон", "сатъл"};
  for (const auto& [latin, heard] : names) heard_forms.insert(heard);
  const WordList words = list_of_forms(heard_forms);
  const Lattice lattice(words, Direction::kToCyrillic);
  for (const auto& [latin, heard] : names) EXPECT_THAT(forms(lattice.words(latin, 4)), Contains(heard)) << latin;
}

TEST(Lattice, FindsTheLatinSpellingOfACyrillicWord) {
  const WordList words = list_of({{"trump", 9U},
                                  {"tramp", 1U},
                                  {"johnson", 3U},
                                  {"sofia", 2U},
                                  {"plovdiv", 2U},
                                  {"facebook", 1U},
                                  {"bulgaria", 1U}});
  const Lattice lattice(words, Direction::kToLatin);
  EXPECT_EQ(forms(lattice.words("тръмп", 4)), (std::vector<std::string>{"trump", "tramp"}));
  EXPECT_EQ(first(lattice.words("джонсън", 4)), "johnson");
  EXPECT_EQ(first(lattice.words("софия", 4)), "sofia");
  EXPECT_EQ(first(lattice.words("пловдив", 4)), "plovdiv");
  EXPECT_EQ(first(lattice.words("фейсбук", 4)), "facebook");
  EXPECT_EQ(first(lattice.words("българия", 4)), "bulgaria");
}

TEST(Lattice, PutsTheFrequentWordFirstWhenBothAreTypedSo) {
  const WordList words = list_of({{"сад", 2U}, {"съд", 90U}});
  EXPECT_EQ(forms(Lattice(words, Direction::kToCyrillic).words("sad", 4)), (std::vector<std::string>{"съд", "сад"}));
  EXPECT_EQ(forms(Lattice(words, Direction::kToCyrillic).words("sad", 1)), std::vector<std::string>{"съд"});
}

TEST(Lattice, KeepsFiguresThatAreFigures) {
  const WordList words = list_of_forms({"ковид19", "ф16"});
  EXPECT_EQ(first(Lattice(words, Direction::kToCyrillic).words("kovid19", 4)), "ковид19");
  EXPECT_EQ(first(Lattice(words, Direction::kToCyrillic).words("f16", 4)), "ф16");
}

TEST(Lattice, SpellsAFormThatNoArticleHas) {
  const WordList words = list_of_forms({"клас", "класове", "клъстер", "клъстера", "народен"});
  const Lattice lattice(words, Direction::kToCyrillic);
  EXPECT_THAT(lattice.words("klasterite", 4), IsEmpty());
  const std::set<std::string, std::less<>> worth = {"клъстерите", "народните", "хората"};
  const auto is_worth = [&](std::string_view form) { return worth.contains(form); };
  EXPECT_EQ(forms(lattice.spellings("klasterite", 4, is_worth)), std::vector<std::string>{"клъстерите"});
  EXPECT_EQ(forms(lattice.spellings("klysterite", 4, is_worth)), std::vector<std::string>{"клъстерите"});
  EXPECT_EQ(forms(lattice.spellings("horata", 4, is_worth)), std::vector<std::string>{"хората"});
  EXPECT_EQ(forms(lattice.spellings("xorata", 4, is_worth)), std::vector<std::string>{"хората"});
  EXPECT_EQ(first(lattice.spellings("klaster", 4, is_worth)), "клъстер");
}

TEST(Lattice, SpellsOnlyWhatIsWorthIt) {
  const WordList words = list_of_forms({"клъстер"});
  const auto never = [](std::string_view) { return false; };
  EXPECT_THAT(Lattice(words, Direction::kToCyrillic).spellings("klasterite", 4, never), IsEmpty());
  const auto always = [](std::string_view) { return true; };
  EXPECT_EQ(first(Lattice(words, Direction::kToCyrillic).spellings("klasterite", 4, always)), "клъстерите");
  EXPECT_EQ(first(Lattice(words, Direction::kToLatin).spellings("варна", 4, always)), "varna");
}

TEST(Lattice, IsDoneSoonWithAnyWord) {
  const WordList words = list_of_forms({"ъйьуи", "и", "ий", "ъъъъ"});
  std::size_t asked = 0;
  const auto never = [&](std::string_view) { return ++asked, false; };
  for (const char* hostile :
       {"yyyyyyyyyyyyyyyyyyyy", "iaiaiaiaiaiaiaiaiaiaiaiaiaiaia", "ouououououououououououououou"}) {
    const Lattice lattice(words, Direction::kToCyrillic);
    (void)lattice.words(hostile, 8);
    asked = 0;
    (void)lattice.spellings(hostile, 8, never);
    EXPECT_LE(asked, kMaxLatticeFound) << hostile;
  }
  EXPECT_THAT(Lattice(words, Direction::kToCyrillic).words("", 8), IsEmpty());
  EXPECT_THAT(Lattice(words, Direction::kToCyrillic).words(std::string(kMaxLatticeBytes + 1, 'i'), 8), IsEmpty());
  EXPECT_THAT(Lattice(WordList(), Direction::kToCyrillic).words("varna", 8), IsEmpty());
}

/// 2,000 Bulgarian words of the sample, with the number of its files that have each.
std::map<std::string, std::uint32_t> sample_words() {
  std::map<std::string, std::uint32_t> documents;
  text::Analyzer analyzer;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(testing::source_path("corpus/sample"))) {
    if (!entry.is_regular_file() || entry.path().extension() == ".gz") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(file), {}};
    std::set<std::string> forms;
    for (const text::Word& word : analyzer.analyze(content)) {
      const bool bulgarian = word.lexeme->script == text::Script::kCyrillic &&
                             word.lexeme->form.find_first_of("0123456789") == std::string::npos;
      if (bulgarian && text::utf8::length(word.lexeme->form) >= 3) forms.insert(word.lexeme->form);
    }
    for (const std::string& form : forms) ++documents[form];
  }
  return documents;
}

/// One who writes Bulgarian with Latin letters: habits, and now and then another letter.
class Writer {
 public:
  explicit Writer(unsigned seed) : random_(seed) {
    for (const auto& [letter, ways] : kWays) habits_[letter] = chosen(ways);
  }

  std::string write(std::string_view word) {
    std::string latin;
    for (std::size_t at = 0; at < word.size(); at += 2) {
      const std::string letter(word.substr(at, 2));
      const bool slips = random_() % 20 == 0;
      latin += slips ? chosen(kWays.at(letter)) : habits_[letter];
    }
    return latin;
  }

 private:
  using Ways = std::vector<std::string>;
  std::string chosen(const Ways& ways) { return ways[random_() % ways.size()]; }

  inline static const std::map<std::string, Ways> kWays = {{"а", {"a"}},
                                                           {"б", {"b"}},
                                                           {"в", {"v", "w"}},
                                                           {"г", {"g"}},
                                                           {"д", {"d"}},
                                                           {"е", {"e"}},
                                                           {"ж", {"zh", "j"}},
                                                           {"з", {"z"}},
                                                           {"и", {"i"}},
                                                           {"й", {"y", "i", "j"}},
                                                           {"к", {"k"}},
                                                           {"л", {"l"}},
                                                           {"м", {"m"}},
                                                           {"н", {"n"}},
                                                           {"о", {"o"}},
                                                           {"п", {"p"}},
                                                           {"р", {"r"}},
                                                           {"с", {"s"}},
                                                           {"т", {"t"}},
                                                           {"у", {"u"}},
                                                           {"ф", {"f"}},
                                                           {"х", {"h", "x"}},
                                                           {"ц", {"ts", "c"}},
                                                           {"ч", {"ch", "4"}},
                                                           {"ш", {"sh", "6"}},
                                                           {"щ", {"sht", "6t"}},
                                                           {"ъ", {"a", "u", "y"}},
                                                           {"ь", {"y", "i", "j"}},
                                                           {"ю", {"yu", "iu", "ju", "u"}},
                                                           {"я", {"ya", "q", "ia", "ja"}},
                                                           {"ы", {"y"}},
                                                           {"э", {"e"}},
                                                           {"ё", {"yo"}}};
  std::mt19937 random_;
  std::map<std::string, std::string> habits_;
};

struct Score {
  std::size_t words = 0, first = 0, among = 0;
  void count(const std::vector<Candidate>& candidates, const std::string& meant) {
    ++words;
    first += query::first(candidates) == meant ? 1 : 0;
    among += std::ranges::find(candidates, meant, &Candidate::form) != candidates.end() ? 1 : 0;
  }
  [[nodiscard]] double share(std::size_t part) const { return static_cast<double>(part) / static_cast<double>(words); }
};

TEST(Lattice, KnowsTheWordsOfTheSampleAgain) {
  const auto documents = sample_words();
  ASSERT_GE(documents.size(), 2000U);
  const WordList words = list_of(documents);
  const Lattice lattice(words, Direction::kToCyrillic);
  Score official, informal;
  std::vector<Writer> writers;
  for (unsigned seed = 1; seed <= 50; ++seed) writers.emplace_back(seed);
  for (const auto& [form, count] : documents) {
    if (official.words == 2000) break;
    official.count(lattice.words(text::romanised(form), 4), form);
    for (Writer& writer : writers) informal.count(lattice.words(writer.write(form), 4), form);
  }
  EXPECT_EQ(official.among, official.words);
  EXPECT_GE(official.share(official.first), .99);
  EXPECT_GE(informal.share(informal.among), .998);
  EXPECT_GE(informal.share(informal.first), .99);
  RecordProperty("official_first", std::to_string(official.share(official.first)));
  RecordProperty("informal_first", std::to_string(informal.share(informal.first)));
  RecordProperty("informal_among", std::to_string(informal.share(informal.among)));
}

}  // namespace
}  // namespace tarsach::query
