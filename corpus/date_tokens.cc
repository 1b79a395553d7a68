#include "corpus/date_tokens.h"

#include <array>

#include "corpus/wording.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace tarsach::corpus {
namespace {

namespace utf8 = text::utf8;

struct MonthName {
  std::string_view name;
  int month;
};

// Full and short names; „марта“, „юлий“ and "sept" are met in older and in hasty texts.
constexpr std::array kMonths = std::to_array<MonthName>({
    {"януари", 1},    {"яну", 1},       {"февруари", 2}, {"фев", 2},      {"февр", 2},      {"март", 3},
    {"мар", 3},       {"април", 4},     {"апр", 4},      {"май", 5},      {"юни", 6},       {"юний", 6},
    {"юли", 7},       {"юлий", 7},      {"август", 8},   {"авг", 8},      {"септември", 9}, {"сеп", 9},
    {"септ", 9},      {"октомври", 10}, {"окт", 10},     {"ноември", 11}, {"ное", 11},      {"ноем", 11},
    {"декември", 12}, {"дек", 12},      {"january", 1},  {"jan", 1},      {"february", 2},  {"feb", 2},
    {"march", 3},     {"mar", 3},       {"april", 4},    {"apr", 4},      {"may", 5},       {"june", 6},
    {"jun", 6},       {"july", 7},      {"jul", 7},      {"august", 8},   {"aug", 8},       {"september", 9},
    {"sep", 9},       {"sept", 9},      {"october", 10}, {"oct", 10},     {"november", 11}, {"nov", 11},
    {"december", 12}, {"dec", 12},
});

enum class Piece : std::uint8_t { kDigit, kLetter, kOther };

Piece piece_of(char32_t code) {
  if (code >= U'0' && code <= U'9') return Piece::kDigit;
  if (code == utf8::kBroken) return Piece::kOther;
  const text::LetterClass kind = text::class_of(code);
  return text::is_letter(kind) || kind == text::LetterClass::kMark ? Piece::kLetter : Piece::kOther;
}

bool is_blank(char32_t code) { return code <= U' ' || code == 0xA0 || code == 0x202F || code == 0x200B; }
bool is_dash(char32_t code) { return code == U'-' || (code >= 0x2010 && code <= 0x2015) || code == 0x2212; }

std::size_t end_of_run(std::string_view text, std::size_t at, Piece piece) {
  while (at < text.size()) {
    const utf8::Letter letter = utf8::decode(text, at);
    if (piece_of(letter.code) != piece) break;
    at += letter.size;
  }
  return at;
}

Token run_token(std::string_view text, std::size_t begin, std::size_t end, Piece piece) {
  Token token;
  token.begin = begin;
  token.end = end;
  if (piece == Piece::kDigit) {
    token.kind = DateToken::kNumber;
    token.text = text.substr(begin, end - begin);
    if (token.text.size() <= 4) token.value = std::stoi(token.text);
  } else {
    token.kind = DateToken::kWord;
    token.text = fold(text.substr(begin, end - begin));
    token.month = month_of(token.text);
    token.capital = text::is_upper(utf8::decode(text, begin).code);
  }
  return token;
}

}  // namespace

int month_of(std::string_view folded_word) {
  if (folded_word.size() > 18) return 0;  // „септември“
  for (const MonthName& name : kMonths) {
    if (name.name == folded_word) return name.month;
  }
  return 0;
}

std::vector<Token> date_tokens(std::string_view text) {
  std::vector<Token> tokens;
  bool space = false;
  int line_ends = 0;
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Letter letter = utf8::decode(text, at);
    const Piece piece = piece_of(letter.code);
    std::size_t end = at + letter.size;
    if (letter.code != utf8::kBroken && is_blank(letter.code)) {
      space = true;
      line_ends += letter.code == U'\n' ? 1 : 0;
      at = end;
      continue;
    }
    if (line_ends > 1) tokens.push_back({.kind = DateToken::kMark, .text = "¶", .begin = at, .end = at});
    line_ends = 0;
    if (piece == Piece::kOther) {
      Token mark{.kind = DateToken::kMark, .text = std::string(text.substr(at, letter.size)), .begin = at, .end = end};
      if (is_dash(letter.code)) mark.text = "-";
      tokens.push_back(std::move(mark));
    } else {
      end = end_of_run(text, at, piece);
      tokens.push_back(run_token(text, at, end, piece));
    }
    tokens.back().space_before = space;
    space = false;
    at = end;
  }
  tokens.push_back({.kind = DateToken::kEnd, .begin = text.size(), .end = text.size()});
  return tokens;
}

}  // namespace tarsach::corpus
