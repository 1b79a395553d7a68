#include "dictionary/freedict.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "base/file.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace tarsach::dictionary {
namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Headwords that tell about the dictionary itself: "00databaseinfo".
constexpr std::string_view kAboutItself = "00database";

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// "2. мини́стър" → "мини́стър"
std::string_view without_number(std::string_view line) {
  const auto digits = std::min(line.find_first_not_of("0123456789"), line.size());
  return digits > 0 && line.substr(digits).starts_with('.') ? trimmed(line.substr(digits + 1)) : line;
}

// "вода 2." → "вода": the number belongs to the glosses that follow.
std::string_view without_gloss_number(std::string_view line) {
  if (!line.ends_with('.')) return line;
  const auto last = line.find_last_not_of("0123456789", line.size() - 2);
  const bool numbered = last != std::string_view::npos && last < line.size() - 2 && line[last] == ' ';
  return numbered ? trimmed(line.substr(0, last)) : line;
}

// " 3." alone, before the gloss that it numbers.
bool is_number(std::string_view line) { return line.find_first_not_of("0123456789.") == std::string_view::npos; }

// Brackets of Wiktionary go, with a link's target: "[[земя|земя́та]]" → "земя́та"; so does what is in parentheses.
std::string without_markup(std::string_view text) {
  std::string out;
  std::size_t depth = 0, link = std::string::npos;
  for (const char letter : text) {
    if (letter == '(') {
      ++depth;
    } else if (letter == ')') {
      depth -= depth > 0 ? 1 : 0;
    } else if (letter == '[') {
      link = out.size();
    } else if (letter == '|' && link != std::string::npos) {
      out.resize(link);
    } else if (letter == ']') {
      link = std::string::npos;
    } else if (depth == 0) {
      out += letter;
    }
  }
  return std::string(trimmed(out));
}

// Glosses are English: a line whose first letter is Cyrillic is one of translations.
bool begins_cyrillic(std::string_view line) {
  for (std::size_t at = 0; at < line.size();) {
    const auto letter = text::utf8::decode(line, at);
    at += letter.size;
    const auto kind = text::class_of(letter.code);
    if (text::is_letter(kind)) return kind == text::LetterClass::kCyrillic;
  }
  return false;
}

std::vector<std::string> translations_of(std::string_view line) {
  std::vector<std::string> translations;
  std::string marked(line);
  std::replace(marked.begin(), marked.end(), ';', ',');
  for (const std::string_view part : split(marked, ',')) {
    std::string translation = without_markup(part);
    if (begins_cyrillic(translation)) translations.push_back(std::move(translation));
  }
  return translations;
}

// "minister //ˈmɪnɪstə// <n>"
Article head_of(std::string_view line) {
  Article article;
  const auto begin = line.rfind('<');
  const auto end = line.rfind('>');
  if (begin != std::string_view::npos && end != std::string_view::npos && begin < end)
    article.part_of_speech = line.substr(begin + 1, end - begin - 1);
  article.headword = trimmed(line.substr(0, std::min(line.find(" /"), line.find(" <"))));
  return article;
}

struct Closer {
  void operator()(gzFile_s* file) const { gzclose(file); }
};

Result<std::string> inflate_file(const std::filesystem::path& path) {
  const std::unique_ptr<gzFile_s, Closer> file(gzopen(path.c_str(), "rb"));
  if (!file) return fail(ErrorCode::kNotFound, path.string() + ": can not be opened");
  std::string text;
  std::array<char, 1 << 16> block;
  for (;;) {
    const int bytes = gzread(file.get(), block.data(), block.size());
    if (bytes == 0) return text;
    if (bytes < 0) return fail(ErrorCode::kBadData, path.string() + ": is no gzip file, or damaged");
    text.append(block.data(), static_cast<std::size_t>(bytes));
    if (text.size() > kMaxFreedictBytes) return fail(ErrorCode::kBadData, path.string() + ": is too large");
  }
}

}  // namespace

std::optional<std::uint64_t> parse_base64(std::string_view digits) {
  constexpr std::size_t kMaxDigits = 10;  // 60 bits
  if (digits.empty() || digits.size() > kMaxDigits) return std::nullopt;
  std::uint64_t number = 0;
  for (const char digit : digits) {
    const auto value = kDigits.find(digit);
    if (value == std::string_view::npos) return std::nullopt;
    number = number * kDigits.size() + value;
  }
  return number;
}

std::vector<Article> parse_articles(std::string_view place) {
  std::vector<Article> articles;
  bool at_head = true;
  for (const std::string_view raw : split(place, '\n')) {
    const std::string_view line = trimmed(raw);
    if (line.empty()) {
      at_head = true;
    } else if (std::exchange(at_head, false)) {
      articles.push_back(head_of(line));
    } else if (const auto sense = without_gloss_number(without_number(line)); begins_cyrillic(sense)) {
      if (auto translations = translations_of(sense); !translations.empty())
        articles.back().senses.push_back({std::move(translations), 0});
    } else if (!articles.back().senses.empty() && !is_number(line)) {
      ++articles.back().senses.back().glosses;
    }
  }
  std::erase_if(articles, [](const Article& article) { return article.headword.empty() || article.senses.empty(); });
  return articles;
}

Result<std::vector<Article>> parse_freedict(std::string_view index, std::string_view text) {
  std::vector<Article> articles;
  std::size_t number = 0;
  for (const std::string_view line : split(index, '\n')) {
    ++number;
    if (line.empty() || line.starts_with(kAboutItself)) continue;
    const auto cells = split(line, '\t');
    const auto begin = cells.size() < 3 ? std::nullopt : parse_base64(cells[1]);
    const auto bytes = cells.size() < 3 ? std::nullopt : parse_base64(cells[2]);
    if (!begin || !bytes || *begin > text.size() || *bytes > text.size() - *begin)
      return fail(ErrorCode::kBadData, "line " + std::to_string(number) + " of the headwords names no article");
    for (Article& article : parse_articles(text.substr(*begin, *bytes))) articles.push_back(std::move(article));
  }
  return articles;
}

Result<std::vector<Article>> read_freedict(const std::filesystem::path& index, const std::filesystem::path& text) {
  TARSACH_TRY(const std::string headwords, read_file(index, kMaxFreedictBytes));
  TARSACH_TRY(const std::string inflated, inflate_file(text));
  auto articles = parse_freedict(headwords, inflated);
  if (!articles) return fail(articles.error().code, index.string() + ": " + articles.error().message);
  return articles;
}

}  // namespace tarsach::dictionary
