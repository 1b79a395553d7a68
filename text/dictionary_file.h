// How the dictionary lies on disk, for the one who writes it; text/dictionary.h reads it.
//
//   write_file_durably(path, encode_dictionary({.lemmas = {{"вода", {"вода"}}, {"води", {"вода", "водя"}}}, …}));
//
// Little-endian. The header: magic, version, checksum (FNV-1a over all that follows it), then the sizes of the parts.
// The parts: for each of the three tables an automaton (text/automaton.h) and its lists, then the rules of all, then
// their endings. The automaton gives each word the place of its list; a list is rules' numbers, doubled, and odd at the
// last; a rule turns the word into another one: letters to cut, bytes to put there, a tag. That a lemma is a rule, not
// a word, is what makes all words of one paradigm alike, and the automaton small.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "text/dictionary.h"

namespace tarsach::text {

/// All keys and words are small Cyrillic letters (is_automaton_word).
struct DictionaryContent {
  std::map<std::string, std::vector<std::string>> lemmas;  // by form; the likeliest first
  std::map<std::string, std::vector<std::string>> stems;   // lemmas by the stem that the rules give to their forms
  std::map<std::string, std::vector<Relative>> relatives;  // by lemma; the nearest first
};

/// Equal contents give equal bytes.
[[nodiscard]] std::string encode_dictionary(const DictionaryContent& content);

namespace on_disk {

inline constexpr std::string_view kMagic = "TarsachD";
inline constexpr std::uint32_t kVersion = 1;
inline constexpr std::size_t kTables = 3;  // lemmas, stems, relatives

struct Header {
  std::array<char, 8> magic = {};
  std::uint32_t version = 0;
  std::uint32_t rules = 0;  // their number
  std::uint64_t checksum = 0;
  std::array<std::uint32_t, kTables> automaton_bytes = {};
  std::array<std::uint32_t, kTables> list_items = {};
  std::uint32_t ending_bytes = 0;
  std::uint32_t reserved = 0;
};
static_assert(sizeof(Header) == 56);

struct Rule {
  std::uint8_t cut = 0;  // letters
  std::uint8_t tag = 0;
  std::uint16_t length = 0;  // bytes of the ending
  std::uint32_t ending = 0;  // where it begins

  auto operator<=>(const Rule&) const = default;
};
static_assert(sizeof(Rule) == 8);

/// Of all bytes behind `checksum`.
[[nodiscard]] std::uint64_t checksum_of(std::string_view file);

}  // namespace on_disk
}  // namespace tarsach::text
