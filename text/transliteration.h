// How Bulgarian is written with Latin letters, and foreign names with Cyrillic ones: by the law, by everybody's habits
// (шльокавица), and as English names are heard. One set of rows is read in both directions:
//
//   letter_rows(Direction::kToCyrillic).beginning("6tastie", 0)   "6t" щ · "6" ш · …
//   letter_rows(Direction::kToLatin).beginning("тръмп", 4)        "р" r · "рр" …; at byte 4 stands „ръмп“
//   romanised("България, Ямбол, София")                           "Bulgaria, Yambol, Sofia"
//
// A word has many readings; query/lattice looks for those that are words. Any thread may read the rows.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tarsach::text {

enum class Direction : std::uint8_t { kToCyrillic, kToLatin };

/// Where in a word a row holds.
enum class LetterPlace : std::uint8_t { kAnywhere, kStart, kEnd };

/// Who writes so; a set of bits. Within a word most writers keep to one.
using Schemes = std::uint8_t;
inline constexpr Schemes kOfficial = 1;  // Закон за транслитерацията, ДВ 19/2009
inline constexpr Schemes kInformal = 2;
inline constexpr Schemes kEnglish = 4;  // the spelling of English and other foreign names
inline constexpr Schemes kEveryScheme = kOfficial | kInformal | kEnglish;

struct LetterRow {
  std::string from;
  std::string to;
  float cost = 0;  // nats: 0 is what one expects
  Schemes schemes = kEveryScheme;
  LetterPlace place = LetterPlace::kAnywhere;
};

/// The rows of one direction, found by the letter that they begin with.
class LetterRows {
 public:
  explicit LetterRows(Direction direction);

  /// Those whose `from` stands in `word` (lower case) at byte `at`, and whose place fits.
  [[nodiscard]] std::vector<const LetterRow*> beginning(std::string_view word, std::size_t at) const;

 private:
  static constexpr std::size_t kBuckets = 128 + 2 * 64;  // ASCII; Cyrillic by its two bytes
  [[nodiscard]] static std::size_t bucket_of(std::string_view word, std::size_t at);

  std::array<std::vector<LetterRow>, kBuckets> rows_;
};

/// Made once.
[[nodiscard]] const LetterRows& letter_rows(Direction direction);

/// A text in the law's romanisation. What is not a Bulgarian letter stays.
[[nodiscard]] std::string romanised(std::string_view text);

}  // namespace tarsach::text
