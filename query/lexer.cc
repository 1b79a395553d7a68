#include "query/lexer.h"

#include <algorithm>
#include <array>
#include <optional>

#include "text/letters.h"
#include "text/normalizer.h"
#include "text/utf8.h"

namespace tarsach::query {

namespace {

namespace utf8 = text::utf8;

struct Operator {
  std::string_view text;
  TokenKind kind;
};

constexpr std::array kOperators = {Operator{"И", TokenKind::kAnd},  Operator{"ИЛИ", TokenKind::kOr},
                                   Operator{"НЕ", TokenKind::kNot}, Operator{"AND", TokenKind::kAnd},
                                   Operator{"OR", TokenKind::kOr},  Operator{"NOT", TokenKind::kNot}};

constexpr std::array<std::string_view, 11> kKindNames = {"word", "prefix", "phrase", "open", "close", "and",
                                                         "or",   "not",    "minus",  "plus", "field"};

/// A longer name before a colon is not looked up.
constexpr std::size_t kMaxNameBytes = 64;

bool is_space(char32_t code) {
  return code <= U' ' || code == utf8::kBroken || (code >= 0x7F && code <= 0xA0) ||
         (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F ||
         code == 0x3000 || code == 0xFEFF;
}

bool is_double_quote(char32_t code) {
  return code == U'"' || code == U'„' || code == U'“' || code == U'”' || code == U'‟' || code == U'«' || code == U'»';
}

bool is_single_quote(char32_t code) {
  return code == U'\'' || code == U'‘' || code == U'’' || code == U'‚' || code == U'‛';
}

bool is_wordlike(char32_t code) {
  const text::LetterClass kind = text::class_of(code);
  return text::is_letter(kind) || kind == text::LetterClass::kDigit;
}

bool has_only_letters(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Letter letter = utf8::decode(text, at);
    if (!text::is_letter(text::class_of(letter.code))) return false;
    at += letter.size;
  }
  return !text.empty();
}

std::optional<schema::Field> field_named(std::string_view name) {
  if (name.size() > kMaxNameBytes) return std::nullopt;
  const std::string form = text::normalize(name).form;
  for (const schema::FieldRow& row : schema::kFields)
    if (form == row.name || form == row.name_bg) return row.field;
  return std::nullopt;
}

class Lexer {
 public:
  explicit Lexer(std::string_view query) : query_(query) {}

  Lexed run() {
    while (at_ < query_.size() && lexed_.tokens.size() < kMaxTokens) next_token();
    if (at_ < query_.size() && query_.find_first_not_of(' ', at_) != std::string_view::npos)
      lexed_.readings.push_back({"query_cut", std::string(utf8::clip(query_.substr(at_), 100)), ""});
    take_shouted_operators_as_words();
    return std::move(lexed_);
  }

 private:
  // Where a token may begin with a sign or a single quote.
  enum class Before : std::uint8_t { kBound, kField, kWord };

  [[nodiscard]] char32_t code_at(std::size_t at) const {
    return at < query_.size() ? utf8::decode(query_, at).code : U' ';
  }

  void add(TokenKind kind, std::string_view text, schema::Field field = schema::Field::kText) {
    lexed_.tokens.push_back({kind, text, field});
    before_ = kind == TokenKind::kField ? Before::kField : Before::kWord;
    if (kind == TokenKind::kOpen || kind == TokenKind::kMinus || kind == TokenKind::kPlus) before_ = Before::kBound;
  }

  void next_token() {
    const utf8::Letter letter = utf8::decode(query_, at_);
    const std::string_view text = query_.substr(at_, letter.size);
    if (is_space(letter.code)) {
      at_ += letter.size;
      before_ = Before::kBound;
    } else if (letter.code == U'(' || letter.code == U')') {
      at_ += letter.size;
      add(letter.code == U'(' ? TokenKind::kOpen : TokenKind::kClose, text);
    } else if (is_sign(letter.code)) {
      at_ += letter.size;
      add(letter.code == U'-' ? TokenKind::kMinus : TokenKind::kPlus, text);
    } else if (is_double_quote(letter.code)) {
      double_quoted(letter.size);
    } else if (!(is_single_quote(letter.code) && before_ != Before::kWord && single_quoted(letter.size))) {
      chunk();
    }
  }

  // "-Варна" but neither "a-b" nor a dash that stands alone.
  [[nodiscard]] bool is_sign(char32_t code) const {
    if ((code != U'-' && code != U'+') || before_ != Before::kBound) return false;
    const char32_t next = code_at(at_ + 1);
    return !is_space(next) && next != U'-' && next != U'+' && next != U')';
  }

