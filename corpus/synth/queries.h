// What people might ask for: words out of running text, so that they are as frequent as words are, a third of them in
// another form than the text has, and for 30 of 100 queries a filter that the text meets.
//
//   const Query query = make_query(*generator, 100'000, 17);   // {"изложба предприятието", "2013", "", ""}
//   to_line(query)                                             // "q00017\tизложба предприятието\t2013\t\t"
#pragma once

#include <cstdint>
#include <string>

#include "corpus/synth/generator.h"

namespace tarsach::corpus::synth {

struct Query {
  std::uint64_t number = 0;
  std::string words;
  std::string year, topic, event;  // filters; at most one is not empty
};

// In thousandths.
inline constexpr std::size_t kAnotherForm = 333;
inline constexpr std::size_t kWithYear = 120, kWithTopic = 90, kWithEvent = 90;

/// The query of this number over the first `articles` ones. Of 1 to 4 words, none a stop word.
[[nodiscard]] Query make_query(const Generator& generator, std::uint64_t articles, std::uint64_t number);

/// Five columns with tabs between: id, words, year, topic, event.
[[nodiscard]] std::string to_line(const Query& query);

}  // namespace tarsach::corpus::synth
