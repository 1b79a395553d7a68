#include "text/analyzer.h"

#include <cassert>
#include <functional>
#include <limits>
#include <unordered_map>

#include "text/lemmatizer.h"
#include "text/normalizer.h"
#include "text/stopwords.h"
#include "text/tokenizer.h"
#include "text/utf8.h"

namespace tarsach::text {
namespace {

struct BytesHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view bytes) const { return std::hash<std::string_view>{}(bytes); }
};

}  // namespace

struct Analyzer::State {
  explicit State(std::shared_ptr<const Dictionary> dictionary) : lemmatizer(std::move(dictionary)) {}

  // Written word → lexeme. The nodes of an unordered_map keep their addresses when it grows.
  std::unordered_map<std::string, Lexeme, BytesHash, std::equal_to<>> remembered;
  Lemmatizer lemmatizer;
  std::vector<Token> tokens;
  std::vector<Word> words;

  const Lexeme& lexeme_of(std::string_view written) {
    if (const auto found = remembered.find(written); found != remembered.end()) return found->second;
    return remembered.emplace(written, make_lexeme(written)).first->second;
  }

  Lexeme make_lexeme(std::string_view written) {
    NormalForm normal = normalize(written);
    Lexeme lexeme;
    lexeme.form = utf8::clip(normal.form, kMaxTermBytes);
    lexeme.script = normal.script;
    lexeme.stop_word = is_stop_word(lexeme.form);
    lexeme.lemmas = lemmatizer.lemmas(lexeme.form, lexeme.script);
    return lexeme;
  }
};

Analyzer::Analyzer(std::shared_ptr<const Dictionary> dictionary)
    : state_(std::make_unique<State>(std::move(dictionary))) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

std::span<const Word> Analyzer::analyze(std::string_view text) {
  assert(text.size() <= std::numeric_limits<std::uint32_t>::max());
  if (state_->remembered.size() > kMaxRemembered) state_->remembered.clear();
  tokenize(text, state_->tokens);
  state_->words.clear();
  std::uint32_t position = 0;
  for (const Token& token : state_->tokens) {
    const Lexeme& lexeme = state_->lexeme_of(token.word);
    if (lexeme.form.empty()) continue;
    state_->words.push_back({token.begin, token.end, position, token.kind, &lexeme});
    if (token.kind != WordKind::kWhole) ++position;
  }
  return state_->words;
}

}  // namespace tarsach::text
