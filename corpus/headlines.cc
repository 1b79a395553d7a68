#include "corpus/headlines.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "corpus/furniture.h"
#include "corpus/wording.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace tarsach::corpus {
namespace {

constexpr std::size_t kStemLetters = 5;       // „клъстерна“ and „клъстери“ agree in so many
constexpr std::size_t kLeastStemLetters = 4;  // shorter words say nothing about the subject
constexpr std::size_t kComparedBytes = 6000;  // of the text below a headline
constexpr std::size_t kLeastTitleWords = 4;

// What a sign of a title weighs. The share of its words that come back in the text is 0..1.
constexpr double kRepeatedBonus = 0.5;
constexpr double kLongBonus = 0.25;
constexpr double kNearestBonus = 0.15;
constexpr double kDatedTextBonus = 0.15;  // a date line stands between it and the text
constexpr double kBylineBonus = 0.4;
constexpr double kOtherNewsPenalty = 0.6;
constexpr double kMenuPenalty = 0.5;

std::string stem_of(const std::string& word) {
  std::string stem;
  std::size_t at = 0;
  for (std::size_t i = 0; i < kStemLetters && at < word.size(); ++i) at += text::utf8::decode(word, at).size;
  return word.substr(0, at);
}

bool is_passage(const Line& line) { return line.kind == LineKind::kProse || line.kind == LineKind::kItem; }

class TitleChooser {
 public:
  TitleChooser(const std::vector<Line>& lines, std::string_view known_title)
      : lines_(lines), known_key_(key_of(known_title)) {
    for (const Line& line : lines) {
      keys_.push_back(is_title_like(line) ? key_of(line.text) : std::string{});
      if (!keys_.back().empty()) ++times_[keys_.back()];
    }
  }

  std::size_t choose() {
    text_ = first_passage();
    if (text_ == kNoHeadline) return kNoHeadline;
    read_text();
    std::size_t best = kNoHeadline;
    double best_score = 0;
    for (std::size_t i = 0; i < text_; ++i) {
      if (keys_[i].empty()) continue;
      const double score = score_of(i);
      if (best != kNoHeadline && score < best_score) continue;  // of equals, the one nearest to the text
      best = i;
      best_score = score;
    }
    return best;
  }

  double agreement_of_first() {
    text_ = 1;
    read_text();
    return agreement(0);
  }

 private:
  static bool is_title_like(const Line& line) {
    return line.kind == LineKind::kHeadline || line.kind == LineKind::kMenu;
  }

  bool is_known(std::size_t at) const { return !known_key_.empty() && keys_[at] == known_key_; }
  bool is_repeated(std::size_t at) const {
    return times_.at(keys_[at]) > 1 && lines_[at].kind == LineKind::kHeadline &&
           std::ranges::count(keys_[at], ' ') + 1 >= static_cast<std::ptrdiff_t>(kLeastTitleWords);
  }

