#include "query/expansion.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "query/lattice.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace tarsach::query {
namespace {

using schema::Field;

constexpr std::string_view kEnglish = "en";

enum class Alphabet : std::uint8_t { kLatin, kCyrillic, kOther };

Alphabet alphabet_of(std::string_view form) {
  if (form.empty()) return Alphabet::kOther;
  switch (text::class_of(text::utf8::decode(form, 0).code)) {
    case text::LetterClass::kLatin: return Alphabet::kLatin;
    case text::LetterClass::kCyrillic: return Alphabet::kCyrillic;
    default: return Alphabet::kOther;
  }
}

bool begins_with_capital(std::string_view text) {
  return !text.empty() && text::is_upper(text::utf8::decode(text, 0).code);
}

class Collector {
 public:
  explicit Collector(text::Analyzer& analyzer) : analyzer_(analyzer) {}
  std::vector<QueryWord> take() { return std::move(words_); }

  void look_at(const Node& node) {
    switch (node.kind) {
      case NodeKind::kWord: return add(node.text);
      case NodeKind::kNot:
      case NodeKind::kPhrase:
      case NodeKind::kPrefix: return;
      case NodeKind::kField:
        if (row(node.field).kind != schema::FieldKind::kWords) return;
        break;
      default: break;
    }
    for (const Node& child : node.children) {
      const bool side_by_side = node.kind == NodeKind::kGroup && child.kind == NodeKind::kWord;
      if (!side_by_side) ++run_;
      look_at(child);
      if (!side_by_side) ++run_;
    }
  }

 private:
  void add(const std::string& text) {
    const bool capital = !words_.empty() && begins_with_capital(text);
    for (Unit& unit : units_of(text, analyzer_)) {
      for (Piece& piece : unit.pieces) {
        if (words_.size() == kMaxExpandedWords || piece.lemmas.empty()) return;
        words_.push_back({std::move(piece), run_, capital});
      }
    }
  }

  text::Analyzer& analyzer_;
  std::vector<QueryWord> words_;
  std::uint32_t run_ = 0;
};

}  // namespace

std::vector<QueryWord> expandable_words(const Node& root, text::Analyzer& analyzer) {
  Collector collector(analyzer);
  collector.look_at(root);
  return collector.take();
}

const Expansion* Expansions::of(std::string_view form) const {
  const auto found = words.find(form);
  return found == words.end() ? nullptr : &found->second;
}

Expander::Expander(Session& session) : session_(session) {
  const Column& languages = session.snapshot().columns().of(Field::kLanguage);
  has_english_ = languages.find(kEnglish).has_value();
}

Expansions Expander::expand(const Node& root) { return expand(expandable_words(root, session_.analyzer())); }

Expansions Expander::expand(std::vector<QueryWord> words) {
  expand_label(words);
  expand_phrases(words);
  for (const QueryWord& word : words) {
    if (word.piece.stop_word) continue;
    const Alphabet alphabet = alphabet_of(word.piece.form);
    if (alphabet == Alphabet::kLatin) expand_english(word);
    if (alphabet == Alphabet::kCyrillic) expand_bulgarian(word);
  }
  if (!translation_.from.empty()) expansions_.readings.push_back(translation_);
  return std::move(expansions_);
}

// „Иновации и наука“ is called "Innovation and research" in English articles.
void Expander::expand_label(const std::vector<QueryWord>& words) {
  LemmaSequence lemmas;
  for (const QueryWord& word : words) lemmas.push_back(word.piece.lemmas);
  const auto label = session_.snapshot().names().find_label(lemmas);
  if (!label) return;
  const std::vector<Substitute> found = substitutes(session_, std::vector<text::Translation>{{label->other, 1}});
  if (found.empty()) return;
  std::string typed;
  for (std::size_t i = label->begin; i < label->begin + label->size; ++i) {
    typed += (typed.empty() ? "" : " ") + words[i].piece.form;
    add(words[i].piece, found, i == label->begin ? kTranslationWeight : 0);
  }
  expansions_.readings.push_back({"label", typed, label->other});
}

// A document with „премиер“ has both "prime" and "minister", but is not given the weight of both.
void Expander::expand_phrases(std::vector<QueryWord>& words) {
  for (std::size_t begin = 0; begin < words.size();) {
    std::vector<Substitute> found;
    const auto here = std::span(words).subspan(begin);
    const std::span phrase = here.first(find_phrase(here, found));
    begin += phrase.size();
    if (found.empty()) continue;
    std::string typed;
    for (QueryWord& word : phrase) {
      typed += (typed.empty() ? "" : " ") + word.piece.form;
      word.weight = kPartOfPhraseWeight;
      add(word.piece, found, &word == &phrase.front() ? kTranslationWeight : 0);
    }
    tell(typed, found.front().text);
  }
}

