#include "text/lemmatizer.h"

#include <algorithm>

#include "text/data/irregular_words.h"
#include "text/stemmer.h"
#include "text/utf8.h"

namespace tarsach::text {

namespace {

template <typename Visit>
void for_each_word(std::string_view words, Visit visit) {
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    visit(words.substr(begin, end - begin));
    begin = end + 1;
  }
}

}  // namespace

Lemmatizer::Lemmatizer(std::shared_ptr<const Dictionary> dictionary) : dictionary_(std::move(dictionary)) {
  const auto add = [this](std::string_view form, std::string_view lemma) {
    auto& lemmas = irregular_[form];
    if (std::ranges::find(lemmas, lemma) == lemmas.end()) lemmas.emplace_back(lemma);
  };
  for (const auto& [lemma, forms] : data::kIrregularWords) {
    for_each_word(forms, [&add, &word = lemma](std::string_view form) { add(form, word); });
  }
  for_each_word(data::kInvariableWords, [&](std::string_view word) { add(word, word); });
}

std::vector<std::string> Lemmatizer::bulgarian_lemmas(std::string_view form) const {
  if (const auto found = irregular_.find(form); found != irregular_.end()) return found->second;
  if (dictionary_ == nullptr) return stem_bulgarian(form);
  std::vector<std::string> lemmas = dictionary_->lemmas(form);
  return lemmas.empty() ? lemmas_of_unknown(form) : lemmas;
}

std::vector<std::string> Lemmatizer::lemmas_of_unknown(std::string_view form) const {
  std::vector<std::string> lemmas;
  for (std::string& stem : stem_bulgarian(form)) {
    std::vector<std::string> known = dictionary_->lemmas_of_stem(stem);
    if (known.empty()) known.push_back(std::move(stem));
    for (std::string& lemma : known)
      if (std::ranges::find(lemmas, lemma) == lemmas.end()) lemmas.push_back(std::move(lemma));
  }
  return lemmas;
}

std::vector<std::string> Lemmatizer::lemmas(std::string_view form, Script script) {
  switch (script) {
    case Script::kCyrillic: return bulgarian_lemmas(form);
    case Script::kLatin: return {english_.stem(form)};
    default: return {std::string(form)};
  }
}

}  // namespace tarsach::text
