// Bulgarian words → stems, by rules alone. Two forms of one word should meet, two words should not.
//
//   stem_bulgarian("компаниите")   {"компани"}      stem_bulgarian("клъстърът")
//
// The rules and where they come from: docs/bulgarian.md. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tarsach::text {

/// `word` in normalised form: small Cyrillic letters, UTF-8. At least one stem, the likeliest first.
[[nodiscard]] std::vector<std::string> stem_bulgarian(std::string_view word);

}  // namespace tarsach::text
