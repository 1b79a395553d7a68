#include "corpus/phrases.h"

#include <algorithm>
#include <utility>

#include "base/quick_hash.h"

namespace tarsach::corpus {
namespace {

bool share(const std::vector<std::uint32_t>& left, const std::vector<std::uint32_t>& right) {
  return std::ranges::any_of(left, [&](std::uint32_t lemma) { return std::ranges::binary_search(right, lemma); });
}

}  // namespace

void PhraseSet::add(std::string_view text, std::uint32_t owner) {
  Phrase phrase{{}, owner, 0};
  for (const text::Word& word : analyzer_.analyze(text)) {
    if (word.kind == text::WordKind::kWhole) continue;
    Lemmas lemmas;
    for (const std::string& lemma : word.lexeme->lemmas) {
      const auto [number, is_new] = lemma_numbers_.at(quick_hash(lemma));
      if (is_new) number = static_cast<std::uint32_t>(lemma_numbers_.size() - 1);
      lemmas.push_back(number);
    }
    std::ranges::sort(lemmas);
    phrase.words.push_back(std::move(lemmas));
    phrase.content += word.lexeme->stop_word ? 0 : 1;
  }
  const auto number = static_cast<std::uint32_t>(phrases_.size());
  if (phrase.content > 0) {
    for (const std::uint32_t lemma : phrase.words.front()) by_first_lemma_[lemma].push_back(number);
  }
  phrases_.push_back(std::move(phrase));
}

void PhraseSet::read(std::span<const text::Word> words) {
  words_.clear();
  for (const text::Word& word : words) {
    if (word.kind == text::WordKind::kWhole) continue;
    TextWord& known = words_.emplace_back();
    known.begin = word.begin;
    for (const std::string& lemma : word.lexeme->lemmas)
      if (const std::uint32_t* number = lemma_numbers_.find(quick_hash(lemma))) known.lemmas.push_back(*number);
    std::ranges::sort(known.lemmas);
  }
}

bool PhraseSet::stands_at(const Phrase& phrase, std::size_t word) const {
  if (phrase.words.size() > words_.size() - word) return false;
  for (std::size_t i = 0; i < phrase.words.size(); ++i) {
    if (!share(phrase.words[i], words_[word + i].lemmas)) return false;
  }
  return true;
}

std::vector<PhraseMatch> PhraseSet::find(std::span<const text::Word> words) {
  read(words);
  std::vector<PhraseMatch> matches;
  std::vector<std::uint32_t> here;  // phrases that begin at one word; two lemmas of it may lead to the same
  for (std::size_t at = 0; at < words_.size(); ++at) {
    here.clear();
    for (const std::uint32_t lemma : words_[at].lemmas) {
      const auto found = by_first_lemma_.find(lemma);
      if (found != by_first_lemma_.end()) here.insert(here.end(), found->second.begin(), found->second.end());
    }
    std::ranges::sort(here);
    here.erase(std::unique(here.begin(), here.end()), here.end());
    for (const std::uint32_t number : here) {
      const Phrase& phrase = phrases_[number];
      if (stands_at(phrase, at)) matches.push_back({number, phrase.owner, phrase.content, words_[at].begin});
    }
  }
  return matches;
}

}  // namespace tarsach::corpus
