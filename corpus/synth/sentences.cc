#include "corpus/synth/sentences.h"

#include <utility>

#include "text/analyzer.h"
#include "text/dictionary.h"

namespace tarsach::corpus::synth {
namespace {

/// Two bytes of a capital of Bulgarian.
bool begins_with_capital(std::string_view text) {
  return text.size() > 1 && text[0] == '\xD0' && static_cast<unsigned char>(text[1]) >= 0x90 &&
         static_cast<unsigned char>(text[1]) <= 0xAF;
}

/// Behind the mark that ends the sentence that begins at `begin`.
std::size_t end_of_sentence(std::string_view text, std::size_t begin) {
  for (std::size_t at = text.find_first_of(".!?\n", begin); at != std::string_view::npos;
       at = text.find_first_of(".!?\n", at + 1)) {
    if (text[at] == '\n') return at;
    if (at + 1 == text.size() || text[at + 1] == '\n') return at + 1;
    if (text[at + 1] == ' ' && begins_with_capital(text.substr(at + 2)) && at > begin + 20) return at + 1;
  }
  return text.size();
}

Slot slot_of(const text::Word& word, std::string_view text, bool first) {
  if (word.lexeme->script == text::Script::kNumber) return Slot::kNumber;
  if (word.lexeme->stop_word || word.lexeme->script != text::Script::kCyrillic) return Slot::kNone;
  if (!begins_with_capital(text.substr(word.begin))) return Slot::kWord;
  return first ? Slot::kCapitalisedWord : Slot::kName;
}

}  // namespace

struct PatternMaker::State {
  text::Analyzer analyzer;
  Pattern pattern = {};

  void add(std::string_view text, std::vector<Sentence>& sentences) {
    Sentence sentence(1);
    std::size_t words = 0, at = 0;
    for (const text::Word& word : analyzer.analyze(text)) {
      if (word.begin < at) continue;  // a part of a compound
      const Slot slot = slot_of(word, text, words++ == 0);
      if (slot == Slot::kNone) continue;
      if (slot == Slot::kWord) ++pattern.frequencies[word.lexeme->lemmas.front()];
      sentence.back() = {std::string(text.substr(at, word.begin - at)), slot};
      sentence.emplace_back();
      at = word.end;
    }
    sentence.back().before = text.substr(at);
    if (words >= kLeastWords && sentence.size() > 2) sentences.push_back(std::move(sentence));
  }
};

PatternMaker::PatternMaker(std::shared_ptr<const text::Dictionary> dictionary)
    : state_(std::make_unique<State>(State{text::Analyzer(std::move(dictionary))})) {}
PatternMaker::~PatternMaker() = default;

void PatternMaker::add(std::string_view title, std::string_view body) {
  state_->add(title, state_->pattern.titles);
  for (std::size_t begin = 0; begin < body.size();) {
    const std::size_t end = end_of_sentence(body, begin);
    state_->add(body.substr(begin, end - begin), state_->pattern.sentences);
    begin = body.find_first_not_of(" \n", end);
  }
}

Pattern PatternMaker::take() { return std::move(state_->pattern); }

}  // namespace tarsach::corpus::synth
