#include "corpus/html_content.h"

#include <algorithm>

namespace tarsach::corpus {
namespace {

constexpr std::size_t kLeastPassageBytes = 60;
constexpr std::size_t kSureBodyBytes = 200;  // of an itemprop="articleBody"
constexpr std::size_t kLeastSiblingBytes = 120;
constexpr double kMostLinkShare = 0.4;
constexpr double kSiblingScore = 0.2;  // of the best container's
constexpr int kGenerations = 3;        // a passage speaks for its container and so many above it

class ContentChooser {
 public:
  ContentChooser(const HtmlTree& tree, Aside most) : tree_(tree), most_(most) {
    scores_.resize(tree.containers.size());
    text_.resize(tree.containers.size());
    links_.resize(tree.containers.size());
    for (const HtmlBlock& block : tree.blocks) {
      if (block.aside > most_) continue;
      add_score(block);
      text_[block.container] += block.block.text.size();
      links_[block.container] += block.link_bytes;
    }
    add_up();
  }

  std::vector<bool> choose() {
    best_ = best_container();
    std::vector<bool> chosen;
    for (const HtmlBlock& block : tree_.blocks) chosen.push_back(block.aside <= most_ && belongs(block));
    return chosen;
  }

 private:
  static bool is_passage(const HtmlBlock& block) {
    const std::size_t bytes = block.block.text.size();
    return block.heading == 0 && bytes >= kLeastPassageBytes &&
           static_cast<double>(block.link_bytes) < kMostLinkShare * static_cast<double>(bytes);
  }

  void add_score(const HtmlBlock& block) {
    if (!is_passage(block)) return;
    const auto commas = static_cast<double>(std::ranges::count(block.block.text, ','));
    double score = 1 + std::min(commas, 10.0) + std::min(static_cast<double>(block.block.text.size()) / 100, 10.0);
    std::size_t at = block.container;
    for (int i = 0; i <= kGenerations; ++i, score /= 2) {
      scores_[at] += score;
      if (tree_.containers[at].parent == at) break;
      at = tree_.containers[at].parent;
    }
  }

  /// Texts and links of the containers within; parents stand before their children.
  void add_up() {
    for (std::size_t i = tree_.containers.size(); i-- > 1;) {
      text_[tree_.containers[i].parent] += text_[i];
      links_[tree_.containers[i].parent] += links_[i];
    }
  }

  double final_score(std::size_t at) const {
    if (scores_[at] <= 0) return 0;
    const double share = static_cast<double>(links_[at]) / static_cast<double>(std::max<std::size_t>(text_[at], 1));
    return (scores_[at] + tree_.containers[at].bonus) * (1 - share);
  }

  std::size_t best_container() const {
    std::size_t best = 0;
    for (std::size_t i = 0; i < tree_.containers.size(); ++i) {
      if (tree_.containers[i].article_body && text_[i] >= kSureBodyBytes) return i;
      if (final_score(i) > final_score(best)) best = i;
    }
    return best;
  }

  bool is_within(std::size_t at, std::size_t outer) const {
    while (at > outer) at = tree_.containers[at].parent;  // a child stands behind its parent
    return at == outer;
  }

  /// In the best container, or a passage beside it: the lead often has a container of its own.
  bool belongs(const HtmlBlock& block) const {
    if (is_within(block.container, best_)) return true;
    const std::size_t parent = tree_.containers[best_].parent;
    if (parent == best_ || tree_.containers[best_].article_body) return false;
    const std::size_t own_parent = tree_.containers[block.container].parent;
    const bool beside = block.container == parent || own_parent == parent;
    if (!beside || !is_passage(block)) return false;
    return block.block.text.size() >= kLeastSiblingBytes ||
           final_score(block.container) >= kSiblingScore * final_score(best_);
  }

  const HtmlTree& tree_;
  Aside most_;
  std::vector<double> scores_;
  std::vector<std::size_t> text_, links_;
  std::size_t best_ = 0;
};

std::size_t bytes_of(const HtmlTree& tree, const std::vector<bool>& chosen) {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < chosen.size(); ++i) bytes += chosen[i] ? tree.blocks[i].block.text.size() : 0;
  return bytes;
}

}  // namespace

std::vector<bool> choose_content(const HtmlTree& tree) {
  constexpr std::size_t kPoorBytes = 300;
  auto strict = ContentChooser(tree, Aside::kNo).choose();
  const std::size_t found = bytes_of(tree, strict);
  if (found >= kPoorBytes) return strict;
  // Perhaps the site calls its main place „widget“ or puts the article into its <header>.
  auto lenient = ContentChooser(tree, Aside::kByClass).choose();
  return bytes_of(tree, lenient) > 2 * found ? lenient : strict;
}

}  // namespace tarsach::corpus
