// Any bytes through the analyzer and the language detector: what the header promises must hold.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "text/analyzer.h"
#include "text/language.h"
#include "text/normalizer.h"
#include "text/utf8.h"

namespace {

using namespace tarsach::text;

void require(bool holds) {
  if (!holds) std::abort();
}

void check(std::string_view text) {
  static Analyzer analyzer;  // as a program has it: what it remembers must not change what it says
  std::uint32_t begin = 0;
  std::uint32_t position = 0;
  for (const Word& word : analyzer.analyze(text)) {
    require(word.begin >= begin && word.begin < word.end && word.end <= text.size());
    require(word.position == position);
    require(!word.lexeme->lemmas.empty() && utf8::is_valid(word.lexeme->form));
    for (const auto& lemma : word.lexeme->lemmas) {
      require(!lemma.empty() && lemma.size() <= kMaxTermBytes && utf8::is_valid(lemma));
    }
    begin = word.begin;
    if (word.kind != WordKind::kWhole) ++position;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(text);
  static_cast<void>(detect_language(text));
  const auto once = normalize(text.substr(0, 100));
  require(normalize(once.form).form == once.form);
  return 0;
}
