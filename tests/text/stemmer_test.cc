// Whole words against the rules: tests/text/vocabulary.txt says what must meet and what must not.
#include "text/stemmer.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "tests/support/golden.h"
#include "tests/support/temporary.h"
#include "tests/text/words.h"

namespace tarsach::text {
namespace {

using testing::lemmas;
using testing::meet;

struct Group {
  std::string sign;
  std::vector<std::string> words;
};

std::vector<Group> vocabulary() {
  std::ifstream file(tarsach::testing::source_path("tests/text/vocabulary.txt"));
  std::vector<Group> groups;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    std::istringstream cells(line);
    Group group;
    cells >> group.sign;
    for (std::string word; cells >> word;) group.words.push_back(word);
    groups.push_back(group);
  }
  return groups;
}

bool all_meet(const Group& group) {
  for (const std::string& word : group.words) {
    if (!meet(group.words.front(), word)) return false;
  }
  return true;
}

TEST(Stemmer, HasAVocabularyToProveItself) {
  std::set<std::string> words;
  for (const Group& group : vocabulary()) words.insert(group.words.begin(), group.words.end());
  EXPECT_GE(words.size(), 1500U);
}

TEST(Stemmer, MeetsTheFormsOfAWord) {
  for (const Group& group : vocabulary()) {
    if (group.sign == "=") {
      EXPECT_TRUE(all_meet(group)) << group.words.front();
    }
  }
}

TEST(Stemmer, KeepsDifferentWordsApart) {
  for (const Group& group : vocabulary()) {
    if (group.sign == "!") {
      EXPECT_FALSE(meet(group.words.at(0), group.words.at(1))) << group.words.at(0);
    }
  }
}

TEST(Stemmer, StillFailsWhereItIsSaidToFail) {
  for (const Group& group : vocabulary()) {
    if (group.sign == "~") {
      EXPECT_FALSE(all_meet(group)) << group.words.front() << " meets now: mark it with =";
    }
  }
}

TEST(Stemmer, GivesTheLemmasThatWereReviewed) {
  std::set<std::string> words;
  for (const Group& group : vocabulary()) words.insert(group.words.begin(), group.words.end());
  std::string actual;
  for (const std::string& word : words) {
    actual += word;
    for (const std::string& lemma : lemmas(word)) actual += '\t' + lemma;
    actual += '\n';
  }
  tarsach::testing::compare_with_golden("text/vocabulary.tsv", actual);
}

// Each row stands in docs/bulgarian.md as a case where the stemmer that Lucene has fails.
TEST(Stemmer, MeetsTheCoreWordsOfNews) {
  const std::vector<std::pair<std::string_view, std::string_view>> pairs{{"компания", "компании"},
                                                                         {"агенция", "агенциите"},
                                                                         {"предприятие", "предприятия"},
                                                                         {"проект", "проекта"},
                                                                         {"президент", "президента"},
                                                                         {"бюджет", "бюджета"},
                                                                         {"въпрос", "въпроси"},
                                                                         {"проблем", "проблеми"},
                                                                         {"университет", "университети"},
                                                                         {"нов", "нови"},
                                                                         {"дума", "думи"},
                                                                         {"вода", "води"},
                                                                         {"място", "места"},
                                                                         {"цял", "цели"},
                                                                         {"свят", "света"},
                                                                         {"ден", "дни"},
                                                                         {"ръка", "ръце"},
                                                                         {"око", "очи"},
                                                                         {"дете", "деца"},
                                                                         {"българин", "българи"},
                                                                         {"край", "краища"},
                                                                         {"участвам", "участваха"},
                                                                         {"изграждам", "изграждащите"},
                                                                         {"реша", "решените"}};
  for (const auto& [one, other] : pairs) EXPECT_TRUE(meet(one, other)) << one << " " << other;
}

TEST(Stemmer, LeavesAVowelInEveryStemOfAWordThatHasOne) {
  for (const std::string_view word : {"тя", "зла", "дни", "сте", "пия", "уши", "дна", "ята", "ите", "ове"}) {
    for (const std::string& stem : stem_bulgarian(word)) EXPECT_FALSE(stem.empty()) << word;
  }
}

TEST(Stemmer, DoesNotTouchWhatIsNoWord) {
  EXPECT_EQ(stem_bulgarian("а4"), std::vector<std::string>{"а4"});
  EXPECT_EQ(stem_bulgarian("стр"), std::vector<std::string>{"стр"});
  EXPECT_EQ(stem_bulgarian(""), std::vector<std::string>{""});
}

}  // namespace
}  // namespace tarsach::text
