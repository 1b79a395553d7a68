// A page as a browser's parser reads it (gumbo, by the rules of HTML5), flat: what tests look for and count.
//
//   const HtmlTree tree = read_html(answer.body);
//   for (const HtmlElement& element : tree.elements) element.name == "a" && element.attribute("href") == …
#pragma once

#include <gumbo.h>

#include <map>
#include <string>
#include <vector>

namespace tarsach::testing {

struct HtmlElement {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;                    // of itself and of what is in it
  std::vector<std::size_t> ancestors;  // their places in HtmlTree::elements, the outermost first

  [[nodiscard]] bool has(const std::string& name_of) const { return attributes.contains(name_of); }
  [[nodiscard]] std::string attribute(const std::string& name_of) const {
    const auto found = attributes.find(name_of);
    return found == attributes.end() ? std::string() : found->second;
  }
};

struct HtmlTree {
  std::vector<HtmlElement> elements;  // in the order of the document
  std::size_t errors = 0;             // of parsing
};

namespace html_tree_detail {

inline std::string name_of(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece name = element.original_tag;
  gumbo_tag_from_original_text(&name);
  return {name.data, name.length};
}

inline void append_text(HtmlTree& tree, const std::vector<std::size_t>& open, const char* text) {
  for (const std::size_t place : open) tree.elements[place].text += text;
}

inline void add_children(const GumboVector& children, std::vector<std::size_t>& open, HtmlTree& tree);

inline void add(const GumboNode& node, std::vector<std::size_t>& open, HtmlTree& tree) {
  if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA)
    return append_text(tree, open, node.v.text.text);
  if (node.type != GUMBO_NODE_ELEMENT && node.type != GUMBO_NODE_TEMPLATE) return;
  const GumboElement& element = node.v.element;
  HtmlElement read{name_of(element), {}, {}, open};
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
    read.attributes.emplace(attribute->name, attribute->value);
  }
  open.push_back(tree.elements.size());
  tree.elements.push_back(std::move(read));
  add_children(element.children, open, tree);
  open.pop_back();
}

inline void add_children(const GumboVector& children, std::vector<std::size_t>& open, HtmlTree& tree) {
  for (unsigned i = 0; i < children.length; ++i) add(*static_cast<const GumboNode*>(children.data[i]), open, tree);
}

}  // namespace html_tree_detail

inline HtmlTree read_html(const std::string& page) {
  HtmlTree tree;
  GumboOutput* parsed = gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
  std::vector<std::size_t> open;
  html_tree_detail::add_children(parsed->document->v.document.children, open, tree);
  tree.errors = parsed->errors.length;
  gumbo_destroy_output(&kGumboDefaultOptions, parsed);
  return tree;
}

}  // namespace tarsach::testing
