#include "corpus/html_tree.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <memory_resource>
#include <utility>

#include "corpus/wording.h"

namespace tarsach::corpus {
namespace {

template <typename T, std::size_t N>
bool is_one_of(const T& value, const std::array<T, N>& values) {
  return std::ranges::find(values, value) != values.end();
}

constexpr auto kBlocks = std::to_array<GumboTag>(
    {GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE,  GUMBO_TAG_ASIDE,      GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BODY,
     GUMBO_TAG_CENTER,  GUMBO_TAG_DD,       GUMBO_TAG_DETAILS,    GUMBO_TAG_DIV,        GUMBO_TAG_DL,
     GUMBO_TAG_DT,      GUMBO_TAG_FIELDSET, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FIGURE,     GUMBO_TAG_FOOTER,
     GUMBO_TAG_FORM,    GUMBO_TAG_H1,       GUMBO_TAG_H2,         GUMBO_TAG_H3,         GUMBO_TAG_H4,
     GUMBO_TAG_H5,      GUMBO_TAG_H6,       GUMBO_TAG_HEADER,     GUMBO_TAG_HR,         GUMBO_TAG_LI,
     GUMBO_TAG_MAIN,    GUMBO_TAG_NAV,      GUMBO_TAG_OL,         GUMBO_TAG_P,          GUMBO_TAG_PRE,
     GUMBO_TAG_SECTION, GUMBO_TAG_SUMMARY,  GUMBO_TAG_TABLE,      GUMBO_TAG_TBODY,      GUMBO_TAG_TD,
     GUMBO_TAG_TH,      GUMBO_TAG_TR,       GUMBO_TAG_UL});
constexpr auto kIgnored = std::to_array<GumboTag>(
    {GUMBO_TAG_STYLE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT, GUMBO_TAG_SVG,
     GUMBO_TAG_BUTTON, GUMBO_TAG_SELECT, GUMBO_TAG_TEXTAREA, GUMBO_TAG_CANVAS, GUMBO_TAG_AUDIO, GUMBO_TAG_VIDEO});
constexpr auto kAsides = std::to_array<GumboTag>({GUMBO_TAG_NAV, GUMBO_TAG_ASIDE, GUMBO_TAG_FOOTER});

// Words in class and id. Frameworks and sites agree on these widely.
constexpr auto kAsideWords = std::to_array<std::string_view>(
    {"nav",     "navbar",  "navigation", "menu",       "submenu",     "breadcrumb", "breadcrumbs",   "sidebar",
     "footer",  "share",   "sharing",    "sharedaddy", "social",      "related",    "comments",      "comment",
     "respond", "cookie",  "cookies",    "gdpr",       "banner",      "advert",     "advertisement", "ads",
     "promo",   "widget",  "widgets",    "newsletter", "subscribe",   "popup",      "modal",         "pagination",
     "pager",   "tags",    "tagcloud",   "skip",       "search",      "login",      "carousel",      "latest",
     "recent",  "popular", "toolbar",    "copyright",  "recommended", "addthis",    "addtoany",      "disqus"});
constexpr auto kNegations = std::to_array<std::string_view>({"has", "no", "with", "without", "is", "left", "right"});
constexpr auto kArticleWords = std::to_array<std::string_view>(
    {"article", "content", "entry", "post", "text", "story", "body", "main", "news", "single"});

constexpr double kTagBonus = 30;
constexpr double kWordBonus = 15;

/// Memory for one parse. gumbo frees a tree by recursion; here everything goes at once.
void* take_memory(void* arena, std::size_t bytes) {
  return static_cast<std::pmr::monotonic_buffer_resource*>(arena)->allocate(bytes, alignof(std::max_align_t));
}
void keep_memory(void* /*arena*/, void* /*block*/) {}

std::string_view attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
  return found == nullptr ? std::string_view{} : std::string_view(found->value);
}

int heading_level(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? static_cast<int>(tag) - static_cast<int>(GUMBO_TAG_H1) + 1 : 0;
}

/// Where the walk is: inherited downwards.
struct Context {
  std::size_t container = 0;
  Aside aside = Aside::kNo;
  bool in_link = false;
  bool in_article = false;
  bool preformatted = false;
  int heading = 0;
  Shape shape = Shape::kText;
};

struct Frame {
  const GumboNode* node = nullptr;
  unsigned next_child = 0;
  Context context = {};
  bool block = false;
};

const GumboVector& children_of(const GumboNode& node) {
  return node.type == GUMBO_NODE_DOCUMENT ? node.v.document.children : node.v.element.children;
}

Aside aside_by_class(const GumboElement& element) {
  const auto words = words_of(std::string(attribute(element, "class")) + " " + std::string(attribute(element, "id")));
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool negated = i > 0 && is_one_of(std::string_view(words[i - 1]), kNegations);  // „has-sidebar“
    if (!negated && is_one_of(std::string_view(words[i]), kAsideWords)) return Aside::kByClass;
  }
  return Aside::kNo;
}

