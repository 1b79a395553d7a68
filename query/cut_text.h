// The words of a text and where they are. Those of an article's body are cut out of it when one of them is looked at,
// with the words around it: of the others it is known how many there are, and by milestones where to begin.
//
//   CutText words(session.analyzer());
//   words.cut(title);                                                  // all at once
//   words.open(body, reader.document(), places);                       // or none yet
//   words[17].begin                                                    // now the words around it are cut
//
// What is cut is the same either way. A word that has no position (see AskedWords) is none here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "schema/forward_document.h"
#include "text/analyzer.h"
#include "text/tokenizer.h"

namespace tarsach::query {

/// One thread. The analyzer and the text outlive it.
class CutText {
 public:
  /// The whole of a compound, which stands at its first part's place.
  struct Whole {
    text::Token token;
    std::size_t place = 0;
  };

  explicit CutText(text::Analyzer& analyzer) : analyzer_(&analyzer) {}

  /// A text without words yet.
  void start(std::string_view text);
  void add(const text::Token& word) { words_.push_back(word); }

  void cut(std::string_view text);
  /// The body of a document that has so many words; one without milestones is cut at once. Throws
  /// Xapian::DatabaseCorruptError, as all that looks at words does, if they are not those of this text.
  void open(std::string_view text, const schema::ForwardDocument& document, std::size_t words);

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::size_t size() const { return words_.size(); }
  [[nodiscard]] bool empty() const { return words_.empty(); }
  [[nodiscard]] const text::Token& operator[](std::size_t place) {
    if (!is_cut(place)) cut_around(place);
    return words_[place];
  }
  /// Of what is cut: all wholes in the order of their places, and those at one place.
  [[nodiscard]] std::span<const Whole> wholes() const { return wholes_; }
  [[nodiscard]] std::span<const Whole> wholes_at(std::size_t place);

 private:
  [[nodiscard]] bool is_cut(std::size_t place) const {
    const std::size_t stretch = place / schema::kMilestoneWords;
    return stretch >= stretches_.size() || stretches_[stretch] != 0;
  }
  void cut_around(std::size_t place);
  [[nodiscard]] bool takes_place(std::string_view word);

  text::Analyzer* analyzer_;
  std::string_view text_;
  std::vector<text::Token> words_;  // by place; empty where nothing is cut yet
  std::vector<Whole> wholes_;
  std::vector<std::uint32_t> milestones_;  // by stretch, from the second one on
  std::vector<char> stretches_;            // whether they are cut; none: all is
  std::vector<text::Token> tokens_;        // of the stretch that is cut
};

}  // namespace tarsach::query
