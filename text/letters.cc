#include "text/letters.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "text/utf8.h"

namespace tarsach::text {
namespace {

LetterClass class_of_special(char32_t code) {
  switch (code) {
    case 0x00AD:  // soft hyphen
    case 0x200B:  // zero-width space, non-joiner, joiner, left-to-right and right-to-left marks
    case 0x200C:
    case 0x200D:
    case 0x200E:
    case 0x200F:
    case 0x2060:
    case 0xFEFF: return LetterClass::kInvisible;
    case 0x2010:  // hyphen, non-breaking hyphen, figure dash, en dash, em dash, minus
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212: return LetterClass::kHyphen;
    case 0x2019:
    case 0x02BC: return LetterClass::kApostrophe;
    default: return LetterClass::kSeparator;
  }
}

LetterClass letter_class(UChar32 code) {
  switch (u_charType(code)) {
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_ENCLOSING_MARK: return LetterClass::kMark;
    case U_DECIMAL_DIGIT_NUMBER: return LetterClass::kDigit;
    default: break;
  }
  if (!u_isalpha(code)) return LetterClass::kSeparator;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(code, &status)) {
    case USCRIPT_CYRILLIC: return LetterClass::kCyrillic;
    case USCRIPT_LATIN: return LetterClass::kLatin;
    default: return LetterClass::kOtherLetter;
  }
}

}  // namespace

LetterClass detail::class_of_any(char32_t code) {
  if (code > 0x10FFFF) return LetterClass::kSeparator;
  const LetterClass special = class_of_special(code);
  const bool punctuation = code >= 0x2000 && code <= 0x206F;  // a block without letters: quotation marks, dashes
  if (punctuation || special != LetterClass::kSeparator) return special;
  return letter_class(static_cast<UChar32>(code));
}

bool is_upper(char32_t code) {
  if (code < 128) return code >= 'A' && code <= 'Z';
  if (code >= 0x0400 && code <= 0x045F) return code <= 0x042F;
  return code <= 0x10FFFF && u_isUUppercase(static_cast<UChar32>(code));
}

char32_t lower(char32_t code) {
  if (code >= U'A' && code <= U'Z') return code + 32;
  if (code >= U'А' && code <= U'Я') return code + 32;                  // А..Я → а..я
  if (code >= 0x400 && code <= 0x40F) return code + 80;                // Ѐ..Џ → ѐ..џ
  if (code >= 0xC0 && code <= 0xDE && code != 0xD7) return code + 32;  // À..Þ → à..þ
  return code;
}

std::string fold(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Letter letter = utf8::decode(text, at);
    utf8::append(folded, letter.code == utf8::kBroken ? U' ' : lower(letter.code));
    at += letter.size;
  }
  return folded;
}

}  // namespace tarsach::text
