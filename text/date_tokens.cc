#include "text/date_tokens.h"

#include "text/date_words.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace tarsach::text {
namespace {

enum class Piece : std::uint8_t { kDigit, kLetter, kOther };

Piece piece_of(char32_t code) {
  if (code >= U'0' && code <= U'9') return Piece::kDigit;
  if (code == utf8::kBroken) return Piece::kOther;
  const LetterClass kind = class_of(code);
  return is_letter(kind) || kind == LetterClass::kMark ? Piece::kLetter : Piece::kOther;
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

DateToken run_token(std::string_view text, std::size_t begin, std::size_t end, Piece piece) {
  DateToken token;
  token.begin = begin;
  token.end = end;
  if (piece == Piece::kDigit) {
    token.kind = DateTokenKind::kNumber;
    token.text = text.substr(begin, end - begin);
    if (token.text.size() <= 4) token.value = std::stoi(token.text);
  } else {
    token.kind = DateTokenKind::kWord;
    token.text = fold(text.substr(begin, end - begin));
    token.month = month_of(token.text);
    token.capital = is_upper(utf8::decode(text, begin).code);
  }
  return token;
}

}  // namespace

std::vector<DateToken> date_tokens(std::string_view text) {
  std::vector<DateToken> tokens;
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
    if (line_ends > 1) tokens.push_back({.kind = DateTokenKind::kMark, .text = "¶", .begin = at, .end = at});
    line_ends = 0;
    if (piece == Piece::kOther) {
      DateToken mark{
          .kind = DateTokenKind::kMark, .text = std::string(text.substr(at, letter.size)), .begin = at, .end = end};
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
  tokens.push_back({.kind = DateTokenKind::kEnd, .begin = text.size(), .end = text.size()});
  return tokens;
}

}  // namespace tarsach::text
