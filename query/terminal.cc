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
constexpr std::string_view kMark = "\033[1;31m";  // grep's: to be read on black and on white
constexpr std::string_view kReset = "\033[0m";
constexpr std::string_view kLink = "\033]8;;";
constexpr std::string_view kEndOfLink = "\033\\";
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
  std::string styled(code);
  for (std::size_t reset; (reset = text.find(kReset)) != std::string_view::npos;) {  // of a mark inside
    styled.append(text.substr(0, reset + kReset.size())).append(code);
    text.remove_prefix(reset + kReset.size());
  }
  return styled.append(text).append(kReset);
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

winsize size_of_terminal() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size : winsize{};
}

/// What may stand in the sequence: printable ASCII; all else as %XX. Empty for what is not of the web.
std::string link_address(std::string_view url) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  if (!url.starts_with("http://") && !url.starts_with("https://")) return {};
  std::string address;
  for (const char letter : url) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte > 0x20 && byte < 0x7F)
      address += letter;
    else
      address.append({'%', kDigits[byte >> 4U], kDigits[byte & 0xFU]});
  }
  return address;
}

/// The length of the sequence of ours with which the text begins: of a link to its end, of another one to its "m".
std::size_t sequence_length(std::string_view text) {
  const bool is_link = text.starts_with(kLink);
  const std::string_view end = is_link ? kEndOfLink : std::string_view("m");
  const std::size_t at = text.find(end, is_link ? kLink.size() : 0);
  return at == std::string_view::npos ? text.size() : at + end.size();
}

}  // namespace

Screen screen_of_standard_output() {
  if (isatty(STDOUT_FILENO) == 0) return {};
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool is_dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
  const bool is_plain = is_dumb || (no_color != nullptr && *no_color != '\0');
  // The console of Linux shows addresses that it should keep to itself.
  const bool knows_links = !is_plain && std::string_view(terminal) != "linux";
  const winsize size = size_of_terminal();
  return {is_plain ? Style::kPlain : Style::kAnsi, size.ws_col, size.ws_row,
          knows_links ? Links::kShown : Links::kUnknown};
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

std::string linked(std::string_view text, std::string_view url, const Screen& screen) {
  const std::string address = screen.links == Links::kUnknown ? "" : link_address(url);
  if (address.empty()) return std::string(text);
  std::string link(kLink);
  link.append(address).append(kEndOfLink).append(text).append(kLink).append(kEndOfLink);
  return link;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    if (text.front() == kEscape) {  // only ours are left
      text.remove_prefix(sequence_length(text));
      continue;
    }
    const Letter letter = first_letter(text);
    if (!is_combining(letter.code)) ++width;
    text.remove_prefix(std::max<std::size_t>(letter.bytes, 1));
  }
  return width;
}

std::vector<std::string> broken(std::string_view line, std::size_t width) {
  std::vector<std::string> rows = {""};
  std::size_t column = 0;
  while (!line.empty()) {
    const std::string_view word = line.substr(0, line.find(' '));
    line.remove_prefix(std::min(word.size() + 1, line.size()));
    if (word.empty()) continue;
    const std::size_t columns = display_width(word);
    if (column > 0 && width > 0 && column + 1 + columns > width) {
      rows.emplace_back();
      column = 0;
    } else if (column > 0) {
      rows.back() += ' ';
      ++column;
    }
    rows.back() += word;
    column += columns;
  }
  return rows;
}

std::string indented(std::string_view line, std::size_t indent, const Screen& screen) {
  const std::size_t width = screen.width == 0 ? 0 : std::max<std::size_t>(screen.width, indent + 1) - indent;
  std::string text;
  for (const std::string& row : broken(line, width)) text.append(indent, ' ').append(row).append("\n");
  return text;
}

}  // namespace tarsach::query
