// A bilingual dictionary of the FreeDict project, as Debian's dict-freedict-… packages bring it for dictd: a list of
// headwords with the places of their articles, and the articles in one compressed text.
//
//   freedict-eng-bul.index    "minister \t LSW0 \t FH"         headword, begin, bytes (both in base 64, see below)
//   freedict-eng-bul.dict.dz  minister //ˈmɪnɪstə// <n>         gzip with an index for seeking, which zlib skips
//                             1. свеще́ник
//                             person who is trained to perform religious ceremonies …
//                             2. мини́стър, мини́стърка
//                             politician who heads a ministry
//
//   TARSACH_TRY(const std::vector<Article> articles, read_freedict("freedict-eng-bul.index", "….dict.dz"));
//   articles.front()           {"minister", "n", {{{"свеще́ник"}, 1}, {{"мини́стър", "мини́стърка"}, 1}}}
//
// Numbers: digits A…Z a…z 0…9 + / of 64, the highest first (dictd's manual, dictfmt(1)). A sense is one line of
// translations and then lines of English glosses, which are numbered themselves when they are several. Both senses and
// the words of a sense stand in the order of the alphabet (glosses, translations): the order says nothing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tarsach::dictionary {

/// Larger files are refused: the whole dictionary is held in memory.
inline constexpr std::size_t kMaxFreedictBytes = std::size_t{256} << 20;

struct Sense {
  std::vector<std::string> translations;  // as written, with stress marks
  std::size_t glosses = 0;                // meanings of the headword in English that these translate

  bool operator==(const Sense&) const = default;
};

struct Article {
  std::string headword;        // as written: "prime minister", "Paris"
  std::string part_of_speech;  // "n", "v", "adj", "pn" (a proper name), …; empty if not told
  std::vector<Sense> senses;

  bool operator==(const Article&) const = default;
};

/// In the order of the list. kNotFound; kBadData with the line of the list.
[[nodiscard]] Result<std::vector<Article>> read_freedict(const std::filesystem::path& index,
                                                         const std::filesystem::path& text);

/// The same of the files' contents, the text inflated. Articles without a translation are left out.
[[nodiscard]] Result<std::vector<Article>> parse_freedict(std::string_view index, std::string_view text);

/// Of one place in the list: a headword may be several words (a noun and a verb), with an empty line between them.
[[nodiscard]] std::vector<Article> parse_articles(std::string_view place);

/// Nothing if a digit is none of the 64 or the number is too large for 64 bits.
[[nodiscard]] std::optional<std::uint64_t> parse_base64(std::string_view digits);

}  // namespace tarsach::dictionary
