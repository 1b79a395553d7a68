#include "schema/terms.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

namespace tarsach::schema {
namespace {

constexpr char kSeparator = '\x1f';

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

/// What a term takes in the index: Xapian writes a NUL as two bytes.
std::size_t stored_bytes(std::string_view term) {
  return term.size() + static_cast<std::size_t>(std::ranges::count(term, '\0'));
}

/// The longest beginning of `text` that ends at a letter's bound and takes at most `bytes` in the index.
std::string_view cut(std::string_view text, std::size_t bytes) {
  std::size_t end = std::min(text.size(), bytes);
  while (stored_bytes(text.substr(0, end)) > bytes) --end;
  if (end == text.size()) return text;
  while (end > 0 && is_continuation(text[end])) --end;
  return text.substr(0, end);
}

/// FNV-1a, 64 bits: Fowler, Noll, Vo (IETF draft-eastlake-fnv). On disk: never change.
std::uint64_t fnv1a(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char byte : bytes) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 0x100000001b3U;
  }
  return hash;
}

std::string hashed(std::string_view value, std::size_t bytes) {
  std::array<char, 18> hash{};
  std::snprintf(hash.data(), hash.size(), "~%016llx", static_cast<unsigned long long>(fnv1a(value)));
  return std::string(cut(value, bytes - 17)) + hash.data();
}

/// The romanisation of the Law on Transliteration (State Gazette 19/2009), а to я: „щъркел“ → "shtarkel".
constexpr std::array<std::string_view, 32> kRomanised = {"a",  "b",  "v",  "g",   "d", "e", "zh", "z", "i",  "y", "k",
                                                         "l",  "m",  "n",  "o",   "p", "r", "s",  "t", "u",  "f", "h",
                                                         "ts", "ch", "sh", "sht", "a", "",  "y",  "",  "yu", "ya"};
constexpr char32_t kSmallA = 0x430, kSmallYa = 0x44f, kCapitalA = 0x410, kCapitalYa = 0x42f;
constexpr char32_t kSmallI = 0x438, kGraveI = 0x45d, kCapitalGraveI = 0x40d;

/// One code point off the front; what is not well formed comes out as U+FFFD, a byte at a time.
char32_t take_letter(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) {
    text.remove_prefix(1);
    return first;
  }
  // All letters that a slug keeps are in the two-byte range (up to U+07FF); longer ones separate words alike.
  if (first >= 0xc2 && first <= 0xdf && text.size() > 1 && is_continuation(text[1])) {
    const char32_t letter = static_cast<char32_t>((first & 0x1f) << 6 | (byte(1) & 0x3f));
    text.remove_prefix(2);
    return letter;
  }
  text.remove_prefix(1);
  return 0xfffd;
}

char32_t lower(char32_t letter) {
  if (letter >= U'A' && letter <= U'Z') return letter + (U'a' - U'A');
  if (letter >= kCapitalA && letter <= kCapitalYa) return letter + (kSmallA - kCapitalA);
  if (letter == kGraveI || letter == kCapitalGraveI) return kSmallI;
  return letter;
}

/// Stress marks, soft hyphens and apostrophes vanish: they do not separate.
bool is_silent(char32_t letter) { return letter == 0x300 || letter == 0x301 || letter == 0xad || letter == U'\''; }

bool is_cyrillic(char32_t letter) { return letter >= kSmallA && letter <= kSmallYa; }
bool is_latin(char32_t letter) { return (letter >= U'a' && letter <= U'z') || (letter >= U'0' && letter <= U'9'); }

/// „-ия“ at a word's end is "ia" by the law's article 5: „София“ → "sofia", „Мария“ → "maria".
void close_word(std::u32string& word, std::string& slug) {
  if (word.empty()) return;
  if (!slug.empty()) slug += '-';
  const bool ends_in_ia = word.ends_with(U"\u0438\u044f");
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (!is_cyrillic(word[i])) {
      slug += static_cast<char>(word[i]);
    } else if (ends_in_ia && i + 1 == word.size()) {
      slug += 'a';
    } else {
      slug += kRomanised[word[i] - kSmallA];
    }
  }
  word.clear();
}

}  // namespace

std::string term(Field field, std::string_view value) {
  const FieldRow& field_row = row(field);
  const std::size_t room = kMaxTermBytes - field_row.prefix.size();
  std::string term(field_row.prefix);
  if (stored_bytes(value) <= room) return term.append(value);
  return term.append(field_row.kind == FieldKind::kWords ? std::string(cut(value, room)) : hashed(value, room));
}

// What has no prefix begins with a lower-case letter or a figure: no prefix is one.
bool is_word(std::string_view term) {
  const auto is_of = [term](const FieldRow& field_row) {
    return !field_row.prefix.empty() && term.starts_with(field_row.prefix);
  };
  const auto* const found = std::find_if(kFields.begin(), kFields.end(), is_of);
  return found == kFields.end() || found->kind == FieldKind::kWords;
}

std::string pack_values(const std::vector<std::string>& values) {
  std::string packed;
  for (const std::string& value : values) {
    if (value.empty()) continue;
    if (!packed.empty()) packed += kSeparator;
    const std::size_t begin = packed.size();
    packed += value;
    std::replace(packed.begin() + static_cast<std::ptrdiff_t>(begin), packed.end(), kSeparator, ' ');
  }
  return packed;
}

std::vector<std::string_view> unpack_values(std::string_view packed) {
  std::vector<std::string_view> values;
  while (!packed.empty()) {
    const std::size_t end = std::min(packed.find(kSeparator), packed.size());
    if (end > 0) values.push_back(packed.substr(0, end));
    packed.remove_prefix(std::min(end + 1, packed.size()));
  }
  return values;
}

std::string pack_date(const Date& date) {
  const auto year = static_cast<std::uint16_t>(date.year);
  return {static_cast<char>(year >> 8), static_cast<char>(year & 0xff), static_cast<char>(date.month),
          static_cast<char>(date.day)};
}

Date unpack_date(std::string_view packed) {
  if (packed.size() != 4) return {};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(packed[i]); };
  const Date date{static_cast<std::int16_t>(byte(0) << 8 | byte(1)), static_cast<std::int8_t>(byte(2)),
                  static_cast<std::int8_t>(byte(3))};
  return is_valid(date) ? date : Date{};
}

std::string slug(std::string_view label) {
  std::string slug;
  std::u32string word;
  while (!label.empty()) {
    const char32_t letter = lower(take_letter(label));
    if (is_silent(letter)) continue;
    if (is_cyrillic(letter) || is_latin(letter)) {
      word += letter;
    } else {
      close_word(word, slug);
    }
  }
  close_word(word, slug);
  return slug;
}

}  // namespace tarsach::schema
