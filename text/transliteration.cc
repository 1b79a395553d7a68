#include "text/transliteration.h"

#include <algorithm>

#include "text/data/transliteration.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace tarsach::text {
namespace {

LetterRow directed(const data::LetterPair& pair, Direction direction) {
  LetterRow row{std::string(pair.latin), std::string(pair.cyrillic), pair.cost, pair.schemes, pair.place};
  if (direction == Direction::kToLatin) std::swap(row.from, row.to);
  return row;
}

bool is_consonant(std::string_view latin) {
  return latin.size() == 1 && data::kConsonants.find(latin[0]) != std::string_view::npos;
}

/// Visits all pairs, those that follow from others too.
template <typename Visit>
void each_pair(const Visit& visit) {
  const auto with_variants = [&](const data::LetterPair& pair) {
    visit(pair);
    if (!is_consonant(pair.latin) || pair.cost > data::kCommonCost || (pair.schemes & kEnglish) == 0) return;
    if (pair.place != LetterPlace::kAnywhere) return;
    const std::string doubled = std::string(pair.latin) + std::string(pair.latin);
    visit({doubled, pair.cyrillic, pair.cost + data::kDoubledCost, kEnglish});
    const float silent = pair.cost + data::kSilentECost;
    visit({std::string(pair.latin) + "e", pair.cyrillic, silent, kEnglish, LetterPlace::kEnd});
    visit({doubled + "e", pair.cyrillic, silent, kEnglish, LetterPlace::kEnd});
  };
  std::ranges::for_each(data::kLawRows, with_variants);
  std::ranges::for_each(data::kChatRows, with_variants);
  std::ranges::for_each(data::kNameRows, with_variants);
}

bool fits(const LetterRow& row, std::string_view word, std::size_t at) {
  if (word.substr(at, row.from.size()) != row.from) return false;
  if (row.place == LetterPlace::kStart) return at == 0;
  return row.place == LetterPlace::kAnywhere || at + row.from.size() == word.size();
}

/// The law's letters for one of ours, lower case; empty for what is none.
std::string_view law_letters(std::string_view cyrillic) {
  const auto* row = std::ranges::find(data::kLawRows, cyrillic, &data::LetterPair::cyrillic);
  return row == data::kLawRows.end() ? std::string_view() : row->latin;
}

char32_t lowered(char32_t code) { return code >= U'А' && code <= U'Я' ? code + 0x20 : code; }

/// A word of Bulgarian letters, in lower case.
std::string romanised_word(std::string_view word) {
  using std::string_view_literals::operator""sv;
  constexpr auto kCountry = "българия"sv, kCountryInLatin = "bulgaria"sv, kEnd = "ия"sv, kEndInLatin = "ia"sv;
  if (word == kCountry) return std::string(kCountryInLatin);
  const bool ends_so = word.ends_with(kEnd);
  std::string latin;
  const std::string_view head = ends_so ? word.substr(0, word.size() - kEnd.size()) : word;
  for (std::size_t at = 0; at < head.size(); at += 2) latin += law_letters(head.substr(at, 2));
  return ends_so ? latin.append(kEndInLatin) : latin;
}

/// The letters of a Latin word with capitals where the original had them: Щърк is Shtark, ЩЪРК is SHTARK.
std::string with_capitals(std::string latin, const std::vector<bool>& capitals) {
  const bool all = capitals.size() > 1 && std::ranges::all_of(capitals, [](bool capital) { return capital; });
  const std::size_t most = all ? latin.size() : (capitals.empty() || !capitals.front() ? 0 : 1);
  for (std::size_t i = 0; i < most; ++i) latin[i] = static_cast<char>(latin[i] - 'a' + 'A');
  return latin;
}

}  // namespace

LetterRows::LetterRows(Direction direction) {
  each_pair([&](const data::LetterPair& pair) {
    LetterRow row = directed(pair, direction);
    rows_[bucket_of(row.from, 0)].push_back(std::move(row));
  });
}

std::size_t LetterRows::bucket_of(std::string_view word, std::size_t at) {
  const auto first = static_cast<unsigned char>(word[at]);
  if (first < 128) return first;
  const auto second = at + 1 < word.size() ? static_cast<unsigned char>(word[at + 1]) : 0U;
  return 128 + (first & 1U) * 64 + (second & 63U);
}

std::vector<const LetterRow*> LetterRows::beginning(std::string_view word, std::size_t at) const {
  std::vector<const LetterRow*> fitting;
  for (const LetterRow& row : rows_[bucket_of(word, at)]) {
    if (fits(row, word, at)) fitting.push_back(&row);
  }
  return fitting;
}

const LetterRows& letter_rows(Direction direction) {
  static const LetterRows to_cyrillic(Direction::kToCyrillic), to_latin(Direction::kToLatin);
  return direction == Direction::kToCyrillic ? to_cyrillic : to_latin;
}

std::string romanised(std::string_view text) {
  std::string latin, word;
  std::vector<bool> capitals;
  const auto end_word = [&] {
    latin += with_capitals(romanised_word(word), capitals);
    word.clear();
    capitals.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Letter letter = utf8::decode(text, at);
    std::string small;
    utf8::append(small, lowered(letter.code));
    if (law_letters(small).empty()) {
      end_word();
      if (letter.code != utf8::kBroken) utf8::append(latin, letter.code);
    } else {
      word += small;
      capitals.push_back(lowered(letter.code) != letter.code);
    }
    at += letter.size;
  }
  end_word();
  return latin;
}

}  // namespace tarsach::text
