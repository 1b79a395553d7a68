// The two languages that the service speaks, and a sentence in both of them.
#pragma once

#include <cstdint>
#include <string>

#include "schema/vocabulary.h"

namespace tarsach::searchd {

enum class Language : std::uint8_t { kBulgarian, kEnglish };

using Text = schema::Label;  // a sentence in both

[[nodiscard]] inline const std::string& in(Language language, const Text& text) {
  return language == Language::kEnglish ? text.en : text.bg;
}

[[nodiscard]] constexpr std::string_view tag(Language language) { return language == Language::kEnglish ? "en" : "bg"; }

}  // namespace tarsach::searchd
