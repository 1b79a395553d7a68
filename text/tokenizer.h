// Text → the words in it, with their places; what belongs to a word is decided here, what it means later.
//
//   std::vector<Token> tokens;
//   tokenize("През 2017г. най-добрият бизнес-клъстер", tokens);
//   // През | 2017 | добрият | бизнес-клъстер (kWhole) | бизнес (kPart) | клъстер (kPart)
//
// `word` is the text itself, or for an abbreviation („гр.“) the word that it stands for („град“).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

namespace tarsach::text {

struct Token {
  std::uint32_t begin = 0;  // bytes in the text; what is highlighted
  std::uint32_t end = 0;
  WordKind kind = WordKind::kSimple;
  bool opens = false;     // nothing before `begin` has a say in what is cut from there on
  std::string_view word;  // what is normalised; lives as long as the text
};

/// A run of letters longer than this is cut into words of this size: it is no word of a language.
inline constexpr std::size_t kMaxWordBytes = 600;

/// Hyphenated parts; what has more of them is a list, and has no whole.
inline constexpr std::size_t kMaxParts = 5;

/// Replaces `tokens`; keeps its memory. The whole of a compound comes before its parts. Linear in the text.
void tokenize(std::string_view text, std::vector<Token>& tokens);

/// The tokens from that byte on which begin before `end`, the same as if all were cut, where one that opens begins at
/// `begin` and another one at `end`, or the text ends there: then it returns `end`, where it has stopped.
std::size_t tokenize(std::string_view text, std::size_t begin, std::size_t end, std::vector<Token>& tokens);

}  // namespace tarsach::text
