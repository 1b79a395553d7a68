#include "query/markup.h"

#include "text/utf8.h"

namespace tarsach::query {

namespace {

std::string_view entity(char32_t code) {
  switch (code) {
    case U'&': return "&amp;";
    case U'<': return "&lt;";
    case U'>': return "&gt;";
    case U'"': return "&quot;";
    case U'\'': return "&#39;";
    default: return {};
  }
}

bool is_control(char32_t code) {
  return (code < U' ' && code != U'\n' && code != U'\t' && code != U'\r') || (code >= 0x7F && code < 0xA0) ||
         code == 0xFFFE || code == 0xFFFF;
}

/// How many bytes from here on are letters of Bulgarian and English, digits, and marks that HTML reads as they are.
std::size_t plain_bytes(std::string_view text) {
  const auto is_plain = [](unsigned char byte) {
    return byte >= ' ' && byte < 0x7F && byte != '&' && byte != '<' && byte != '>' && byte != '"' && byte != '\'';
  };
  std::size_t at = 0;
  while (at < text.size()) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool cyrillic = (byte == 0xD0 || byte == 0xD1) && at + 1 < text.size() &&
                          (static_cast<unsigned char>(text[at + 1]) & 0xC0U) == 0x80U;
    if (!cyrillic && !is_plain(byte)) break;
    at += cyrillic ? 2 : 1;
  }
  return at;
}

bool turns_direction(char32_t code) { return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069); }

}  // namespace

void append_escaped(std::string& html, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t plain = plain_bytes(text.substr(at));
    html += text.substr(at, plain);
    at += plain;
    if (at == text.size()) break;
    const text::utf8::Letter letter = text::utf8::decode(text, at);
    if (letter.code == text::utf8::kBroken || is_control(letter.code)) {
      html += "\uFFFD";
    } else if (turns_direction(letter.code)) {
      // left out
    } else if (const std::string_view known = entity(letter.code); !known.empty()) {
      html += known;
    } else {
      html += text.substr(at, letter.size);
    }
    at += letter.size;
  }
}

std::string escaped(std::string_view text) {
  std::string html;
  html.reserve(text.size() + text.size() / 8);
  append_escaped(html, text);
  return html;
}

}  // namespace tarsach::query
