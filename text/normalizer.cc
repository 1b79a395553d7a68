#include "text/normalizer.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <optional>

#include "text/letters.h"
#include "text/utf8.h"

namespace tarsach::text {
namespace {

constexpr char32_t kGrave = 0x0300;
constexpr char32_t kAcute = 0x0301;
constexpr char32_t kBreve = 0x0306;

struct LookAlike {
  char32_t latin;
  char32_t cyrillic;
};

// Letters that look the same in print. The small b, h, k, m, t do not, but stand in words whose capitals were
// lowered after the mistake (МВР with a Latin M, lowered).
constexpr std::array kLookAlikes = std::to_array<LookAlike>(
    {{'A', U'А'}, {'B', U'В'}, {'C', U'С'}, {'E', U'Е'}, {'H', U'Н'}, {'K', U'К'}, {'M', U'М'}, {'O', U'О'},
     {'P', U'Р'}, {'T', U'Т'}, {'X', U'Х'}, {'Y', U'У'}, {'a', U'а'}, {'b', U'в'}, {'c', U'с'}, {'e', U'е'},
     {'h', U'н'}, {'k', U'к'}, {'m', U'м'}, {'o', U'о'}, {'p', U'р'}, {'t', U'т'}, {'x', U'х'}, {'y', U'у'}});

std::optional<char32_t> cyrillic_twin(char32_t latin) {
  const auto* row = std::ranges::find(kLookAlikes, latin, &LookAlike::latin);
  return row == kLookAlikes.end() ? std::nullopt : std::optional(row->cyrillic);
}

std::optional<char32_t> latin_twin(char32_t cyrillic) {
  const auto* row = std::ranges::find(kLookAlikes, cyrillic, &LookAlike::cyrillic);
  return row == kLookAlikes.end() ? std::nullopt : std::optional(row->latin);
}

std::u32string decode_all(std::string_view word) {
  std::u32string letters;
  for (std::size_t at = 0; at < word.size();) {
    const utf8::Letter letter = utf8::decode(word, at);
    if (letter.code != utf8::kBroken) letters += letter.code;
    at += letter.size;
  }
  return letters;
}

bool is_plain(char32_t code) { return code < 128 || (code >= 0x0410 && code <= 0x044F); }

std::u16string to_utf16(const std::u32string& letters) {
  std::u16string units;
  for (const char32_t code : letters) {
    if (code >= 0x10000) units += static_cast<char16_t>(U16_LEAD(code));
    units += static_cast<char16_t>(code >= 0x10000 ? U16_TRAIL(code) : code);
  }
  return units;
}

std::u32string to_utf32(const std::u16string& units) {
  std::u32string letters;
  const auto size = static_cast<std::int32_t>(units.size());
  for (std::int32_t at = 0; at < size;) {
    char32_t code = 0;
    U16_NEXT(units.data(), at, size, code);
    letters += code;
  }
  return letters;
}

/// The letters in one of ICU's normal forms; as they are, should ICU refuse.
std::u32string in_form(const UNormalizer2* form, const std::u32string& letters) {
  const std::u16string source = to_utf16(letters);
  constexpr std::size_t kMostExpansion = 18;  // of one UTF-16 unit in NFKC (Unicode FAQ on normalisation)
  std::u16string target(source.size() * kMostExpansion, u'\0');
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t size = unorm2_normalize(form, source.data(), static_cast<std::int32_t>(source.size()),
                                             target.data(), static_cast<std::int32_t>(target.size()), &status);
  if (U_FAILURE(status)) return letters;
  target.resize(static_cast<std::size_t>(size));
  return to_utf32(target);
}

std::u32string in_form(const UNormalizer2* (*instance)(UErrorCode*), const std::u32string& letters) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* form = instance(&status);
  return U_FAILURE(status) ? letters : in_form(form, letters);
}

/// Marks that a reader does not count as part of the word: stress on Cyrillic, all accents on Latin (Málaga, Malaga).
/// The breve of й and the dots of ё belong to their letters.
std::u32string without_accents(const std::u32string& letters) {
  std::u32string bare;
  LetterClass base = LetterClass::kSeparator;
  for (const char32_t code : in_form(&unorm2_getNFKDInstance, letters)) {
    const LetterClass kind = class_of(code);
    if (kind != LetterClass::kMark) base = kind;
    const bool stress = code == kGrave || code == kAcute;
    const bool dropped = kind == LetterClass::kMark && (base == LetterClass::kLatin || stress);
    if (!dropped || (code == kBreve && base == LetterClass::kCyrillic)) bare += code;
  }
  return in_form(&unorm2_getNFKCInstance, bare);
}

struct Counts {
  std::size_t latin = 0, cyrillic = 0, other = 0, digits = 0;
  bool latin_has_twins = true, cyrillic_has_twins = true;
};

Counts count(const std::u32string& letters) {
  Counts counts;
  for (const char32_t code : letters) {
    const LetterClass kind = class_of(code);
    if (kind == LetterClass::kLatin) {
      ++counts.latin;
      counts.latin_has_twins = counts.latin_has_twins && cyrillic_twin(code).has_value();
    } else if (kind == LetterClass::kCyrillic) {
      ++counts.cyrillic;
      counts.cyrillic_has_twins = counts.cyrillic_has_twins && latin_twin(code).has_value();
    } else if (kind == LetterClass::kOtherLetter) {
      ++counts.other;
    } else if (kind == LetterClass::kDigit) {
      ++counts.digits;
    }
  }
  return counts;
}

/// A word of two alphabets is one of them typed with the wrong keys, if the letters of the other can be mistaken for
/// it: нa (a Latin a), Tръмп; the other way Сluster. If both can (EС), the one with more letters, then Cyrillic.
void map_look_alikes(std::u32string& letters) {
  const Counts counts = count(letters);
  if (counts.latin == 0 || counts.cyrillic == 0) return;
  const bool cyrillic_wins = counts.cyrillic >= counts.latin || !counts.cyrillic_has_twins;
  if (counts.latin_has_twins && cyrillic_wins) {
    for (char32_t& code : letters) code = cyrillic_twin(code).value_or(code);
  } else if (counts.cyrillic_has_twins) {
    for (char32_t& code : letters) code = latin_twin(code).value_or(code);
  }
}

void lower_plain(std::u32string& letters) {
  for (char32_t& code : letters) {
    if ((code >= 'A' && code <= 'Z') || (code >= 0x0410 && code <= 0x042F)) code += 0x20;
  }
}

Script script_of(const Counts& counts) {
  const bool one_alphabet = counts.other == 0 && (counts.latin == 0 || counts.cyrillic == 0);
  if (!one_alphabet) return Script::kOther;
  if (counts.latin > 0) return Script::kLatin;
  if (counts.cyrillic > 0) return Script::kCyrillic;
  return counts.digits > 0 ? Script::kNumber : Script::kOther;
}

/// Apostrophes stay in Latin words, where the English stemmer knows them (company's); between digits a comma is a dot.
void append_form(std::string& form, char32_t code, Script script) {
  switch (class_of(code)) {
    case LetterClass::kApostrophe:
      if (script == Script::kLatin) form += '\'';
      return;
    case LetterClass::kInvisible:
    case LetterClass::kHyphen: return;
    case LetterClass::kDot:
      if (script == Script::kNumber) form += '.';
      return;
    case LetterClass::kSeparator:
      if (code == ',' && script == Script::kNumber) form += '.';
      if (code == '+' || code == '#' || code == '&') utf8::append(form, code);
      return;
    default: utf8::append(form, code);
  }
}

NormalForm normalize_plain(std::u32string letters) {
  map_look_alikes(letters);
  lower_plain(letters);
  NormalForm normal{.form = {}, .script = script_of(count(letters))};
  for (const char32_t code : letters) append_form(normal.form, code, normal.script);
  return normal;
}

NormalForm normalize_unusual(std::u32string letters) {
  std::erase_if(letters, [](char32_t code) { return class_of(code) == LetterClass::kInvisible; });
  letters = without_accents(letters);
  map_look_alikes(letters);
  letters = without_accents(in_form(&unorm2_getNFKCCasefoldInstance, letters));
  NormalForm normal{.form = {}, .script = script_of(count(letters))};
  for (const char32_t code : letters) append_form(normal.form, code, normal.script);
  return normal;
}

NormalForm normalize_once(std::string_view word) {
  std::u32string letters = decode_all(word);
  const bool plain = std::ranges::all_of(letters, is_plain);
  return plain ? normalize_plain(std::move(letters)) : normalize_unusual(std::move(letters));
}

}  // namespace

NormalForm normalize(std::string_view word) {
  constexpr int kMostRounds = 4;  // a sign that is dropped may leave its mark to the letter before: then once more
  NormalForm normal = normalize_once(word);
  for (int round = 1; round < kMostRounds && !std::ranges::all_of(decode_all(normal.form), is_plain); ++round) {
    NormalForm again = normalize_once(normal.form);
    if (again.form == normal.form) break;
    normal = std::move(again);
  }
  return normal;
}

}  // namespace tarsach::text
