#include "corpus/wording.h"

#include <algorithm>

#include "text/letters.h"
#include "text/utf8.h"

namespace tarsach::corpus {
namespace {

namespace utf8 = text::utf8;

bool is_space(char32_t code) {
  return code <= U' ' || code == 0x7F || code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200B) ||
         code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000 || code == 0xFEFF;
}

bool is_word_letter(char32_t code) {
  const text::LetterClass kind = text::class_of(code);
  return text::is_letter(kind) || kind == text::LetterClass::kDigit || kind == text::LetterClass::kMark;
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Letter letter = utf8::decode(text, at);
    if (letter.code != utf8::kBroken && !is_space(letter.code)) {
      line += text.substr(at, letter.size);
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
    at += letter.size;
  }
  if (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("\r\n");
    lines.push_back(one_line(text.substr(0, end)));
    if (end == std::string_view::npos) break;
    const bool pair = text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n';
    text.remove_prefix(end + (pair ? 2 : 1));
  }
  return lines;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Letter letter = utf8::decode(text, at);
    at += letter.size;
    if (letter.code != utf8::kBroken && is_word_letter(letter.code)) {
      if (!inside) words.emplace_back();
      utf8::append(words.back(), text::lower(letter.code));
      inside = true;
    } else {
      inside = false;
    }
  }
  return words;
}

std::string key_of(std::string_view text) {
  std::string key;
  for (const std::string& word : words_of(text)) key.append(key.empty() ? "" : " ").append(word);
  return key;
}

std::size_t letters_in(std::string_view text) { return utf8::length(text); }

std::string clean_text(std::string_view text) {
  const auto is_clean = [](char c) { return static_cast<unsigned char>(c) >= ' ' || c == '\n' || c == '\t'; };
  if (std::ranges::all_of(text, is_clean)) return std::string(trim(text));
  std::string cleaned;
  cleaned.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool pair = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
    if (pair) continue;
    if (text[at] == '\r')
      cleaned += '\n';
    else
      cleaned += is_clean(text[at]) ? text[at] : ' ';
  }
  return std::string(trim(cleaned));
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n\f\v";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

}  // namespace tarsach::corpus
