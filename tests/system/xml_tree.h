// Whether a document is well-formed XML 1.0 as our answers may have it: elements, attributes, text, the five named
// references and numbers. Stricter than the standard: no document type, no comments, no CDATA, which we never write.
//
//   const XmlTree tree = read_xml(answer.body);
//   EXPECT_EQ(tree.fault, "");
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/url.h"

namespace tarsach::testing {

struct XmlElement {
  std::string name;
  std::map<std::string, std::string> attributes;  // as written, with references
};

struct XmlTree {
  std::vector<XmlElement> elements;
  std::string fault;  // empty: well-formed
};

class XmlReader {
 public:
  explicit XmlReader(std::string_view text) : rest_(text) {}

  XmlTree read() {
    if (!searchd::is_utf8(rest_)) fail("not UTF-8");
    if (std::any_of(rest_.begin(), rest_.end(), is_control)) fail("a control character");
    if (take("<?xml ")) rest_.remove_prefix(std::min(rest_.find("?>") + 2, rest_.size()));
    skip_spaces();
    bool has_root = false;
    while (tree_.fault.empty() && !rest_.empty()) {
      if (open_.empty() && (has_root || rest_.front() != '<')) fail("text outside of the root");
      has_root = true;
      rest_.front() == '<' ? read_tag() : read_text();
      if (open_.empty()) skip_spaces();
    }
    if (!has_root || !open_.empty()) fail("not closed");
    return std::move(tree_);
  }

 private:
  static bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; }
  static bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' || c == '-' ||
           c == '_';
  }

  void fail(const std::string& fault) {
    if (tree_.fault.empty()) tree_.fault = fault + " before: " + std::string(rest_.substr(0, 80));
    rest_ = {};
  }
  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  void skip_spaces() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \n\t"), rest_.size())); }
  std::string read_name() {
    const auto* const end = std::find_if_not(rest_.begin(), rest_.end(), is_name);
    std::string name(rest_.begin(), end);
    rest_.remove_prefix(name.size());
    if (name.empty()) fail("no name");
    return name;
  }
  /// Up to a character, which stays; with nothing but text and references before it.
  std::string read_until(char end) {
    const auto size = std::min(rest_.find(end), rest_.size());
    const std::string text(rest_.substr(0, size));
    for (auto at = text.find('&'); at != std::string::npos; at = text.find('&', at + 1))
      check_reference(text.substr(at));
    if (text.find('<') != std::string::npos || text.find("]]>") != std::string::npos) fail("markup in text");
    rest_.remove_prefix(std::min(size, rest_.size()));
    return text;
  }
  void check_reference(const std::string& text) {
    for (const std::string_view name : {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#39;", "&#13;", "&#10;", "&#9;"})
      if (text.starts_with(name)) return;
    fail("an unknown reference");
  }
  void read_text() { read_until('<'); }
  void read_tag() {
    rest_.remove_prefix(1);
    if (take("/")) {
      const std::string name = read_name();
      if (open_.empty() || open_.back() != name) return fail("</" + name + "> closes another element");
      open_.pop_back();
      if (!take(">")) fail("no >");
      return;
    }
    XmlElement element{read_name(), {}};
    for (skip_spaces(); !rest_.empty() && rest_.front() != '>' && rest_.front() != '/'; skip_spaces()) {
      const std::string name = read_name();
      if (!take("=\"")) return fail("no value");
      if (!element.attributes.emplace(name, read_until('"')).second) return fail("an attribute twice");
      if (!take("\"")) return fail("no quote");
    }
    const bool is_empty = take("/");
    if (!take(">")) return fail("no >");
    if (!is_empty) open_.push_back(element.name);
    tree_.elements.push_back(std::move(element));
  }

  std::string_view rest_;
  std::vector<std::string> open_;
  XmlTree tree_;
};

inline XmlTree read_xml(std::string_view text) { return XmlReader(text).read(); }

}  // namespace tarsach::testing
