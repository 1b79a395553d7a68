// The first stage of understanding a query: what was typed → tokens. Knows quotes, operators and field names; knows
// nothing of Bulgarian. No text is an error: what is not syntax is words.
//
//   lex("заглавие:„клъстерна среща“ -Варна").tokens
//     field(title) phrase(клъстерна среща) minus word(Варна)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "query/request.h"

namespace tarsach::query {

/// What follows is left out, and told ("query_cut").
inline constexpr std::size_t kMaxTokens = 200;

/// And, or, not in a query of which all letters are capitals are operators only when it has fewer words than this:
/// „ЕС ИЛИ НАТО“ asks for either, „ЗАКОН ЗА ТУРИЗМА И СПОРТА“ was typed with Caps Lock.
inline constexpr std::size_t kShoutedWords = 3;

enum class TokenKind : std::uint8_t {
  kWord,    // text as typed, may be anything but a space: "по-добър", "17.03.2018", "№5"
  kPrefix,  // without its asterisk
  kPhrase,  // what stands between the quotes
  kOpen,
  kClose,
  kAnd,
  kOr,
  kNot,
  kMinus,  // right before what it excludes
  kPlus,   // right before what it demands
  kField,  // a known name and its colon, right before the value
};

struct Token {
  TokenKind kind = TokenKind::kWord;
  std::string_view text;  // a part of the query
  schema::Field field = schema::Field::kText;
};

/// Views into the query, which must outlive it.
struct Lexed {
  std::vector<Token> tokens;
  std::vector<Reading> readings;
};

[[nodiscard]] Lexed lex(std::string_view query);

/// Whether there is nothing in it but spaces, control characters and broken bytes.
[[nodiscard]] bool is_blank(std::string_view query);

/// "field(title) phrase(клъстерна среща) minus word(Варна)"
[[nodiscard]] std::string print(const std::vector<Token>& tokens);

}  // namespace tarsach::query
