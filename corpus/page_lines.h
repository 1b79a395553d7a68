// What a line of a saved page is, judged by itself: a passage, a headline, or the furniture of the site.
//
//   kind_of({"Покажи всички"})                       kFurniture
//   kind_of({"15.05.2018"})                          kDate
//   kind_of({"Submitted by Ana Ilieva on 11 July 2018"})   kByline
//   kind_of({"Свързани новини"})                     kOtherNews     what follows belongs to other articles
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/dates.h"

namespace tarsach::corpus {

enum class Shape : std::uint8_t { kText, kHeading, kItem };

/// A block as a reader of pages finds it: a line or a paragraph on one line.
struct Block {
  std::string text;
  Shape shape = Shape::kText;
};

enum class LineKind : std::uint8_t {
  kProse,      // sentences
  kItem,       // an entry of a list
  kHeadline,   // words without the end of a sentence: a title, a heading, an entry of a menu
  kMenu,       // a headline that menus use („Начало“, "Contact")
  kDate,       // a date and nothing else
  kByline,     // who published it, and perhaps when
  kReadMore,   // ends a teaser of another article
  kOtherNews,  // opens a list of other articles
  kComments,   // opens the readers' comments
  kFurniture,  // buttons, counters, names of pictures, rights, cookies
};

struct Line {
  std::string text;
  LineKind kind = LineKind::kProse;
  std::vector<FoundDate> dates = {};  // of short lines only
  bool beside_furniture = false;      // furniture stood below it
};

[[nodiscard]] LineKind kind_of(const Block& block);
[[nodiscard]] Line read_line(Block&& block);

/// Ends as sentences do. The full stop of „2015 г.“ ends none.
[[nodiscard]] bool ends_sentence(std::string_view text);

}  // namespace tarsach::corpus
