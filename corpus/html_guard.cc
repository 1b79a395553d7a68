#include "corpus/html_guard.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "corpus/html.h"
#include "corpus/wording.h"

namespace tarsach::corpus {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::ranges::find(names, name) != names.end();
}

// Never open.
constexpr auto kVoid =
    std::to_array<std::string_view>({"area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input",
                                     "keygen", "link", "meta", "param", "source", "track", "wbr"});
// Closed by the next of their kind, whether the page says so or not; they nest only within other elements.
constexpr auto kSelfEnding = std::to_array<std::string_view>(
    {"p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "colgroup", "rt", "rp"});
// Opened again in later blocks when they are not closed.
constexpr auto kFormatting = std::to_array<std::string_view>(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"});
// An end tag does not reach out of these.
constexpr auto kBounds = std::to_array<std::string_view>(
    {"table", "caption", "template", "object", "applet", "marquee", "svg", "math", "select", "button"});
// Not HTML, or hardly: other rules are followed within them.
constexpr auto kForeign = std::to_array<std::string_view>({"svg", "math", "select"});
// Their text is no markup.
constexpr auto kRaw =
    std::to_array<std::string_view>({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"});

class TagCounter {
 public:
  explicit TagCounter(std::string_view html) : html_(html) {}

  Result<void> count() {
    while ((at_ = html_.find('<', at_)) != std::string_view::npos) {
      ++at_;
      if (html_.substr(at_).starts_with("!--")) {
        at_ = std::min({html_.find("-->", at_), html_.find("--!>", at_), html_.size()});
        continue;
      }
      read_tag();
      if (open_.size() > kMaxHtmlDepth || formatting_ > kMaxHtmlDepth) {
        return fail(ErrorCode::kBadData,
                    "expected at most " + std::to_string(kMaxHtmlDepth) + " open elements, found more");
      }
      if (attributes_ > kMaxHtmlAttributes) {
        return fail(ErrorCode::kBadData,
                    "expected at most " + std::to_string(kMaxHtmlAttributes) + " attributes of an element, found more");
      }
      if (nodes_ > kMaxHtmlNodes) {
        return fail(ErrorCode::kBadData, "expected at most " + std::to_string(kMaxHtmlNodes) + " elements, found more");
      }
    }
    return {};
  }

 private:
  void read_tag() {
    const bool end_tag = at_ < html_.size() && html_[at_] == '/';
    at_ += end_tag ? 1 : 0;
    const std::string name = read_name();
    if (name.empty()) return;
    nodes_ += 2 + formatting_;  // the element, a text, and what is opened again before them
    if (end_tag) return close(name);
    skip_attributes();
    if (is_one_of(name, kRaw) && skip_raw(name)) return;
    if (is_one_of(name, kVoid) || is_one_of(name, kSelfEnding)) return;
    if (is_one_of(name, kFormatting)) ++formatting_;
    open_.push_back(name);
  }

  std::string read_name() {
    constexpr std::size_t kMostNameBytes = 32;
    const std::size_t begin = at_;
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (at_ >= html_.size() || !is_letter(html_[at_])) return {};
    while (at_ < html_.size() && std::string_view(" \t\r\n\f/>").find(html_[at_]) == std::string_view::npos) ++at_;
    return fold(html_.substr(begin, std::min(at_ - begin, kMostNameBytes)));
  }

  /// To the ">" of the tag, by the states of HTML5's tokeniser: its reader and this one must see the same ends. A quote
  /// is one only where a value begins; in `<p =">` it belongs to a name.
  void skip_attributes() {
    enum class State : std::uint8_t { kBeforeName, kName, kAfterName, kBeforeValue, kValue };
    attributes_ = 0;
    for (auto state = State::kBeforeName; at_ < html_.size() && html_[at_] != '>'; ++at_) {
      const char letter = html_[at_];
      const bool is_space = std::string_view(" \t\r\n\f").find(letter) != std::string_view::npos;
      if (is_space) {
        if (state == State::kName) state = State::kAfterName;
        if (state == State::kValue) state = State::kBeforeName;
      } else if (state == State::kBeforeValue) {
        const bool is_quote = letter == '"' || letter == '\'';
        if (is_quote) at_ = std::min(html_.find(letter, at_ + 1), html_.size() - 1);
        state = is_quote ? State::kBeforeName : State::kValue;
      } else if (state == State::kValue) {
        continue;
      } else if (letter == '/') {
        state = State::kBeforeName;
      } else if (letter == '=' && state != State::kBeforeName) {
        state = State::kBeforeValue;
      } else if (state != State::kName) {
        ++attributes_;
        state = State::kName;
      }
    }
  }

  /// Where these elements are not raw text – within pictures, formulas and lists of choices – or have no end, what
  /// stands in them is counted: too high, never too low.
  bool skip_raw(const std::string& name) {
    if (std::ranges::any_of(open_, [](const std::string& open) { return is_one_of(open, kForeign); })) return false;
    bool& is_endless = endless_[static_cast<std::size_t>(std::ranges::find(kRaw, name) - kRaw.begin())];
    if (is_endless) return false;
    const std::string end = "</" + name;
    for (std::size_t at = at_; (at = html_.find("</", at)) != std::string_view::npos; at += 2) {
      if (fold(html_.substr(at, end.size())) != end) continue;
      at_ = at;
      return true;
    }
    is_endless = true;  // and there is none further on: the page is looked through once for it
    return false;
  }

  void close(const std::string& name) {
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i] == name) {
        if (is_one_of(name, kFormatting)) --formatting_;
        open_.resize(i);
        return;
      }
      if (is_one_of(open_[i], kBounds)) return;
    }
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::vector<std::string> open_;
  std::size_t formatting_ = 0;  // opened and not closed by an end tag of their own
  std::size_t nodes_ = 0;
  std::size_t attributes_ = 0;  // of the tag read last
  std::array<bool, kRaw.size()> endless_ = {};
};

}  // namespace

Result<void> check_html(std::string_view html) { return TagCounter(html).count(); }

}  // namespace tarsach::corpus
