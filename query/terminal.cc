#include "query/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace tarsach::query {
namespace {

constexpr std::string_view kBold = "\033[1m";
constexpr std::string_view kDim = "\033[2m";
constexpr std::string_view kMark = "\033[1;33m";
constexpr std::string_view kReset = "\033[0m";
constexpr char kEscape = '\033';
constexpr std::string_view kReplacement = "\uFFFD";

struct Letter {
  char32_t code = 0;
  std::size_t bytes = 0;  // 0: the text does not begin with a letter of valid UTF-8
};

/// The first letter of a text that is not empty (RFC 3629: the shortest form, no surrogates, up to U+10FFFF).
Letter first_letter(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return {};
  char32_t code = lead & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return {};
    code = (code << 6) | (byte(i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kLeast[bytes] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
  return {code, bytes};
}

bool is_between(char32_t code, char32_t first, char32_t last) { return code >= first && code <= last; }

bool is_white_space(char32_t code) {
  return is_between(code, 0x09, 0x0D) || code == 0x85 || code == 0x2028 || code == 0x2029;
}

bool is_dangerous(char32_t code) {
  return code < 0x20 || is_between(code, 0x7F, 0x9F) || is_between(code, 0x202A, 0x202E) ||
         is_between(code, 0x2066, 0x2069) || code == 0x200E || code == 0x200F;
}

bool is_combining(char32_t code) { return is_between(code, 0x0300, 0x036F); }

std::string wrapped(std::string_view text, std::string_view code, const Screen& screen) {
  if (screen.style == Style::kPlain || text.empty()) return std::string(text);
  return std::string(code).append(text).append(kReset);
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kEntities = {
    {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}}};

std::string unescaped(std::string_view html) {
  std::string text;
  while (!html.empty()) {
    const auto* entity = std::find_if(kEntities.begin(), kEntities.end(),
                                      [&](const auto& candidate) { return html.starts_with(candidate.first); });
    const bool found = entity != kEntities.end();
    text += found ? entity->second : html.substr(0, 1);
    html.remove_prefix(found ? entity->first.size() : 1);
  }
  return text;
}

std::size_t columns_of_terminal() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

}  // namespace

Screen screen_of_standard_output() {
  if (isatty(STDOUT_FILENO) == 0) return {};
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool is_dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
  const bool is_plain = is_dumb || (no_color != nullptr && *no_color != '\0');
  return {is_plain ? Style::kPlain : Style::kAnsi, columns_of_terminal()};
}

std::string printable(std::string_view text, Lines lines) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const Letter letter = first_letter(text);
    if (letter.bytes == 0)
      clean += kReplacement;
    else if (is_white_space(letter.code))
      clean += letter.code == '\n' && lines == Lines::kMany ? '\n' : ' ';
    else if (!is_dangerous(letter.code))
      clean += text.substr(0, letter.bytes);
    text.remove_prefix(std::max<std::size_t>(letter.bytes, 1));
  }
  return clean;
}

std::string emphasised(std::string_view html, const Screen& screen) {
  constexpr std::string_view kOpen = "<mark>";
  constexpr std::string_view kClose = "</mark>";
  std::string line;
  while (!html.empty()) {
    const std::size_t open = std::min(html.find(kOpen), html.size());
    line += printable(unescaped(html.substr(0, open)));
    html.remove_prefix(std::min(open + kOpen.size(), html.size()));
    const std::size_t close = std::min(html.find(kClose), html.size());
    line += wrapped(printable(unescaped(html.substr(0, close))), kMark, screen);
    html.remove_prefix(std::min(close + kClose.size(), html.size()));
  }
  return line;
}

std::string bold(std::string_view text, const Screen& screen) { return wrapped(text, kBold, screen); }
std::string dim(std::string_view text, const Screen& screen) { return wrapped(text, kDim, screen); }

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    if (text.front() == kEscape) {  // only ours are left, and they end in "m"
      text.remove_prefix(std::min(text.find('m'), text.size() - 1) + 1);
      continue;
    }
    const Letter letter = first_letter(text);
    if (!is_combining(letter.code)) ++width;
    text.remove_prefix(std::max<std::size_t>(letter.bytes, 1));
  }
  return width;
}

std::string indented(std::string_view line, std::size_t indent, const Screen& screen) {
  const std::string margin(indent, ' ');
  std::string text = margin;
  std::size_t column = indent;
  while (!line.empty()) {
    const std::string_view word = line.substr(0, line.find(' '));
    line.remove_prefix(std::min(word.size() + 1, line.size()));
    if (word.empty()) continue;  // several spaces are one
    const std::size_t width = display_width(word);
    const bool is_first = column == indent;
    if (!is_first && screen.width > 0 && column + 1 + width > screen.width) {
      text.append("\n").append(margin);
      column = indent;
    } else if (!is_first) {
      text += ' ';
      ++column;
    }
    text += word;
    column += width;
  }
  return text + '\n';
}

}  // namespace tarsach::query
