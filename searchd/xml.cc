#include "searchd/xml.h"

#include "searchd/url.h"

namespace tarsach::searchd {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_forbidden(std::string_view character) {
  if (character.size() > 1) return character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
  const auto byte = static_cast<unsigned char>(character.front());
  return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
}

/// White space is written so that no reader normalises it (2.11, 3.3.3).
std::string_view entity(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\t': return "&#9;";
    case '\n': return "&#10;";
    case '\r': return "&#13;";
    default: return {};
  }
}

}  // namespace

std::string escape_xml(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  while (!text.empty()) {
    const auto bytes = first_character_bytes(text);
    const auto character = text.substr(0, bytes == 0 ? 1 : bytes);
    text.remove_prefix(character.size());
    if (bytes == 0 || is_forbidden(character))
      escaped += kReplacement;
    else if (const auto replacement = entity(character.front()); !replacement.empty())
      escaped += replacement;
    else
      escaped += character;
  }
  return escaped;
}

Xml::Xml() : text_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") {}

void Xml::begin(std::string_view name, Attributes attributes) {
  text_.append(open_.size(), ' ').append("<").append(name);
  for (const auto& [attribute, value] : attributes)
    if (!value.empty()) text_.append(" ").append(attribute).append("=\"").append(escape_xml(value)).append("\"");
}

void Xml::open(std::string_view name, Attributes attributes) {
  begin(name, attributes);
  text_ += ">\n";
  open_.emplace_back(name);
}

void Xml::close() {
  const auto name = std::move(open_.back());
  open_.pop_back();
  text_.append(open_.size(), ' ').append("</").append(name).append(">\n");
}

void Xml::leaf(std::string_view name, std::string_view text, Attributes attributes) {
  begin(name, attributes);
  text_.append(">").append(escape_xml(text)).append("</").append(name).append(">\n");
}

void Xml::empty(std::string_view name, Attributes attributes) {
  begin(name, attributes);
  text_ += "/>\n";
}

std::string Xml::take() {
  while (!open_.empty()) close();
  return std::move(text_);
}

}  // namespace tarsach::searchd
