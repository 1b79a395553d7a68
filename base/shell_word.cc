#include "base/shell_word.h"

#include <algorithm>

namespace tarsach {
namespace {

/// Letters outside of ASCII mean nothing to a shell.
bool is_harmless(char letter) {
  constexpr std::string_view kMarks = "-_./:,+@%";
  const bool is_letter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
  const bool is_digit = letter >= '0' && letter <= '9';
  return is_letter || is_digit || static_cast<unsigned char>(letter) >= 0x80 ||
         kMarks.find(letter) != std::string_view::npos;
}

}  // namespace

std::string shell_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char letter : text) quoted += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return quoted + "'";
}

std::string shell_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_harmless) ? std::string(text) : shell_quoted(text);
}

}  // namespace tarsach
