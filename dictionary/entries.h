// The .dic file of a Hunspell dictionary: a word a line, and behind a slash the classes of endings that it takes.
//
//   78238
//   Варна
//   важен/K
//
// Words are normalised as those of a text are (text/normalizer.h); that one was written with a capital is kept.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dictionary/affixes.h"

namespace tarsach::dictionary {

enum class Capital : std::uint8_t { kNo, kYes };

struct WordEntry {
  std::string word;  // normalised
  std::string flags;
  Capital capital = Capital::kNo;
};

inline constexpr std::size_t kMostEntries = 1'000'000;
inline constexpr std::size_t kMostWordBytes = 120;

/// In the order of the file. kBadData for a line that is no word, a flag without a class, or another number of lines
/// than the first line promises; `name` of the file is for the message.
[[nodiscard]] Result<std::vector<WordEntry>> parse_entries(std::string_view text, const Affixes& affixes,
                                                           const std::string& name);

}  // namespace tarsach::dictionary
