#include "dictionary/loose_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tarsach::dictionary {
namespace {

using ::testing::Contains;
using ::testing::UnorderedElementsAre;

std::vector<Paradigm> with_loose(std::vector<Paradigm> paradigms, const std::vector<std::string>& loose) {
  add_loose_words(loose, paradigms);
  return paradigms;
}

std::vector<std::string> forms_of(const std::vector<Paradigm>& paradigms, const std::string& lemma) {
  std::vector<std::string> forms;
  for (const Paradigm& paradigm : paradigms)
    if (paradigm.lemma == lemma) forms.insert(forms.end(), paradigm.forms.begin(), paradigm.forms.end());
  return forms;
}

TEST(LooseWords, TakeTheFormsThatAreThoseOfOtherWordsToo) {
  const Paradigm marry{"женя", {"женя", "жени", "жените"}, PartOfSpeech::kVerb};
  const auto paradigms = with_loose({marry}, {"жена", "жената", "жено"});
  EXPECT_THAT(forms_of(paradigms, "жена"), UnorderedElementsAre("жена", "жената", "жени", "жените", "жено"));
}

TEST(LooseWords, MayChangeTheVowelOfTheirRoot) {
  const auto paradigms = with_loose({}, {"място", "мястото", "места", "местата", "сняг", "снега", "снегът", "снегове",
                                         "снеговете", "промяна", "промяната", "промени", "промените"});
  EXPECT_THAT(forms_of(paradigms, "място"), Contains("местата"));
  EXPECT_THAT(forms_of(paradigms, "сняг"), Contains("снеговете"));
  EXPECT_THAT(forms_of(paradigms, "промяна"), Contains("промени"));
}

TEST(LooseWords, AreNoNounsIfTheyAreParticiples) {
  const auto paradigms = with_loose({}, {"мога", "можеш", "могла", "моглата", "могли", "моглите", "могло", "моглият"});
  EXPECT_THAT(forms_of(paradigms, "мога"), Contains("моглите"));
  EXPECT_TRUE(forms_of(paradigms, "могла").empty());
}

TEST(LooseWords, MeetByStemAndAreNamedByTheirFirstPerson) {
  const auto paradigms = with_loose({}, {"можеш", "можем", "мога", "при"});
  EXPECT_THAT(forms_of(paradigms, "мога"), UnorderedElementsAre("можеш", "можем", "мога"));
  EXPECT_THAT(forms_of(paradigms, "при"), UnorderedElementsAre("при"));
}

}  // namespace
}  // namespace tarsach::dictionary
