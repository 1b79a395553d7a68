#include "corpus/duplicates.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "corpus/wording.h"

namespace tarsach::corpus {
namespace {

constexpr std::size_t kNear = 8;                // blocks back in which another wording is looked for
constexpr std::size_t kLeastRepeatedWords = 5;  // „Програма“ may stand twice as a heading
constexpr std::size_t kLeastNearWords = 12;     // short sentences are alike by chance
constexpr std::size_t kMostNearWords = 400;     // bounds the cost of the comparison
constexpr double kSameWords = 0.85;
constexpr double kLeastLengthRatio = 0.55;

std::size_t common_words(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  std::unordered_map<std::string_view, int> left_over;
  for (const std::string& word : left) ++left_over[word];
  return static_cast<std::size_t>(std::ranges::count_if(right, [&](const std::string& word) {
    const auto found = left_over.find(word);
    return found != left_over.end() && found->second-- > 0;
  }));
}

/// Length of the longest common subsequence.
std::size_t common_in_order(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  std::vector<std::size_t> row(right.size() + 1, 0);
  for (const std::string& word : left) {
    std::size_t diagonal = 0;
    for (std::size_t i = 0; i < right.size(); ++i) {
      const std::size_t above = row[i + 1];
      row[i + 1] = word == right[i] ? diagonal + 1 : std::max(above, row[i]);
      diagonal = above;
    }
  }
  return row.back();
}

bool has_digit(const std::string& word) { return word.find_first_of("0123456789") != std::string::npos; }

bool numbers_within(const std::vector<std::string>& shorter, const std::vector<std::string>& longer) {
  return std::ranges::all_of(shorter, [&](const std::string& word) {
    return !has_digit(word) || std::ranges::find(longer, word) != longer.end();
  });
}

/// The last few kept blocks with their words.
class Neighbours {
 public:
  /// The index of a kept block of which `words` is another wording, or -1.
  std::ptrdiff_t find(const std::vector<std::string>& words) const {
    const auto same =
        std::ranges::find_if(recent_, [&](const Entry& entry) { return nearly_same(entry.words, words); });
    return same == recent_.end() ? -1 : static_cast<std::ptrdiff_t>(same->block);
  }
  void add(std::size_t block, std::vector<std::string> words) {
    if (recent_.size() == kNear) recent_.erase(recent_.begin());
    recent_.push_back({block, std::move(words)});
  }

 private:
  struct Entry {
    std::size_t block;
    std::vector<std::string> words;
  };
  std::vector<Entry> recent_;
};

}  // namespace

bool nearly_same(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  const auto& shorter = left.size() <= right.size() ? left : right;
  const auto& longer = left.size() <= right.size() ? right : left;
  if (shorter.size() < kLeastNearWords || longer.size() > kMostNearWords) return false;
  const auto length = static_cast<double>(shorter.size());
  if (length < kLeastLengthRatio * static_cast<double>(longer.size())) return false;
  if (static_cast<double>(common_words(longer, shorter)) < kSameWords * length) return false;
  if (!numbers_within(shorter, longer)) return false;
  return static_cast<double>(common_in_order(longer, shorter)) >= kSameWords * length;
}

void remove_duplicates(std::vector<Block>& blocks) {
  std::vector<Block> kept;
  std::unordered_set<std::string> seen;
  Neighbours neighbours;
  bool repeating = false;  // the block before was a repetition: short entries of its list are, too
  for (Block& block : blocks) {
    auto words = words_of(block.text);
    const bool known = !seen.insert(key_of(block.text)).second;
    if (known && (repeating || words.size() >= kLeastRepeatedWords)) {
      repeating = true;
      continue;
    }
    repeating = false;
    if (const std::ptrdiff_t same = neighbours.find(words); same >= 0) {
      Block& first = kept[static_cast<std::size_t>(same)];
      if (block.text.size() > first.text.size()) first.text = std::move(block.text);
      repeating = true;
      continue;
    }
    neighbours.add(kept.size(), std::move(words));
    kept.push_back(std::move(block));
  }
  blocks = std::move(kept);
}

}  // namespace tarsach::corpus
