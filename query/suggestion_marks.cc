#include "query/suggestion_marks.h"

#include <algorithm>
#include <string_view>

#include "query/markup.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace tarsach::query {
namespace {

using schema::SuggestionList;

// Nats, as the logarithm of the weight beside them: e times as many articles outweigh one.
constexpr double kName = 2;        // an event or a topic leads to all that is about it
constexpr double kBeginsSo = 1;    // the text begins with what was typed
constexpr double kSameForm = 0.5;  // a word in the very form that was typed
constexpr double kInOrder = 0.5;   // what was typed stands together, in its order

/// The end of the first `count` letters of a word, as they are written: marks and invisible letters are of the one
/// before them.
std::size_t end_of_letters(std::string_view text, const text::Word& word, std::size_t count) {
  std::size_t at = word.begin;
  while (at < word.end) {
    const text::utf8::Letter letter = text::utf8::decode(text, at);
    const text::LetterClass kind = text::class_of(letter.code);
    if (kind != text::LetterClass::kMark && kind != text::LetterClass::kInvisible && count-- == 0) break;
    at += letter.size;
  }
  return at;
}

class Comparison {
 public:
  Comparison(const SuggestionList& list, SuggestionList::Entry entry, const Wanted& wanted, text::Analyzer& analyzer)
      : list_(list), text_(list.text(entry)), wanted_(wanted) {
    for (const text::Word& word : analyzer.analyze(text_))
      if (word.kind != text::WordKind::kWhole) words_.push_back(word);
    used_.resize(words_.size());
    if (schema::shelf_of(list.kind(entry)) == schema::Shelf::kNames) agreement_.score += kName;
  }

  Agreement run() {
    for (const WantedWord& word : wanted_.words) match(word);
    if (wanted_.beginning) match(*wanted_.beginning);
    for (const text::Word& word : words_) agreement_.forms.append(word.lexeme->form).append(" ");
    std::sort(agreement_.marks.begin(), agreement_.marks.end(),
              [](const Mark& a, const Mark& b) { return a.begin < b.begin; });
    const std::size_t asked = wanted_.words.size() + (wanted_.beginning ? 1 : 0);
    if (!words_.empty() && used_.front()) agreement_.score += kBeginsSo;
    if (asked > 1 && neighbours_ + 1 == asked) agreement_.score += kInOrder;
    agreement_.is_all = whole_ == words_.size();
    return std::move(agreement_);
  }

 private:
  void match(const WantedWord& wanted) {
    std::optional<std::size_t> place;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (used_[i]) continue;
      const bool same = words_[i].lexeme->form == wanted.typed;
      if (!same && (place || !is_one_of(wanted, words_[i].lexeme->form))) continue;
      place = i;
      if (same) break;
    }
    if (!place) return;
    const text::Word& word = words_[*place];
    const bool same = word.lexeme->form == wanted.typed;
    if (same) agreement_.score += kSameForm, ++whole_;
    use(*place, {word.begin, word.end});
  }

  void match(const Beginning& beginning) {
    std::optional<std::size_t> place;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (used_[i] || !words_[i].lexeme->form.starts_with(beginning.form)) continue;
      const bool follows = i > 0 && used_[i - 1];
      if (!place || follows) place = i;
      if (follows) break;
    }
    agreement_.score -= beginning.cost;
    if (!place) return;
    const text::Word& word = words_[*place];
    if (word.lexeme->form == beginning.form) ++whole_;
    use(*place, {word.begin, end_of_letters(text_, word, text::utf8::length(beginning.form))});
  }

  [[nodiscard]] bool is_one_of(const WantedWord& wanted, std::string_view form) const {
    const auto number = list_.forms().find(form);
    return number && wanted.forms.contains(*number);
  }

  void use(std::size_t place, Mark mark) {
    used_[place] = true;
    if (last_ && place > *last_ &&
        std::all_of(words_.begin() + static_cast<std::ptrdiff_t>(*last_) + 1,
                    words_.begin() + static_cast<std::ptrdiff_t>(place),
                    [](const text::Word& word) { return word.lexeme->stop_word; }))
      ++neighbours_;
    last_ = place;
    agreement_.marks.push_back(mark);
  }

  const SuggestionList& list_;
  std::string_view text_;
  const Wanted& wanted_;
  std::vector<text::Word> words_;
  std::vector<bool> used_;
  std::optional<std::size_t> last_;  // the word that was matched last
  std::size_t neighbours_ = 0;       // how often the next one followed
  std::size_t whole_ = 0;            // words that are just as they were typed
  Agreement agreement_;
};

}  // namespace

Agreement agreement_of(const SuggestionList& list, SuggestionList::Entry entry, const Wanted& wanted,
                       text::Analyzer& analyzer) {
  return Comparison(list, entry, wanted, analyzer).run();
}

Suggestion suggestion_of(const SuggestionList& list, SuggestionList::Entry entry, std::span<const Mark> marks) {
  const std::string_view text = list.text(entry);
  Suggestion suggestion{list.kind(entry), std::string(text), {}, std::string(list.id(entry))};
  std::size_t at = 0;
  for (const Mark& mark : marks) {
    if (mark.begin < at) continue;
    append_escaped(suggestion.formatted, text.substr(at, mark.begin - at));
    suggestion.formatted += kMarkBegin;
    append_escaped(suggestion.formatted, text.substr(mark.begin, mark.end - mark.begin));
    suggestion.formatted += kMarkEnd;
    at = mark.end;
  }
  append_escaped(suggestion.formatted, text.substr(at));
  return suggestion;
}

}  // namespace tarsach::query
