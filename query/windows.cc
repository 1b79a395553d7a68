#include "query/windows.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string_view>
#include <utility>

namespace tarsach::query {

namespace {

// The worth of a window: a word of the query more outweighs everything, then how often they come, then its looks.
constexpr int kWordWorth = 64;
constexpr int kRepeatWorth = 3;
constexpr int kMaxRepeats = 6;
constexpr int kSentenceWorth = 6;
constexpr int kContextWorth = 2;  // some words stand before the first match
constexpr std::size_t kContextWords = 2;
constexpr int kMostLooks = kSentenceWorth + kContextWorth;

bool is_sentence_end(std::string_view gap) { return gap.find_first_of(".!?\n") != std::string_view::npos; }

// Keeps how often each word of the query is inside.
class Counts {
 public:
  void add(std::uint64_t asked) { change(asked, 1); }
  void remove(std::uint64_t asked) { change(asked, -1); }
  [[nodiscard]] std::uint64_t present() const { return present_; }
  [[nodiscard]] int worth() const {
    return kWordWorth * std::popcount(present_) + kRepeatWorth * std::min(matches_, kMaxRepeats);
  }

 private:
  void change(std::uint64_t asked, int by) {
    matches_ += by;
    for (; asked != 0; asked &= asked - 1) {
      const auto place = static_cast<std::size_t>(std::countr_zero(asked));
      counts_[place] += by;
      if (counts_[place] == 0)
        present_ &= ~(std::uint64_t{1} << place);
      else
        present_ |= std::uint64_t{1} << place;
    }
  }

  std::array<int, 64> counts_{};
  std::uint64_t present_ = 0;
  int matches_ = 0;
};

/// Windows with the same matches in them, whose beginnings follow each other.
struct Run {
  std::size_t begin = 0, end = 0;  // where they begin, `end` excluded
  std::size_t first_match = 0;     // a word; where they end if they have none
  int worth = 0;                   // without looks
  std::uint64_t asked = 0;
};

class Search {
 public:
  Search(AskedText& text, std::size_t words, std::uint64_t wanted) : text_(text), words_(words) {
    for (const AskedText::Match& match : text.matches)
      if ((match.asked & wanted) != 0) matches_.push_back({match.word, match.asked & wanted});
    find_runs();
  }

  /// The first one of the best.
  [[nodiscard]] Window best() const {
    int least = 0;
    for (const Run& run : runs_) least = std::max(least, run.worth);
    Window best;
    int best_worth = -1;
    for (const Run& run : runs_) {
      if (run.worth + kMostLooks < least) continue;
      for (std::size_t begin = run.begin; begin < run.end && run.worth + kMostLooks > best_worth; ++begin) {
        const int worth = run.worth + looks(run, begin);
        if (worth <= best_worth) continue;
        best_worth = worth;
        best = {begin, end_of(begin), run.asked};
      }
    }
    return best;
  }

 private:
  [[nodiscard]] std::size_t end_of(std::size_t begin) const { return std::min(begin + words_, text_.words.size()); }

  // A run ends where a match leaves or the next one comes in.
  void find_runs() {
    const std::size_t all = text_.words.size();
    const std::size_t end = all > words_ ? all - words_ + 1 : std::min<std::size_t>(all, 2);
    Counts counts;
    std::size_t leaving = 0, entering = 0;
    for (std::size_t begin = 0; begin < end;) {
      for (; leaving < matches_.size() && matches_[leaving].word < begin; ++leaving)
        counts.remove(matches_[leaving].asked);
      for (; entering < matches_.size() && matches_[entering].word < begin + words_; ++entering)
        counts.add(matches_[entering].asked);
      std::size_t next = end;
      if (leaving < matches_.size()) next = std::min<std::size_t>(next, matches_[leaving].word + 1);
      if (entering < matches_.size()) next = std::min<std::size_t>(next, matches_[entering].word + 1 - words_);
      const bool any = leaving < entering;
      runs_.push_back({begin, next, any ? matches_[leaving].word : all, counts.worth(), counts.present()});
      begin = next;
    }
  }

  [[nodiscard]] int looks(const Run& run, std::size_t begin) const {
    const bool context = std::min(run.first_match, end_of(begin)) >= begin + kContextWords;
    return (begins_sentence(begin) ? kSentenceWorth : 0) + (context ? kContextWorth : 0);
  }

  [[nodiscard]] bool begins_sentence(std::size_t word) const {
    if (word == 0) return true;
    const std::size_t before = text_.words[word - 1].end;
    return is_sentence_end(text_.words.text().substr(before, text_.words[word].begin - before));
  }

  AskedText& text_;
  std::size_t words_;
  std::vector<AskedText::Match> matches_;
  std::vector<Run> runs_;
};

Window best_window(AskedText& text, std::size_t words, std::uint64_t wanted) {
  return Search(text, words, wanted).best();
}

}  // namespace

std::vector<Window> best_windows(AskedText& text, std::size_t words) {
  if (text.words.empty()) return {};
  std::uint64_t there = 0;
  for (const AskedText::Match& match : text.matches) there |= match.asked;
  const Window whole = best_window(text, words, ~std::uint64_t{0});
  if (whole.asked == there || words < 4) return {whole};
  Window first = best_window(text, words / 2, ~std::uint64_t{0});
  Window second = best_window(text, words / 2, there & ~first.asked);
  if (std::popcount(first.asked | second.asked) <= std::popcount(whole.asked)) return {whole};
  if (second.first < first.first) std::swap(first, second);
  if (second.first <= first.last) return {{first.first, std::max(first.last, second.last), first.asked | second.asked}};
  return {first, second};
}

}  // namespace tarsach::query