  // A quote of any kind ends a phrase that a quote of any kind began, for people mix them. „Форум „Вино и път““ and,
  // as most newspapers print it, „Форум „Вино и път“ are one phrase: an opening mark before a letter goes deeper.
  void double_quoted(std::size_t mark_size) {
    const std::size_t begin = at_ + mark_size;
    const char32_t mark = code_at(at_);
    std::size_t close = std::string_view::npos;
    std::size_t after = begin;
    char32_t previous = mark;
    int depth = 1;
    for (std::size_t at = begin; at < query_.size() && depth > 0;) {
      const utf8::Letter letter = utf8::decode(query_, at);
      if (is_double_quote(letter.code)) {
        const bool opens = mark != U'"' && letter.code != U'"' && letter.code != U'»' && letter.code != U'”' &&
                           (is_space(previous) || is_double_quote(previous)) && is_wordlike(code_at(at + letter.size));
        depth += opens ? 1 : -1;
        if (!opens) {
          close = at;
          after = at + letter.size;
        }
      }
      previous = letter.code;
      at += letter.size;
    }
    at_ = after;
    before_ = Before::kBound;
    if (close == std::string_view::npos) {
      tell_words(query_.substr(begin - mark_size), query_.substr(begin));
    } else if (close > begin) {
      add(TokenKind::kPhrase, query_.substr(begin, close - begin));
    }
  }

  // ’клъстерна среща’, but not an apostrophe within a word („Д’Артанян“) and not one that is never closed.
  bool single_quoted(std::size_t mark_size) {
    const std::size_t begin = at_ + mark_size;
    char32_t previous = U' ';
    for (std::size_t at = begin; at < query_.size();) {
      const utf8::Letter letter = utf8::decode(query_, at);
      if (is_single_quote(letter.code) && !is_space(previous) && !is_wordlike(code_at(at + letter.size))) {
        at_ = at + letter.size;
        add(TokenKind::kPhrase, query_.substr(begin, at - begin));
        return true;
      }
      previous = letter.code;
      at += letter.size;
    }
    return false;
  }

  // Everything up to a space, a parenthesis or a double quote.
  void chunk() {
    std::size_t end = at_;
    while (end < query_.size()) {
      const utf8::Letter letter = utf8::decode(query_, end);
      if (is_space(letter.code) || letter.code == U'(' || letter.code == U')' || is_double_quote(letter.code)) break;
      end += letter.size;
    }
    const std::string_view text = query_.substr(at_, end - at_);
    if (before_ == Before::kField || !field(text)) {
      word(text);
      at_ = end;
    }
  }

  bool field(std::string_view chunk) {
    const std::size_t colon = chunk.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const std::string_view name = chunk.substr(0, colon);
    const auto field = field_named(name);
    const char32_t next = code_at(at_ + colon + 1);
    if (field && !is_space(next) && next != U')') {
      add(TokenKind::kField, name, *field);
      at_ += colon + 1;
      return true;
    }
    if (field || (has_only_letters(name) && !is_space(next) && next != U'/'))
      tell_words(chunk, std::string(name) + " " + std::string(chunk.substr(colon + 1)));
    return false;
  }

  void word(std::string_view text) {
    for (const Operator& known : kOperators)
      if (text == known.text && before_ == Before::kBound) return add(known.kind, text);
    if (text.size() > 1 && text.back() == '*') return add(TokenKind::kPrefix, text.substr(0, text.size() - 1));
    if (text == "*") return tell_words(text, "");
    add(TokenKind::kWord, text);
  }

  void tell_words(std::string_view from, std::string_view to) {
    lexed_.readings.push_back({"taken_as_words", std::string(from), std::string(to)});
  }

  void take_shouted_operators_as_words() {
    const auto is_word = [](const Token& token) {
      return token.kind == TokenKind::kWord || token.kind == TokenKind::kPrefix || token.kind == TokenKind::kPhrase;
    };
    const auto words = std::count_if(lexed_.tokens.begin(), lexed_.tokens.end(), is_word);
    if (static_cast<std::size_t>(words) < kShoutedWords || has_small_letter()) return;
    for (Token& token : lexed_.tokens) {
      if (token.kind != TokenKind::kAnd && token.kind != TokenKind::kOr && token.kind != TokenKind::kNot) continue;
      token.kind = TokenKind::kWord;
      tell_words(token.text, text::normalize(token.text).form);
    }
  }

  [[nodiscard]] bool has_small_letter() const {
    for (std::size_t at = 0; at < query_.size();) {
      const utf8::Letter letter = utf8::decode(query_, at);
      if (text::is_letter(text::class_of(letter.code)) && !text::is_upper(letter.code)) return true;
      at += letter.size;
    }
    return false;
  }

  std::string_view query_;
  std::size_t at_ = 0;
  Before before_ = Before::kBound;
  Lexed lexed_;
};

}  // namespace

Lexed lex(std::string_view query) { return Lexer(query).run(); }

bool is_blank(std::string_view query) {
  for (std::size_t at = 0; at < query.size();) {
    const utf8::Letter letter = utf8::decode(query, at);
    if (!is_space(letter.code)) return false;
    at += letter.size;
  }
  return true;
}

std::string print(const std::vector<Token>& tokens) {
  std::string out;
  for (const Token& token : tokens) {
    if (!out.empty()) out += ' ';
    out += kKindNames[static_cast<std::size_t>(token.kind)];
    if (token.kind == TokenKind::kField) out += '(' + std::string(row(token.field).name) + ')';
    const bool has_text =
        token.kind == TokenKind::kWord || token.kind == TokenKind::kPrefix || token.kind == TokenKind::kPhrase;
    if (has_text) out += '(' + std::string(token.text) + ')';
  }
  return out;
}

}  // namespace tarsach::query
