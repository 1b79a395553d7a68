#include "corpus/plain.h"

#include <algorithm>
#include <array>
#include <utility>

#include "corpus/wording.h"
#include "text/charset.h"

namespace tarsach::corpus {
namespace {

// A text whose longest line is between these was broken at a margin; longer lines are paragraphs.
constexpr std::size_t kLeastMargin = 56;
constexpr std::size_t kMostMargin = 130;

constexpr auto kBullets = std::to_array<std::string_view>({"•", "·", "▪", "●", "◦", "‣", "■", "►", "➢", "✓", "*"});

/// Bytes of the bullet that a line begins with; 0 if it has none.
std::size_t bullet_bytes(std::string_view line) {
  for (const std::string_view bullet : kBullets) {
    if (line.starts_with(bullet) && (bullet != "*" || line.starts_with("* "))) return bullet.size();
  }
  return 0;
}

bool is_enumerated(std::string_view line) {
  const std::size_t digits = line.find_first_not_of("0123456789");
  return digits >= 1 && digits <= 2 && (line.substr(digits).starts_with(". ") || line.substr(digits).starts_with(") "));
}

bool begins_entry(std::string_view line) {
  return bullet_bytes(line) > 0 || is_enumerated(line) || line.starts_with("- ") || line.starts_with("– ") ||
         line.starts_with("— ");
}

Block block_of(std::string_view line) {
  const bool entry = begins_entry(line) && kind_of({std::string(line)}) != LineKind::kDate;
  line.remove_prefix(bullet_bytes(line));
  return {one_line(line), entry ? Shape::kItem : Shape::kText};
}

/// Whether the first word of `next` would not have fitted behind `line`: then the line ends at the margin.
bool is_broken_at(std::size_t margin, const std::string& line, const std::string& next) {
  return letters_in(line) + 1 + letters_in(next.substr(0, next.find(' '))) > margin;
}

/// The margin at which the text was broken: most lines that another one follows end there, and in the middle of a
/// sentence. 0 if it was not.
std::size_t margin_of(const std::vector<std::string>& lines) {
  std::size_t margin = 0;
  for (const std::string& line : lines) margin = std::max(margin, letters_in(line));
  if (margin < kLeastMargin || margin > kMostMargin) return 0;
  std::size_t followed = 0, full = 0, open = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i].empty() || lines[i + 1].empty()) continue;
    ++followed;
    if (!is_broken_at(margin, lines[i], lines[i + 1])) continue;
    ++full;
    open += ends_sentence(lines[i]) ? 0 : 1;
  }
  return 2 * full > followed && 2 * open > full ? margin : 0;
}

}  // namespace

std::vector<Block> plain_blocks(std::string_view text) {
  const std::vector<std::string> lines = lines_of(text);
  const std::size_t margin = margin_of(lines);
  std::vector<Block> blocks;
  bool broken = false;  // the line before goes on in this one
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].empty()) {
      broken = false;
      continue;
    }
    if (broken && !begins_entry(lines[i]))
      blocks.back().text.append(" ").append(lines[i]);
    else
      blocks.push_back(block_of(lines[i]));
    broken =
        margin > 0 && i + 1 < lines.size() && !lines[i + 1].empty() && is_broken_at(margin, lines[i], lines[i + 1]);
  }
  return blocks;
}

Article article_of(Page&& page) {
  Article article;
  article.title = std::move(page.title);
  article.body = std::move(page.body);
  article.author = std::move(page.author);
  article.date = page.published;
  article.page_dates = std::move(page.dates);
  article.line = 1;
  return article;
}

void read_plain(Input& input, Delivery& delivery) {
  const auto bytes = input.read_all(kMaxArticleBytes);
  if (!bytes) return delivery.problem(0, bytes.error().message);
  if (delivery.knows(*bytes, "plain", 1)) return;
  const std::string text = text::decode_text(*bytes, "");
  delivery.article(article_of(read_page(plain_blocks(text), "")), "");
}

}  // namespace tarsach::corpus
