#include "indexer/phrase_words.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "text/utf8.h"

namespace tarsach::indexer {
namespace {

using std::string_view;

constexpr std::size_t kMinLetters = 2;           // of a content word
constexpr std::size_t kMinAdjectiveLetters = 4;  // „ден“ is none
constexpr std::size_t kLetterBytes = 2;          // of a Cyrillic letter

constexpr std::array<string_view, 38> kPrepositions = {
    "на",    "за",  "в",    "от",    "с",   "по",   "във",  "със", "до",  "при",  "към",     "чрез",   "между",
    "срещу", "без", "след", "преди", "под", "над",  "пред", "из",  "зад", "of",   "the",     "for",    "in",
    "to",    "on",  "with", "by",    "at",  "from", "as",   "a",   "an",  "into", "between", "against"};
constexpr std::array<string_view, 4> kConjunctions = {"и", "или", "and", "or"};
constexpr std::array<string_view, 28> kNumerals = {
    "един",  "два", "две",    "три",   "четири", "пет",     "шест",    "седем",   "осем",  "девет",
    "десет", "сто", "хиляда", "двама", "трима",  "няколко", "one",     "two",     "three", "four",
    "five",  "six", "seven",  "eight", "nine",   "ten",     "hundred", "thousand"};

/// How the form of an adjective ends whose lemma ends so.
struct AdjectiveRow {
  string_view lemma_end;
  string_view dropped;                   // of the lemma, before the form's end is added
  std::array<string_view, 9> form_ends;  // the first one is the lemma's own
};
constexpr std::array kAdjectives = {
    AdjectiveRow{"ен", "ен", {"ен", "на", "но", "ни", "ната", "ното", "ните", "ния", "ният"}},
    AdjectiveRow{"ен", "", {"", "а", "о", "и", "ата", "ото", "ите", "ия", "ият"}},
    AdjectiveRow{"ски", "ски", {"ски", "ска", "ско", "ски", "ската", "ското", "ските", "ския", "ският"}},
    AdjectiveRow{"рн", "", {"", "а", "о", "и", "ата", "ото", "ите", "ия", "ият"}},  // a stem by the rules
    AdjectiveRow{"друг", "", {"", "а", "о", "и", "ата", "ото", "ите", "ия", "ият"}},
    AdjectiveRow{"ов", "", {"", "а", "о", "и", "ата", "ото", "ите", "ия", "ият"}},
    AdjectiveRow{"ен", "ен", {"ен", "ена", "ено", "ени", "ената", "еното", "ените", "ения", "еният"}}};

/// What stands behind the root of a verb's form, and never behind that of a noun in -а or -я.
constexpr std::array<string_view, 22> kVerbEnds = {"е",    "ят",  "ат",  "им",  "ем",  "ете", "их",  "иха",
                                                   "ихме", "ах",  "аха", "яха", "оха", "еше", "яше", "ише",
                                                   "ил",   "ила", "ило", "или", "ел",  "ели"};
constexpr std::array<string_view, 24> kParticipleEnds = {
    "ен",  "ена",   "ено",   "ени",   "ената", "еното", "ените", "ения", "еният", "ан",    "ана",   "ано",
    "ани", "аната", "аното", "аните", "ания",  "ящ",    "яща",   "ящо",  "ящи",   "ящите", "ящата", "ящия"};

bool is_one_of(string_view word, std::span<const string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool begins_with_capital(string_view text, const text::Word& word) {
  const string_view written = text.substr(word.begin, word.end - word.begin);
  return !written.starts_with(word.lexeme->form.substr(0, text::utf8::decode(word.lexeme->form, 0).size));
}

/// „41-ото“: the second part.
bool ends_a_number(string_view text, const text::Word& word) {
  if (word.begin < 2 || text[word.begin - 1] != '-') return false;
  const char before = text[word.begin - 2];
  return before >= '0' && before <= '9';
}

bool is_adjective(string_view form, string_view lemma) {
  if (text::utf8::length(lemma) < kMinAdjectiveLetters) return false;
  return std::any_of(kAdjectives.begin(), kAdjectives.end(), [&](const AdjectiveRow& row) {
    if (!lemma.ends_with(row.lemma_end)) return false;
    const string_view root = lemma.substr(0, lemma.size() - row.dropped.size());
    return form.starts_with(root) && is_one_of(form.substr(root.size()), row.form_ends);
  });
}

enum class VerbForm : std::uint8_t { kNone, kFinite, kParticiple };

VerbForm verb_form(string_view form, string_view lemma) {
  const bool in_m = lemma.ends_with("ам") || lemma.ends_with("ям");
  const bool in_vowel = lemma.ends_with("а") || lemma.ends_with("я");
  if (!in_m && !in_vowel) return VerbForm::kNone;
  const string_view root = lemma.substr(0, lemma.size() - kLetterBytes * (in_m ? 2 : 1));
  if (form == lemma || (in_m && form.starts_with(lemma))) return VerbForm::kNone;  // „храм“, „храмове“
  if (!form.starts_with(root)) return VerbForm::kNone;
  const string_view end = form.substr(root.size());
  const bool is_participle = std::any_of(kParticipleEnds.begin(), kParticipleEnds.end(),
                                         [&](string_view participle) { return end.ends_with(participle); });
  if (is_participle) return VerbForm::kParticiple;
  return in_m || is_one_of(end, kVerbEnds) ? VerbForm::kFinite : VerbForm::kNone;
}

constexpr PhraseRole always(PhrasePart part) { return {part, part}; }

PhraseRole content_role(const text::Lexeme& lexeme) {
  const std::string& form = lexeme.form;
  const std::string& lemma = lexeme.lemmas.front();
  if (text::utf8::length(form) < kMinLetters || is_one_of(lemma, kNumerals) || is_one_of(form, kNumerals)) return {};
  if (lexeme.script != text::Script::kCyrillic) return always(PhrasePart::kName);
  if (is_adjective(form, lemma)) {
    const bool may_be_proper = lemma.ends_with("ов") || lemma.ends_with("рн") || form == lemma;  // „Ангелова“, „Варна“
    return {PhrasePart::kModifier, may_be_proper ? PhrasePart::kName : PhrasePart::kModifier};
  }
  switch (verb_form(form, lemma)) {
    case VerbForm::kFinite: return {};
    case VerbForm::kParticiple: return always(PhrasePart::kModifier);
    case VerbForm::kNone: break;
  }
  return always(PhrasePart::kName);
}

}  // namespace

PhraseRole phrase_role(const text::Lexeme& lexeme) {
  if (lexeme.stop_word) {
    if (is_one_of(lexeme.form, kPrepositions)) return always(PhrasePart::kPreposition);
    return always(is_one_of(lexeme.form, kConjunctions) ? PhrasePart::kConjunction : PhrasePart::kNone);
  }
  const bool has_letters = lexeme.script == text::Script::kCyrillic || lexeme.script == text::Script::kLatin;
  return has_letters ? content_role(lexeme) : PhraseRole{};
}

PhrasePart phrase_part(string_view text, const text::Word& word, PhraseRole role) {
  const bool is_content = role.part == PhrasePart::kModifier || role.part == PhrasePart::kName;
  if (!is_content) return role.part;
  const bool is_abbreviation = word.end > word.begin && text[word.end - 1] == '.';
  if (is_abbreviation || ends_a_number(text, word)) return PhrasePart::kNone;
  if (role.part == role.with_capital) return role.part;
  return begins_with_capital(text, word) ? role.with_capital : role.part;
}

}  // namespace tarsach::indexer
