#include "query/parser.h"

#include <span>
#include <string>

#include "query/lexer.h"
#include "text/normalizer.h"

namespace tarsach::query {

namespace {

bool is_sign(TokenKind kind) {
  return kind == TokenKind::kMinus || kind == TokenKind::kPlus || kind == TokenKind::kNot || kind == TokenKind::kField;
}

bool is_binary(TokenKind kind) { return kind == TokenKind::kAnd || kind == TokenKind::kOr; }

bool begins_operand(TokenKind kind) { return !is_binary(kind) && kind != TokenKind::kClose; }

bool ends_operand(TokenKind kind) { return !is_binary(kind) && !is_sign(kind) && kind != TokenKind::kOpen; }

void tell(std::vector<Reading>& readings, std::string_view from, std::string_view to) {
  readings.push_back({"taken_as_words", std::string(from), std::string(to)});
}

// Leaves out parentheses that have no other one, hold nothing, or are too deep.
std::vector<Token> balance(const std::vector<Token>& tokens, std::vector<Reading>& readings) {
  std::vector<Token> kept;
  std::vector<std::size_t> open;  // where in `kept`
  std::size_t too_deep = 0;
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::kOpen && (open.size() == kMaxNesting || too_deep > 0)) {
      if (too_deep++ == 0) readings.push_back({"nesting_cut", "(", ""});
    } else if (token.kind == TokenKind::kOpen) {
      open.push_back(kept.size());
      kept.push_back(token);
    } else if (token.kind != TokenKind::kClose) {
      kept.push_back(token);
    } else if (too_deep > 0) {
      --too_deep;
    } else if (open.empty()) {
      tell(readings, ")", "");
    } else {
      if (open.back() + 1 == kept.size())
        kept.pop_back();
      else
        kept.push_back(token);
      open.pop_back();
    }
  }
  for (; !open.empty(); open.pop_back()) {
    kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(open.back()));
    tell(readings, "(", "");
  }
  return kept;
}

// Whether an operand stands right after token `i`, with or without signs of its own.
bool has_operand_after(const std::vector<Token>& tokens, std::size_t i) {
  do ++i;
  while (i < tokens.size() && is_sign(tokens[i].kind));
  return i < tokens.size() && begins_operand(tokens[i].kind);
}

// Makes words of operators that lack an operand, and drops signs that stand before nothing.
std::vector<Token> repair(const std::vector<Token>& tokens, std::vector<Reading>& readings) {
  std::vector<Token> kept;
  std::size_t signs = 0;  // in a row, up to here
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Token token = tokens[i];
    const bool before = !kept.empty() && ends_operand(kept.back().kind);
    const bool after = has_operand_after(tokens, i);
    if (is_sign(token.kind) && after && ++signs > kMaxNesting) continue;
    if (!is_sign(token.kind)) signs = 0;
    if ((is_binary(token.kind) && !(before && after)) || (is_sign(token.kind) && !after)) {
      if (token.kind == TokenKind::kMinus || token.kind == TokenKind::kPlus) continue;
      tell(readings, token.text, text::normalize(token.text).form);
      token.kind = TokenKind::kWord;
    }
    kept.push_back(token);
  }
  return kept;
}

// Over repaired tokens, where every operator has its operands. As deep as kMaxNesting groups of kMaxNesting signs.
class Parser {
 public:
  explicit Parser(std::span<const Token> tokens) : tokens_(tokens) {}

  Node any_of() {
    return series(NodeKind::kOr, TokenKind::kOr, [this] { return all_of(); });
  }

 private:
  [[nodiscard]] bool at(TokenKind kind) const { return !tokens_.empty() && tokens_.front().kind == kind; }

  Token take() {
    const Token token = tokens_.front();
    tokens_ = tokens_.subspan(1);
    return token;
  }

  template <typename Operand>
  Node series(NodeKind kind, TokenKind separator, Operand operand) {
    Node node{.kind = kind, .children = {operand()}};
    while (at(separator)) {
      take();
      node.children.push_back(operand());
    }
    return node.children.size() == 1 ? Node(std::move(node.children.front())) : node;
  }

  Node all_of() {
    return series(NodeKind::kAnd, TokenKind::kAnd, [this] { return group(); });
  }

  Node group() {
    Node node;
    while (!tokens_.empty() && begins_operand(tokens_.front().kind)) node.children.push_back(unary());
    return node.children.size() == 1 ? Node(std::move(node.children.front())) : node;
  }

  Node unary() {
    const Token token = take();
    switch (token.kind) {
      case TokenKind::kMinus:
      case TokenKind::kNot: return {.kind = NodeKind::kNot, .children = {unary()}};
      case TokenKind::kPlus: return {.kind = NodeKind::kRequired, .children = {unary()}};
      case TokenKind::kField: return {.kind = NodeKind::kField, .field = token.field, .children = {unary()}};
      case TokenKind::kPrefix: return {.kind = NodeKind::kPrefix, .text = std::string(token.text)};
      case TokenKind::kPhrase: return {.kind = NodeKind::kPhrase, .text = std::string(token.text)};
      case TokenKind::kOpen: return parenthesised();
      default: return {.kind = NodeKind::kWord, .text = std::string(token.text)};
    }
  }

  Node parenthesised() {
    Node node = any_of();
    if (at(TokenKind::kClose)) take();
    return node;
  }

  std::span<const Token> tokens_;
};

}  // namespace

Parsed parse(std::string_view query) {
  Lexed lexed = lex(query);
  Parsed parsed{.root = {}, .readings = std::move(lexed.readings)};
  const std::vector<Token> tokens = repair(balance(lexed.tokens, parsed.readings), parsed.readings);
  parsed.root = Parser(tokens).any_of();
  const bool says_nothing = parsed.root.kind == NodeKind::kGroup && parsed.root.children.empty();
  if (says_nothing && !is_blank(query)) parsed.root = {.kind = NodeKind::kWord, .text = std::string(query)};
  return parsed;
}

}  // namespace tarsach::query
