#include "query/names.h"

#include <algorithm>
#include <utility>

namespace tarsach::query {

namespace {

bool same_word(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](const std::string& lemma) { return std::find(b.begin(), b.end(), lemma) != b.end(); });
}

bool same_words(const LemmaSequence& a, const LemmaSequence& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_word);
}

bool stands_at(std::size_t begin, const LemmaSequence& words, const LemmaSequence& label) {
  return label.size() <= words.size() - begin &&
         std::equal(label.begin(), label.end(), words.begin() + static_cast<std::ptrdiff_t>(begin), same_word);
}

bool has_all(const LemmaSequence& name, const LemmaSequence& typed) {
  return std::all_of(typed.begin(), typed.end(), [&](const auto& word) {
    return std::any_of(name.begin(), name.end(), [&](const auto& other) { return same_word(word, other); });
  });
}

}  // namespace

LemmaSequence lemma_sequence(std::string_view text, text::Analyzer& analyzer) {
  LemmaSequence sequence;
  for (const text::Word& word : analyzer.analyze(text))
    if (word.kind != text::WordKind::kWhole) sequence.push_back(word.lexeme->lemmas);
  return sequence;
}

Names::Names(const schema::Vocabulary& vocabulary, text::Analyzer& analyzer) {
  for (const schema::Event& event : vocabulary.events) {
    for (const std::string& name : {event.label.bg, event.label.en}) add(events_, event.id, name, analyzer);
    add_labels(event.label, analyzer);
    for (const std::string& name : event.names) add(events_, event.id, name, analyzer);
  }
  for (const schema::Topic& topic : vocabulary.topics) {
    for (const std::string& name : {topic.label.bg, topic.label.en}) add(topics_, topic.id, name, analyzer);
    add_labels(topic.label, analyzer);
    for (const std::string& word : topic.words) add(topics_, topic.id, word, analyzer);
  }
}

void Names::add_labels(const schema::Label& label, text::Analyzer& analyzer) {
  if (label.bg == label.en) return;
  for (const auto& [own, other] : {std::pair(label.bg, label.en), std::pair(label.en, label.bg)})
    if (LemmaSequence words = lemma_sequence(own, analyzer); !words.empty()) add_label(std::move(words), other);
}

void Names::add_label(LemmaSequence&& words, const std::string& other) {
  const auto number = static_cast<std::uint32_t>(labels_.size());
  for (const std::string& lemma : words.front()) labels_by_beginning_[lemma].push_back(number);
  labels_.push_back({std::move(words), other});
}

// Only labels that begin with one of the words are looked at: a vocabulary may have thousands.
std::optional<Names::Found> Names::find_label(const LemmaSequence& words) const {
  std::size_t best = labels_.size(), place = 0;
  for (std::size_t begin = 0; begin < words.size(); ++begin)
    for (const std::string& lemma : words[begin]) {
      const auto beginning = labels_by_beginning_.find(lemma);
      if (beginning == labels_by_beginning_.end()) continue;
      for (const std::uint32_t number : beginning->second)
        if (number < best && stands_at(begin, words, labels_[number].words)) best = number, place = begin;
    }
  if (best == labels_.size()) return std::nullopt;
  return Found{place, labels_[best].words.size(), labels_[best].other};
}

void Names::add(std::vector<Name>& names, const std::string& id, std::string_view name, text::Analyzer& analyzer) {
  LemmaSequence words = lemma_sequence(name, analyzer);
  if (!words.empty()) names.push_back({id, std::move(words)});
}

std::vector<std::string> Names::find(schema::Field field, const LemmaSequence& typed) const {
  if (typed.empty()) return {};
  const std::vector<Name>& names = field == schema::Field::kEvent ? events_ : topics_;
  for (const auto fits : {&same_words, &has_all}) {
    std::vector<std::string> ids;
    for (const Name& name : names)
      if (fits(name.words, typed)) ids.push_back(name.id);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    if (!ids.empty()) return ids;
  }
  return {};
}

schema::Label label_of(const schema::Vocabulary& vocabulary, schema::Field field, std::string_view value) {
  if (field == schema::Field::kEvent)
    if (const schema::Event* event = vocabulary.find_event(value)) return event->label;
  if (field == schema::Field::kTopic)
    if (const schema::Topic* topic = vocabulary.find_topic(value)) return topic->label;
  return {std::string(value), std::string(value)};
}

std::vector<std::string> forms_of(std::string_view text, text::Analyzer& analyzer) {
  std::vector<std::string> forms;
  for (const text::Word& word : analyzer.analyze(text))
    if (word.kind != text::WordKind::kWhole) forms.push_back(word.lexeme->form);
  return forms;
}

bool has_words_beginning(std::string_view text, const std::vector<std::string>& typed, text::Analyzer& analyzer) {
  const std::vector<std::string> forms = forms_of(text, analyzer);
  return std::all_of(typed.begin(), typed.end(), [&](const std::string& word) {
    return std::any_of(forms.begin(), forms.end(), [&](const std::string& form) { return form.starts_with(word); });
  });
}

}  // namespace tarsach::query