std::size_t Expander::find_phrase(std::span<const QueryWord> words, std::vector<Substitute>& found) {
  const auto& translations = session_.snapshot().translations();
  std::size_t longest = 1;
  if (translations == nullptr || alphabet_of(words.front().piece.form) != Alphabet::kLatin) return longest;
  std::string forms = words.front().piece.form, stems = words.front().piece.lemmas.front();
  for (std::size_t size = 2; size <= std::min(kMaxPhraseWords, words.size()); ++size) {
    const QueryWord& last = words[size - 1];
    if (last.run != words.front().run) break;
    forms += " " + last.piece.form;
    stems += " " + last.piece.lemmas.front();
    std::vector<Substitute> longer = substitutes(session_, translations->bulgarian(forms, stems));
    if (longer.empty()) continue;
    longest = size;
    found = std::move(longer);
  }
  return longest;
}

void Expander::expand_english(const QueryWord& word) {
  const auto& translations = session_.snapshot().translations();
  std::vector<text::Translation> meant;
  if (translations != nullptr) meant = translations->bulgarian(word.piece.form, word.piece.lemmas.front());
  const bool is_known = !meant.empty();
  if (!is_known || word.capital_within)
    for (text::Translation& name : names(word, is_known, text::Direction::kToCyrillic))
      meant.push_back(std::move(name));
  const std::vector<Substitute> found = substitutes(session_, meant);
  if (found.empty()) return;
  add(word.piece, found, kTranslationWeight * word.weight);
  expansions_.translated = true;
  if (word.weight == 1) tell(word.piece.form, found.front().text);
}

void Expander::expand_bulgarian(const QueryWord& word) {
  const auto& dictionary = session_.snapshot().dictionary();
  const bool is_known = dictionary != nullptr && dictionary->knows(word.piece.form);
  std::vector<text::Translation> related;
  if (dictionary != nullptr)
    for (const std::string& lemma : word.piece.lemmas)
      for (const text::Relative& relative : dictionary->relatives(lemma))
        related.push_back({relative.lemma, share_of(relative.relation)});
  add(word.piece, substitutes(session_, related), kRelativeWeight);
  std::vector<text::Translation> meant;
  if (has_english_) meant = english_of(word.piece);
  double weight = kEnglishWeight;
  if (!is_known || word.capital_within) {
    std::vector<text::Translation> spelt = names(word, is_known, text::Direction::kToLatin);
    if (!spelt.empty()) weight = kTranslationWeight;
    meant.insert(meant.end(), spelt.begin(), spelt.end());
  }
  const std::vector<Substitute> found = substitutes(session_, meant);
  if (found.empty()) return;
  add(word.piece, found, weight);
  tell(word.piece.form, found.front().text);
}

std::vector<text::Translation> Expander::english_of(const Piece& piece) const {
  const auto& translations = session_.snapshot().translations();
  if (translations == nullptr) return {};
  std::vector<text::Translation> meant = translations->english(piece.form);
  for (const std::string& lemma : piece.lemmas)
    if (meant.empty()) meant = translations->english(lemma);
  return meant;
}

// The capital of a word that the dictionary has too may be a headline's: the index must have it as a name.
std::vector<text::Translation> Expander::names(const QueryWord& word, bool is_known, text::Direction direction) const {
  const schema::WordList& words = session_.snapshot().words();
  const auto as_typed = words.find(word.piece.form);
  if (as_typed && words.documents(*as_typed) > kRareName) return {};
  std::vector<text::Translation> names;
  const Lattice lattice(words, direction);
  for (const Candidate& spelling : lattice.words(word.piece.form, kMaxSpellingsOfName)) {
    const auto number = words.find(spelling.form);
    const bool is_name = number && (words.flags(*number) & schema::kUsuallyCapital) != 0;
    if (spelling.cost <= kMaxNameCost && (is_name || !is_known))
      names.push_back({spelling.form, std::exp(-spelling.cost)});
  }
  return names;
}

void Expander::add(const Piece& piece, std::span<const Substitute> found, double weight) {
  if (found.empty()) return;
  Expansion& expansion = expansions_.words[piece.form];
  for (const Substitute& one : found) expansion.texts.push_back(one.units);
  if (weight == 0) return;
  for (Alternative& group : alternatives(session_, piece.lemmas, found, weight))
    expansion.alternatives.push_back(std::move(group));
}

void Expander::tell(const std::string& typed, const std::string& meant) {
  translation_.from += (translation_.from.empty() ? "" : " ") + typed;
  translation_.to += (translation_.to.empty() ? "" : " ") + meant;
}

}  // namespace tarsach::query
