#include "query/typed_words.h"

namespace tarsach::query {
namespace {

void add_words_of(Node& node, text::Analyzer& analyzer, std::vector<TypedWord>& words) {
  for (const text::Word& word : analyzer.analyze(node.text)) {
    if (words.size() == kMaxTypedWords) return;
    if (word.kind == text::WordKind::kWhole) continue;  // its parts come too
    const bool quoted = node.kind == NodeKind::kPhrase;
    words.push_back({&node, word.begin, word.end, word.lexeme->form, word.lexeme->script, quoted});
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
  return words;
}

void replace(const std::vector<TypedWord>& words, const std::vector<std::string>& texts) {
  for (std::size_t i = words.size(); i-- > 0;) {  // from the last one, so that the places of the others stay right
    const TypedWord& word = words[i];
    if (texts[i] != word.form) word.node->text.replace(word.begin, word.end - word.begin, texts[i]);
  }
}

}  // namespace tarsach::query
