#include "dictionary/paradigms.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string_view>
#include <utility>

#include "dictionary/loose_words.h"

namespace tarsach::dictionary {
namespace {

constexpr std::string_view kVerbClasses = "PQRSTUVWXYZ";

bool ends_in_any(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) { return word.ends_with(ending); });
}

/// The classes were made by a program that joined words with alike endings, so a class alone does not tell.
PartOfSpeech part_of_speech(char flag, std::string_view word) {
  if (kVerbClasses.find(flag) != std::string_view::npos && ends_in_any(word, {"а", "я", "м"}))
    return PartOfSpeech::kVerb;
  if (flag == 'A') return PartOfSpeech::kAdjective;
  if (flag == 'K' && ends_in_any(word, {"ен", "и"})) return PartOfSpeech::kAdjective;
  if (flag == 'L' && ends_in_any(word, {"ен", "и", "ъв", "ъг", "ък", "ъл", "ър", "ял"}))
    return PartOfSpeech::kAdjective;
  return PartOfSpeech::kNoun;
}

/// Names of people and places have one form, but a family's name has two, which are one word here: Стойчев, Стойчева.
/// First names stay apart: Иван, Ивана.
void add_names(const std::vector<std::string>& names, std::vector<Paradigm>& paradigms) {
  constexpr std::string_view kFeminine = "а";
  const std::set<std::string, std::less<>> all(names.begin(), names.end());
  for (const std::string& name : names) {
    Paradigm paradigm{name, {name}, PartOfSpeech::kName};
    if (ends_in_any(name, {"ова", "ева", "ина"})) {
      const auto husband = all.find(std::string_view(name).substr(0, name.size() - kFeminine.size()));
      if (husband != all.end()) paradigm.lemma = *husband;
    }
    paradigms.push_back(std::move(paradigm));
  }
}

}  // namespace

std::vector<Paradigm> make_paradigms(const std::vector<WordEntry>& entries, const Affixes& affixes) {
  std::vector<Paradigm> paradigms;
  std::vector<std::string> loose, names;
  for (const WordEntry& entry : entries) {
    if (entry.flags.empty()) (entry.capital == Capital::kYes ? names : loose).push_back(entry.word);
    for (const char flag : entry.flags) {
      Paradigm paradigm{entry.word, affixes.forms(entry.word, flag), part_of_speech(flag, entry.word)};
      paradigm.forms.push_back(entry.word);
      paradigms.push_back(std::move(paradigm));
    }
  }
  add_names(names, paradigms);
  add_loose_words(loose, paradigms);
  return paradigms;
}

}  // namespace tarsach::dictionary
