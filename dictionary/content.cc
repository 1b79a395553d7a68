#include "dictionary/content.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "dictionary/relations.h"
#include "text/stemmer.h"

namespace tarsach::dictionary {
namespace {

/// A stem of more words than this says nothing about a form that is in none of them.
constexpr std::size_t kMostLemmasOfStem = 3;

using Lemmas = std::map<std::string, std::vector<std::string>>;

Lemmas lemmas_by_form(const std::vector<Paradigm>& paradigms) {
  // A form that is a lemma is that word first, then what is likelier by its part of speech.
  using Reading = std::tuple<bool, PartOfSpeech, std::string>;
  std::map<std::string, std::vector<Reading>> readings;
  for (const Paradigm& paradigm : paradigms)
    for (const std::string& form : paradigm.forms)
      readings[form].emplace_back(form != paradigm.lemma, paradigm.part, paradigm.lemma);
  Lemmas lemmas;
  for (auto& [form, found] : readings) {
    std::ranges::sort(found);
    auto& list = lemmas[form];
    for (const Reading& reading : found)
      if (std::ranges::find(list, std::get<2>(reading)) == list.end()) list.push_back(std::get<2>(reading));
  }
  return lemmas;
}

Lemmas lemmas_by_stem(const std::vector<Paradigm>& paradigms) {
  std::map<std::string, std::set<std::string>> found;
  for (const Paradigm& paradigm : paradigms)
    for (const std::string& stem : text::stem_bulgarian(paradigm.lemma)) found[stem].insert(paradigm.lemma);
  Lemmas lemmas;
  for (const auto& [stem, words] : found)
    if (words.size() <= kMostLemmasOfStem) lemmas[stem].assign(words.begin(), words.end());
  return lemmas;
}

}  // namespace

text::DictionaryContent make_content(const std::vector<Paradigm>& paradigms) {
  return {
      .lemmas = lemmas_by_form(paradigms), .stems = lemmas_by_stem(paradigms), .relatives = make_relatives(paradigms)};
}

}  // namespace tarsach::dictionary
