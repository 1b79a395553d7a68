// The language of a text, by its alphabet, its function words and the letters that only one of them has.
#pragma once

#include <cstdint>
#include <string_view>

namespace tarsach::text {

enum class Language : std::uint8_t { kUnknown, kBulgarian, kEnglish };

/// "bg", "en", "und" (BCP 47).
[[nodiscard]] std::string_view code(Language language);
[[nodiscard]] Language language_of_code(std::string_view code);

/// The language of most of the text. kUnknown for too little text and for other languages (Russian, Serbian, German…).
/// UTF-8; broken bytes are passed over. Looks at the first kLanguageSampleBytes only.
inline constexpr std::size_t kLanguageSampleBytes = 64 * 1024;
[[nodiscard]] Language detect_language(std::string_view text);

}  // namespace tarsach::text
