#include "text/analyzer.h"

#include <cassert>
#include <limits>

#include "base/quick_hash.h"
#include "text/lemmatizer.h"
#include "text/lexeme_table.h"
#include "text/normalizer.h"
#include "text/stopwords.h"
#include "text/tokenizer.h"
#include "text/utf8.h"
#include "text/word_key.h"

namespace tarsach::text {

struct Analyzer::State {
  State(std::shared_ptr<const Dictionary> dictionary, std::size_t most)
      : most_remembered(most), lemmatizer(std::move(dictionary)) {}

  const std::size_t most_remembered;
  LexemeTable remembered;
  Lemmatizer lemmatizer;
  std::vector<Token> tokens;
  std::vector<Word> words;

  const Lexeme& lexeme_of(std::string_view written) {
    const std::uint64_t hash = quick_hash(written);
    if (const Lexeme* known = remembered.find(written, hash)) return *known;
    return remembered.add(written, hash, make_lexeme(written));
  }

  Lexeme make_lexeme(std::string_view written) {
    NormalForm normal = normalize(written);
    Lexeme lexeme;
    lexeme.form = utf8::clip(normal.form, kMaxTermBytes);
    lexeme.script = normal.script;
    lexeme.stop_word = is_stop_word(lexeme.form);
    lexeme.lemmas = lemmatizer.lemmas(lexeme.form, lexeme.script);
    lexeme.form_key = word_key(lexeme.form);
    lexeme.lemma_key = word_key(lexeme.lemmas.front());
    return lexeme;
  }
};

Analyzer::Analyzer(std::shared_ptr<const Dictionary> dictionary, std::size_t most_remembered)
    : state_(std::make_unique<State>(std::move(dictionary), most_remembered)) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

std::span<const Word> Analyzer::analyze(std::string_view text) {
  assert(text.size() <= std::numeric_limits<std::uint32_t>::max());
  state_->remembered.make_room(state_->most_remembered);
  tokenize(text, state_->tokens);
  state_->words.clear();
  std::uint32_t position = 0;
  for (const Token& token : state_->tokens) {
    const Lexeme& lexeme = state_->lexeme_of(token.word);
    if (lexeme.form.empty()) continue;
    state_->words.push_back({token.begin, token.end, position, token.kind, token.opens, &lexeme});
    if (token.kind != WordKind::kWhole) ++position;
  }
  return state_->words;
}

const Lexeme& Analyzer::lexeme(std::string_view written) {
  state_->remembered.make_room(kMaxRemembered);
  return state_->lexeme_of(written);
}

}  // namespace tarsach::text
