#include "text/language.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/letters.h"
#include "text/utf8.h"

namespace tarsach::text {
namespace {

using std::string_view_literals::operator""sv;

// Function words that one of the languages has and its neighbours do not, or seldom. Bulgarian against Russian (и, не,
// на, за are common to both), Macedonian and Serbian; English against German, French, Spanish, Romanian.
constexpr std::array kBulgarianWords{"във"sv,   "със"sv,   "ще"sv,   "това"sv,  "като"sv,  "който"sv, "която"sv,
                                     "които"sv, "което"sv, "беше"sv, "бяха"sv,  "този"sv,  "тази"sv,  "тези"sv,
                                     "след"sv,  "през"sv,  "при"sv,  "също"sv,  "съм"sv,   "към"sv,   "повече"sv,
                                     "между"sv, "още"sv,   "къде"sv, "защо"sv,  "какво"sv, "какъв"sv, "тъй"sv,
                                     "няма"sv,  "може"sv,  "бъде"sv, "според"sv};
constexpr std::array kSharedSlavicWords{"на"sv, "за"sv, "от"sv, "се"sv, "да"sv, "е"sv,
                                        "са"sv, "с"sv,  "в"sv,  "и"sv,  "по"sv, "до"sv};
constexpr std::array kRussianWords{"что"sv, "это"sv,   "его"sv,     "они"sv,     "был"sv, "была"sv, "были"sv, "для"sv,
                                   "к"sv,   "также"sv, "который"sv, "которые"sv, "со"sv,  "во"sv,   "об"sv};
constexpr std::array kMacedonianWords{"во"sv,   "со"sv,   "ќе"sv,   "што"sv,  "како"sv, "овој"sv,
                                      "оваа"sv, "беа"sv,  "дека"sv, "биде"sv, "је"sv,   "су"sv,
                                      "који"sv, "која"sv, "које"sv, "ће"sv,   "није"sv};
constexpr std::array kEnglishWords{"the"sv,  "of"sv,    "and"sv,   "to"sv,   "in"sv,   "is"sv,   "was"sv, "for"sv,
                                   "that"sv, "with"sv,  "on"sv,    "are"sv,  "as"sv,   "at"sv,   "by"sv,  "from"sv,
                                   "it"sv,   "this"sv,  "be"sv,    "has"sv,  "have"sv, "will"sv, "an"sv,  "or"sv,
                                   "not"sv,  "their"sv, "which"sv, "were"sv, "your"sv, "you"sv,  "how"sv, "new"sv};
constexpr std::array kOtherLatinWords{
    "der"sv, "die"sv,    "das"sv, "und"sv, "ist"sv, "nicht"sv, "mit"sv, "für"sv, "von"sv, "ein"sv, "eine"sv,
    "den"sv, "im"sv,     "auf"sv, "le"sv,  "la"sv,  "les"sv,   "des"sv, "et"sv,  "du"sv,  "une"sv, "est"sv,
    "que"sv, "el"sv,     "los"sv, "las"sv, "del"sv, "di"sv,    "il"sv,  "che"sv, "per"sv, "si"sv,  "cu"sv,
    "și"sv,  "pentru"sv, "na"sv,  "se"sv,  "je"sv,  "za"sv,    "de"sv,  "en"sv};

struct Evidence {
  std::size_t cyrillic = 0, latin = 0, other = 0;  // letters
  double bulgarian = 0, english = 0, other_cyrillic = 0, other_latin = 0;
};

template <std::size_t kSize>
bool contains(const std::array<std::string_view, kSize>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

/// Letters that Bulgarian does not have: ы э ё (Russian), ј љ њ џ ќ ѓ ѕ ђ ћ (Macedonian, Serbian), і ї є ґ ў
/// (Ukrainian).
bool is_foreign_cyrillic(char32_t code) {
  if (code == U'ѝ') return false;
  return code == U'ы' || code == U'э' || (code >= 0x0450 && code <= 0x052F);
}

void weigh_letter(char32_t code, LetterClass kind, Evidence& evidence) {
  constexpr double kForeignLetter = 1.0;
  constexpr double kOwnLetter = 0.4;
  if (kind == LetterClass::kCyrillic) {
    ++evidence.cyrillic;
    if (is_foreign_cyrillic(code)) evidence.other_cyrillic += kForeignLetter;
    if (code == U'ъ') evidence.bulgarian += kOwnLetter;  // between consonants a vowel; rare in Russian
  } else if (kind == LetterClass::kLatin) {
    ++evidence.latin;
    if (code >= 128) evidence.other_latin += kForeignLetter;
  } else {
    ++evidence.other;
  }
}

void weigh_word(std::string_view word, Evidence& evidence) {
  constexpr double kShared = 0.3;
  if (contains(kBulgarianWords, word)) ++evidence.bulgarian;
  if (contains(kSharedSlavicWords, word)) evidence.bulgarian += kShared;
  if (contains(kRussianWords, word) || contains(kMacedonianWords, word)) ++evidence.other_cyrillic;
  if (contains(kEnglishWords, word)) ++evidence.english;
  if (contains(kOtherLatinWords, word)) ++evidence.other_latin;
  // The articles of Bulgarian, on words long enough to have one.
  constexpr std::size_t kLongEnough = 14;
  if (word.size() < kLongEnough) return;
  for (const std::string_view ending :
       {"ата"sv, "ите"sv, "ото"sv, "ият"sv, "ето"sv, "ните"sv, "ция"sv, "ане"sv, "ски"sv}) {
    if (word.ends_with(ending)) evidence.bulgarian += kShared;
  }
}

char32_t lowered(char32_t code) {
  if ((code >= 'A' && code <= 'Z') || (code >= 0x0410 && code <= 0x042F)) return code + 0x20;
  if (code >= 0x0400 && code <= 0x040F) return code + 0x50;
  return code;
}

Evidence weigh(std::string_view text) {
  Evidence evidence;
  std::string word;
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Letter letter = utf8::decode(text, at);
    at += letter.size;
    const LetterClass kind = class_of(letter.code);
    if (is_letter(kind)) {
      const char32_t code = lowered(letter.code);
      utf8::append(word, code);
      weigh_letter(code, kind, evidence);
    } else if (kind != LetterClass::kMark && kind != LetterClass::kInvisible) {
      weigh_word(word, evidence);
      word.clear();
    }
  }
  weigh_word(word, evidence);
  return evidence;
}

/// A title such as „Връзка с Microsoft Access“ has more Latin letters, but its own words are Bulgarian: where both
/// alphabets have a good share, the function words decide.
bool is_cyrillic_text(const Evidence& evidence) {
  constexpr std::size_t kGoodShare = 4;  // one letter in so many
  const bool mixed =
      std::min(evidence.cyrillic, evidence.latin) * kGoodShare > std::max(evidence.cyrillic, evidence.latin);
  if (mixed && evidence.bulgarian != evidence.english) return evidence.bulgarian > evidence.english;
  return evidence.cyrillic >= evidence.latin;
}

}  // namespace

std::string_view code(Language language) {
  switch (language) {
    case Language::kBulgarian: return "bg";
    case Language::kEnglish: return "en";
    default: return "und";
  }
}

Language language_of_code(std::string_view code) {
  if (code == "bg") return Language::kBulgarian;
  if (code == "en") return Language::kEnglish;
  return Language::kUnknown;
}

Language detect_language(std::string_view text) {
  const Evidence evidence = weigh(utf8::clip(text, kLanguageSampleBytes));
  constexpr std::size_t kFewestLetters = 3;
  if (evidence.cyrillic + evidence.latin < kFewestLetters) return Language::kUnknown;
  if (evidence.other > evidence.cyrillic + evidence.latin) return Language::kUnknown;
  if (is_cyrillic_text(evidence)) {
    return evidence.other_cyrillic > evidence.bulgarian ? Language::kUnknown : Language::kBulgarian;
  }
  return evidence.other_latin > evidence.english ? Language::kUnknown : Language::kEnglish;
}

}  // namespace tarsach::text
