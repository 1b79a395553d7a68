#include "query/decoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace tarsach::query {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

double no_step(const Choice&, const Choice&) { return 0; }

Choice choice(const char* text, double cost) { return {text, ReadingKind::kAsTyped, cost}; }

TEST(Decoder, TakesTheCheapestOfEachPlaceWhenStepsCostNothing) {
  const Decoded best = decode({{choice("а", 2), choice("б", 1)}, {choice("в", 1), choice("г", 3)}}, no_step);
  EXPECT_THAT(best.chosen, ElementsAre(1, 0));
  EXPECT_EQ(best.cost, 2);
}

TEST(Decoder, LetsANeighbourDecideBetweenLikeWords) {
  const std::vector<std::vector<Choice>> places = {{choice("съд", 1), choice("сад", 1.1)}, {choice("овощен", 1)}};
  const auto step = [](const Choice& before, const Choice& after) {
    return before.text == "сад" && after.text == "овощен" ? -1.0 : 0.0;
  };
  EXPECT_THAT(decode(places, step).chosen, ElementsAre(1, 0));
  EXPECT_THAT(decode(places, no_step).chosen, ElementsAre(0, 0));
}

TEST(Decoder, PrefersWhatStandsFirstAmongEquals) {
  EXPECT_THAT(decode({{choice("а", 1), choice("б", 1)}}, no_step).chosen, ElementsAre(0));
}

TEST(Decoder, HasNothingToChooseInAnEmptyQuery) {
  EXPECT_THAT(decode({}, no_step).chosen, IsEmpty());
  EXPECT_EQ(decode({}, no_step).cost, 0);
}

// The cost of every sequence, one by one.
double cheapest_of_all(const std::vector<std::vector<Choice>>& places, const StepCost& step, std::size_t place = 0,
                       const Choice* before = nullptr) {
  if (place == places.size()) return 0;
  double best = 1e9;
  for (const Choice& choice : places[place])
    best = std::min(best, choice.cost + (before != nullptr ? step(*before, choice) : 0) +
                              cheapest_of_all(places, step, place + 1, &choice));
  return best;
}

TEST(Decoder, FindsTheCheapestSequenceOfAll) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> cost(0, 5);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::vector<Choice>> places(1 + random() % 5);
    double steps[4][4];
    for (auto& row : steps)
      for (double& one : row) one = cost(random) - 2.5;
    for (auto& choices : places)
      for (std::size_t i = 0; i < 1 + random() % 4; ++i)
        choices.push_back(choice(std::to_string(i).c_str(), cost(random)));
    const auto step = [&](const Choice& a, const Choice& b) { return steps[a.text[0] - '0'][b.text[0] - '0']; };
    const Decoded decoded = decode(places, step);
    EXPECT_NEAR(decoded.cost, cheapest_of_all(places, step), 1e-9);
    double chosen = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const Choice& one = places[i][decoded.chosen[i]];
      chosen += one.cost + (i > 0 ? step(places[i - 1][decoded.chosen[i - 1]], one) : 0);
    }
    EXPECT_NEAR(decoded.cost, chosen, 1e-9);
  }
}

}  // namespace
}  // namespace tarsach::query