  /// Where the article's text begins: below a title that is sure, if most of the prose is there; else at the first
  /// passage. Without any passage the headlines are all there is, and the first one is the title.
  std::size_t first_passage() const {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (keys_[i].empty() || !(is_known(i) || is_repeated(i))) continue;
      if (prose(0, i) <= prose(i, lines_.size())) begin = i;
    }
    for (std::size_t i = begin; i < lines_.size(); ++i) {
      if (is_passage(lines_[i])) return i;
    }
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!keys_[i].empty()) return i + 1;
    }
    return kNoHeadline;
  }

  std::size_t prose(std::size_t begin, std::size_t end) const {
    std::size_t bytes = 0;
    for (std::size_t i = begin; i < end; ++i) bytes += is_passage(lines_[i]) ? lines_[i].text.size() : 0;
    return bytes;
  }

  void read_text() {
    std::size_t bytes = 0;
    for (std::size_t i = text_; i < lines_.size() && bytes < kComparedBytes; ++i) {
      if (!is_passage(lines_[i])) continue;
      bytes += lines_[i].text.size();
      for (const std::string& word : words_of(lines_[i].text)) stems_.insert(stem_of(word));
    }
  }

  /// The share of the longer words that come back in the text.
  double agreement(std::size_t at) const {
    std::size_t all = 0;
    std::size_t met = 0;
    for (const std::string& word : words_of(lines_[at].text)) {
      if (letters_in(word) < kLeastStemLetters) continue;
      ++all;
      met += stems_.contains(stem_of(word)) ? 1 : 0;
    }
    return all == 0 ? 0 : static_cast<double>(met) / static_cast<double>(all);
  }

  LineKind kind_below(std::size_t at) const { return at + 1 < lines_.size() ? lines_[at + 1].kind : LineKind::kProse; }

  /// A date below, and then no text: an entry of a list of news.
  bool is_other_news(std::size_t at) const {
    if (kind_below(at) != LineKind::kDate) return false;
    for (std::size_t i = at + 2; i < text_; ++i) {
      if (lines_[i].kind == LineKind::kHeadline) return true;
    }
    return false;
  }

  /// Nothing but dates, bylines and furniture between this headline and the text.
  bool is_nearest(std::size_t at) const {
    return std::none_of(lines_.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                        lines_.begin() + static_cast<std::ptrdiff_t>(text_), is_title_like);
  }

  double score_of(std::size_t at) const {
    const Line& line = lines_[at];
    double score = agreement(at);
    if (is_known(at)) score += 2;
    if (is_repeated(at)) score += kRepeatedBonus;
    if (words_of(line.text).size() >= kLeastTitleWords) score += kLongBonus;
    if (kind_below(at) == LineKind::kByline) score += kBylineBonus;
    if (is_nearest(at)) score += kNearestBonus + (kind_below(at) == LineKind::kDate ? kDatedTextBonus : 0);
    if (is_other_news(at)) score -= kOtherNewsPenalty;
    if (line.kind == LineKind::kMenu) score -= kMenuPenalty;
    return score;
  }

  const std::vector<Line>& lines_;
  std::string known_key_;
  std::vector<std::string> keys_;  // of headlines; empty for everything else
  std::unordered_map<std::string, int> times_;
  std::unordered_set<std::string> stems_;
  std::size_t text_ = kNoHeadline;
};

}  // namespace

std::size_t choose_title(const std::vector<Line>& lines, std::string_view known_title) {
  return TitleChooser(lines, known_title).choose();
}

double title_agreement(const std::vector<Line>& lines) { return TitleChooser(lines, "").agreement_of_first(); }

std::string author_of(const Line& byline) {
  constexpr auto kLeads = std::to_array<std::string_view>(
      {"submitted by ", "posted by ", "published by ", "written by ", "author: ", "автор: ", "публикувано от ",
       "публикувана от ", "публикуван от ", "написано от ", "добавено от ", "текст: ", "by ", "от "});
  const std::string folded = fold(byline.text);
  if (folded.size() != byline.text.size()) return {};  // a letter changed its length: places do not agree
  for (const std::string_view lead : kLeads) {
    if (!folded.starts_with(lead)) continue;
    std::size_t end = byline.dates.empty() ? folded.size() : std::max(lead.size(), byline.dates.front().begin);
    for (const std::string_view mark : {" on ", " на ", " | ", ", ", " - ", " – ", " • ", " · "}) {
      end = std::min(end, folded.find(mark, lead.size()));
    }
    return one_line(byline.text.substr(lead.size(), end - lead.size()));
  }
  return {};
}

bool starts_in_lower_case(std::string_view text) {
  if (text.empty()) return false;
  const char32_t code = text::utf8::decode(text, 0).code;
  return code != text::utf8::kBroken && text::is_letter(text::class_of(code)) && !text::is_upper(code);
}

}  // namespace tarsach::corpus
