#include "dictionary/paradigms.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "text/stemmer.h"

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

/// The name of forms that stand alone: the verb's first person, else the shortest.
const std::string& name_of(const std::vector<std::string>& forms) {
  const bool is_verb = std::ranges::any_of(forms, [](const auto& form) { return form.ends_with("ш"); });
  const auto rank = [is_verb](const std::string& form) {
    return std::pair(is_verb && !ends_in_any(form, {"а", "я", "м"}), form.size());
  };
  return *std::ranges::min_element(forms, [&rank](const auto& one, const auto& other) {
    return std::pair(rank(one), one) < std::pair(rank(other), other);
  });
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

/// Forms that came without a class, brought together by stem.
void add_loose_forms(const std::vector<std::string>& loose, std::vector<Paradigm>& paradigms) {
  std::map<std::string, std::vector<std::string>> by_stem;
  for (const std::string& form : loose)
    for (const std::string& stem : text::stem_bulgarian(form)) by_stem[stem].push_back(form);
  std::map<std::string, std::set<std::string>> lemmas_by_stem;
  for (const Paradigm& paradigm : paradigms) {
    const std::string stem = text::stem_bulgarian(paradigm.lemma).front();
    if (by_stem.contains(stem)) lemmas_by_stem[stem].insert(paradigm.lemma);
  }
  // A form of two stems that meets others by one of them is none of a word of its own by the other.
  std::set<std::string> met;
  for (const auto& [stem, forms] : by_stem)
    if (forms.size() > 1) met.insert(forms.begin(), forms.end());
  for (const auto& [stem, forms] : by_stem) {
    const bool is_alone = forms.size() == 1;
    if (is_alone && met.contains(forms.front())) continue;
    const auto lemmas = lemmas_by_stem.find(stem);
    const bool is_known = lemmas != lemmas_by_stem.end() && lemmas->second.size() == 1;
    paradigms.push_back({is_known ? *lemmas->second.begin() : name_of(forms), forms, PartOfSpeech::kOther});
  }
}

}  // namespace

std::vector<Paradigm> make_paradigms(const std::vector<Entry>& entries, const Affixes& affixes) {
  std::vector<Paradigm> paradigms;
  std::vector<std::string> loose, names;
  for (const Entry& entry : entries) {
    if (entry.flags.empty()) (entry.capital == Capital::kYes ? names : loose).push_back(entry.word);
    for (const char flag : entry.flags) {
      Paradigm paradigm{entry.word, affixes.forms(entry.word, flag), part_of_speech(flag, entry.word)};
      paradigm.forms.push_back(entry.word);
      paradigms.push_back(std::move(paradigm));
    }
  }
  add_names(names, paradigms);
  add_loose_forms(loose, paradigms);
  return paradigms;
}

}  // namespace tarsach::dictionary
