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
  const auto found = irregular_.find(form);
  return found == irregular_.end() ? stem_bulgarian(form) : found->second;
}

std::vector<std::string> Lemmatizer::lemmas(std::string_view form, Script script) {
  switch (script) {
    case Script::kCyrillic: return bulgarian_lemmas(form);
    case Script::kLatin: return {english_.stem(form)};
    default: return {std::string(form)};
  }
}

}  // namespace tarsach::text
