#include "corpus/markdown.h"

#include <algorithm>
#include <array>
#include <utility>

#include "corpus/json_article.h"
#include "corpus/page.h"
#include "corpus/wording.h"
#include "text/charset.h"

namespace tarsach::corpus {
namespace {

constexpr std::size_t kMaxOpenBrackets = 32;    // nested links; deeper ones are left as they are written
constexpr std::size_t kMaxAddressBytes = 2048;  // of a link

bool is_ascii_word(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
         (letter & 0x80) != 0;
}

/// One paragraph's inline marks → plain text, in one pass.
class InlineReader {
 public:
  explicit InlineReader(std::string_view text) : text_(text) {}

  std::string read() {
    while (at_ < text_.size()) step();
    return one_line(plain_);
  }

 private:
  struct Bracket {
    std::size_t plain;  // where its "[" stands in plain_
    bool picture;
  };

  char next(std::size_t ahead = 1) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void step() {
    switch (text_[at_]) {
      case '\\': return escape();
      case '!': return next() == '[' ? open_bracket(2, true) : copy(1);
      case '[': return open_bracket(1, false);
      case ']': return close_bracket();
      case '<': return tag();
      case '&': return entity();
      case '*':
      case '`': return void(++at_);
      case '_': return underscore();
      case '~': return next() == '~' ? void(at_ += 2) : copy(1);
      default: return copy(1);
    }
  }

  void copy(std::size_t bytes) {
    plain_.append(text_.substr(at_, bytes));
    at_ += bytes;
  }

  void escape() {
    constexpr std::string_view kEscapable = "\\`*_{}[]()#+-.!|<>~\"'&";
    if (next() != '\0' && kEscapable.find(next()) != std::string_view::npos) ++at_;
    copy(1);
  }

  /// snake_case keeps its underscores.
  void underscore() {
    const bool inside = at_ > 0 && is_ascii_word(text_[at_ - 1]) && is_ascii_word(next());
    if (inside)
      copy(1);
    else
      ++at_;
  }

  void open_bracket(std::size_t bytes, bool picture) {
    if (open_.size() < kMaxOpenBrackets) open_.push_back({plain_.size(), picture});
    plain_ += '[';
    at_ += bytes;
  }

  void close_bracket() {
    if (open_.empty()) return copy(1);
    const Bracket bracket = open_.back();
    open_.pop_back();
    const std::size_t address = address_bytes(at_ + 1);
    if (address == 0 && !bracket.picture) return copy(1);
    if (bracket.picture)
      plain_.resize(bracket.plain);
    else
      plain_.erase(bracket.plain, 1);
    at_ += 1 + address;
  }

  /// "(https://…)" or "[reference]" behind a closing bracket.
  std::size_t address_bytes(std::size_t begin) const {
    if (begin >= text_.size() || (text_[begin] != '(' && text_[begin] != '[')) return 0;
    const char open = text_[begin];
    const char close = open == '(' ? ')' : ']';
    std::size_t depth = 0;
    for (std::size_t at = begin; at < text_.size() && at - begin < kMaxAddressBytes; ++at) {
      depth += text_[at] == open ? 1 : 0;
      depth -= text_[at] == close ? 1 : 0;
      if (depth == 0) return at + 1 - begin;
    }
    return 0;
  }

  /// <https://…> keeps the address; HTML tags go.
  void tag() {
    const std::size_t end = text_.substr(0, std::min(text_.size(), at_ + kMaxAddressBytes)).find('>', at_);
    const bool begins = is_ascii_word(next()) || next() == '/' || next() == '!';
    if (end == std::string_view::npos || !begins) return copy(1);
    const std::string_view inside = text_.substr(at_ + 1, end - at_ - 1);
    const bool address = inside.starts_with("http") || inside.find('@') != std::string_view::npos;
    plain_.append(address ? inside : std::string_view(" "));
    at_ = end + 1;
  }

  void entity() {
    struct Entity {
      std::string_view name, text;
    };
    constexpr auto kEntities = std::to_array<Entity>({{"&amp;", "&"},
                                                      {"&lt;", "<"},
                                                      {"&gt;", ">"},
                                                      {"&quot;", "\""},
                                                      {"&nbsp;", " "},
                                                      {"&bdquo;", "„"},
                                                      {"&ldquo;", "“"},
                                                      {"&rdquo;", "”"},
                                                      {"&ndash;", "–"},
                                                      {"&mdash;", "—"}});
    for (const Entity& known : kEntities) {
      if (!text_.substr(at_).starts_with(known.name)) continue;
      plain_.append(known.text);
      at_ += known.name.size();
      return;
    }
    copy(1);
  }

