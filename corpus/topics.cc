#include "corpus/topics.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "corpus/article_date.h"

namespace tarsach::corpus {
namespace {

// An occurrence in the title counts as so many in the body, one in the lead as so many.
constexpr double kTitleTimes = 4;
constexpr double kLeadTimes = 1.5;
constexpr double kPhraseFactor = 1.5;  // two words together say more than one
constexpr double kEnough = 2.0;        // for an article of kUsualWords; longer ones need more
constexpr double kUsualWords = 150;
constexpr double kShareOfBest = 0.3;

}  // namespace

TopicFinder::TopicFinder(const schema::Vocabulary& vocabulary, text::Analyzer& analyzer)
    : vocabulary_(vocabulary), phrases_(analyzer) {
  for (std::uint32_t i = 0; i < vocabulary.topics.size(); ++i) {
    for (const std::string& words : vocabulary.topics[i].words) phrases_.add(words, i);
  }
}

/// Every further occurrence says less than the one before.
double TopicFinder::strength(const Signs& signs) {
  double sum = 0;
  for (const auto& [phrase, times] : signs.times) sum += std::log2(1 + times) * signs.factors.at(phrase);
  return sum;
}

void TopicFinder::note(const PhraseMatch& match, double times) {
  Signs& signs = signs_[match.owner];
  if (match.begin == signs.last) return;  // a word speaks once, though several of the list may share its lemma
  signs.last = match.begin;
  signs.times[match.phrase] += times;
  signs.factors[match.phrase] = match.content > 1 ? kPhraseFactor : 1;
}

void TopicFinder::read_title(std::span<const text::Word> words) {
  signs_.clear();
  for (const PhraseMatch& match : phrases_.find(words)) note(match, kTitleTimes);
  for (auto& [topic, signs] : signs_) signs.last = std::string::npos;
}

void TopicFinder::read_body(std::span<const text::Word> words) {
  for (const PhraseMatch& match : phrases_.find(words)) note(match, match.begin < kLeadBytes / 2 ? kLeadTimes : 1);
}

std::vector<std::string> TopicFinder::choose() const {
  const double length = static_cast<double>(phrases_.words()) / kUsualWords;
  const double enough = kEnough * (1 + std::log2(std::max(1.0, length)) / 3);
  std::vector<std::pair<double, std::uint32_t>> scored;
  for (const auto& [topic, signs] : signs_) {
    if (const double points = strength(signs); points >= enough) scored.emplace_back(points, topic);
  }
  std::ranges::stable_sort(scored, std::ranges::greater{}, &std::pair<double, std::uint32_t>::first);
  std::vector<std::string> ids;
  for (const auto& [points, topic] : scored) {
    if (ids.size() < kMostTopics && points >= kShareOfBest * scored.front().first)
      ids.push_back(vocabulary_.topics[topic].id);
  }
  return ids;
}

}  // namespace tarsach::corpus
