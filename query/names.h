// The names under which people ask for events and topics: ids, labels in both languages, other names, and the words
// that speak for a topic. Compared by lemma, so that „тема:иновации“ is the topic „Иновации и наука“.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schema/fields.h"
#include "schema/vocabulary.h"
#include "text/analyzer.h"

namespace tarsach::query {

/// Each word of a name with its lemmas.
using LemmaSequence = std::vector<std::vector<std::string>>;

/// Without the wholes of compounds, with stop words.
[[nodiscard]] LemmaSequence lemma_sequence(std::string_view text, text::Analyzer& analyzer);

/// Immutable after construction; any thread may read it.
class Names {
 public:
  Names() = default;
  Names(const schema::Vocabulary& vocabulary, text::Analyzer& analyzer);

  /// Ids of the events or topics that are meant: those with this very name; if there are none, those of which a name
  /// has all these words. Empty: unknown.
  [[nodiscard]] std::vector<std::string> find(schema::Field field, const LemmaSequence& typed) const;

  /// An event's or topic's label that stands among words, and what it is called in the other language. The first label
  /// of the vocabulary that does.
  struct Found {
    std::size_t begin = 0, size = 0;  // words
    std::string other;
  };
  [[nodiscard]] std::optional<Found> find_label(const LemmaSequence& words) const;

 private:
  struct Name {
    std::string id;
    LemmaSequence words;
  };
  struct Label {
    LemmaSequence words;
    std::string other;
  };
  void add_labels(const schema::Label& label, text::Analyzer& analyzer);
  void add_label(LemmaSequence&& words, const std::string& other);
  void add(std::vector<Name>& names, const std::string& id, std::string_view name, text::Analyzer& analyzer);

  std::vector<Name> events_, topics_;
  std::vector<Label> labels_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> labels_by_beginning_;  // a lemma of the first word
};

/// The label of a value of a facet; the value itself for what is not in the vocabulary.
[[nodiscard]] schema::Label label_of(const schema::Vocabulary& vocabulary, schema::Field field, std::string_view value);

/// Whether `text` has, for each word of `typed`, a word that begins with it; capitals and stress do not matter.
[[nodiscard]] bool has_words_beginning(std::string_view text, const std::vector<std::string>& typed,
                                       text::Analyzer& analyzer);
/// The normalised words of a text, as has_words_beginning() wants them.
[[nodiscard]] std::vector<std::string> forms_of(std::string_view text, text::Analyzer& analyzer);

}  // namespace tarsach::query
