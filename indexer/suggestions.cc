#include "indexer/suggestions.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "schema/suggestion_writer.h"
#include "text/stopwords.h"
#include "text/utf8.h"

namespace tarsach::indexer {
namespace {

using schema::SuggestionKind;

constexpr std::uint32_t kLeastDocuments = 3;  // that a word must be in
constexpr std::size_t kLeastLetters = 4;      // of a word
constexpr std::uint32_t kPhraseToWord = 4;    // a phrase is worth as much as a word in so many times as many articles

/// Words that are usually written with a capital letter.
using Capitals = std::unordered_set<std::string_view>;

Capitals capitals_of(std::span<const schema::IndexWord> words) {
  Capitals capitals;
  for (const schema::IndexWord& word : words)
    if ((word.flags & schema::kUsuallyCapital) != 0) capitals.insert(word.form);
  return capitals;
}

class Writing {
 public:
  explicit Writing(text::Analyzer& analyzer) : analyzer_(analyzer) {}

  void add(SuggestionKind kind, std::string text, std::uint32_t weight, std::string id = {}) {
    words_.clear();
    for (const text::Word& word : analyzer_.analyze(text))
      if (!word.lexeme->stop_word) words_.push_back({word.lexeme->form, word.lexeme->lemmas});
    writer_.add({kind, weight, std::move(text), std::move(id)}, words_);
  }

  void add_name(SuggestionKind kind, const std::string& name, std::uint32_t articles, const std::string& id) {
    const bool is_new = names_.insert(id + "\n" + name).second;
    if (articles > 0 && is_new) add(kind, name, articles, id);
  }

  std::string encode() { return std::move(writer_).encode(); }

 private:
  text::Analyzer& analyzer_;
  schema::SuggestionWriter writer_;
  std::vector<schema::SuggestionWord> words_;
  std::unordered_set<std::string> names_;  // a label may be the same in both languages
};

std::uint32_t articles_of(const TitleCounts::Counts& counts, const std::string& id) {
  const auto found = counts.find(id);
  return found == counts.end() ? 0 : found->second;
}

void add_names(Writing& writing, const schema::Vocabulary& vocabulary, const Counts& counts) {
  for (const schema::Event& event : vocabulary.events) {
    const std::uint32_t articles = articles_of(counts.events, event.id);
    for (const std::string* name : {&event.label.bg, &event.label.en})
      writing.add_name(SuggestionKind::kEvent, *name, articles, event.id);
    for (const std::string& name : event.names) writing.add_name(SuggestionKind::kEvent, name, articles, event.id);
  }
  for (const schema::Topic& topic : vocabulary.topics)
    for (const std::string* name : {&topic.label.bg, &topic.label.en})
      writing.add_name(SuggestionKind::kTopic, *name, articles_of(counts.topics, topic.id), topic.id);
}

/// „варна“ → „Варна“; other letters than those of the Bulgarian and the English alphabet stay.
std::string with_capital(const std::string& form) {
  const text::utf8::Letter first = text::utf8::decode(form, 0);
  const bool is_small = (first.code >= U'а' && first.code <= U'я') || (first.code >= U'a' && first.code <= U'z');
  if (!is_small) return form;
  std::string text;
  text::utf8::append(text, first.code - 0x20);
  return text + form.substr(first.size);
}

/// No letter is as it is in the normalised form.
bool is_in_capitals(std::string_view written, std::string_view form) {
  if (written.size() != form.size()) return false;
  for (std::size_t at = 0; at < form.size(); at += text::utf8::decode(form, at).size) {
    const text::utf8::Letter letter = text::utf8::decode(form, at);
    if (written.substr(at, letter.size) == form.substr(at, letter.size)) return false;
  }
  return true;
}

/// „ОБЛАСТ ВАРНА“ → „област Варна“. What has other than Cyrillic words is left as it is: „BLUE NET“ is written so.
std::string without_capitals(const std::string& phrase, const Capitals& capitals, text::Analyzer& analyzer) {
  std::string text;
  std::size_t end = 0;
  for (const text::Word& word : analyzer.analyze(phrase)) {
    if (word.kind == text::WordKind::kWhole) continue;
    const std::string written = phrase.substr(word.begin, word.end - word.begin);
    const std::string& form = word.lexeme->form;
    if (word.lexeme->script != text::Script::kCyrillic || !is_in_capitals(written, form)) return phrase;
    text.append(phrase, end, word.begin - end).append(capitals.contains(form) ? with_capital(form) : form);
    end = word.end;
  }
  return text.append(phrase, end);
}

/// The most frequent words, each in its most frequent form.
void add_words(Writing& writing, std::span<const schema::IndexWord> words, text::Analyzer& analyzer) {
  std::vector<const schema::IndexWord*> frequent;
  for (const schema::IndexWord& word : words)
    if (word.documents >= kLeastDocuments && text::utf8::length(word.form) >= kLeastLetters &&
        !text::is_stop_word(word.form))
      frequent.push_back(&word);
  std::sort(frequent.begin(), frequent.end(), [](const auto* a, const auto* b) {
    return std::tie(b->documents, a->form) < std::tie(a->documents, b->form);
  });
  std::unordered_set<std::string> lemmas;
  for (const schema::IndexWord* word : frequent) {
    if (lemmas.size() >= kMostSuggestedWords) return;
    const auto analyzed = analyzer.analyze(word->form);
    if (analyzed.size() != 1 || !lemmas.insert(analyzed.front().lexeme->lemmas.front()).second) continue;
    const bool is_name = (word->flags & schema::kUsuallyCapital) != 0;
    writing.add(SuggestionKind::kWord, is_name ? with_capital(word->form) : word->form,
                std::max(1U, word->documents / kPhraseToWord));
  }
}

}  // namespace

std::string make_suggestions(const Counts& counts, std::span<const schema::IndexWord> words,
                             const schema::Vocabulary& vocabulary, text::Analyzer& analyzer) {
  Writing writing(analyzer);
  add_names(writing, vocabulary, counts);
  for (Title& title : titles_of(counts.titles))
    writing.add(SuggestionKind::kTitle, std::move(title.text), title.weight);
  const Capitals capitals = capitals_of(words);
  for (const Phrase& phrase : counts.phrases)
    writing.add(SuggestionKind::kPhrase, without_capitals(phrase.text, capitals, analyzer), phrase.documents);
  add_words(writing, words, analyzer);
  return writing.encode();
}

}  // namespace tarsach::indexer
