#include "query/dates_in_query.h"

#include <algorithm>
#include <span>
#include <string>

#include "query/lexer.h"
#include "query/periods.h"
#include "text/normalizer.h"

namespace tarsach::query {
namespace {

std::span<const Node> parts_of(const Node& root) {
  if (root.kind == NodeKind::kGroup) return root.children;
  return {&root, 1};
}

bool is_word(const Node& node) { return node.kind == NodeKind::kWord; }

/// Appends what is said by the words, of which the first is number `first` of the whole query.
void find_in_run(std::span<const Node> words, std::size_t first, const schema::Date& today,
                 std::vector<DateExpression>& found) {
  std::string text;
  std::vector<std::size_t> begins;
  for (const Node& word : words) {
    if (!text.empty()) text += ' ';
    begins.push_back(text.size());
    text += word.text;
  }
  const auto word_at = [&](std::size_t byte) {
    const auto behind = std::upper_bound(begins.begin(), begins.end(), byte);
    return static_cast<std::size_t>(behind - begins.begin()) - 1;
  };
  for (const DatePhrase& phrase : find_date_phrases(text, today)) {
    const std::size_t word = word_at(phrase.begin);
    found.push_back({first + word, word_at(phrase.end - 1) - word + 1, phrase.period, phrase.use});
  }
}

/// Words that were no operators where they stood may become some when others go. In small letters they say the same.
void keep_as_words(Node& node) {
  for (Node& child : node.children) keep_as_words(child);
  if (!is_word(node)) return;
  const auto tokens = lex("a " + node.text + " a").tokens;
  const bool is_plain = tokens.size() == 3 && tokens[1].kind == TokenKind::kWord;
  if (!is_plain) node.text = text::normalize(node.text).form;
}

Node date_field(const Period& period) {
  return {.kind = NodeKind::kField,
          .field = schema::Field::kDate,
          .children = {{.kind = NodeKind::kWord, .text = to_value(period)}}};
}

/// As the parser gives it: a group of one is that one.
Node group_of(std::vector<Node> nodes) {
  if (nodes.size() == 1) return Node(std::move(nodes.front()));
  return {.kind = NodeKind::kGroup, .children = std::move(nodes)};
}

std::vector<Node> parts_without(const Node& root, const std::vector<DateExpression>& expressions) {
  const std::span<const Node> parts = parts_of(root);
  std::vector<Node> kept;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool covered = std::any_of(expressions.begin(), expressions.end(), [&](const DateExpression& expression) {
      return i >= expression.first && i - expression.first < expression.count;
    });
    if (!covered) kept.push_back(parts[i]);
  }
  for (Node& node : kept) keep_as_words(node);
  return kept;
}

}  // namespace

std::vector<DateExpression> find_dates(const Node& root, const schema::Date& today) {
  const std::span<const Node> parts = parts_of(root);
  std::vector<DateExpression> found;
  for (std::size_t first = 0; first < parts.size();) {
    std::size_t end = first;
    while (end < parts.size() && is_word(parts[end])) ++end;
    if (end > first) find_in_run(parts.subspan(first, end - first), first, today, found);
    first = end + 1;
  }
  const auto words = static_cast<std::size_t>(std::count_if(parts.begin(), parts.end(), is_word));
  for (DateExpression& expression : found) {
    const bool headline = words - expression.count > kMostWordsBesideFilter;
    const bool all = expression.count == 1 && parts.size() == 1;
    if (headline || all) expression.use = DateUse::kProposal;
  }
  return found;
}

Node without_words(const Node& root, const std::vector<DateExpression>& expressions) {
  return group_of(parts_without(root, expressions));
}

Node restricted(const Node& root, const std::vector<DateExpression>& expressions) {
  std::vector<Node> parts = parts_without(root, expressions);
  for (const DateExpression& expression : expressions) parts.push_back(date_field(expression.period));
  return group_of(std::move(parts));
}

}  // namespace tarsach::query
