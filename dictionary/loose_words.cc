#include "dictionary/loose_words.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "text/stemmer.h"

namespace tarsach::dictionary {
namespace {

constexpr std::size_t kLetter = 2;  // bytes
constexpr std::size_t kMostBetween = 2;
constexpr std::size_t kMostEndings = 6;

/// The endings of a rare paradigm, the lemma's first; „*“ is a letter or two that all of them have.
using Row = std::array<std::string_view, kMostEndings>;

constexpr auto kRareParadigms = std::to_array<Row>({
    {"а", "ата", "и", "ите", "о"},                      // жена, майка
    {"а", "ата", "и", "ите", "е"},                      // госпожица
    {"я*а", "я*ата", "е*и", "е*ите"},                   // промяна, вяра, сянка
    {"ен", "ента", "ни", "ните"},                       // песен
    {"ъл", "ълта", "ли", "лите"},                       // мисъл
    {"ръв", "ръвта", "ърви", "ървите"},                 // връв
    {"я*", "е*а", "е*ът", "е*ове", "е*овете"},          // свят, сняг
    {"я*", "я*а", "я*ът", "е*ове", "е*овете"},          // звяр
    {"я*ър", "я*ъра", "я*ърът", "е*рове", "е*ровете"},  // вятър
    {"", "а", "ът", "ове", "овете"},                    // лист
    {"й", "я", "ят", "еве", "евете"},                   // брой, слой
    {"", "я", "ят", "е", "ете"},                        // крал
    {"ът", "ътя", "ътят", "ти", "тите"},                // лакът
    {"я*о", "я*ото", "е*а", "е*ата"},                   // място, тяло
    {"о", "ото", "а", "ата", "е", "ете"},               // крило
    {"ме", "мето", "мена", "мената"},                   // време
});

using KnownWords = std::unordered_set<std::string_view>;

struct Match {
  std::string begin;    // what stands before the ending
  std::string between;  // for the „*“
};

bool operator<(const Match& one, const Match& other) {
  return std::pair(one.begin, one.between) < std::pair(other.begin, other.between);
}

/// How `form` may end in `ending`.
std::vector<Match> matches(std::string_view form, std::string_view ending) {
  const std::size_t star = ending.find('*');
  if (star == std::string_view::npos) {
    if (!form.ends_with(ending) || form.size() == ending.size()) return {};
    return {{std::string(form.substr(0, form.size() - ending.size())), ""}};
  }
  const std::string_view before = ending.substr(0, star), behind = ending.substr(star + 1);
  std::vector<Match> found;
  for (std::size_t letters = 1; letters <= kMostBetween; ++letters) {
    const std::size_t needed = before.size() + letters * kLetter + behind.size();
    if (!form.ends_with(behind) || form.size() <= needed) continue;
    const std::string_view rest = form.substr(form.size() - needed);
    if (!rest.starts_with(before)) continue;
    found.push_back({std::string(form.substr(0, form.size() - needed)),
                     std::string(rest.substr(before.size(), letters * kLetter))});
  }
  return found;
}

std::string filled(const Match& match, std::string_view ending) {
  const std::size_t star = std::min(ending.find('*'), ending.size());
  std::string form = match.begin + std::string(ending.substr(0, star)) + match.between;
  return form.append(ending.substr(std::min(star + 1, ending.size())));
}

/// The word that the row makes, if all its forms are known. „могла“, „моглата“, „могли“ … are a participle: „моглият“.
std::optional<Paradigm> made(const Row& row, const Match& match, const KnownWords& known) {
  if (known.contains(match.begin + match.between + "ият")) return std::nullopt;
  Paradigm paradigm{filled(match, row.front()), {}, PartOfSpeech::kNoun};
  for (std::size_t i = 0; i < row.size() && (i == 0 || !row[i].empty()); ++i) {
    paradigm.forms.push_back(filled(match, row[i]));
    if (!known.contains(paradigm.forms.back())) return std::nullopt;
  }
  return paradigm;
}

std::vector<Paradigm> rare_paradigms(const std::vector<std::string>& loose, const KnownWords& known) {
  std::vector<Paradigm> paradigms;
  for (const Row& row : kRareParadigms) {
    std::set<Match> seen;
    for (const std::string& form : loose) {
      for (std::size_t i = 0; i < row.size() && (i == 0 || !row[i].empty()); ++i) {
        for (Match& match : matches(form, row[i])) {
          const auto [place, is_new] = seen.insert(std::move(match));
          if (!is_new) continue;
          if (auto paradigm = made(row, *place, known)) paradigms.push_back(std::move(*paradigm));
        }
      }
    }
  }
  return paradigms;
}

bool ends_a_first_person(std::string_view form) {
  return form.ends_with("а") || form.ends_with("я") || form.ends_with("м");
}

/// The name of forms that the stemmer brought together: the verb's first person, else the shortest.
const std::string& name_of(const std::vector<std::string>& forms) {
  const bool is_verb = std::ranges::any_of(forms, [](const auto& form) { return form.ends_with("ш"); });
  const auto rank = [is_verb](const std::string& form) {
    return std::pair(is_verb && !ends_a_first_person(form), form.size());
  };
  return *std::ranges::min_element(forms, [&rank](const auto& one, const auto& other) {
    return std::pair(rank(one), one) < std::pair(rank(other), other);
  });
}

void add_by_stem(const std::vector<std::string>& loose, std::vector<Paradigm>& paradigms) {
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

void add_loose_words(const std::vector<std::string>& loose, std::vector<Paradigm>& paradigms) {
  KnownWords known(loose.begin(), loose.end());
  for (const Paradigm& paradigm : paradigms) known.insert(paradigm.forms.begin(), paradigm.forms.end());
  std::vector<Paradigm> rare = rare_paradigms(loose, known);
  std::set<std::string> taken;
  for (const Paradigm& paradigm : rare) taken.insert(paradigm.forms.begin(), paradigm.forms.end());
  std::vector<std::string> left;
  for (const std::string& form : loose)
    if (!taken.contains(form)) left.push_back(form);
  for (Paradigm& paradigm : rare) paradigms.push_back(std::move(paradigm));
  add_by_stem(left, paradigms);
}

}  // namespace tarsach::dictionary
