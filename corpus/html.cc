#include "corpus/html.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "corpus/headlines.h"
#include "corpus/html_content.h"
#include "corpus/html_guard.h"
#include "corpus/html_metadata.h"
#include "corpus/html_tree.h"
#include "corpus/page.h"
#include "corpus/plain.h"
#include "corpus/wording.h"
#include "text/charset.h"

namespace tarsach::corpus {
namespace {

constexpr std::size_t kNear = 4;  // blocks before and behind the body in which its date line may stand

/// A date or a byline, as stands under a title.
bool is_date_block(const HtmlBlock& block) {
  const LineKind kind = kind_of(block.block);
  return kind == LineKind::kDate || kind == LineKind::kByline;
}

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Where the article with its date lines stands: from its heading to a little behind the last block of the body.
Span span_of(const HtmlTree& tree, const std::vector<bool>& body, const std::string& title_key) {
  const auto first = static_cast<std::size_t>(std::ranges::find(body, true) - body.begin());
  std::size_t last = body.size();
  while (last > first && !body[last - 1]) --last;
  Span span{first > kNear ? first - kNear : 0, std::min(last + kNear, body.size())};
  for (std::size_t i = 0; i < first; ++i) {
    if (key_of(tree.blocks[i].block.text) == title_key) span.begin = i > 0 ? i - 1 : 0;  // the date may stand above
  }
  return span;
}

std::vector<Block> article_blocks(const HtmlTree& tree, const std::vector<bool>& body, const std::string& title) {
  const std::string title_key = key_of(title);
  const Span span = span_of(tree, body, title_key);
  std::vector<Block> blocks;
  if (!title.empty()) blocks.push_back({title, Shape::kHeading});
  for (std::size_t i = 0; i < body.size(); ++i) {
    const bool dated =
        i >= span.begin && i < span.end && tree.blocks[i].aside <= Aside::kHeader && is_date_block(tree.blocks[i]);
    const bool said = key_of(tree.blocks[i].block.text) == title_key && !title.empty();
    if (!said && (body[i] || dated)) blocks.push_back(tree.blocks[i].block);
  }
  return blocks;
}

/// The dates of menus and lists, which tell the year of a day that has none.
void add_page_dates(const HtmlTree& tree, const std::vector<bool>& body, Article& article) {
  constexpr std::size_t kMostBytes = 300;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (body[i] || tree.blocks[i].block.text.size() > kMostBytes) continue;
    for (const FoundDate& date : find_dates(tree.blocks[i].block.text)) {
      const bool day = date.kind == DateKind::kDay && date.first.year != 0 && date.first != article.date;
      if (day && std::ranges::find(article.page_dates, date.first) == article.page_dates.end()) {
        article.page_dates.push_back(date.first);
      }
    }
  }
}

/// Whether most words of a title stand in the article. <title> is often the name of the site, on all of its pages.
bool comes_back(const std::string& title, const HtmlTree& tree, const std::vector<bool>& body) {
  constexpr double kMost = 0.6;
  std::vector<Line> lines = {{title, LineKind::kHeadline}};
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (body[i]) lines.push_back({tree.blocks[i].block.text, LineKind::kProse});
  }
  return title_agreement(lines) >= kMost;
}

/// The language of a page is worked out from its text: `lang` is what a theme was delivered with as often as not.
bool is_foreign(const std::string& language) { return !language.empty() && language != "bg" && language != "en"; }

}  // namespace

std::string_view declared_charset(std::string_view bytes) {
  constexpr std::size_t kLookedAt = 4096;
  const std::string head = fold(bytes.substr(0, kLookedAt));
  const std::size_t at = head.find("charset=");
  if (at == std::string::npos || head.size() != std::min(bytes.size(), kLookedAt)) return {};
  const std::size_t begin = head.find_first_not_of("\"' ", at + std::string_view("charset=").size());
  if (begin == std::string::npos) return {};
  const std::size_t end = head.find_first_of("\"' ;/>", begin);
  return bytes.substr(begin, std::min(end, bytes.size()) - begin);
}

Result<Article> read_html_page(std::string_view bytes) {
  const std::string html = text::decode_text(bytes, declared_charset(bytes));
  TARSACH_CHECK(check_html(html));
  const HtmlTree tree = read_tree(html);
  HtmlMetadata metadata = read_metadata(tree);
  const std::vector<bool> body = choose_content(tree);
  if (!metadata.sure_title && !comes_back(metadata.title, tree, body)) metadata.title.clear();
  Page page = read_page(article_blocks(tree, body, metadata.title), metadata.title);
  if (page.title.empty()) page.title = tree.title;
  Article article = article_of(std::move(page));
  if (metadata.published.known()) article.date = metadata.published;
  if (!metadata.author.empty()) article.author = std::move(metadata.author);
  article.url = std::move(metadata.url);
  article.source = std::move(metadata.source);
  if (is_foreign(metadata.language)) article.language = std::move(metadata.language);
  add_page_dates(tree, body, article);
  return article;
}

void read_html(Input& input, Delivery& delivery) {
  const auto bytes = input.read_all(kMaxHtmlBytes);
  if (!bytes) return delivery.problem(0, bytes.error().message);
  if (delivery.knows(*bytes, "html", 1)) return;
  auto article = read_html_page(*bytes);
  if (!article) return delivery.problem(0, article.error().message);
  delivery.article(std::move(*article), "");
}

}  // namespace tarsach::corpus