  std::string_view text_;
  std::string plain_;
  std::vector<Bracket> open_;
  std::size_t at_ = 0;
};

/// Lines → blocks. A paragraph gathers lines until an empty one or another kind of line.
class BlockReader {
 public:
  void read_line(std::string_view line) {
    line = trim(line);
    while (line.starts_with(">")) line = trim(line.substr(1));
    if (line.starts_with("```") || line.starts_with("~~~")) return finish();
    if (line.empty() || is_rule(line) || is_definition(line)) return finish();
    if (line.starts_with("#")) return heading(line);
    if (const std::size_t mark = entry_mark(line); mark > 0) {
      finish();
      shape_ = Shape::kItem;
      line.remove_prefix(mark);
    }
    text_.append(text_.empty() ? "" : " ").append(line.starts_with("|") ? cells(line) : std::string(line));
    if (line.starts_with("|")) finish();
  }

  std::vector<Block> take() {
    finish();
    return std::move(blocks_);
  }

 private:
  void finish() {
    std::string text = InlineReader(text_).read();
    if (!text.empty()) blocks_.push_back({std::move(text), shape_});
    text_.clear();
    shape_ = Shape::kText;
  }

  void heading(std::string_view line) {
    finish();
    const std::size_t begin = line.find_first_not_of('#');
    if (begin == std::string_view::npos) return;
    line = trim(line.substr(begin));
    while (line.ends_with("#")) line.remove_suffix(1);
    text_ = line;
    shape_ = Shape::kHeading;
    finish();
  }

  /// --- *** ___ === |---|---|
  bool is_rule(std::string_view line) {
    const bool rule = line.size() >= 3 && line.find_first_not_of("-=*_|: ") == std::string_view::npos;
    const bool underline = rule && !text_.empty() && (line[0] == '=' || line[0] == '-');
    if (underline) shape_ = Shape::kHeading;
    return rule;
  }

  /// [name]: https://…
  static bool is_definition(std::string_view line) {
    return line.starts_with("[") && line.find("]: ") != std::string_view::npos && line.find("]: ") == line.find(']');
  }

  /// Bytes of "- ", "* ", "+ "; „1. “ stays in the text.
  std::size_t entry_mark(std::string_view line) {
    if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ")) return 2;
    if (line.starts_with("• ")) return std::string_view("• ").size();
    const std::size_t digits = line.find_first_not_of("0123456789");
    const bool number =
        digits != std::string_view::npos && digits >= 1 && digits <= 3 && line.substr(digits).starts_with(". ");
    if (number && text_.empty()) shape_ = Shape::kItem;
    if (number && shape_ == Shape::kItem && !text_.empty()) {
      finish();
      shape_ = Shape::kItem;
    }
    return 0;
  }

  static std::string cells(std::string_view line) {
    std::string text(line);
    std::ranges::replace(text, '|', ' ');
    return text;
  }

  std::vector<Block> blocks_;
  std::string text_;
  Shape shape_ = Shape::kText;
};

std::vector<std::string_view> raw_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return lines;
}

/// The heading at the beginning is the title, unless the front matter gives another one.
void add_body(std::vector<Block> blocks, Article& article) {
  const bool titled = !blocks.empty() && blocks.front().shape == Shape::kHeading;
  if (titled && article.title.empty()) article.title = blocks.front().text;
  if (titled && key_of(article.title) == key_of(blocks.front().text)) blocks.erase(blocks.begin());
  if (article.body.empty()) article.body = join_blocks(blocks);
}

}  // namespace

std::vector<Block> markdown_blocks(std::string_view body) {
  BlockReader reader;
  for (const std::string_view line : raw_lines(body)) reader.read_line(line);
  return reader.take();
}

void read_markdown(Input& input, Delivery& delivery) {
  const auto bytes = input.read_all(kMaxArticleBytes + kMaxFrontMatterBytes);
  if (!bytes) return delivery.problem(0, bytes.error().message);
  if (delivery.knows(*bytes, "markdown", 1)) return;
  const std::string text = text::decode_text(*bytes, "");
  const auto parts = split_markdown(text);
  if (!parts) return delivery.problem(1, parts.error().message);
  auto read = read_json_article(parts->front_matter.empty() ? "{}" : parts->front_matter);
  if (!read) return delivery.problem(1, "front matter: " + read.error().message);
  for (const std::string& name : read->unknown) delivery.unknown_member(1, name);
  add_body(markdown_blocks(parts->body), read->article);
  read->article.line = 1;
  delivery.article(std::move(read->article), "");
}

}  // namespace tarsach::corpus
