#include "query/typed_words.h"

#include <algorithm>
#include <string_view>

#include "text/letters.h"
#include "text/utf8.h"

namespace tarsach::query {
namespace {

bool is_in_capitals(std::string_view written) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < written.size();) {
    const text::utf8::Letter letter = text::utf8::decode(written, at);
    if (!text::is_upper(letter.code)) return false;
    ++letters;
    at += letter.size;
  }
  return letters > 1 && letters <= kLongestAbbreviation;
}

void add_words_of(Node& node, text::Analyzer& analyzer, std::vector<TypedWord>& words) {
  for (const text::Word& word : analyzer.analyze(node.text)) {
    if (words.size() == kMaxTypedWords) return;
    if (word.kind == text::WordKind::kWhole) continue;  // its parts come too
    const bool quoted = node.kind == NodeKind::kPhrase;
    const std::string_view written = std::string_view(node.text).substr(word.begin, word.end - word.begin);
    const bool capital = !words.empty() && text::is_upper(text::utf8::decode(written, 0).code);
    words.push_back({&node, word.begin, word.end, word.lexeme->form, word.lexeme->script, quoted, capital,
                     is_in_capitals(written)});
  }
}

void collect(Node& node, text::Analyzer& analyzer, std::vector<TypedWord>& words) {
  if (node.kind == NodeKind::kWord || node.kind == NodeKind::kPhrase) return add_words_of(node, analyzer, words);
  if (node.kind == NodeKind::kField && row(node.field).kind != schema::FieldKind::kWords) return;
  for (Node& child : node.children) collect(child, analyzer, words);
}

}  // namespace

std::vector<TypedWord> typed_words(Node& tree, text::Analyzer& analyzer) {
  std::vector<TypedWord> words;
  collect(tree, analyzer, words);
  // A query in capitals throughout was typed with Caps Lock.
  const bool all = std::all_of(words.begin(), words.end(), [](const TypedWord& word) { return word.abbreviated; });
  for (TypedWord& word : words) {
    word.abbreviated &= !all;
    word.capital &= !all;
  }
  return words;
}

void replace(const std::vector<TypedWord>& words, const std::vector<std::string>& texts) {
  for (std::size_t i = words.size(); i-- > 0;) {  // from the last one, so that the places of the others stay right
    const TypedWord& word = words[i];
    if (texts[i] != word.form) word.node->text.replace(word.begin, word.end - word.begin, texts[i]);
  }
}

}  // namespace tarsach::query
