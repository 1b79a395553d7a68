#include "text/automaton.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace tarsach::text {
namespace {

std::string bytes_of(const std::map<std::string, std::uint32_t>& words) {
  AutomatonBuilder builder;
  for (const auto& [word, number] : words) builder.add(word, number);
  return builder.finish();
}

TEST(Automaton, FindsTheNumberOfEachWord) {
  const std::string bytes = bytes_of({{"а", 7}, {"ад", 0}, {"ядро", kMostAutomatonNumber}, {"яйце", 3}});
  const Automaton automaton(bytes);
  EXPECT_EQ(automaton.find("а"), 7U);
  EXPECT_EQ(automaton.find("ад"), 0U);
  EXPECT_EQ(automaton.find("ядро"), kMostAutomatonNumber);
  EXPECT_EQ(automaton.find("яд"), std::nullopt);
  EXPECT_EQ(automaton.find("ада"), std::nullopt);
  EXPECT_EQ(automaton.find(""), std::nullopt);
}

TEST(Automaton, FindsAsAMapDoes) {
  std::mt19937 random(7);
  const auto letter = [&random] { return std::string("\xD0") + static_cast<char>(0xB0 + random() % 4); };
  const auto word = [&] {
    std::string letters = letter();
    for (auto more = random() % 7; more > 0; --more) letters += letter();
    return letters;
  };
  std::map<std::string, std::uint32_t> words;
  for (int i = 0; i < 3000; ++i) words[word()] = static_cast<std::uint32_t>(random() % 5);
  const std::string bytes = bytes_of(words);
  const Automaton automaton(bytes);
  for (int i = 0; i < 20000; ++i) {
    const std::string asked = word();
    const auto expected = words.find(asked);
    ASSERT_EQ(automaton.find(asked),
              expected == words.end() ? std::nullopt : std::optional<std::uint32_t>(expected->second));
  }
}

TEST(Automaton, GivesAllItsWordsInOrder) {
  const std::map<std::string, std::uint32_t> words = {{"а", 1}, {"ад", 2}, {"вода", 3}, {"води", 4}, {"яйце", 5}};
  const std::string bytes = bytes_of(words);
  std::map<std::string, std::uint32_t> found;
  std::string last;
  Automaton(bytes).each_word([&](std::string_view word) {
    EXPECT_LT(last, word);
    last = word;
    found[last] = Automaton(bytes).find(word).value_or(0);
  });
  EXPECT_EQ(found, words);
}

TEST(Automaton, SharesEndings) {
  const std::string one = bytes_of({{"вода", 1}, {"водата", 1}, {"води", 1}, {"водите", 1}});
  const std::string two = bytes_of(
      {{"вода", 1}, {"водата", 1}, {"води", 1}, {"водите", 1}, {"гора", 1}, {"гората", 1}, {"гори", 1}, {"горите", 1}});
  EXPECT_EQ(two.size(), one.size() + 3 * sizeof(std::uint32_t)) << "the arcs г, о and р";
}

TEST(Automaton, OfAnyBytesFindsSomethingOrNothing) {
  std::mt19937 random(11);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes(random() % 64, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    const Automaton automaton(bytes);
    (void)automaton.find("вода");
  }
  EXPECT_EQ(Automaton().find("вода"), std::nullopt);
}

TEST(Automaton, TakesWordsOfSmallCyrillicLetters) {
  EXPECT_TRUE(is_automaton_word("щъркел"));
  EXPECT_TRUE(is_automaton_word("ёжик"));
  for (const char* word : {"", "Вода", "water", "по-добър", "вода1", "вод\xD0"})
    EXPECT_FALSE(is_automaton_word(word)) << word;
}

}  // namespace
}  // namespace tarsach::text
