#include "text/tokenizer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>

#include "text/data/abbreviations.h"
#include "text/letters.h"
#include "text/plain_word.h"
#include "text/utf8.h"

namespace tarsach::text {
namespace {

using std::string_view_literals::operator""sv;

// Endings written after a figure (31-ви, 110-те, 2016-а, 5та): they inflect the number's name, not the number.
constexpr std::array kNumberEndings{
    "а"sv,    "ви"sv,   "вия"sv,  "вият"sv, "во"sv,   "вото"sv, "ва"sv,   "вата"sv, "вите"sv, "ри"sv, "рия"sv,
    "рият"sv, "ро"sv,   "рото"sv, "ра"sv,   "рата"sv, "рите"sv, "ти"sv,   "тия"sv,  "тият"sv, "то"sv, "тото"sv,
    "та"sv,   "тата"sv, "тите"sv, "те"sv,   "ми"sv,   "мия"sv,  "мият"sv, "мо"sv,   "мото"sv, "ма"sv, "мата"sv,
    "мите"sv, "я"sv,    "ия"sv,   "ият"sv,  "st"sv,   "nd"sv,   "rd"sv,   "th"sv};

// The article and the plural on a name of foreign letters or capitals (ЕС-а, CRM-ът, NGO-тата, SMS-и).
constexpr std::array kNameEndings{"а"sv,  "ът"sv, "я"sv,   "ят"sv,  "та"sv,    "то"sv,
                                  "те"sv, "и"sv,  "ите"sv, "ове"sv, "овете"sv, "тата"sv};

struct Step {
  LetterClass kind;
  std::uint32_t size;
};

struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool number = false;    // digits only, with a decimal sign perhaps
  bool name_like = true;  // Latin letters or capitals only
  std::uint32_t letters = 0;

  [[nodiscard]] bool empty() const { return begin == end; }
};

char32_t lowered(char32_t code) {
  const bool capital = (code >= 'A' && code <= 'Z') || (code >= 0x0410 && code <= 0x042F);
  return capital ? code + 0x20 : code;
}

class Scanner {
 public:
  Scanner(std::string_view text, std::size_t begin, std::vector<Token>& tokens)
      : text_(text), tokens_(tokens), at_(begin) {}

  /// Stops at that byte or, in the middle of a word that it cuts, behind it; returns where.
  std::size_t run(std::size_t until) {
    while (at_ < until) {
      begun_ = at_;
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte < 0x80 && class_of(byte) == LetterClass::kSeparator) {
        ++at_;
        continue;
      }
      if (const std::size_t end = plain_word_end(text_, at_); end > at_) {
        emit(at_, end, WordKind::kSimple, slice(at_, end));
        at_ = end;
        continue;
      }
      const Step step = step_at(at_);
      if (is_letter(step.kind) || step.kind == LetterClass::kDigit) {
        take_word();
      } else {
        at_ += step.size;
      }
    }
    return at_;
  }

