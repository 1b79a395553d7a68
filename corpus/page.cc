#include "corpus/page.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "corpus/duplicates.h"
#include "corpus/headlines.h"
#include "corpus/wording.h"

namespace tarsach::corpus {
namespace {

constexpr std::size_t kMostMenuWords = 3;
constexpr std::size_t kMostTeaserBytes = 800;

bool is_passage(const Line& line) { return line.kind == LineKind::kProse || line.kind == LineKind::kItem; }
bool is_heading(const Line& line) { return line.kind == LineKind::kHeadline || line.kind == LineKind::kMenu; }
bool is_site(const Line& line) {
  return line.beside_furniture || line.kind == LineKind::kMenu || line.kind == LineKind::kReadMore;
}
std::size_t words_in(const Line& line) { return words_of(line.text).size(); }

std::size_t prose_bytes(const std::vector<Line>& lines, std::size_t begin, std::size_t end) {
  std::size_t bytes = 0;
  for (std::size_t i = begin; i < end; ++i) bytes += is_passage(lines[i]) ? lines[i].text.size() : 0;
  return bytes;
}

schema::Date first_date(const Line& line) {
  for (const FoundDate& date : line.dates) {
    if (date.first.year != 0 && date.kind != DateKind::kBareYear) return date.first;
  }
  return {};
}

/// „…, 17 юни 2013“ or „12.03.2018 …“: a headline that carries its date, as entries of lists do.
bool carries_date(const Line& line) {
  if (line.kind != LineKind::kHeadline || line.dates.empty()) return false;
  const FoundDate& last = line.dates.back();
  const bool at_end = line.text.size() - last.end <= 4 || line.dates.front().begin <= 2;
  return at_end && last.kind == DateKind::kDay && last.first.year != 0;
}

/// „Морски вестник | 9 юли 2018 г.“, „Варна, 9 юли 2018 г.“: a few words and a date under a title.
bool is_dated_signature(const Line& line) {
  constexpr std::size_t kMostWords = 8;
  return carries_date(line) && words_in(line) <= kMostWords;
}

/// „1. …“ and „– …“ bring their own mark.
bool is_marked(std::string_view text) {
  const std::size_t digits = text.find_first_not_of("0123456789");
  const bool number = digits != std::string_view::npos && digits > 0 && (text[digits] == '.' || text[digits] == ')');
  return number || text.starts_with("- ") || text.starts_with("– ") || text.starts_with("— ");
}

/// „Партньор: Cluster House“, „Следва участие в Хановер през април 2017 г.“: no button, though it looks like a
/// headline.
bool says_something(std::string_view text) { return text.find(": ") != std::string_view::npos || text.ends_with('.'); }

/// Takes a page apart, step by step; each step is one rule.
class PageReader {
 public:
  PageReader(std::vector<Block> blocks, std::string_view known_title) : known_title_(one_line(known_title)) {
    for (Block& block : blocks) {
      if (!block.text.empty()) lines_.push_back(read_line(std::move(block)));
    }
  }

  Page read() {
    set_furniture_aside();
    cut_comments();
    cut_other_news_below();
    drop_teasers();
    join_broken_sentences();
    find_title();
    find_own_date();
    drop_menu_below_title();
    drop_news_among_passages();
    drop_site_at_end();
    collect();
    return std::move(page_);
  }

 private:
  /// Forgets lines [begin, end), but not their dates.
  void drop(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) remember_dates(lines_[i]);
    if (begin > 0) lines_[begin - 1].beside_furniture = true;
    lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(begin),
                 lines_.begin() + static_cast<std::ptrdiff_t>(end));
  }

  void remember_dates(const Line& line) {
    if (is_passage(line)) return;  // what a teaser tells is not a date of the site
    for (const FoundDate& date : line.dates) {
      if (date.first.year == 0 || date.kind == DateKind::kBareYear || date.kind == DateKind::kYear) continue;
      if (std::ranges::find(page_.dates, date.first) == page_.dates.end()) page_.dates.push_back(date.first);
    }
  }

  void set_furniture_aside() {
    std::vector<Line> kept;
    for (Line& line : lines_) {
      if (line.kind != LineKind::kFurniture) {
        kept.push_back(std::move(line));
        continue;
      }
      remember_dates(line);
      if (!kept.empty()) kept.back().beside_furniture = true;
    }
    lines_ = std::move(kept);
  }