bool is_hidden(const GumboElement& element) {
  const std::string style = fold(attribute(element, "style"));
  return gumbo_get_attribute(&element.attributes, "hidden") != nullptr || attribute(element, "aria-hidden") == "true" ||
         style.find("display:none") != std::string::npos || style.find("display: none") != std::string::npos;
}

Aside aside_of(const GumboElement& element, const Context& context) {
  const std::string_view role = attribute(element, "role");
  const bool landmark = role == "navigation" || role == "complementary" || role == "contentinfo" || role == "search";
  if (is_one_of(element.tag, kAsides) || landmark || is_hidden(element)) return Aside::kByTag;
  if (element.tag == GUMBO_TAG_HEADER && !context.in_article) return Aside::kHeader;
  const bool whole = element.tag == GUMBO_TAG_BODY || element.tag == GUMBO_TAG_MAIN || element.tag == GUMBO_TAG_ARTICLE;
  return whole || heading_level(element.tag) > 0 ? Aside::kNo : aside_by_class(element);
}

HtmlContainer container_of(const GumboElement& element, std::size_t parent) {
  HtmlContainer container{parent};
  if (element.tag == GUMBO_TAG_ARTICLE || element.tag == GUMBO_TAG_MAIN) container.bonus += kTagBonus;
  const auto words = words_of(std::string(attribute(element, "class")) + " " + std::string(attribute(element, "id")));
  const bool named = std::ranges::any_of(
      words, [](const std::string& word) { return is_one_of(std::string_view(word), kArticleWords); });
  if (named) container.bonus += kWordBonus;
  container.article_body = fold(attribute(element, "itemprop")) == "articlebody";
  return container;
}

class TreeWalker {
 public:
  HtmlTree walk(const GumboNode* document) {
    tree_.containers.emplace_back();
    stack_.push_back({document});
    while (!stack_.empty()) {
      Frame& frame = stack_.back();
      const GumboVector& children = children_of(*frame.node);
      if (frame.next_child < children.length) {
        visit(*static_cast<const GumboNode*>(children.data[frame.next_child++]));
      } else {
        leave();
      }
    }
    return std::move(tree_);
  }

 private:
  const Context& context() const { return stack_.back().context; }

  void visit(const GumboNode& node) {
    switch (node.type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_WHITESPACE:
      case GUMBO_NODE_CDATA: return add_text(node.v.text.text);
      case GUMBO_NODE_ELEMENT: return enter(node);
      default: return;  // comments, templates
    }
  }

  void leave() {
    if (stack_.back().block) flush();
    stack_.pop_back();
  }

  void enter(const GumboNode& node) {
    const GumboElement& element = node.v.element;
    if (read_head(element)) return;
    if (element.tag == GUMBO_TAG_BR) return void(text_ += '\n');
    if (is_one_of(element.tag, kIgnored)) return;
    Frame frame{&node, 0, context(), is_one_of(element.tag, kBlocks)};
    if (frame.block) {
      flush();
      enter_block(element, frame.context);
    }
    if (element.tag == GUMBO_TAG_A) frame.context.in_link = true;
    if (fold(attribute(element, "itemprop")) == "datepublished") {
      const std::string_view content = attribute(element, "content");
      tree_.meta.try_emplace("datepublished", content.empty() ? attribute(element, "datetime") : content);
    }
    if (element.tag == GUMBO_TAG_TIME && frame.context.aside <= Aside::kHeader) {
      tree_.times.emplace_back(attribute(element, "datetime"));
    }
    stack_.push_back(frame);
  }

