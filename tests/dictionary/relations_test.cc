#include "dictionary/relations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tarsach::dictionary {
namespace {

using ::testing::ElementsAre;
using text::Relation;
using text::Relative;

Paradigm verb(const std::string& lemma) { return {lemma, {lemma}, PartOfSpeech::kVerb}; }
Paradigm noun(const std::string& lemma) { return {lemma, {lemma}, PartOfSpeech::kNoun}; }
Paradigm adjective(const std::string& lemma, const std::string& feminine) {
  return {lemma, {lemma, feminine}, PartOfSpeech::kAdjective};
}

TEST(Relations, JoinAspectPairsBothWays) {
  const auto relatives = make_relatives({verb("посетя"), verb("посещавам"), verb("реша"), verb("решавам"), verb("кажа"),
                                         verb("казвам"), verb("отида"), verb("отивам"), verb("вода")});
  EXPECT_THAT(relatives.at("посетя"), ElementsAre(Relative{"посещавам", Relation::kAspect}));
  EXPECT_THAT(relatives.at("посещавам"), ElementsAre(Relative{"посетя", Relation::kAspect}));
  EXPECT_THAT(relatives.at("решавам"), ElementsAre(Relative{"реша", Relation::kAspect}));
  EXPECT_THAT(relatives.at("казвам"), ElementsAre(Relative{"кажа", Relation::kAspect}));
  EXPECT_THAT(relatives.at("отида"), ElementsAre(Relative{"отивам", Relation::kAspect}));
  EXPECT_FALSE(relatives.contains("вода"));
}

TEST(Relations, JoinAVerbalNounToOneVerb) {
  const auto relatives =
      make_relatives({verb("изпращам"), verb("изпращя"), noun("изпращане"), verb("говоря"), noun("говорене"),
                      verb("пиша"), noun("писане"), verb("организирам"), noun("организация"), noun("стране")});
  EXPECT_THAT(relatives.at("изпращане"), ElementsAre(Relative{"изпращам", Relation::kVerbalNoun}));
  EXPECT_THAT(relatives.at("говоря"), ElementsAre(Relative{"говорене", Relation::kVerbalNoun}));
  EXPECT_THAT(relatives.at("пиша"), ElementsAre(Relative{"писане", Relation::kVerbalNoun}));
  EXPECT_THAT(relatives.at("организация"), ElementsAre(Relative{"организирам", Relation::kVerbalNoun}));
  EXPECT_FALSE(relatives.contains("стране"));
}

TEST(Relations, JoinAnAdjectiveToItsNoun) {
  const auto relatives =
      make_relatives({noun("столица"), adjective("столичен", "столична"), noun("варна"),
                      adjective("варненски", "варненска"), noun("софия"), adjective("софийски", "софийска")});
  EXPECT_THAT(relatives.at("столица"), ElementsAre(Relative{"столичен", Relation::kDerivation}));
  EXPECT_THAT(relatives.at("варненски"), ElementsAre(Relative{"варна", Relation::kDerivation}));
  EXPECT_THAT(relatives.at("софийски"), ElementsAre(Relative{"софия", Relation::kDerivation}));
}

TEST(Relations, TakeNoParticipleForAnAdjectiveOfANoun) {
  EXPECT_TRUE(make_relatives({noun("подплата"), adjective("подплатен", "подплатена")}).empty());
}

}  // namespace
}  // namespace tarsach::dictionary
