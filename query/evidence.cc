#include "query/evidence.h"

#include <algorithm>
#include <cmath>

#include "query/units.h"
#include "schema/fields.h"
#include "schema/terms.h"
#include "text/dictionary.h"

namespace tarsach::query {

const Evidence::Word& Evidence::word(const std::string& form) {
  const auto [at, is_new] = words_.try_emplace(form);  // references to it outlive what is added later
  Word& word = at->second;
  if (!is_new) return word;
  std::vector<std::string> lemmas;
  for (const text::Word& one : session_.analyzer().analyze(form)) {
    if (one.kind == text::WordKind::kPart) continue;
    lemmas = one.lexeme->lemmas;
    word.stop_word = one.lexeme->stop_word;
    word.is_number = one.lexeme->script == text::Script::kNumber;
  }
  if (lemmas.empty()) return word;
  word.terms = terms_of(lemmas, schema::Field::kText);
  word.stem = std::move(lemmas.front());
  for (const std::string& term : word.terms)
    word.documents = std::max(word.documents, session_.database().get_termfreq(term));
  return word;
}

const Evidence::Meaning& Evidence::meaning(const std::string& form) {
  const auto [at, is_new] = meanings_.try_emplace(form);
  Meaning& meaning = at->second;
  if (!is_new) return meaning;
  const Word& known = word(form);
  meaning.in_dictionary = known.is_number || known.stop_word;
  if (known.terms.empty()) return meaning;
  look_up_translations(form, known.stem, meaning);
  // Not every form of a word is in the dictionary: „медът“ has the lemma „мед“, which is.
  if (const auto& dictionary = session_.snapshot().dictionary(); dictionary != nullptr)
    meaning.in_dictionary |= dictionary->knows(form) || dictionary->knows(known.stem);
  return meaning;
}

void Evidence::look_up_translations(const std::string& form, const std::string& stem, Meaning& meaning) {
  const auto& translations = session_.snapshot().translations();
  if (translations == nullptr) return;
  const std::vector<text::Translation> found = translations->bulgarian(form, stem);
  meaning.in_dictionary |= !found.empty();
  for (const text::Translation& translation : found)
    for (const text::Word& one : session_.analyzer().analyze(translation.text))
      for (const std::string& lemma : one.lexeme->lemmas)
        meaning.translated =
            std::max(meaning.translated, session_.database().get_termfreq(schema::term(schema::Field::kText, lemma)));
}

Standing Evidence::standing(const std::string& form) {
  if (word(form).documents > 0) return Standing::kInIndex;
  return meaning(form).in_dictionary ? Standing::kInDictionary : Standing::kUnknown;
}

bool Evidence::is_attested(const std::string& form) {
  const auto& dictionary = session_.snapshot().dictionary();
  return session_.snapshot().words().find(form) || (dictionary != nullptr && dictionary->knows(form));
}

std::uint32_t Evidence::documents(const std::string& form) { return word(form).documents; }

double Evidence::rarity(const std::string& form) {
  if (word(form).stop_word) return 0;
  const double all = session_.database().get_doccount();
  return -std::log((std::max(word(form).documents, meaning(form).translated) + 0.5) / (all + 1));
}

double Evidence::thinness() const {
  return std::max(0.0, 0.5 * std::log(kFullIndex / (1.0 + session_.database().get_doccount())));
}

bool Evidence::is_stop_word(const std::string& form) { return word(form).stop_word; }

Bitmap Evidence::articles_with(const Word& word) {
  return matcher_.evaluate({.kind = PlanKind::kWords, .sequences = {{.slots = {{0, word.terms}}}}});
}

double Evidence::affinity(const std::string& a, const std::string& b) {
  const Word& first = word(a);
  const Word& second = word(b);
  if (first.documents == 0 || second.documents == 0 || first.stop_word || second.stop_word) return 0;
  const std::uint64_t cost = std::uint64_t{first.documents} + second.documents;
  if (postings_ + cost > kMaxEvidencePostings) return 0;
  postings_ += cost;
  Bitmap both = articles_with(first);
  const double in_first = both.count();
  const Bitmap other = articles_with(second);
  const double in_second = other.count();
  both &= other;
  const double expected = in_first * in_second / session_.database().get_doccount();
  return std::clamp(std::log((both.count() + 0.1) / (expected + 0.1)), 0.0, kMaxAffinity);
}

}  // namespace tarsach::query
