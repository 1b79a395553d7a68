// What the articles are about: 40 topics with their words, 500 events with their names, each in its year and topic. A
// few of them are in most of the news. All of it is invented but for the names of towns.
//
//   const World world(lexicon, seed);
//   const Happening& event = world.events[world.event_of(year, random)];
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "corpus/synth/lexicon.h"
#include "corpus/synth/random.h"
#include "schema/vocabulary.h"

namespace tarsach::corpus::synth {

inline constexpr std::size_t kTopics = 40;
inline constexpr std::size_t kEvents = 500;
inline constexpr int kFirstYear = 2005;
inline constexpr std::size_t kYears = 21;

/// A year's share of the articles, by place: 20 in the first, 80 in the last.
inline constexpr std::size_t kLeastShare = 20;
inline constexpr std::size_t kShareGrows = 3;

struct Subject {
  schema::Topic topic;
  std::vector<std::uint32_t> lemmas;
};

struct Happening {
  schema::Event event;
  std::size_t subject = 0;
  std::vector<std::string> names;  // who and where
  std::vector<std::uint32_t> lemmas;
};

class World {
 public:
  World(const Lexicon& lexicon, std::uint64_t seed);

  std::vector<Subject> subjects;
  std::vector<Happening> events;  // by year

  [[nodiscard]] std::size_t year(Random& random) const { return years_.pick(random); }
  [[nodiscard]] std::size_t subject(Random& random) const { return subjects_.pick(random); }
  /// One of the events of the year (0: the first).
  [[nodiscard]] std::size_t event_of(std::size_t year, Random& random) const;
  [[nodiscard]] schema::Vocabulary vocabulary() const;

 private:
  void invent_events(const Lexicon& lexicon, std::uint64_t seed);

  Weighted years_, subjects_;
  std::array<Weighted, kYears> of_year_;
  std::array<std::size_t, kYears + 1> first_ = {};
};

}  // namespace tarsach::corpus::synth
