#include "query/names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>

namespace tarsach::query {
namespace {

constexpr const char* kWords[] = {"клъстер", "среща", "варна", "море", "иновации", "cluster", "meeting"};

std::string some_words(std::mt19937& random, std::size_t most) {
  std::string words;
  for (std::size_t i = 1 + random() % most; i > 0; --i)
    words += std::string(kWords[random() % std::size(kWords)]) + " ";
  return words;
}

/// One event after the other, one way round and the other, at each place.
std::string label_found_by_looking_everywhere(const schema::Vocabulary& vocabulary, const LemmaSequence& words,
                                              text::Analyzer& analyzer) {
  for (const schema::Event& event : vocabulary.events) {
    if (event.label.bg == event.label.en) continue;
    for (const auto& [own, other] :
         {std::pair(event.label.bg, event.label.en), std::pair(event.label.en, event.label.bg)}) {
      const LemmaSequence label = lemma_sequence(own, analyzer);
      const auto at = std::search(words.begin(), words.end(), label.begin(), label.end());
      if (at != words.end())
        return std::to_string(at - words.begin()) + "+" + std::to_string(label.size()) + " " + other;
    }
  }
  return "none";
}

TEST(Names, FindTheFirstLabelOfTheVocabularyThatStandsAmongWords) {
  text::Analyzer analyzer;
  std::mt19937 random(3);
  int found = 0;
  for (int i = 0; i < 400; ++i) {
    schema::Vocabulary vocabulary;
    for (std::size_t count = random() % 12; count > 0; --count)
      vocabulary.events.push_back(
          {"e" + std::to_string(count), {some_words(random, 3), some_words(random, 3)}, {}, {}, {}, {}});
    const Names names(vocabulary, analyzer);
    const LemmaSequence words = lemma_sequence(some_words(random, 6), analyzer);
    const auto label = names.find_label(words);
    const std::string told =
        label ? std::to_string(label->begin) + "+" + std::to_string(label->size) + " " + label->other : "none";
    EXPECT_EQ(told, label_found_by_looking_everywhere(vocabulary, words, analyzer));
    found += label ? 1 : 0;
  }
  EXPECT_GT(found, 100);
  EXPECT_LT(found, 300);
}

TEST(Names, FindALabelByAnyFormOfItsWords) {
  text::Analyzer analyzer;
  schema::Vocabulary vocabulary;
  vocabulary.topics.push_back({"fin", {"Научни изследвания", "Research"}, {}});
  const Names names(vocabulary, analyzer);
  const auto label = names.find_label(lemma_sequence("за научните изследвания", analyzer));
  ASSERT_TRUE(label);
  EXPECT_EQ(label->begin, 1U);
  EXPECT_EQ(label->size, 2U);
  EXPECT_EQ(label->other, "Research");
}

}  // namespace
}  // namespace tarsach::query