 private:
  /// A letter from U+0400 to U+047F.
  [[nodiscard]] bool is_common_letter(std::size_t at) const {
    return at + 1 < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xFEU) == 0xD0U &&
           (static_cast<unsigned char>(text_[at + 1]) & 0xC0U) == 0x80U;
  }

  [[nodiscard]] Step step_at(std::size_t at) const {
    if (is_common_letter(at)) return {LetterClass::kCyrillic, 2};
    const utf8::Letter letter = utf8::decode(text_, at);
    return {class_of(letter.code), letter.size};
  }

  [[nodiscard]] LetterClass kind_at(std::size_t at) const {
    return at < text_.size() ? step_at(at).kind : LetterClass::kSeparator;
  }

  [[nodiscard]] bool is_byte(std::size_t at, char byte) const { return at < text_.size() && text_[at] == byte; }
  /// Whether a letter of Latin or Cyrillic may stand here: what is compared with lists of words begins with one.
  [[nodiscard]] bool may_be_listed(std::size_t at) const {
    return is_common_letter(at) ||
           (at < text_.size() && class_of(static_cast<unsigned char>(text_[at])) == LetterClass::kLatin);
  }
  [[nodiscard]] bool is_word_start(std::size_t at) const {
    const LetterClass kind = kind_at(at);
    return is_letter(kind) || kind == LetterClass::kDigit;
  }
  [[nodiscard]] std::string_view slice(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }

  /// The end of `key` if it stands at `at` in any case, followed by no letter; a hyphen is any of the hyphens.
  [[nodiscard]] std::optional<std::size_t> match(std::size_t at, std::string_view key) const {
    for (std::size_t k = 0; k < key.size();) {
      if (at >= text_.size()) return std::nullopt;
      const utf8::Letter expected = utf8::decode(key, k);
      const utf8::Letter found = utf8::decode(text_, at);
      const bool same = expected.code == '-'   ? class_of(found.code) == LetterClass::kHyphen
                        : expected.code == ' ' ? found.code == ' ' || found.code == 0x00A0
                                               : lowered(found.code) == expected.code;
      if (!same) return std::nullopt;
      k += expected.size;
      at += found.size;
    }
    const bool dotted = key.back() == '.';
    if (!dotted && is_word_start(at)) return std::nullopt;
    return at;
  }

  template <std::size_t kSize>
  [[nodiscard]] std::optional<std::size_t> match_any(std::size_t at,
                                                     const std::array<std::string_view, kSize>& keys) const {
    for (const std::string_view key : keys) {
      if (const auto end = match(at, key)) return end;
    }
    return std::nullopt;
  }

  void emit(std::size_t begin, std::size_t end, WordKind kind, std::string_view word) {
    Token& token = tokens_.emplace_back();  // written where it lies
    token.begin = static_cast<std::uint32_t>(begin);
    token.end = static_cast<std::uint32_t>(end);
    token.kind = kind;
    token.opens = begin == begun_;
    token.word = word;
  }

  /// May the sign at `at`, which follows `before`, stand inside of a word? Its size then, else 0.
  [[nodiscard]] std::uint32_t joint(std::size_t at, LetterClass before, const Piece& piece) const {
    const Step step = step_at(at);
    const LetterClass after = kind_at(at + step.size);
    switch (step.kind) {
      case LetterClass::kApostrophe:  // don't, д'Артанян
        return is_letter(before) && is_letter(after) ? step.size : 0;
      case LetterClass::kDot:  // 3.5, but not the date 3.5.2018
        return piece.number && after == LetterClass::kDigit && is_decimal(piece.begin, at) ? step.size : 0;
      case LetterClass::kSeparator:
        if (text_[at] == ',')
          return piece.number && after == LetterClass::kDigit && is_decimal(piece.begin, at) ? 1 : 0;
        if (text_[at] == '&') return before == LetterClass::kLatin && after == LetterClass::kLatin ? 1 : 0;
        return 0;
      default: return 0;
    }
  }

  /// Digits before and after one sign only: „1,5“ is a number, „1,5,7“ a list, „03.11.2018“ a date.
  [[nodiscard]] bool is_decimal(std::size_t begin, std::size_t sign) const {
    if (begin > 0 && (is_byte(begin - 1, '.') || is_byte(begin - 1, ','))) return false;
    if (slice(begin, sign).find_first_of(".,") != std::string_view::npos) return false;
    std::size_t end = sign + 1;
    while (end < text_.size() && text_[end] >= '0' && text_[end] <= '9' && end - sign < kMaxWordBytes) ++end;
    return !((is_byte(end, '.') || is_byte(end, ',')) && end + 1 < text_.size() && text_[end + 1] >= '0' &&
             text_[end + 1] <= '9');
  }

  /// After figures: letters that are no part of them (2017г, 31ви, 4th). But 5G, 4x4.
  [[nodiscard]] bool ends_number(std::size_t at, LetterClass kind) const {
    return kind == LetterClass::kCyrillic || match_any(at, kNumberEndings).has_value();
  }

  [[nodiscard]] Piece read_piece(std::size_t begin) const {
    Piece piece{.begin = begin, .end = begin, .number = true};
    LetterClass before = LetterClass::kSeparator;
    for (std::size_t at = begin; at < text_.size() && at - begin < kMaxWordBytes;) {
      const Step step = step_at(at);
      if (is_letter(step.kind)) {
        if (before == LetterClass::kDigit && piece.number && ends_number(at, step.kind)) break;
        ++piece.letters;
        piece.number = false;
        piece.name_like =
            piece.name_like && (step.kind == LetterClass::kLatin || is_upper(utf8::decode(text_, at).code));
        before = step.kind;
      } else if (step.kind == LetterClass::kDigit) {
        before = step.kind;
      } else if (step.kind != LetterClass::kMark && step.kind != LetterClass::kInvisible) {
        const std::uint32_t size = joint(at, before, piece);
        if (size == 0) break;
        at += size;
        continue;
      }
      at += step.size;
      if (step.kind != LetterClass::kInvisible) piece.end = at;
    }
    return piece;
  }

  void take_word() {
    const Piece first = read_piece(at_);
    at_ = std::max(first.end, at_ + 1);
    if (first.number) return take_number(first);
    if (take_abbreviation(first) || take_initials(first) || take_degree(first)) return;
    if (take_symbol_name(first)) return;
    const bool joined = kind_at(first.end) == LetterClass::kHyphen;
    if (!joined) return emit(first.begin, first.end, WordKind::kSimple, slice(first.begin, first.end));
    take_compound(first, first.begin);
  }

  void take_number(const Piece& number) {
    const std::string_view word = slice(number.begin, number.end);
    const std::size_t after = number.end;
    const bool hyphen = kind_at(after) == LetterClass::kHyphen;
    const std::size_t ending = hyphen ? after + step_at(after).size : after;
    if (may_be_listed(ending)) {
      if (const auto end = match_any(ending, kNumberEndings)) {
        emit(number.begin, *end, WordKind::kSimple, word);
        at_ = *end;
        return;
      }
    }
    if (hyphen && is_letter(kind_at(ending))) return take_compound(number, number.begin);
    emit(number.begin, number.end, WordKind::kSimple, word);
    take_year_sign(word.size());
  }

  /// „2017г.“ and „2017 г.“ are the number 2017; after any other number „г.“ is the word „години“.
  void take_year_sign(std::size_t digits) {
    std::size_t at = at_;
    while (at < text_.size() && at - at_ < 3 && (text_[at] == ' ' || utf8::decode(text_, at).code == 0x00A0)) {
      at += step_at(at).size;
    }
    if (!may_be_listed(at)) return;
    for (const std::string_view sign : {"г."sv, "гг."sv, "г"sv, "гг"sv}) {
      const auto end = match(at, sign);
      if (!end || kind_at(*end) == LetterClass::kHyphen) continue;  // „5 г-н“ is none
      constexpr std::size_t kYearDigits = 4;
      if (digits != kYearDigits) emit(at, *end, WordKind::kSimple, "година");
      at_ = *end;
      return;
    }
  }

  bool take_abbreviation(const Piece& first) {
    constexpr std::uint32_t kLongest = 5;
    const bool signed_off = is_byte(first.end, '.') || kind_at(first.end) == LetterClass::kHyphen;
    if (!signed_off || first.letters > kLongest || kind_at(first.begin) != LetterClass::kCyrillic) return false;
    const std::string letter = lowered_first(first.begin);
    for (const auto& [written, word] : data::kAbbreviations) {
      if (written[0] != letter[0] || written[1] != letter[1]) continue;
      const auto end = match(first.begin, written);
      if (!end || (written.back() != '.' && kind_at(*end) == LetterClass::kHyphen)) continue;
      emit(first.begin, *end, WordKind::kSimple, word);
      at_ = *end;
      return true;
    }
    return false;
  }

  [[nodiscard]] std::string lowered_first(std::size_t at) const {
    std::string letter;
    utf8::append(letter, lowered(utf8::decode(text_, at).code));
    return letter;
  }

  /// С.А.Щ., U.S.A.: one word; А.Б. Иванов too, which no search minds.
  bool take_initials(const Piece& first) {
    if (first.letters != 1 || !first.name_like || !is_byte(first.end, '.')) return false;
    std::size_t end = first.end + 1;
    std::size_t letters = 1;
    while (is_letter(kind_at(end)) && is_upper(utf8::decode(text_, end).code) && letters < kMaxWordBytes / 8) {
      const std::size_t next = end + step_at(end).size;
      if (is_word_start(next)) return false;  // А.Б.Иванов: the initials are words
      ++letters;
      end = next;
      if (!is_byte(end, '.')) break;
      ++end;
    }
    if (letters < 2) return false;
    emit(first.begin, end, WordKind::kSimple, slice(first.begin, end));
    at_ = end;
    return true;
  }

  /// „по-добър“, „най-добър“: the degree is no part of the word.
  bool take_degree(const Piece& first) {
    const auto prefix = match_degree(first);
    if (!prefix) return false;
    const Piece rest = read_piece(*prefix);
    at_ = rest.end;
    if (kind_at(rest.end) == LetterClass::kHyphen) {
      take_compound(rest, first.begin);
    } else {
      emit(first.begin, rest.end, WordKind::kSimple, slice(rest.begin, rest.end));
    }
    return true;
  }

  [[nodiscard]] std::optional<std::size_t> match_degree(const Piece& first) const {
    constexpr std::uint32_t kLongest = 3;
    if (first.letters > kLongest || kind_at(first.end) != LetterClass::kHyphen) return std::nullopt;
    const std::size_t rest = first.end + step_at(first.end).size;
    const bool degree = match(first.begin, "по") == first.end || match(first.begin, "най") == first.end;
    return degree && kind_at(rest) == LetterClass::kCyrillic ? std::optional(rest) : std::nullopt;
  }

  /// C++, C#, F#.
  bool take_symbol_name(const Piece& first) {
    if (first.letters != 1 || kind_at(first.begin) != LetterClass::kLatin) return false;
    std::size_t end = first.end;
    if (is_byte(end, '#')) {
      ++end;
    } else if (is_byte(end, '+') && is_byte(end + 1, '+')) {
      end += 2;
    }
    if (end == first.end || is_word_start(end)) return false;
    emit(first.begin, end, WordKind::kSimple, slice(first.begin, end));
    at_ = end;
    return true;
  }

  /// The pieces of бизнес-клъстер. `begin` is where the highlighting begins (before a degree).
  void take_compound(const Piece& first, std::size_t begin) {
    std::array<Piece, kMaxParts> parts{first};
    std::size_t count = 1;
    std::size_t end = first.end;
    while (count < kMaxParts && kind_at(end) == LetterClass::kHyphen) {
      const std::size_t next = end + step_at(end).size;
      if (!is_word_start(next)) break;
      if (parts[count - 1].name_like) {
        if (const auto ending = match_any(next, kNameEndings)) {
          end = *ending;
          break;
        }
      }
      parts[count] = read_piece(next);
      end = parts[count].end;
      ++count;
    }
    at_ = end;
    if (count == kMaxParts && kind_at(end) == LetterClass::kHyphen) return emit_list({parts.data(), count});
    emit_compound({parts.data(), count}, begin, end);
  }

  /// а-б-в-г-д-е-ж: so many parts are no compound.
  void emit_list(std::span<const Piece> parts) {
    for (const Piece& part : parts) emit(part.begin, part.end, WordKind::kSimple, slice(part.begin, part.end));
    while (kind_at(at_) == LetterClass::kHyphen && is_word_start(at_ + step_at(at_).size)) {
      const Piece part = read_piece(at_ + step_at(at_).size);
      emit(part.begin, part.end, WordKind::kSimple, slice(part.begin, part.end));
      at_ = part.end;
    }
  }

  void emit_compound(std::span<const Piece> parts, std::size_t begin, std::size_t end) {
    const bool compound = parts.size() > 1 && parts.back().end - parts.front().begin <= kMaxWordBytes;
    if (!compound && parts.size() == 1) {
      return emit(begin, end, WordKind::kSimple, slice(parts.front().begin, parts.front().end));
    }
    if (compound) emit(begin, end, WordKind::kWhole, slice(parts.front().begin, parts.back().end));
    for (const Piece& part : parts) {
      const std::size_t from = &part == &parts.front() ? begin : part.begin;
      const std::size_t to = &part == &parts.back() ? end : part.end;
      emit(from, to, compound ? WordKind::kPart : WordKind::kSimple, slice(part.begin, part.end));
    }
  }

  std::string_view text_;
  std::vector<Token>& tokens_;
  std::size_t at_;
  std::size_t begun_ = 0;  // what is taken now; all that run() knows of what was before
};

}  // namespace

void tokenize(std::string_view text, std::vector<Token>& tokens) { tokenize(text, 0, text.size(), tokens); }

std::size_t tokenize(std::string_view text, std::size_t begin, std::size_t end, std::vector<Token>& tokens) {
  tokens.clear();
  return Scanner(text, begin, tokens).run(std::min(end, text.size()));
}

}  // namespace tarsach::text