  void cut_comments() {
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      if (lines_[i].kind != LineKind::kComments || prose_bytes(lines_, 0, i) == 0) continue;
      // „3 коментара“ under the title is a counter: the article comes after it.
      if (prose_bytes(lines_, 0, i) * 4 < prose_bytes(lines_, i, lines_.size())) continue;
      return drop(i, lines_.size());
    }
  }

  /// A list of other articles below the body: everything from its heading on.
  void cut_other_news_below() {
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      if (lines_[i].kind != LineKind::kOtherNews) continue;
      const std::size_t above = prose_bytes(lines_, 0, i);
      if (above > 0 && above >= prose_bytes(lines_, i, lines_.size())) return drop(i, lines_.size());
      if (above > 0) drop_headlines(i + 1);
    }
  }

  void drop_headlines(std::size_t begin) {
    std::size_t end = begin;
    while (end < lines_.size() && !is_passage(lines_[end])) ++end;
    if (end < lines_.size()) drop(begin, end);
  }

  /// A headline, perhaps a date, a passage and „Прочети повече“: another article in short.
  void drop_teasers() {
    const auto more = [](const Line& line) { return line.kind == LineKind::kReadMore; };
    const bool several = std::ranges::count_if(lines_, more) > 1;
    for (std::size_t i = lines_.size(); i-- > 0;) {
      if (i >= lines_.size() || !more(lines_[i])) continue;
      const std::size_t begin = begin_of_teaser(i);
      // A single one below the text may as well be its own, and what stands above it the article's last section.
      const bool above = prose_bytes(lines_, 0, begin) < prose_bytes(lines_, i, lines_.size());
      if (begin == i || !(several || above)) continue;
      drop(begin, i + 1);
      i = begin;
    }
  }

  /// The headline of the teaser that ends with line `end`; `end` itself if what stands there is no teaser.
  std::size_t begin_of_teaser(std::size_t end) const {
    std::size_t begin = end;
    while (begin > 0 && is_passage(lines_[begin - 1]) && !lines_[begin - 1].beside_furniture) --begin;
    const std::size_t teaser = prose_bytes(lines_, begin, end);
    const std::size_t rest = prose_bytes(lines_, 0, lines_.size()) - teaser;
    if (begin == end || end - begin > 2 || teaser > kMostTeaserBytes || teaser >= rest) return end;
    while (begin > 0 && lines_[begin - 1].kind == LineKind::kDate) --begin;
    const bool headed =
        begin > 0 && lines_[begin - 1].kind == LineKind::kHeadline && words_in(lines_[begin - 1]) > kMostMenuWords;
    return headed ? begin - 1 : end;
  }

  /// A line that breaks in the middle of a sentence: „… конференцията Grow your Region“ / „се проведе на …“.
  void join_broken_sentences() {
    std::vector<Line> joined;
    std::size_t last_text = kNoHeadline;  // in `joined`
    for (Line& line : lines_) {
      const bool words = line.kind == LineKind::kProse || line.kind == LineKind::kHeadline;
      const bool goes_on = words && starts_in_lower_case(line.text);
      if (goes_on && last_text != kNoHeadline && last_text > 0 && breaks_off(joined[last_text])) {
        Line& before = joined[last_text];
        before.text.append(" ").append(line.text);
        before.kind = LineKind::kProse;
        before.dates.clear();
        continue;
      }
      joined.push_back(std::move(line));
      last_text = joined.size() - 1;
    }
    lines_ = std::move(joined);
  }

  bool breaks_off(const Line& line) const {
    if (line.kind != LineKind::kHeadline && line.kind != LineKind::kProse) return false;
    if (ends_sentence(line.text) || words_in(line) <= kMostMenuWords) return false;
    const std::string key = key_of(line.text);
    if (key == key_of(known_title_)) return false;
    return std::ranges::count_if(lines_, [&](const Line& other) { return key_of(other.text) == key; }) < 2;
  }

  void find_title() {
    title_ = choose_title(lines_, known_title_);
    page_.title = !known_title_.empty() ? known_title_ : title_ == kNoHeadline ? std::string{} : lines_[title_].text;
    if (title_ == kNoHeadline) return;
    keep_date_above_title();
    drop(0, title_);
    title_ = 0;
  }

  /// „12.03.2018“ and then the title, when no headline above owns that date.
  void keep_date_above_title() {
    if (title_ == 0) return;
    const Line& above = lines_[title_ - 1];
    if (above.kind == LineKind::kByline) return set_published(above);
    const bool owned = title_ >= 2 && is_heading(lines_[title_ - 2]) && lines_[title_ - 2].kind != LineKind::kMenu;
    const bool listed = std::ranges::count_if(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(title_),
                                              [](const Line& line) { return line.kind == LineKind::kDate; }) > 1;
    if (above.kind == LineKind::kDate && !owned && !listed) set_published(above);
  }

  void set_published(const Line& line) {
    if (!page_.published.known()) page_.published = first_date(line);
    if (line.kind == LineKind::kByline && page_.author.empty()) page_.author = author_of(line);
  }

  /// The date line or the line of the author between the title and the first passage; or a byline at the very end.
  void find_own_date() {
    const std::size_t begin = title_ == kNoHeadline ? 0 : title_ + 1;
    std::size_t body = begin;
    while (body < lines_.size() && !is_passage(lines_[body])) ++body;
    for (std::size_t i = begin; i < body; ++i) {
      const bool first = lines_[i].kind == LineKind::kDate && !page_.published.known() && !entry_of_list(i, begin);
      const bool dated = !page_.published.known() && is_dated_signature(lines_[i]);
      if (first || dated || lines_[i].kind == LineKind::kByline) set_published(lines_[i]);
      if (dated) lines_[i].kind = LineKind::kDate;
    }
    for (std::size_t i = body; i < lines_.size(); ++i) {
      if (lines_[i].kind == LineKind::kByline) set_published(lines_[i]);
    }
  }

  /// The date belongs to a headline between it and the title.
  bool entry_of_list(std::size_t at, std::size_t begin) const {
    return at > begin && lines_[at - 1].kind == LineKind::kHeadline && words_in(lines_[at - 1]) > kMostMenuWords &&
           at + 1 < lines_.size() && is_heading(lines_[at + 1]);
  }

  /// Short headlines between the title and the first passage; a subtitle has more words.
  void drop_menu_below_title() {
    if (title_ == kNoHeadline) return;
    std::size_t body = title_ + 1;
    while (body < lines_.size() && !is_passage(lines_[body])) ++body;
    if (body == lines_.size()) return;
    for (std::size_t i = body; i-- > title_ + 1;) {
      const bool menu = is_heading(lines_[i]) && words_in(lines_[i]) <= kMostMenuWords;
      if (menu) drop(i, i + 1);
    }
  }

  /// Headlines followed by a date-only line, and runs of headlines that carry dates.
  void drop_news_among_passages() {
    for (std::size_t i = title_ == kNoHeadline ? 0 : title_ + 1; i < lines_.size();) {
      const std::size_t end = end_of_entry(i);
      if (end == i) {
        ++i;
      } else {
        drop(i, end);
      }
    }
  }

  std::size_t end_of_entry(std::size_t at) const {
    const auto kind = [&](std::size_t i) { return i < lines_.size() ? lines_[i].kind : LineKind::kMenu; };
    if (kind(at) == LineKind::kHeadline && kind(at + 1) == LineKind::kDate) return at + 2;
    const bool date_first = kind(at) == LineKind::kDate && kind(at + 1) == LineKind::kHeadline;
    if (date_first && (kind(at + 2) == LineKind::kDate || at + 2 >= lines_.size())) return at + 2;
    if (!carries_date(lines_[at])) return at;
    std::size_t end = at;
    while (end < lines_.size() && carries_date(lines_[end])) ++end;
    return end - at > 1 ? end : at;
  }

  /// Headlines behind the last passage go with the buttons among them: „Cluster organisation“ / "Share this Article".
  void drop_site_at_end() {
    std::size_t end = lines_.size();
    while (end > 0 && !is_passage(lines_[end - 1])) --end;
    if (end == 0) return;
    while (end < lines_.size() && says_something(lines_[end].text)) ++end;
    if (end == lines_.size()) return;
    const bool site = std::any_of(lines_.begin() + static_cast<std::ptrdiff_t>(end) - 1, lines_.end(), is_site);
    if (site) drop(end, lines_.size());
  }

  void collect() {
    std::vector<Block> blocks;
    const std::string title = key_of(page_.title);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      Line& line = lines_[i];
      const bool text = is_passage(line) || line.kind == LineKind::kHeadline || line.kind == LineKind::kMenu;
      if (!text) remember_dates(line);
      if (!text || i == title_ || key_of(line.text) == title) continue;
      const Shape shape = line.kind == LineKind::kItem ? Shape::kItem
                          : is_passage(line)           ? Shape::kText
                                                       : Shape::kHeading;
      blocks.push_back({std::move(line.text), shape});
    }
    remove_duplicates(blocks);
    page_.body = join_blocks(blocks);
    std::erase(page_.dates, page_.published);
  }

  std::string known_title_;
  std::vector<Line> lines_;
  std::size_t title_ = kNoHeadline;
  Page page_;
};

}  // namespace

Page read_page(std::vector<Block> blocks, std::string_view known_title) {
  return PageReader(std::move(blocks), known_title).read();
}

std::string join_blocks(const std::vector<Block>& blocks) {
  std::string text;
  for (const Block& block : blocks) {
    if (!text.empty()) text += "\n\n";
    if (block.shape == Shape::kItem && !is_marked(block.text)) text += "• ";
    text += block.text;
  }
  return text;
}

}  // namespace tarsach::corpus