  void enter_block(const GumboElement& element, Context& context) {
    context.aside = std::max(context.aside, aside_of(element, context));
    tree_.containers.push_back(container_of(element, context.container));
    context.container = tree_.containers.size() - 1;
    context.in_article = context.in_article || element.tag == GUMBO_TAG_ARTICLE || element.tag == GUMBO_TAG_MAIN;
    context.preformatted = context.preformatted || element.tag == GUMBO_TAG_PRE;
    if (const int level = heading_level(element.tag)) context.heading = level;
    if (context.heading > 0)
      context.shape = Shape::kHeading;
    else if (element.tag == GUMBO_TAG_LI)
      context.shape = Shape::kItem;
  }

  /// What the page says of itself; true if the element has no text for the reader.
  bool read_head(const GumboElement& element) {
    switch (element.tag) {
      case GUMBO_TAG_HTML: tree_.language = one_line(attribute(element, "lang")); return false;
      case GUMBO_TAG_TITLE: return read_title(element), true;
      case GUMBO_TAG_LINK: return read_link(element), true;
      case GUMBO_TAG_META: return read_meta(element), true;
      case GUMBO_TAG_SCRIPT: return read_script(element), true;
      default: return false;
    }
  }

  static std::string only_text(const GumboElement& element) {
    std::string text;
    for (unsigned i = 0; i < element.children.length; ++i) {
      const auto* child = static_cast<const GumboNode*>(element.children.data[i]);
      if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_CDATA) text += child->v.text.text;
    }
    return text;
  }

  void read_title(const GumboElement& element) {
    if (tree_.title.empty()) tree_.title = one_line(only_text(element));  // <svg> has titles, too
  }
  void read_link(const GumboElement& element) {
    if (fold(attribute(element, "rel")) == "canonical") tree_.canonical = one_line(attribute(element, "href"));
  }
  void read_meta(const GumboElement& element) {
    const std::string content = one_line(attribute(element, "content"));
    for (const char* key : {"name", "property", "itemprop"}) {
      const std::string name = fold(one_line(attribute(element, key)));
      if (!name.empty() && !content.empty()) tree_.meta.try_emplace(name, content);
    }
  }
  void read_script(const GumboElement& element) {
    if (fold(attribute(element, "type")) == "application/ld+json") tree_.json_ld.push_back(only_text(element));
  }

  void add_text(std::string_view text) {
    const std::size_t before = text_.size();
    if (context().preformatted) {
      text_ += text;
    } else {
      for (const char letter : text) text_ += letter == '\n' || letter == '\r' || letter == '\t' ? ' ' : letter;
    }
    if (context().in_link) link_bytes_ += text_.size() - before;
  }

  /// Ends the block. A <br> parts passages (read_page() puts broken sentences together), but no headings.
  void flush() {
    const std::string text = std::exchange(text_, {});
    const std::size_t link_bytes = std::exchange(link_bytes_, 0);
    if (context().heading > 0) return add_block(one_line(text), link_bytes);
    for (std::string& line : lines_of(text)) add_block(std::move(line), link_bytes);
  }

  void add_block(std::string text, std::size_t link_bytes) {
    if (text.empty()) return;
    const Context& here = context();
    HtmlBlock block{{std::move(text), here.shape}, here.container, 0, here.heading, here.aside};
    block.link_bytes = std::min(link_bytes, block.block.text.size());
    tree_.blocks.push_back(std::move(block));
  }

  HtmlTree tree_;
  std::vector<Frame> stack_;
  std::string text_;
  std::size_t link_bytes_ = 0;
};

}  // namespace

HtmlTree read_tree(std::string_view html) {
  std::pmr::monotonic_buffer_resource arena;
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = take_memory;
  options.deallocator = keep_memory;
  options.userdata = &arena;
  options.max_errors = 0;
  const GumboOutput* output = gumbo_parse_with_options(&options, html.data(), html.size());
  return TreeWalker().walk(output->document);
}

}  // namespace tarsach::corpus
