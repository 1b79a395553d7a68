#include "text/charset.h"

#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <optional>

#include "text/utf8.h"

namespace tarsach::text {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kDefault = "windows-1251";

struct Charset {
  std::string_view label;  // as pages write it, lower case
  const char* icu;
};

// https://encoding.spec.whatwg.org/#names-and-labels, as far as Bulgarian pages use it.
constexpr auto kCharsets = std::to_array<Charset>({
    {"windows-1251", "windows-1251"},
    {"cp1251", "windows-1251"},
    {"x-cp1251", "windows-1251"},
    {"win-1251", "windows-1251"},
    {"iso-8859-5", "ISO-8859-5"},
    {"iso8859-5", "ISO-8859-5"},
    {"cyrillic", "ISO-8859-5"},
    {"koi8-r", "KOI8-R"},
    {"koi8", "KOI8-R"},
    {"koi8-u", "KOI8-U"},
    {"ibm866", "IBM866"},
    {"cp866", "IBM866"},
    {"x-mac-cyrillic", "x-mac-cyrillic"},
    {"iso-8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"windows-1252", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"windows-1250", "windows-1250"},
    {"iso-8859-2", "ISO-8859-2"},
    {"utf-16", "UTF-16LE"},
    {"utf-16le", "UTF-16LE"},
    {"utf-16be", "UTF-16BE"},
});

std::string lower(std::string_view label) {
  std::string folded(label);
  std::ranges::transform(folded, folded.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return folded;
}

const char* icu_name(std::string_view label) {
  const std::string wanted = lower(label);
  const auto found = std::ranges::find(kCharsets, std::string_view(wanted), &Charset::label);
  return found == kCharsets.end() ? nullptr : found->icu;
}

std::string convert(std::string_view bytes, const char* charset) {
  const icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()), charset);
  std::string converted;
  text.toUTF8String(converted);
  return repair_utf8(converted);
}

const char* charset_of_mark(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return "UTF-16LE";
  if (bytes.starts_with("\xFE\xFF")) return "UTF-16BE";
  return nullptr;
}

/// UTF-8 with a few broken bytes, as cut or mixed files have; other encodings break at nearly every letter.
bool is_mostly_utf8(std::string_view bytes) {
  std::size_t broken = 0;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const utf8::Letter letter = utf8::decode(bytes, at);
    if (letter.code == utf8::kBroken)
      ++broken;
    else if (letter.size > 1)
      ++letters;
    at += letter.size;
  }
  constexpr std::size_t kLettersToOneBroken = 10;
  return broken * kLettersToOneBroken <= letters;
}

}  // namespace

std::string decode_text(std::string_view bytes, std::string_view declared) {
  if (const char* marked = charset_of_mark(bytes)) return convert(bytes.substr(2), marked);
  if (bytes.starts_with(kUtf8Mark) || utf8::is_valid(bytes)) return repair_utf8(bytes);
  const char* name = icu_name(declared);
  if (name != nullptr) return convert(bytes, name);
  return is_mostly_utf8(bytes) ? repair_utf8(bytes) : convert(bytes, kDefault.data());
}

std::string repair_utf8(std::string_view text) {
  if (text.starts_with(kUtf8Mark)) text.remove_prefix(kUtf8Mark.size());
  std::string repaired;
  repaired.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Letter letter = utf8::decode(text, at);
    const bool good = letter.code != utf8::kBroken && letter.code != 0;
    utf8::append(repaired, good ? letter.code : U'\uFFFD');
    at += letter.size;
  }
  return repaired;
}

}  // namespace tarsach::text
