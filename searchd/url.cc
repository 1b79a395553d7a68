#include "searchd/url.h"

#include <algorithm>

namespace tarsach::searchd {
namespace {

constexpr std::string_view kHexadecimal = "0123456789ABCDEF";

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_unreserved(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// What a lead byte says: how many bytes follow, and which second bytes are allowed (Unicode, table 3-7).
struct Lead {
  std::size_t following;
  unsigned char least_second = 0x80;
  unsigned char most_second = 0xBF;
};

std::optional<Lead> read_lead(unsigned char byte) {
  if (byte < 0x80) return Lead{0};
  if (byte < 0xC2 || byte > 0xF4) return std::nullopt;
  if (byte < 0xE0) return Lead{1};
  if (byte == 0xE0) return Lead{2, 0xA0};
  if (byte == 0xED) return Lead{2, 0x80, 0x9F};
  if (byte < 0xF0) return Lead{2};
  if (byte == 0xF0) return Lead{3, 0x90};
  if (byte == 0xF4) return Lead{3, 0x80, 0x8F};
  return Lead{3};
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, Plus plus) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i] == '+' && plus == Plus::kIsSpace ? ' ' : text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) return std::nullopt;
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

std::string percent_encode(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    if (is_unreserved(c)) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += kHexadecimal[byte >> 4];
    encoded += kHexadecimal[byte & 0xF];
  }
  return encoded;
}

std::vector<RawParameter> split_query_string(std::string_view query) {
  std::vector<RawParameter> parameters;
  while (!query.empty()) {
    const auto end = query.find('&');
    const auto part = query.substr(0, end);
    query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
    if (part.empty()) continue;
    const auto equals = part.find('=');
    parameters.push_back(
        {part.substr(0, equals), equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1)});
  }
  return parameters;
}

std::size_t first_character_bytes(std::string_view text) {
  const auto lead = text.empty() ? std::nullopt : read_lead(static_cast<unsigned char>(text.front()));
  if (!lead || text.size() <= lead->following) return 0;
  if (lead->following == 0) return 1;
  const auto second = static_cast<unsigned char>(text[1]);
  if (second < lead->least_second || second > lead->most_second) return 0;
  const auto rest = text.substr(2, lead->following - 1);
  return std::all_of(rest.begin(), rest.end(), is_continuation) ? lead->following + 1 : 0;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto bytes = first_character_bytes(text);
    if (bytes == 0) return false;
    text.remove_prefix(bytes);
  }
  return true;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

}  // namespace tarsach::searchd
